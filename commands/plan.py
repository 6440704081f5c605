"""``plan``: a workbook in, a run folder with ranked and audited plans out."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from luanchuyen.commands.terminal.console import Console
from luanchuyen.commands.terminal.plans import tell_plans, tell_unasked
from luanchuyen.commands.terminal.progress import Progress
from luanchuyen.messages import language, say, sentences
from luanchuyen.models.errors import ExitCode, StoppedError
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.reports.manifest import manifest_of
from luanchuyen.reports.run_folder import RunFolder, held

if TYPE_CHECKING:
    from luanchuyen.commands.input import Case
    from luanchuyen.commands.library.judging import Given
    from luanchuyen.models.committee.judgement import WayOut
    from luanchuyen.models.committee.run_answers import RunAnswers
    from luanchuyen.models.options import Options
    from luanchuyen.models.plan import Result
    from luanchuyen.scenarios.sweep.scheduler_address import SchedulerAddress


def run(
    console: Console,
    book: Path,
    folder: Path,
    *,
    jobs: int | None = None,
    scheduler: SchedulerAddress | None = None,
    **asked: Any,
) -> ExitCode:
    """Plan and write, the folder held from start to end; the exit code of the contract."""
    if scheduler is not None:
        scheduler.check()
    if scheduler is not None or jobs not in (None, 1):
        console.note(say("plan.alone"))
    if asked.get("log") is not None:
        from luanchuyen.reports.log import check_log

        check_log(asked["log"])
    with held(folder, (book,), console.note) as target:
        return _planned(console, book, target, **asked)


def _planned(
    console: Console,
    book: Path,
    folder: RunFolder,
    *,
    rules: str | None = None,
    overrides: tuple[str, ...] = (),
    plans: int | None = None,
    differ_by: int | None = None,
    time_limit: float | None = None,
    seed: int = 0,
    close_to: str | None = None,
    locks: Path | None = None,
    declines: bool = False,
    explain: bool = False,
    cross: bool = False,
    log: Path | None = None,
) -> ExitCode:
    # The child starts first: it imports the solver while this process imports the rest and reads the workbook.
    with SolvingChild() as child:
        given, case = _case(console, book, locks, close_to, rules, overrides)
        if given is not None and given.edits.unread:
            console.give(given.edits.to_dict())
            return ExitCode.DATA
        from luanchuyen.optimizer.planning import plan_situation

        case = case.close_to(_given(close_to)) if close_to else case
        tell_noteworthy(console, case)
        options = _options(case, plans, differ_by, time_limit, seed)
        tell = Progress(console, get_ready)
        result = plan_situation(case.situation, options, report=tell, child=child, cross=cross)
        beside = _beside(console, case, result, child, (declines, explain), given, options)
    console.clear()
    if result.interrupted and not result.plans:
        raise StoppedError("plan.done_nothing_interrupted")
    code = _written(console, case, options, result, beside, folder, log)
    tell_unasked(console, result, cross, declines or explain)
    return code


def _case(
    console: Console,
    book: Path,
    locks: Path | None,
    close_to: str | None,
    rules: str | None,
    overrides: tuple[str, ...],
) -> tuple[Given | None, Case]:
    """The case, with what was decided in an edited workbook where there is one."""
    console.progress(say("plan.reading", path=book))
    if locks is None:
        from luanchuyen.commands.input import open_case

        return None, open_case(book, rules, overrides)
    from luanchuyen.commands.deciding import decisions_in
    from luanchuyen.commands.runs.run_reading import parted

    return decisions_in(console, book, locks, rules, overrides, parted(close_to)[0] if close_to else None)


def _options(case: Case, plans: int | None, differ_by: int | None, time_limit: float | None, seed: int) -> Options:
    """The command line's options over those of Tham số."""
    asked = {"plans": plans, "differ_by": differ_by, "time_limit": time_limit, "seed": seed}
    return replace(case.options, **{name: value for name, value in asked.items() if value is not None})  # type: ignore[arg-type]


