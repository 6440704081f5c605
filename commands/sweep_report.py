"""What a sweep leaves: the files of its folder, and the lines on the screen."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence

from luanchuyen.commands.console import Console
from luanchuyen.messages import say
from luanchuyen.models.comparison import Measures
from luanchuyen.optimizer.situation import Situation
from luanchuyen.reports.comparison_json import comparison_to_json
from luanchuyen.reports.sweep_table import table_csv
from luanchuyen.scenarios.changes import apply
from luanchuyen.scenarios.comparison import compare
from luanchuyen.scenarios.costs import Cost, empty_seats
from luanchuyen.scenarios.measures import measures_of
from luanchuyen.scenarios.outcome import Outcome, outcome_to_dict
from luanchuyen.scenarios.rulebook import effective_toml
from luanchuyen.scenarios.sweep_rows import Row, cost_rows, sweep_rows

SHOWN = 8
"""Lines of scenarios on the screen; the files have all."""
MEASURED = 200
"""Scenarios up to which people and places are counted too; of more, only what the plans themselves tell."""


def result_files(
    base: Outcome, others: Sequence[Outcome], costs: Sequence[Cost] | None, situation: Situation
) -> dict[str, bytes]:
    """The files of the folder by name, the manifest aside."""
    from luanchuyen.sheets.comparison_book import write

    measured = len(others) <= MEASURED
    comparison = compare(base, others, (lambda outcome: _measures(outcome, situation)) if measured else None)
    stream = io.BytesIO()
    write(comparison, situation, stream)
    kept = [outcome_to_dict(outcome) for outcome in (base, *others)]
    files = {
        "comparison.json": comparison_to_json(comparison).encode(),
        "comparison.xlsx": stream.getvalue(),
        "outcomes.json": (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode(),
        "rules.toml": effective_toml(situation.policy).encode(),
    }
    if any(outcome.scenario.point for outcome in others):
        files["sweep.csv"] = _csv(sweep_rows([base, *others]))
    if costs is not None:
        files["costs.csv"] = _csv(cost_rows(costs))
    return files


def _measures(outcome: Outcome, situation: Situation) -> Measures:
    """The figures of a plan on the facts that its scenario makes."""
    assert outcome.plan is not None
    changed = Situation(*apply(outcome.scenario, situation.instance, situation.policy), situation.gazetteer)
    return measures_of(changed, outcome.plan)


def _csv(rows: list[Row]) -> bytes:
    columns = dict.fromkeys(column for row in rows for column in row)
    shown = [{**row, "status": _proof(str(row["status"])), **_yes_no(row)} for row in rows]
    return table_csv(shown, {column: _heading(column) for column in columns})


def _yes_no(row: Mapping[str, object]) -> Row:
    return {"together": say("cli.yes") if row["together"] else None} if "together" in row else {}


def _heading(column: str) -> str:
    names = {
        "scenario": "scenario", "status": "state", "filled": "filled", "empty": "empty", "persons": "persons",
        "seats": "seats_gained", "cadres": "cadres", "codes": "codes", "together": "together",
    }  # fmt: skip
    if column in names:
        return say(f"scenario.col_{names[column]}")
    for start, key in (("tier_", "tier"), ("points_", "points_gained")):
        if column.startswith(start):
            return say(f"scenario.col_{key}", tier=column.removeprefix(start))
    return column


def _proof(status: str) -> str:
    states = {"optimal": "proven", "feasible": "found", "infeasible": "infeasible", "no_plan": "no_plan"}
    return say(f"scenario.state_{states[status]}") if status in states else say("scenario.state_failed", reason="–")


def tell_outcomes(console: Console, outcomes: Sequence[Outcome]) -> None:
    """A line an outcome, the first few."""
    for outcome in outcomes[:SHOWN]:
        console.tell(_line(outcome))
    if len(outcomes) > SHOWN:
        console.tell(say("scenario.more_lines", count=len(outcomes) - SHOWN))


def _line(outcome: Outcome) -> str:
    name, plan = outcome.scenario.name, outcome.plan
    if plan is None:
        reason = say(outcome.failure) if outcome.failure else ""
        state = say("scenario.state_failed", reason=reason) if outcome.failure else _proof(outcome.status)
        return say("scenario.line_none", name=name, state=state)
    mark = "" if plan.proven else say("scenario.unproven_mark")
    persons = len({a.cadre for a in plan.assignments})
    score = " / ".join(str(points) for _, points in sorted(plan.score.items()))
    return say("scenario.line", name=name, seats=empty_seats(plan), persons=persons, score=score, mark=mark)


def tell_costs(console: Console, found: Sequence[Cost]) -> None:
    """The changes that gain something, most seats and then most points first."""
    gains = [cost for cost in found if cost.seats is not None and (cost.seats > 0 or any(_points(cost)))]
    gains.sort(key=lambda cost: (-(cost.seats or 0), [-points for points in _points(cost)]))
    console.tell(say("scenario.costs_head") if gains else say("scenario.costs_none"))
    for cost in gains[:SHOWN]:
        mark = say("scenario.costs_together") if cost.together else ""
        points = " / ".join(map(_change, _points(cost)))
        values = {"seats": cost.seats, "points": points, "cadres": len(cost.cadres), "mark": mark}
        console.tell(say("scenario.costs_line", what=cost.outcome.scenario.name, **values))
    if len(gains) > SHOWN:
        console.tell(say("scenario.more_lines", count=len(gains) - SHOWN))


def _points(cost: Cost) -> list[int]:
    """The points gained, tier by tier."""
    return [points for _, points in sorted(cost.points.items())]


def _change(gained: int) -> str:
    """How a shortfall changes where so many points are gained: fewer are better."""
    return f"{-gained:+d}".replace("-", "−") if gained else "0"
