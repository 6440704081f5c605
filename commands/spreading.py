"""Whose processors solve scenarios: the room that talks to a Dask scheduler, where its library is there."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from luanchuyen.models.errors import ScenarioError

if TYPE_CHECKING:
    from luanchuyen.scenarios.sweep.scheduler_address import SchedulerAddress


def scheduler_address(
    url: str | None, ca: Path | None, cert: Path | None, key: Path | None, insecure: bool
) -> SchedulerAddress | None:
    """The scheduler of the options, None where there is none. Raises ScenarioError for trust in no scheduler."""
    if url is not None:
        from luanchuyen.scenarios.sweep.scheduler_address import SchedulerAddress

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
