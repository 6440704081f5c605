"""The scenarios of a what-if folder as the papers show them beside a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from luanchuyen.commands.input import there
from luanchuyen.messages import say
from luanchuyen.models.errors import FileError
from luanchuyen.models.text.bounded import UnreadableError, read_json
from luanchuyen.reports.figures.trade_off import Tried
from luanchuyen.reports.manifest import MANIFEST, changed_files
from luanchuyen.reports.papers.papers import Sweep

COMPARISON = "comparison.json"


def read_sweep(folder: Path, input_sha256: str) -> Sweep:
    """The sweep in ``folder``, of the same workbook as the run.

    Raises FileError where there is none as ``whatif`` wrote it, or it is of another workbook.
    """
    there(folder)
    if COMPARISON in changed_files(folder):
        raise FileError("report.no_sweep", path=str(folder))
    try:
        told, manifest = read_json(folder / COMPARISON), read_json(folder / MANIFEST)
        if manifest["input_sha256"] != input_sha256:
            raise FileError("report.other_sweep", path=str(folder))
        return _sweep([told["base"], *told["others"]])
    except (OSError, UnreadableError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise FileError("report.no_sweep", path=str(folder)) from error


def _sweep(told: Sequence[Mapping[str, Any]]) -> Sweep:
    tiers = sorted({int(tier) for one in told for tier in one["score"]})
    columns = (say("figures.empty_seats"), *(say("workbook.summary_tier", tier=tier) for tier in tiers))
    return Sweep(columns, tuple(_tried(one, tiers, at == 0) for at, one in enumerate(told)))


def _tried(one: Mapping[str, Any], tiers: Sequence[int], base: bool) -> Tried:
    if one["failure"] is not None or not one["score"]:
        return Tried(str(one["name"]), None, base)
    empty = sum(int(seats) for seats in one["empty"].values())
    scale = one["other_scale"]
    points = (None if scale else int(one["score"].get(str(tier), 0)) for tier in tiers)
    return Tried(str(one["name"]), (empty, *points), base)
