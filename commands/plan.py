"""``plan``: a workbook in, a run folder with ranked and audited plans out."""

from __future__ import annotations

import io
import json
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from luanchuyen.commands.input import Case, open_case
from luanchuyen.commands.spreading import executor
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.errors import ExitCode
from luanchuyen.models.options import Options
from luanchuyen.models.plan import Plan, Result
from luanchuyen.models.plan_values import plan_to_dict
from luanchuyen.optimizer.planning import plan_situation
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.reports.plans_json import result_to_json
from luanchuyen.reports.run_folder import RunFolder, held
from luanchuyen.scenarios.rulebook.text import effective_toml
from luanchuyen.scenarios.sweep.scheduler_address import SchedulerAddress
from luanchuyen.wording.check_report import report
from luanchuyen.wording.objections import conflict_lines

Given = Mapping[str, tuple[str, ...]]


def run(console: Console, book: Path, folder: Path, **asked: Any) -> ExitCode:
    """Plan and write, the folder held from start to end; the exit code of the contract."""
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
    close_to: Path | None = None,
    cross: bool = False,
    jobs: int | None = None,
    scheduler: SchedulerAddress | None = None,
) -> ExitCode:
    # The child starts first: it imports the solver while this process reads the workbook.
    with SolvingChild() as child, executor(jobs, scheduler) as workers:
        console.progress(say("plan.reading", path=book))
        case = open_case(book, rules, overrides)
        case = case.close_to(_given(close_to)) if close_to else case
        tell_noteworthy(console, case)
        options = _options(case, plans, differ_by, time_limit, seed)
        tell = Progress(console)
        result = plan_situation(case.situation, options, report=tell, child=child, cross=cross, executor=workers)
    console.clear()
    if result.interrupted and not result.plans:
        console.complain(say("plan.done_nothing_interrupted"))
        return ExitCode.INTERRUPTED
    return _written(console, case, options, result, folder)


def _options(case: Case, plans: int | None, differ_by: int | None, time_limit: float | None, seed: int) -> Options:
    """The command line's options over those of Tham số."""
    asked = {"plans": plans, "differ_by": differ_by, "time_limit": time_limit, "seed": seed}
    return replace(case.options, **{name: value for name, value in asked.items() if value is not None})  # type: ignore[arg-type]


def _written(console: Console, case: Case, options: Options, result: Result, folder: RunFolder) -> ExitCode:
    console.progress(say("plan.writing"))
    folder.write(_files(case, result), case.instance.sha256)
    for line in folder.news():
        console.tell(line)
    _tell(console, case, result, options, folder.given)
    plans = [plan_to_dict(plan) for plan in result.plans]
    console.give({"status": result.status, **folder.to_dict(), "plans": plans})
    return _code(result)


def _given(run: Path) -> Given:
    from luanchuyen.commands.run_reading import given_plan

    return given_plan(run)


def tell_noteworthy(console: Console, case: Case) -> None:
    """Say what is noteworthy."""
    told = [problem for problem in case.problems if problem.severity != "info"]
    if told:
        for line in report(told, case.source.name, case.source.reading.rows):
            console.note(line)


class Progress:
    """Turns what planning reports into the line of progress."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.started = time.monotonic()
        self.state: dict[str, object] = {}

    def __call__(self, kind: str, values: Mapping[str, object]) -> None:
        if kind == "program":
            self.console.progress(say("plan.building"))
        elif kind == "audit":
            self.console.progress(say("plan.auditing", **values))
        else:
            self.state.update(values)
            seconds = int(time.monotonic() - self.started)
            shown = {"plans": "…", **self.state, "rank": self._rank(), "seconds": seconds}
            known = self.state.get("value") is not None and "plans" in self.state
            self.console.progress(say("plan.solving" if known else "plan.solving_start", **shown))

    def _rank(self) -> int:
        """The plan being looked for: the one after those found, the last where all are."""
        found, plans = self.state.get("found", 0), self.state.get("plans")
        rank = found + 1 if isinstance(found, int) else 1
        return min(rank, plans) if isinstance(plans, int) else rank


def _files(case: Case, result: Result) -> dict[str, bytes]:
    files = {
        "plans.json": result_to_json(result).encode(),
        "rules.toml": effective_toml(case.rules).encode(),
    }
    if result.plans:
        from luanchuyen.sheets.plans.writer import write_plans

        stream = io.BytesIO()
        write_plans(stream, case.situation, result)
        certificate = json.dumps(result.certificate, ensure_ascii=False, indent=1) + "\n"
        files |= {"plans.xlsx": stream.getvalue(), "certificate.json": certificate.encode()}
    return files


def _code(result: Result) -> ExitCode:
    if result.interrupted:
        return ExitCode.INTERRUPTED
    codes = {"infeasible": ExitCode.INFEASIBLE, "no_plan": ExitCode.NO_PLAN, "feasible": ExitCode.UNPROVEN}
    return codes.get(result.status, ExitCode.DONE)


def _tell(console: Console, case: Case, result: Result, options: Options, folder: Path) -> None:
    count = len(result.plans)
    if result.status == "infeasible":
        for line in conflict_lines(case.situation, result.conflicts):
            console.complain(line)
        return
    if not count:
        console.complain(say("plan.done_no_plan"))
        return
    key = {"optimal": "plan.done_optimal", "feasible": "plan.done_feasible"}[result.status]
    told = result.certificate["plans"] if result.certificate else []
    words = Counter(entry["word"] for entry in told)  # type: ignore[attr-defined]
    values = {"proven": words["tree"], "engine": words["engine"], "found": words["none"]}
    console.tell(say("plan.done_interrupted" if result.interrupted else key, count=count, **values))
    if count < options.plans and not result.interrupted:
        short = "plan.done_fewer" if result.status == "optimal" else "plan.done_short"
        console.tell(say(short, count=count, asked=options.plans, differ_by=options.differ_by))
    for made in result.plans:
        console.tell(_line(made))
    _tell_cross(console, result)
    console.tell(say("plan.where", path=folder))
    console.tell(say("plan.draft"))


def _tell_cross(console: Console, result: Result) -> None:
    """What the other engines said, where they were asked."""
    rows = result.certificate.get("cross_checked") if result.certificate else None
    if isinstance(rows, list):
        agreed = sum(row["agrees"] is True for row in rows)
        console.tell(say("plan.cross_checked", agreed=agreed, asked=len(rows)))


def _line(made: Plan) -> str:
    tied = say("plan.tied", ranks=", ".join(map(str, made.tied_with))) if made.tied_with else ""
    score = " / ".join(str(value) for _, value in sorted(made.score.items()))
    persons = len({a.cadre for a in made.assignments})
    empty = sum(u.seats for u in made.unfilled)
    return say("plan.line_plan", rank=made.rank, persons=persons, empty=empty, score=score, tied=tied)
