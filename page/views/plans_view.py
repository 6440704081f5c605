"""Phương án: the plans of a run, what speaks for each in plain words, where their points come from, what is proven."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luanchuyen.messages import say
from luanchuyen.models.comparison import Measures
from luanchuyen.models.errors import DataError, RotationError
from luanchuyen.models.plan import Plan, status_from
from luanchuyen.page.desk.desk import Desk
from luanchuyen.page.desk.planning import Made
from luanchuyen.page.desk.rounds import OpenRound
from luanchuyen.page.views.common import Shown
from luanchuyen.page.views.pictures import pictures_of
from luanchuyen.scenarios.comparison.measures import measures_of
from luanchuyen.wording.answers.edits import way_line
from luanchuyen.wording.conflicts import conflict_words
from luanchuyen.wording.names import Names
from luanchuyen.wording.naming import named
from luanchuyen.wording.numbers import number
from luanchuyen.wording.points import looked_at, tier_lines
from luanchuyen.wording.proofs import phrase


def plans_shown(desk: Desk) -> Shown:
    """The page's values."""
    case = desk.facts.case if desk.facts else None
    usual = case.options if case is not None else None
    shown: Shown = {
        "plans_asked": desk.state.plans or (usual.plans if usual else 5),
        "seconds_asked": desk.state.seconds or (int(usual.time_limit) if usual and usual.time_limit else ""),
        "ended": ended_shown(desk),
        "tiers": sorted(looked_at(case.situation).items()) if case is not None else [],
        "plans": [],
    }
    if desk.round is not None:
        shown |= {"plans": list(_plans(desk.round)), "status": status_words(desk.round)}
        shown["figures"] = [say(f"page.figure_{name}") for name in FIGURES]
        shown["pictures"] = pictures_of(desk.round)
        shown["all_tiers"] = sorted(desk.round.plan.score)
    return shown


FIGURES = ("persons", "empty", "coverage", "women", "under_40", "down", "up", "lateral")


def figure_values(measures: Measures, empty: int) -> list[str]:
    """The figures of a plan in the order of FIGURES; a dash for what is not known."""
    covered = "–"
    if measures.covered is not None:
        covered = say("page.covered_of", covered=measures.covered, places=measures.places)
    known = {"empty": str(empty), "coverage": covered}
    return [known.get(name) or _told(getattr(measures, name, None)) for name in FIGURES]


def _told(value: int | None) -> str:
    return "–" if value is None else number(value)


def _plans(current: OpenRound) -> Iterator[Shown]:
    plans = current.run.plans
    measured = [measures_of(current.situation, plan) for plan in plans]
    speaking = _speaking(plans, measured)
    for plan, measures, said in zip(plans, measured, speaking, strict=True):
        yield {
            "rank": plan.rank,
            "here": plan.rank == current.told.rank,
            "tied": ", ".join(map(str, plan.tied_with)),
            "score": [number(value) for _, value in sorted(plan.score.items())],
            "proof": phrase(plan, current.result),
            "figures": figure_values(measures, plan.seats_empty),
            "speaks": said,
            "points": tier_lines(plan, current.situation),
        }


def _speaking(plans: Sequence[Plan], measured: Sequence[Measures]) -> list[list[str]]:
    """For each plan in what it goes before the others; of what all are alike in nothing is said."""
    known: dict[str, list[int]] = {
        "empty": [-plan.seats_empty for plan in plans],
        "persons": [-len(plan.persons) for plan in plans],
        "coverage": [m.covered or 0 for m in measured],
    }
    for tier in sorted(plans[0].score):
        known[f"tier {tier}"] = [-plan.score[tier] for plan in plans]
    told: list[list[str]] = [[] for _ in plans]
    for name, values in known.items():
        if min(values) == max(values):
            continue
        for at, value in enumerate(values):
            if value == max(values):
                key, _, which = name.partition(" ")
                told[at].append(say(f"page.speaks_{key}", value=number(abs(value)), tier=which))
    return [said or [say("page.speaks_nothing")] for said in told]


def status_words(current: OpenRound) -> str:
    """How the run ended."""
    return say(f"page.run_{status_from(current.run.status)}", count=len(current.run.plans))


def ended_shown(desk: Desk) -> Shown | None:
    """How the last job of planning ended where it made no run: sentences, and ways out of a contradiction."""
    job = desk.job
    if job is None or job.kind != "plan" or desk.busy:
        return None
    if job.failure is not None:
        return {"lines": failure_lines(job.failure), "ways": []}
    made = job.result
    if not isinstance(made, Made) or made.written:
        return None
    result, situation = made.result, made.situation
    if result.status != "infeasible":
        return {"lines": [say("page.stopped_nothing" if result.interrupted else "page.no_plan")], "ways": []}
    names = Names(situation)
    lines = [say("page.contradiction" if made.edits else "page.infeasible")]
    lines += conflict_words(result.conflicts, named(situation, (), result.conflicts))
    return {"lines": lines, "ways": [way_line(at, way, names).strip() for at, way in enumerate(made.ways, 1)]}


def failure_lines(error: BaseException) -> list[str]:
    """What ended a job, in sentences."""
    if isinstance(error, DataError):
        return [str(error), say("page.see_facts")]
    if isinstance(error, RotationError):
        return [str(error)]
    if isinstance(error, KeyboardInterrupt):
        return [say("page.stopped_nothing")]
    return [say("page.fault", kind=type(error).__name__)]
