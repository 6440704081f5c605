"""What ``plan`` says of its plans at the end, line by line."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say

if TYPE_CHECKING:
    from luanchuyen.models.committee.run_answers import RunAnswers
    from luanchuyen.models.options import Options
    from luanchuyen.models.plan import Plan, Result
    from luanchuyen.optimizer.situation.situation import Situation


def tell_plans(
    console: Console, situation: Situation, result: Result, options: Options, folder: Path, answers: RunAnswers
) -> None:
    """The plans a line each, what is proven of them and where they are; or what stands against any plan."""
    count = len(result.plans)
    if result.status == "infeasible":
        from luanchuyen.wording.objections import conflict_lines

        for line in conflict_lines(situation, result.conflicts):
            console.complain(line)
        return
    if not count:
        console.complain(say("plan.done_no_plan"))
        return
    key = {"optimal": "plan.done_optimal", "feasible": "plan.done_feasible"}[result.status]
    words = Counter(proof.word for proof in result.certificate.plans) if result.certificate else Counter()
    values = {"proven": words["tree"], "engine": words["engine"], "found": words["none"]}
    console.tell(say("plan.done_interrupted" if result.interrupted else key, count=count, **values))
    if count < options.plans and not result.interrupted:
        short = "plan.done_fewer" if result.status == "optimal" else "plan.done_short"
        console.tell(say(short, count=count, asked=options.plans, differ_by=options.differ_by))
    for made in result.plans:
        console.tell(_line(made))
    if situation.given is not None:
        from luanchuyen.wording.nearness import nearness_lines

        for line in nearness_lines(situation, result.plans, answers.edited):
            console.tell(line)
    _tell_cross(console, result)
    _tell_left_out(console, situation)
    console.tell(say("plan.where", path=folder))
    console.tell(say("plan.draft"))


def _tell_cross(console: Console, result: Result) -> None:
    """What the other engines said, where they were asked."""
    rows = result.certificate.cross_checked if result.certificate else None
    if rows is not None:
        agreed = sum(row.agrees is True for row in rows)
        console.tell(say("plan.cross_checked", agreed=agreed, asked=len(rows)))


def tell_unasked(console: Console, result: Result, cross: bool, answers: bool) -> None:
    """What was asked for besides and could not be had: other engines of a large program, answers of a stopped run."""
    if not result.plans:
        return
    if result.interrupted:
        for option in ("--verify full",) * cross + ("--declines, --explain",) * answers:
            console.note(say("plan.stopped_before", option=option))
    elif cross and (result.certificate is None or result.certificate.cross_checked is None):
        console.note(say("plan.cross_too_large"))


def _tell_left_out(console: Console, situation: Situation) -> None:
    """Which pages plans.xlsx does without, where the board is that large."""
    from luanchuyen.wording.left_out import left_out

    if said := left_out(situation):
        console.tell(said)


def _line(made: Plan) -> str:
    tied = say("plan.tied", ranks=", ".join(map(str, made.tied_with))) if made.tied_with else ""
    score = " / ".join(str(value) for _, value in sorted(made.score.items()))
    persons, empty = len(made.persons), made.seats_empty
    return say("plan.line_plan", rank=made.rank, persons=persons, empty=empty, score=score, tied=tied)
