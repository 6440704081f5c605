"""What ``check --json`` prints."""

from __future__ import annotations

from typing import Annotated, TypedDict

from luanchuyen.reports.shapes.answers import CellChange, Problem
from luanchuyen.reports.shapes.run_files import Cell


class UnresolvedPlace(TypedDict):
    """A writing of a place that was not understood."""

    as_written: Annotated[str, "as in the cells"]
    offers: Annotated[list[str], "full names, best first"]
    cells: Annotated[list[str], "such as Cán bộ!F2"]


class Authority(TypedDict):
    """The managing level inferred of a kind of post."""

    kind: Annotated[str, "of post"]
    level: Annotated[str, "of its units"]
    manager_level: Annotated[str, "of those who manage it"]
    managers: Annotated[list[str], "their codes"]
    posts: Annotated[int, "how many"]
    typed: Annotated[int, "of how many the manager is typed"]


class Corrected(TypedDict):
    """The copy that `check --fixed` wrote."""

    file: Annotated[str, "written"]
    cells: Annotated[list[CellChange], "every cell that is written otherwise"]
    replaced: Annotated[list[Cell], "cells whose formula gave way to its value"]
    stale: Annotated[list[Cell], "cells that are read and whose formula reads a changed sheet"]


class Check(TypedDict):
    """`check --json`."""

    problems: Annotated[list[Problem], "all"]
    places: Annotated[list[UnresolvedPlace], "to be pasted into Địa danh"]
    authorities: Annotated[list[Authority], "who manages which posts"]
    fixed: Annotated[Corrected | None, "with --fixed; null where nothing could be read"]
