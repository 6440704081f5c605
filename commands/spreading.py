"""Whose processors solve scenarios: the room that talks to a Dask scheduler, where its library is there."""

from __future__ import annotations

from types import ModuleType

from luanchuyen.models.errors import ScenarioError


def scheduling() -> ModuleType:
    """The room that talks to a scheduler. Raises ScenarioError where its library is not installed."""
    try:
        from luanchuyen.scenarios import scheduler
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("distributed", "dask"):
            raise
        raise ScenarioError("scenario.no_distributed") from error
    return scheduler
