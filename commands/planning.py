"""``plan``: a workbook in, a run folder with ranked and audited plans out."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from luanchuyen.commands.console import Console
from luanchuyen.commands.input import Input, read_input
from luanchuyen.commands.wording import conflict_lines
from luanchuyen.messages import say
from luanchuyen.models.errors import DataError, ExitCode
from luanchuyen.models.plan import Plan, Result
from luanchuyen.models.plan_values import plan_to_dict
from luanchuyen.optimizer.planning import Options, plan_situation
from luanchuyen.optimizer.readiness import readiness
from luanchuyen.optimizer.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.reports.plans_json import result_to_json
from luanchuyen.reports.run_folder import RunFolder, held
from luanchuyen.scenarios.rulebook import effective_toml
from luanchuyen.sheets.report_lines import report

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
    overrides: tuple[tuple[str, str, str], ...] = (),
    plans: int | None = None,
    differ_by: int | None = None,
    time_limit: float | None = None,
    seed: int = 0,
    close_to: Path | None = None,
    cross: bool = False,
) -> ExitCode:
    # The child starts first: it imports the solver while this process reads the workbook.
    with SolvingChild() as child:
        console.progress(say("plan.reading", path=book))
        source = read_input(book, rules, overrides)
        given = _given(close_to, source) if close_to else None
        situation = Situation(source.instance, source.policy, given=given)
        make_ready(console, source, situation)
        options = _options(source, plans, differ_by, time_limit, seed)
        tell = Progress(console)
        result = plan_situation(situation, options, report=tell, child=child, cross=cross)
    console.clear()
    if result.interrupted and not result.plans:
        console.complain(say("plan.done_nothing_interrupted"))
        return ExitCode.INTERRUPTED
    return _written(console, source, situation, options, result, folder)


def _options(source: Input, plans: int | None, differ_by: int | None, time_limit: float | None, seed: int) -> Options:
    """The command line's options over those of Tham số."""
    settings = source.instance.settings
    return Options(
        plans=plans or settings.plans or 5,
        differ_by=differ_by or settings.differ_by or 1,
        time_limit=time_limit if time_limit is not None else settings.time_limit,
        seed=seed,
    )


def _written(
    console: Console, source: Input, situation: Situation, options: Options, result: Result, folder: RunFolder
) -> ExitCode:
    console.progress(say("plan.writing"))
    folder.write(_files(source, situation, result), source.instance.sha256)
    for line in folder.news():
        console.tell(line)
    _tell(console, source, result, options, folder.given)
    plans = [plan_to_dict(plan) for plan in result.plans]
    console.give({"status": result.status, **folder.to_dict(), "plans": plans})
    return _code(result)


def _given(close_to: Path, source: Input) -> Given:
    from luanchuyen.commands.verifying import given_plan

    return given_plan(close_to)


def make_ready(console: Console, source: Input, situation: Situation) -> None:
    """Say what is noteworthy; DataError where the facts contradict the rule book."""
    problems = source.reading.problems + readiness(situation)
    if any(problem.severity == "error" for problem in problems):
        raise DataError(problems, source.name)
    told = [problem for problem in problems if problem.severity != "info"]
    if told:
        for line in report(told, source.name, source.reading.rows):
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
            rank = int(str(self.state.get("found", 0))) + 1
            shown = {**self.state, "rank": rank, "seconds": seconds}
            known = self.state.get("value") is not None and "plans" in self.state
            shown.setdefault("plans", "…")
            self.console.progress(say("plan.solving" if known else "plan.solving_start", **shown))


def _files(source: Input, situation: Situation, result: Result) -> dict[str, bytes]:
    files = {
        "plans.json": result_to_json(result).encode(),
        "rules.toml": effective_toml(source.policy).encode(),
    }
    if result.plans:
        from luanchuyen.sheets.writer import write_plans

        stream = io.BytesIO()
        write_plans(stream, situation, result)
        certificate = json.dumps(result.certificate, ensure_ascii=False, separators=(",", ":")) + "\n"
        files |= {"plans.xlsx": stream.getvalue(), "certificate.json": certificate.encode()}
    return files


def _code(result: Result) -> ExitCode:
    if result.interrupted:
        return ExitCode.INTERRUPTED
    codes = {"infeasible": ExitCode.INFEASIBLE, "no_plan": ExitCode.NO_PLAN, "feasible": ExitCode.UNPROVEN}
    return codes.get(result.status, ExitCode.DONE)


def _tell(console: Console, source: Input, result: Result, options: Options, folder: Path) -> None:
    count = len(result.plans)
    if result.status == "infeasible":
        for line in conflict_lines(source.instance, result.conflicts):
            console.complain(line)
        return
    if not count:
        console.complain(say("plan.done_no_plan"))
        return
    key = {"optimal": "plan.done_optimal", "feasible": "plan.done_feasible"}[result.status]
    told = result.certificate["plans"] if result.certificate else []
    proven = sum(entry["word"] == "tree" for entry in told)  # type: ignore[attr-defined]
    console.tell(say("plan.done_interrupted" if result.interrupted else key, count=count, rank=count, proven=proven))
    if result.status == "optimal" and count < options.plans:
        console.tell(say("plan.done_fewer", count=count, asked=options.plans, differ_by=options.differ_by))
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
