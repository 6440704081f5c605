"""The parent's end of the solving child: start it early, ask it, stop it, outlive it."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator

from luanchuyen.models.errors import MemoryLimitError, RotationError

Event = tuple[str, dict[str, object]]


class SolvingChild:
    """A child process that solves. Started at once, so that its imports run while the workbook is read."""

    def __init__(self) -> None:
        environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "luanchuyen.optimizer.solver.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            # On Windows Ctrl-C reaches the whole console group: the child must not share it.
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._events: queue.Queue[Event | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        try:
            while True:
                self._events.put(pickle.load(self._process.stdout))
        except (EOFError, OSError, pickle.UnpicklingError, ValueError):
            self._events.put(None)

    def ask(self, kind: str, task: object, tick: float = 0.2) -> Iterator[Event]:
        """Send a task; its events until the end. ("tick", {}) comes when nothing else does for ``tick`` seconds.

        Raises MemoryLimitError if the child dies, RotationError("plan.engine_failed") if it disowns its answer.
        """
        assert self._process.stdin is not None
        try:
            pickle.dump((kind, task), self._process.stdin)
            self._process.stdin.flush()
        except OSError as error:
            raise MemoryLimitError("plan.child_died") from error
        while True:
            try:
                event = self._events.get(timeout=tick)
            except queue.Empty:
                yield "tick", {}
                continue
            if event is None or event[0] == "memory":
                raise MemoryLimitError("plan.child_died")
            if event[0] == "failed":
                raise RotationError("plan.engine_failed", reason=event[1]["reason"])
            yield event
            if event[0] == "end":
                return

    def stop(self) -> None:
        """End the child, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    pass

    def __enter__(self) -> SolvingChild:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
