"""``whatif``: scenarios of one workbook solved side by side, and held against the plan of the workbook as it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from luanchuyen.commands.input import Case, open_case
from luanchuyen.commands.library.answering import Answers, answered
from luanchuyen.commands.plan import tell_noteworthy
from luanchuyen.commands.runs.run_reading import given_plan
from luanchuyen.commands.scenarios import Asked
from luanchuyen.commands.spreading import scheduling
from luanchuyen.commands.sweep_report import result_files, tell_outcomes
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.comparison import Comparison
from luanchuyen.models.errors import ExitCode, StoppedError, UsageError
from luanchuyen.models.options import Options
from luanchuyen.models.version import __version__
from luanchuyen.reports.run_folder import RunFolder, held
from luanchuyen.reports.sweep_folder import Outcomes, SweepFolder
from luanchuyen.scenarios.scenario import Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome
from luanchuyen.scenarios.sweep.runner import Runner, State
from luanchuyen.scenarios.sweep.scheduler_address import SchedulerAddress
from luanchuyen.scenarios.sweep.solving import Starting
from luanchuyen.scenarios.sweep.workers import Here, Processes, Workers
from luanchuyen.wording.comparison.costs import cost_lines


@dataclass(frozen=True)
class Manner:
    """How to solve: processes at a time, a scheduler instead, going on with an unfinished sweep."""

    jobs: int | None = None
    scheduler: SchedulerAddress | None = None
    resume: bool = False

    def check(self) -> None:
        """Raises UsageError for what does not go together; ScenarioError or FileError of a scheduler."""
        if self.scheduler is not None:
            if self.jobs is not None:
                raise UsageError("scenario.jobs_or_scheduler")
            self.scheduler.check()

    def workers(self) -> Workers:
        """Who solves. Raises ScenarioError where the scheduler's library is not installed."""
        if self.scheduler is None:
            return Here() if self.jobs == 1 else Processes(self.jobs)
        workers: Workers = scheduling().Scheduler(self.scheduler)
        return workers


def run(console: Console, book: Path, folder: Path, asked: Asked, manner: Manner, **limits: Any) -> ExitCode:
    """Solve, compare and write, the folder held from start to end; the exit code of the contract."""
    asked.check()
    manner.check()
    with held(folder, (book,), console.note, Outcomes()) as target:
        return _answered(console, book, target, asked, manner, **limits)


def _answered(
    console: Console,
    book: Path,
    folder: RunFolder,
    asked: Asked,
    manner: Manner,
    *,
    rules: str | None = None,
    close_to: str | None = None,
    time_limit: float | None = None,
    seed: int = 0,
) -> ExitCode:
    workers = manner.workers()
    console.progress(say("plan.reading", path=book))
    case = open_case(book, rules)
    case = case.close_to(given_plan(close_to)) if close_to else case
    situation = case.situation
    tell_noteworthy(console, case)
    scenarios = asked.scenarios(case.source, situation)
    limit = time_limit if time_limit is not None else case.options.time_limit
    starting = Starting(case.instance, case.rules, Options(plans=1, time_limit=limit, seed=seed), situation.given)
    with SweepFolder(folder, _identity(case, starting)).opened(manner.resume) as kept:
        sweep = Sweep(console, kept, manner.resume)
        try:
            with Runner(starting, workers, sweep.finished, sweep.report, sweep.kept) as runner:
                answers = answered(runner, scenarios, situation, asked.costs)
        except KeyboardInterrupt as error:
            count = len(kept.kept())
            key = "scenario.stopped" if count else "cli.interrupted"
            raise StoppedError(key, count=count, path=folder.given) from error
        console.clear()
        comparison = answers.comparison
        files = result_files(answers.base, answers.others, answers.costs, comparison, situation)
        kept.finish(files, case.instance.sha256)
    _tell(console, answers, comparison, folder)
    return _code((answers.base, *answers.others))


def _identity(case: Case, starting: Starting) -> dict[str, object]:
    """What an unfinished sweep must share with one that goes on with it."""
    return {
        "input_sha256": case.instance.sha256,
        "rules_sha256": case.rules.sha256,
        "options": asdict(starting.options),
        "close_to": starting.given and {cadre: list(posts) for cadre, posts in starting.given.items()},
        "version": __version__,
    }


class Sweep:
    """What the command does while scenarios are solved: keeps each outcome, tells how far it is."""

    def __init__(self, console: Console, folder: SweepFolder, resume: bool) -> None:
        self.console, self.folder = console, folder
        self.kept = dict(_read(folder)) if resume else {}
        if resume:
            count = len(self.kept)
            told = say("scenario.resumed", count=count) if count else ""
            console.note(told or say("scenario.nothing_to_resume", path=folder.target.given))

    def finished(self, outcome: Outcome) -> None:
        """Keep an outcome; one that failed is solved again when the sweep goes on."""
        if outcome.status != "failed":
            text = json.dumps(outcome.scenario.to_dict(), sort_keys=True)
            self.folder.keep(hashlib.sha256(text.encode()).hexdigest()[:24], outcome.to_json())

    def report(self, state: State) -> None:
        """The line of progress."""
        if state.seconds is None:
            estimate = say("scenario.no_estimate")
        elif state.seconds < 120:
            estimate = say("scenario.estimate", seconds=state.seconds)
        else:
            estimate = say("scenario.estimate_minutes", minutes=round(state.seconds / 60))
        values = {"done": state.done, "running": state.running, "left": state.left}
        self.console.progress(say("scenario.running", estimate=estimate, **values))


def _read(folder: SweepFolder) -> list[tuple[Scenario, Outcome]]:
    """The outcomes kept; a text that is not whole is passed over, and its scenario solved again."""
    found = []
    for text in folder.kept().values():
        try:
            outcome = Outcome.from_json(text)
        except (KeyError, TypeError, ValueError):
            continue
        found.append((outcome.scenario, outcome))
    return found


def _tell(console: Console, answers: Answers, comparison: Comparison, folder: RunFolder) -> None:
    for line in folder.news():
        console.tell(line)
    console.tell(say("scenario.done", count=len(answers.others)))
    if answers.costs is None:
        tell_outcomes(console, (answers.base, *answers.others))
    else:
        tell_outcomes(console, (answers.base,))
        for line in cost_lines(comparison):
            console.tell(line)
    failed = sum(outcome.status == "failed" for outcome in (answers.base, *answers.others))
    if failed:
        console.complain(say("scenario.failed_count", count=failed))
    console.tell(say("scenario.where", path=folder.given))
    console.tell(say("plan.draft"))
    console.give({**folder.to_dict(), **answers.to_dict()})


def _code(outcomes: Sequence[Outcome]) -> ExitCode:
    """Unproven where a plan is not proven, or a scenario was not solved to an end."""
    sure = all(outcome.status in ("optimal", "infeasible") for outcome in outcomes)
    return ExitCode.DONE if sure else ExitCode.UNPROVEN