def _written(
    console: Console,
    case: Case,
    options: Options,
    result: Result,
    beside: Beside,
    folder: RunFolder,
    log: Path | None,
) -> ExitCode:
    from luanchuyen.commands.library.run_writing import run_files
    from luanchuyen.commands.log import logged

    console.progress(say("plan.writing"))
    files = run_files(case.situation, result, beside.answers)
    folder.write(files, case.instance.sha256)
    for line in folder.news():
        console.tell(line)
    tell_plans(console, case.situation, result, options, folder.given, beside.answers)
    if beside.ways is not None:
        from luanchuyen.commands.deciding import tell_ways

        tell_ways(console, case, beside.ways)
    manifest = hashlib.sha256(manifest_of(files, case.instance.sha256)).hexdigest()
    sums = case.instance.sha256, case.rules.sha256, manifest
    last = logged(console, log, "plan", sums, _effective(result), beside.decisions)
    told = result.to_dict()
    answer = {"status": result.status, **folder.to_dict(), "conflicts": told["conflicts"], "plans": told["plans"]}
    console.give({**answer, **beside.to_dict(), "log": last})
    return _code(result)


@dataclass(frozen=True)
class Beside:
    """What is told beside the plans: answers, and where decisions contradict the ways out, None: they do not.

    ``decisions``: as a log tells them.
    """

    answers: RunAnswers
    ways: Sequence[WayOut] | None = None
    decisions: Sequence[Mapping[str, object]] = ()

    def to_dict(self) -> dict[str, object]:
        """What JSON tells of it."""
        ways = {} if self.ways is None else {"ways_out": [way.to_dict() for way in self.ways]}
        return {**self.answers.to_dict(), **ways}


def _beside(
    console: Console,
    case: Case,
    result: Result,
    child: SolvingChild,
    asked: tuple[bool, bool],
    given: Given | None,
    options: Options,
) -> Beside:
    if given is None and not any(asked):
        from luanchuyen.models.committee.run_answers import NO_ANSWERS

        return Beside(NO_ANSWERS)
    from luanchuyen.commands.deciding import answers_for
    from luanchuyen.commands.library.judging import decisions_told, ways_out

    gc.freeze()  # facts are no garbage, and many
    gc.enable()  # many questions, each with a plan of its own
    ways = ways_out(given, child, options) if given is not None and result.status == "infeasible" else None
    decisions = decisions_told(given.edits) if given is not None else ()
    return Beside(answers_for(console, case, result, child, asked, given, options), ways, decisions)


def _effective(result: Result) -> dict[str, object]:
    """The options in effect, as the record of the run tells them."""
    told = result.record["options"]
    return {"status": result.status, **(told if isinstance(told, dict) else {})}


def _given(run: str) -> Mapping[str, tuple[str, ...]]:
    from luanchuyen.commands.runs.run_reading import given_plan

    return given_plan(run)


def tell_noteworthy(console: Console, case: Case) -> None:
    """Say what is noteworthy."""
    told = [problem for problem in case.problems if problem.severity != "info"]
    if told and not console.quiet:
        from luanchuyen.wording.check.check_report import report

        for line in report(told, case.source.name, case.source.reading.rows):
            console.note(line)


@cache
def get_ready() -> None:
    """Load what tells and writes plans: while the child solves, this process waits."""
    import luanchuyen.sheets.plans.writer  # noqa: F401
    from luanchuyen.optimizer.planning import engine_name

    engine_name()
    for room in ("workbook", "rules", "record"):
        sentences(language(), room)


def _code(result: Result) -> ExitCode:
    if result.interrupted:
        return ExitCode.INTERRUPTED
    codes = {"infeasible": ExitCode.INFEASIBLE, "no_plan": ExitCode.NO_PLAN, "feasible": ExitCode.UNPROVEN}
    return codes.get(result.status, ExitCode.DONE)
