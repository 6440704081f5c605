"""The parent's end of the solving child: start it early, ask it, stop it, outlive it."""

from __future__ import annotations

import contextlib
import queue
import subprocess
from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

from luanchuyen.models.errors import AuditError, MemoryLimitError, RotationError
from luanchuyen.optimizer.integer.events import (
    Complaint,
    ConflictFound,
    CrossChecked,
    PlanFound,
    RankingEnded,
    Tick,
    TierSettled,
)
from luanchuyen.optimizer.processes.children import LAST_WORDS, Child, ChildGone

if TYPE_CHECKING:
    from luanchuyen.optimizer.integer.events import Asked, Event
    from luanchuyen.optimizer.integer.task import Answer, Contest, CrossCheck, Variant

Last = TypeVar("Last")


class SolvingChild(Child):
    """A child process that solves. Started at once, so that its imports run while the workbook is read.

    ``ranked``: the task of a program that it ranked last, whose variants it may be asked.
    """

    def __init__(self) -> None:
        super().__init__("luanchuyen.optimizer.solver.child")
        self._asked = 0
        self.ranked: object = None
        self._over: RotationError | None = None

    def ask(self, task: Asked, tick: float = 0.2) -> Iterator[Event]:
        """Send a task; what is told of it up to the last word; a Tick at once, and after ``tick`` seconds of nothing.

        What is left of a task given up earlier is passed over. Raises MemoryLimitError if the child dies,
        RotationError("plan.engine_failed") if its engine is missing or fails, AuditError if its answer proves false.
        """
        from luanchuyen.optimizer.integer.task import Task

        self._asked += 1
        self.ranked = None if isinstance(task, Task) else self.ranked
        self.tell((self._asked, task))
        yield Tick()
        while self._over is None:
            try:
                number, told = self.hear(tick)
            except queue.Empty:
                yield Tick()
                continue
            except ChildGone:
                self._over = self._death()
                break
            if number == 0:
                self._over = _raised(told)
            elif number == self._asked:
                if isinstance(told, Complaint):
                    raise _raised(told)
                if isinstance(told, RankingEnded):
                    self.ranked = task
                yield told
                if not isinstance(told, TierSettled | PlanFound):
                    return
        raise self._over

    def _last(self, task: Asked, kind: type[Last]) -> Last:
        *_, last = self.ask(task)
        assert isinstance(last, kind)
        return last

    def variant(self, variant: Variant) -> Answer:
        """The best plan of the program that was ranked last under further decisions. Raises as ``ask``.

        The child keeps that program: nothing of it is sent again. What the answer shows, ``AnswerChecker`` counts.
        """
        from luanchuyen.optimizer.integer.task import Answer

        return self._last(variant, Answer)

    def conflict(self, contest: Contest) -> list[int]:
        """The members left of a contest that has no plan. Raises as ``ask``."""
        return self._last(contest, ConflictFound).members

    def crosscheck(self, asked: CrossCheck) -> list[dict[str, object]]:
        """What other engines say of plans. Raises as ``ask``."""
        return self._last(asked, CrossChecked).rows

    def _death(self) -> RotationError:
        """What the end of the child means: 1 is how Python ends on a fault, all else is taken for want of memory."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            if self._process.wait(timeout=LAST_WORDS) == 1:
                return _raised(Complaint("failed", "exit code 1"))
        return _raised(Complaint("memory"))

    def __enter__(self) -> SolvingChild:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def _raised(told: Complaint) -> RotationError:
    """The error that a complaint is."""
    if told.word == "memory":
        return MemoryLimitError("plan.child_died")
    if told.word == "disowned":
        return AuditError("plan.engine_wrong", reason=told.reason)
    return RotationError("plan.engine_failed", reason=told.reason)
