"""Who solves scenarios: this process or a pool of processes. (A Dask scheduler: scheduler.py.)"""

from __future__ import annotations

import multiprocessing
import os
import pickle
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from typing import Protocol

from luanchuyen.scenarios.outcome import Outcome
from luanchuyen.scenarios.scenario import Scenario
from luanchuyen.scenarios.solving import Starting
from luanchuyen.scenarios.worker import begin, begin_process, forget, work

SWEEP = "sweep"
"""The name of the one sweep that a process of ours works for."""


class Workers(Protocol):
    """Workers of one sweep. ``lost``: how a future fails whose worker died, at no fault of the product."""

    lost: tuple[type[BaseException], ...]

    def start(self, starting: Starting) -> None:
        """Bring the facts to the workers: fresh ones, where there were some before."""

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
    """A pool of processes on this machine, fresh ones rather than forks: the same on every system."""

    lost: tuple[type[BaseException], ...] = (BrokenExecutor,)

    def __init__(self, jobs: int | None = None) -> None:
        self._jobs = jobs or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None
        self._before: set[int | None] = set()

    def start(self, starting: Starting) -> None:
        """Start the pool; each of its processes is sent the facts once."""
        self.end(at_once=True)
        self._before = {process.pid for process in multiprocessing.active_children()}
        self._pool = ProcessPoolExecutor(
            self._jobs,
            mp_context=multiprocessing.get_context("spawn"),
            initializer=begin_process,
            initargs=(SWEEP, pickle.dumps(starting)),
        )

    def width(self) -> int:
        """As many as there are processes."""
        return self._jobs

    def submit(self, scenario: Scenario) -> Future[Outcome]:
        """Have one of them solve it. Raises BrokenExecutor where the pool is already broken."""
        assert self._pool is not None
        return self._pool.submit(work, SWEEP, scenario)

    def end(self, at_once: bool = False) -> None:
        """Shut the pool down; at once: its processes are told to leave, their children with them."""
        if self._pool is None:
            return
        self._pool.shutdown(wait=not at_once, cancel_futures=True)
        if at_once:
            for process in multiprocessing.active_children():
                if process.pid not in self._before:
                    process.terminate()
                    process.join()
        self._pool = None
