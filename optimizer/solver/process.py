"""The parent's end of the solving child: start it early, ask it, stop it, outlive it."""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator

from luanchuyen.models.errors import AuditError, MemoryLimitError, RotationError

Event = tuple[str, dict[str, object]]

LAST_WORDS = 5.0
"""Seconds that a child which has closed its pipe is given to end."""


class SolvingChild:
    """A child process that solves. Started at once, so that its imports run while the workbook is read."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        self._process = subprocess.Popen(
            # -P: a clerk's folder may hold a file named like a module.
            [sys.executable, "-P", "-m", "luanchuyen.optimizer.solver.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            # On Windows Ctrl-C reaches the whole console group: the child must not share it.
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._events: queue.Queue[tuple[int, str, dict[str, object]] | None] = queue.Queue()
        self._asked = 0
        self._over: RotationError | None = None
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        # However the pipe ends, what matters is that it has ended.
        with contextlib.suppress(Exception):
            while True:
                self._events.put(pickle.load(self._process.stdout))
        self._events.put(None)

    def ask(self, kind: str, task: object, tick: float = 0.2) -> Iterator[Event]:
        """Send a task; its events until the end. ("tick", {}) comes when nothing else does for ``tick`` seconds.

        What is left of a task given up earlier is passed over. Raises MemoryLimitError if the child dies,
        RotationError("plan.engine_failed") if its engine is missing or fails, AuditError if its answer proves false.
        """
        self._asked += 1
        self._send((self._asked, kind, task))
        while self._over is None:
            try:
                event = self._events.get(timeout=tick)
            except queue.Empty:
                yield "tick", {}
                continue
            if event is None:
                self._over = self._death()
                break
            number, name, values = event
            if number == 0:
                self._over = _complaint(name, values)
            elif number == self._asked:
                if name in ("memory", "failed", "disowned"):
                    raise _complaint(name, values)
                yield name, values
                if name == "end":
                    return
        raise self._over

    def reply(self, answer: object) -> None:
        """Answer a question that the child put in an event of the task it is at."""
        self._send((self._asked, "reply", answer))

    def _send(self, task: tuple[int, str, object]) -> None:
        """A pipe that is closed is no matter here: the child's last words tell why."""
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):
            pickle.dump(task, self._process.stdin)
            self._process.stdin.flush()

    def _death(self) -> RotationError:
        """What the end of the child means: 1 is how Python ends on a fault, all else is taken for want of memory."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            if self._process.wait(timeout=LAST_WORDS) == 1:
                return _complaint("failed", {"reason": "exit code 1"})
        return _complaint("memory", {})

    def stop(self) -> None:
        """End the child, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

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
