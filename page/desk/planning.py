"""A run made in the background: what the command ``plan`` does, with its progress told and a stop that keeps."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from luanchuyen.commands.input import Case, open_case
from luanchuyen.commands.library.judging import Given, read_given, ways_out
from luanchuyen.commands.library.run_answering import answered_run
from luanchuyen.commands.library.run_writing import run_files
from luanchuyen.models.committee.edit import Edits
from luanchuyen.models.committee.judgement import WayOut
from luanchuyen.models.committee.run_answers import NO_ANSWERS
from luanchuyen.models.errors import RotationError
from luanchuyen.models.options import Options
from luanchuyen.models.plan import Result
from luanchuyen.optimizer.planning import plan_situation
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.reports.run_folder import held

BEYOND = ("program", "solve", "audit")
"""What planning reports before it solves and after: there an interruption would lose what was found."""


@dataclass(frozen=True)
class Asked:
    """What is to be planned: the book, the marked workbook whose decisions bind, where the run is to lie."""

    book: Path
    edits: Path | None
    folder: Path
    plans: int | None = None
    seconds: float | None = None


@dataclass(frozen=True)
class Made:
    """What came of it: the result; ``written``: whether a run lies in its folder; of a contradiction the ways out."""

    result: Result
    written: bool
    situation: Situation
    edits: Edits | None = None
    ways: Sequence[WayOut] = ()


@dataclass
class Job:
    """Work in a thread. ``progress``: what was told last; ``failure``: why it ended without a result."""

    kind: str
    work: Callable[[Job], Any]
    ended: Callable[[Job], None]
    progress: dict[str, object] = field(default_factory=dict)
    result: Any = None
    failure: BaseException | None = None
    began: float = field(default_factory=time.monotonic)
    stopping: bool = False
    _stopped: bool = False

    def __post_init__(self) -> None:
        """Not yet at work."""
        context = copy_context()
        self._thread = threading.Thread(target=lambda: context.run(self._run), daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """What Ctrl-C does: what was found until now is kept."""
        self.stopping = True

    def wait(self, seconds: float | None = None) -> None:
        """Until it has ended."""
        self._thread.join(seconds)

    @property
    def seconds(self) -> int:
        """How long it has been at work."""
        return int(time.monotonic() - self.began)

    def report(self, kind: str, values: Mapping[str, object]) -> None:
        """Hear of progress. Raises KeyboardInterrupt where it is to stop: once, and where a solver is at work."""
        self.progress = {**self.progress, **values, "kind": kind}
        if self.stopping and not self._stopped and kind not in BEYOND:
            self._stopped = True
            raise KeyboardInterrupt

    def _run(self) -> None:
        try:
            self.result = self.work(self)
        except BaseException as error:
            self.failure = error
        self.ended(self)


def planned(asked: Asked, job: Job) -> Made:
    """Plan, and write the run where there is a plan. Raises as the command ``plan`` does."""
    with SolvingChild() as child:
        given = None if asked.edits is None else read_given(asked.book, asked.edits)
        case = _case(asked, given)
        options = _options(case, asked)
        result = plan_situation(case.situation, options, report=job.report, child=child)
        edits = given.edits if given is not None else None
        if not result.plans:
            contradictory = given is not None and result.status == "infeasible"
            ways = ways_out(given, child, options) if given is not None and contradictory else ()
            return Made(result, False, case.situation, edits, ways)
        answers = NO_ANSWERS
        if given is not None and not result.interrupted:
            asking = case.situation, result, child, (False, False), given.edited
            answers = answered_run(*asking, options.time_limit, options.seed)
    files = run_files(case.situation, result, answers)
    with held(asked.folder, (asked.book,)) as target:
        target.write(files, case.instance.sha256)
    return Made(result, True, case.situation, edits)


def _case(asked: Asked, given: Given | None) -> Case:
    if given is None:
        return open_case(asked.book)
    if given.edits.unread:
        raise RotationError("page.unread", count=len(given.edits.unread))
    return given.case.deciding(given.edits.decided)


def _options(case: Case, asked: Asked) -> Options:
    options = case.options if asked.plans is None else replace(case.options, plans=asked.plans)
    return options if asked.seconds is None else replace(options, time_limit=asked.seconds)
