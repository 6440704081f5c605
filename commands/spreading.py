"""Whose processors solve: this process, a pool of processes, the workers of a Dask scheduler."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from luanchuyen.models.errors import ScenarioError
from luanchuyen.optimizer.processes.pool import Pool
from luanchuyen.scenarios.sweep.scheduler_address import SchedulerAddress


@contextmanager
def executor(jobs: int | None, scheduler: SchedulerAddress | None) -> Iterator[Executor | None]:
    """The executor that the options ask for, ended with the block; None where they ask for this process alone.

    Its processes start when they are first given something. Raises ScenarioError where a scheduler cannot be used.
    """
    if scheduler is not None:
        scheduler.check()
        room = scheduling()
        client = room.connected(scheduler)
        try:
            yield client.get_executor(pure=False)
        finally:
            room.leave(client)
    elif jobs is None or jobs == 1:
        yield None
    else:
        pool = Pool(jobs)
        try:
            yield pool
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def scheduler_address(
    url: str | None, ca: Path | None, cert: Path | None, key: Path | None, insecure: bool
) -> SchedulerAddress | None:
    """The scheduler of the options, None where there is none. Raises ScenarioError for trust in no scheduler."""
    if url is not None:
        return SchedulerAddress(url, ca, cert, key, insecure)
    if insecure or ca or cert or key:
        raise ScenarioError("scenario.scheduler_unnamed")
    return None


def scheduling() -> ModuleType:
    """The room that talks to a scheduler. Raises ScenarioError where its library is not installed."""
    try:
        from luanchuyen.scenarios.sweep import scheduler
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("distributed", "dask"):
            raise
        raise ScenarioError("scenario.no_distributed") from error
    return scheduler
