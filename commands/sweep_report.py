"""What a sweep leaves: the files of its folder, and the lines on the screen."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.comparison import Comparison, Measures
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.reports.comparison_json import comparison_to_json
from luanchuyen.reports.sweep_table import table_csv
from luanchuyen.scenarios.changes.changes import apply
from luanchuyen.scenarios.comparison.comparison import compare
from luanchuyen.scenarios.comparison.costs import Cost, with_gains
from luanchuyen.scenarios.comparison.measures import measures_of
from luanchuyen.scenarios.comparison.rows import SweepRow, cost_rows, sweep_rows
from luanchuyen.scenarios.comparison.rule_differences import numbers_at
from luanchuyen.scenarios.rulebook.text import effective_toml
from luanchuyen.scenarios.sweep.outcome import Outcome, outcomes_to_json

SHOWN = 8
"""Lines of scenarios on the screen; the files have all."""
MEASURED = 200
"""Scenarios up to which people and places are counted too; of more, only what the plans themselves tell."""


def compared(
    base: Outcome, others: Sequence[Outcome], costs: Sequence[Cost] | None, situation: Situation
) -> Comparison:
    """The scenarios held against the base, with what each gains where the costs of the rules were asked."""
    measured = len(others) <= MEASURED
    measure = (lambda outcome: _measures(outcome, situation)) if measured else None
    comparison = compare(base, others, measure, numbers_at(situation))
    return comparison if costs is None else with_gains(comparison, costs)


def result_files(
    base: Outcome,
    others: Sequence[Outcome],
    costs: Sequence[Cost] | None,
    comparison: Comparison,
    situation: Situation,
) -> dict[str, bytes]:
    """The files of the folder by name, the manifest aside."""
    from luanchuyen.sheets.comparison.writer import write

    stream = io.BytesIO()
    write(comparison, situation, stream)
    files = {
        "comparison.json": comparison_to_json(comparison).encode(),
        "comparison.xlsx": stream.getvalue(),
        "outcomes.json": outcomes_to_json((base, *others)).encode(),
        "rules.toml": effective_toml(situation.policy).encode(),
    }
    if any(outcome.scenario.point for outcome in others):
        files["sweep.csv"] = table(sweep_rows([base, *others]))
    if costs is not None:
        files["costs.csv"] = table(cost_rows(costs))
    return files


def _measures(outcome: Outcome, situation: Situation) -> Measures:
    """The figures of a plan on the facts that its scenario makes."""
    assert outcome.plan is not None
    return measures_of(apply(outcome.scenario, situation), outcome.plan)


def table(rows: list[SweepRow]) -> bytes:
    """Rows of a sweep, or of what the rules cost, as CSV in words."""
    columns = dict.fromkeys(column for row in rows for column in row)
    del columns["checked"]
    shown = [{**row, "status": _proof(str(row["status"]), bool(row["checked"])), **_said(row)} for row in rows]
    return table_csv(shown, {column: _heading(column) for column in columns})


def _said(row: Mapping[str, object]) -> SweepRow:
    """What is told only where there is something to tell."""
    told: SweepRow = {"possible": say("cli.yes") if row.get("possible") else None, "beyond": row.get("beyond") or None}
    return {column: value for column, value in told.items() if column in row}


def _heading(column: str) -> str:
    names = {
        "scenario": "scenario", "status": "state", "filled": "filled", "empty": "empty", "persons": "persons",
        "seats": "seats_gained", "cadres": "cadres", "codes": "codes",
    }  # fmt: skip
    if column in names:
        return say(f"scenario.col_{names[column]}")
    if column in ("possible", "beyond"):
        return say(f"sweep.col_{column}")
    for start, key in (("tier_", "tier"), ("points_", "points_gained")):
        if column.startswith(start):
            return say(f"scenario.col_{key}", tier=column.removeprefix(start))
    return column


def _proof(status: str, checked: bool = True) -> str:
    if status == "optimal" and not checked:
        return say("compare.proof_engine")
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
    unproven = "sweep.engine_mark" if plan.proven else "scenario.unproven_mark"
    mark = "" if plan.proven and outcome.checked else say(unproven)
    persons, seats = len(plan.persons), plan.seats_empty
    score = " / ".join(str(points) for _, points in sorted(plan.score.items()))
    return say("scenario.line", name=name, seats=seats, persons=persons, score=score, mark=mark)
