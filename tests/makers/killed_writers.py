"""Writers that are killed: at every step they ask of the system, or at any moment."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator

STEPS = ("fsync", "rename", "replace", "link", "mkdir", "rmdir", "unlink", "open", "write", "ftruncate")


def _forked(work: Callable[[], None]) -> int:
    """The number of a child that does the work and ends."""
    child = os.fork()
    if child == 0:
        try:
            work()
            os._exit(0)
        finally:
            os._exit(1)
    return child


def killed_at_each_step(before: Callable[[], None], write: Callable[[], None]) -> Iterator[int]:
    """Do ``write`` in a child that ends at its first, second ... step, until one is done; the step, each time."""
    for step in range(200):
        before()

        def work(step: int = step) -> None:
            left = step

            def dying(real: Callable[..., object]) -> Callable[..., object]:
                def call(*given: object, **named: object) -> object:
                    nonlocal left
                    left -= 1
                    if left < 0:
                        os._exit(9)
                    return real(*given, **named)

                return call

            for name in STEPS:
                setattr(os, name, dying(getattr(os, name)))
            write()

        _, status = os.waitpid(_forked(work), 0)
        code = os.waitstatus_to_exitcode(status)
        assert code in (0, 9)
        yield step
        if code == 0:
            return
    raise AssertionError("never done")


def killed_at_random(write: Callable[[], None], times: int) -> Iterator[int]:
    """Do ``write`` over and over in a child that is killed within a few milliseconds; so many times."""

    def work() -> None:
        while True:
            write()

    moments = random.Random(1)
    for number in range(times):
        child = _forked(work)
        time.sleep(moments.uniform(0.001, 0.02))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        yield number
