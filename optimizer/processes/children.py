"""A process of ours and the pipes to it: how every solving child and every worker is started, told, heard, ended.

A message is an object, pickled twice: the inner bytes are opened by whoever wants the message, not by the thread that
listens. The other end is parent.py.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
from typing import Any

LAST_WORDS = 5.0
"""Seconds that a child which has closed its pipe is given to end."""


class ChildGone(Exception):
    """The child has ended, or closed its pipe."""


class Child:
    """A process that runs a module of ours until its pipe ends: it never outlives the process that started it."""

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(
            # -P: a clerk's folder may hold a file named like a module.
            [sys.executable, "-P", "-m", module],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            # Ctrl-C reaches a terminal's whole group, of Windows too: the child must not share it.
            process_group=0 if os.name == "posix" else None,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._heard: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        # However the pipe ends, what matters is that it has ended.
        with contextlib.suppress(Exception):
            while True:
                self._heard.put(pickle.load(self._process.stdout))
        self._heard.put(None)

    def tell(self, message: object) -> None:
        """Send a message. A pipe that is closed is no matter here: the child's last words tell why."""
        assert self._process.stdin is not None
        packed = pickle.dumps(message)
        with contextlib.suppress(OSError, ValueError):
            pickle.dump(packed, self._process.stdin)
            self._process.stdin.flush()

    def hear(self, timeout: float | None = None) -> Any:
        """The next message. Raises queue.Empty after ``timeout`` seconds, ChildGone where no more will come."""
        packed = self._heard.get(timeout=timeout)
        if packed is None:
            self._heard.put(None)  # so that whoever asks again is told again
            raise ChildGone
        return pickle.loads(packed)

    def gone(self) -> bool:
        """Whether it has ended already."""
        return self._process.poll() is not None

    def stop(self) -> None:
        """End the child, whatever it is doing; its own children end with their pipes."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()


def _environment() -> dict[str, str]:
    """What a child inherits: nothing that lets it import from the current folder; a thread where none is asked for."""
    found = {"OPENBLAS_NUM_THREADS": "1", **os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONSAFEPATH": "1"}
    paths = found.pop("PYTHONPATH", "").split(os.pathsep)
    if kept := [path for path in paths if path and not _is_here(path)]:
        found["PYTHONPATH"] = os.pathsep.join(kept)
    return found


def _is_here(path: str) -> bool:
    try:
        return os.path.samefile(path, os.curdir)
    except OSError:
        return False
