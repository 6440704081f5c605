"""The parent's end of the solving child: start it early, ask it, stop it, outlive it."""

from __future__ import annotations

import contextlib
import queue
import subprocess
from collections.abc import Iterator

from luanchuyen.models.errors import AuditError, MemoryLimitError, RotationError
from luanchuyen.optimizer.integer.task import Answer, Variant
from luanchuyen.optimizer.processes.children import LAST_WORDS, Child, ChildGone

Event = tuple[str, dict[str, object]]


class SolvingChild(Child):
    """A child process that solves. Started at once, so that its imports run while the workbook is read.

    ``ranked``: the task of a program that it ranked last, whose variants it may be asked.
    """

    def __init__(self) -> None:
        super().__init__("luanchuyen.optimizer.solver.child")
        self._asked = 0
        self.ranked: object = None
        self._over: RotationError | None = None

    def ask(self, kind: str, task: object, tick: float = 0.2) -> Iterator[Event]:
        """Send a task; its events until the end. ("tick", {}) comes when nothing else does for ``tick`` seconds.

        What is left of a task given up earlier is passed over. Raises MemoryLimitError if the child dies,
        RotationError("plan.engine_failed") if its engine is missing or fails, AuditError if its answer proves false.
        """
        self._asked += 1
        self.ranked = None if kind == "rank" else self.ranked
        self.tell((self._asked, kind, task))
        while self._over is None:
            try:
                number, name, values = self.hear(tick)
            except queue.Empty:
                yield "tick", {}
                continue
            except ChildGone:
                self._over = self._death()
                break
            if number == 0:
                self._over = _complaint(name, values)
            elif number == self._asked:
                if name in ("memory", "failed", "disowned"):
                    raise _complaint(name, values)
                if name == "end" and kind == "rank":
                    self.ranked = task
                yield name, values
                if name == "end":
                    return
        raise self._over

    def variant(self, variant: Variant) -> Answer:
        """The best plan of the program that was ranked last under further decisions. Raises as ``ask``.

        The child keeps that program: nothing of it is sent again. What the answer shows, ``AnswerChecker`` counts.
        """
        answer = dict(self.ask("variant", variant))["end"]["answer"]
        assert isinstance(answer, Answer)
        return answer

    def conflict(self, contest: object) -> list[int]:
        """The members left of a contest that has no plan. Raises as ``ask``."""
        found = dict(self.ask("conflict", contest))["end"]["conflict"]
        assert isinstance(found, list)
        return found

    def _death(self) -> RotationError:
        """What the end of the child means: 1 is how Python ends on a fault, all else is taken for want of memory."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            if self._process.wait(timeout=LAST_WORDS) == 1:
                return _complaint("failed", {"reason": "exit code 1"})
        return _complaint("memory", {})

    def __enter__(self) -> SolvingChild:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def _complaint(name: str, values: dict[str, object]) -> RotationError:
    """The error that the child's word "memory", "disowned" or "failed" is."""
    if name == "memory":
        return MemoryLimitError("plan.child_died")
    if name == "disowned":
        return AuditError("plan.engine_wrong", reason=values["reason"])
    return RotationError("plan.engine_failed", reason=values["reason"])
