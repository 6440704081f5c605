"""Who solves scenarios: this process or a pool of processes. (A Dask scheduler: scheduler.py.)"""

from __future__ import annotations

import os
import pickle
from concurrent.futures import Future
from typing import Protocol

from luanchuyen.optimizer.processes.pool import Pool, WorkerDied
from luanchuyen.scenarios.scenario import Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome
from luanchuyen.scenarios.sweep.solving import Starting
from luanchuyen.scenarios.sweep.worker import begin, forget, work

SWEEP = "sweep"
"""The name of the one sweep that a process of ours works for."""


class Workers(Protocol):
    """Workers of one sweep. ``lost``: how a future fails whose worker died, at no fault of the product."""

    lost: tuple[type[BaseException], ...]

    def start(self, starting: Starting) -> None:
        """Bring the facts to the workers."""

    def width(self) -> int:
        """How many scenarios they can solve at a time."""

    def submit(self, scenario: Scenario) -> Future[Outcome]:
        """Have a scenario solved."""

    def end(self, at_once: bool = False) -> None:
        """Let them go; ``at_once``: whatever they are doing."""


class Here:
    """This process itself: a submitted scenario is solved before submit returns."""

    lost: tuple[type[BaseException], ...] = ()

    def start(self, starting: Starting) -> None:
        """Keep the facts."""
        begin(SWEEP, pickle.dumps(starting))

    def width(self) -> int:
        """One."""
        return 1

    def submit(self, scenario: Scenario) -> Future[Outcome]:
        """Solve it now. Raises KeyboardInterrupt."""
        future: Future[Outcome] = Future()
        future.set_result(work(SWEEP, scenario))
        return future

    def end(self, at_once: bool = False) -> None:
        """End the solving child."""
        forget(SWEEP)


class Processes:
    """A pool of processes on this machine; each is told the facts when it starts, over its own pipe."""

    lost: tuple[type[BaseException], ...] = (WorkerDied,)

    def __init__(self, jobs: int | None = None) -> None:
        self._jobs = jobs or os.cpu_count() or 1
        self._pool: Pool | None = None

    def start(self, starting: Starting) -> None:
        """Make the pool ready; its processes start when there is work."""
        self._pool = Pool(self._jobs, (begin, (SWEEP, pickle.dumps(starting))))

    def width(self) -> int:
        """As many as there are processes."""
        return self._jobs

    def submit(self, scenario: Scenario) -> Future[Outcome]:
        """Have one of them solve it."""
        assert self._pool is not None
        future: Future[Outcome] = self._pool.submit(work, SWEEP, scenario)
        return future

    def end(self, at_once: bool = False) -> None:
        """End the processes, their children with them."""
        if self._pool is not None:
            self._pool.shutdown(wait=not at_once, cancel_futures=True)
        self._pool = None
