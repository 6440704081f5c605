"""What ``plan`` does with a committee's answer: decisions that bind, what changed since, ways out of contradictions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from luanchuyen.commands.input import Case
from luanchuyen.commands.library.judging import Given, read_given
from luanchuyen.commands.library.run_answering import answered_run
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.committee.judgement import WayOut
from luanchuyen.models.committee.run_answers import NO_ANSWERS, RunAnswers
from luanchuyen.models.options import Options
from luanchuyen.models.plan import Result
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.wording.answers.edits import reading_lines, way_line
from luanchuyen.wording.names import Names


def decisions_in(
    console: Console, book: Path, edited: Path, rules: str | None, overrides: tuple[str, ...], near: Path | None
) -> tuple[Given, Case]:
    """The edits of a workbook, and the case in which they bind; what was not read and what opens nothing is said.

    ``near``: the run to stay close to, which most often wrote it. Raises as ``judge_edits``.
    """
    given = read_given(book, edited, None, rules, overrides, near=near)
    if near is not None and given.run is None:
        console.note(say("judging.not_of_run", path=near))
    console.note(say(f"judging.rules_of_{given.rules_of}"))
    tell = console.complain if given.edits.unread else console.note
    for line in reading_lines(given.case.situation, given.edits):
        tell(line)
    return given, given.case.deciding(given.edits.decided)


def answers_for(
    console: Console,
    case: Case,
    result: Result,
    child: SolvingChild,
    asked: tuple[bool, bool],
    given: Given | None,
    options: Options,
) -> RunAnswers:
    """What the run answers beside its plans; ``asked``: declines, seats."""
    edited = given.edited if given is not None else None
    if not result.plans or result.interrupted or not (any(asked) or edited):
        return NO_ANSWERS
    console.progress(say("plan.answering"))
    return answered_run(case.situation, result, child, asked, edited, options.time_limit, options.seed)


def tell_ways(console: Console, case: Case, ways: Sequence[WayOut]) -> None:
    """Say them."""
    console.complain(say("judging.ways" if ways else "judging.no_ways"))
    names = Names(case.situation)
    for number, way in enumerate(ways, 1):
        console.complain(way_line(number, way, names))
