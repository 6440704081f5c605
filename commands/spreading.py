"""Whose processors solve: this process, a pool of processes, the workers of a Dask scheduler."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from types import ModuleType

from luanchuyen.models.errors import ScenarioError
from luanchuyen.optimizer.solver.pool import Pool


@contextmanager
def executor(jobs: int | None, scheduler: str | None) -> Iterator[Executor | None]:
    """The executor that the options ask for, ended with the block; None where they ask for this process alone.

    Its processes start when they are first given something. Raises ScenarioError where a scheduler cannot be used.
    """
    if scheduler is not None:
        client = scheduling().connected(scheduler)
        try:
            yield client.get_executor(pure=False)
        finally:
            client.close()
    elif jobs is None or jobs == 1:
        yield None
    else:
        pool = Pool(jobs)
        try:
            yield pool
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def scheduling() -> ModuleType:
    """The room that talks to a scheduler. Raises ScenarioError where its library is not installed."""
    try:
        from luanchuyen.scenarios import scheduler
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("distributed", "dask"):
            raise
        raise ScenarioError("scenario.no_distributed") from error
    return scheduler
