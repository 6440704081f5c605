"""A foreign workbook's values, from a child process: whatever the file does to it, this process goes on."""

from __future__ import annotations

import queue
from dataclasses import dataclass

from luanchuyen.models.errors import Problem
from luanchuyen.optimizer.processes.children import Child, ChildGone
from luanchuyen.sheets.opening.foreign.values_child import MISSING
from luanchuyen.sheets.opening.grid import Grid
from luanchuyen.sheets.opening.preflight import MANY_ROWS

CHILD = "luanchuyen.sheets.opening.foreign.values_child"
PATIENCE = 120.0
"""Seconds after which no answer is waited for."""

XLS_ROWS = 65_536
"""What a sheet of .xls holds: one that is full has perhaps been cut."""


@dataclass(frozen=True)
class ForeignValues:
    """The sheets, none where a problem refuses the file."""

    grids: tuple[Grid, ...]
    problems: tuple[Problem, ...]


def values_of(data: bytes, kind: str) -> ForeignValues:
    """What the bytes of a workbook of that kind (xls, xlsb, ods) hold, and what is to be said of it.

    ModuleNotFoundError where the library that reads it is not installed.
    """
    child = Child(CHILD)
    try:
        child.tell((data, kind))
        found = child.hear(PATIENCE)
    except (ChildGone, queue.Empty):
        found = "foreign_broken", {}
    finally:
        child.stop()
    if found[0] == MISSING:
        raise ModuleNotFoundError(name=found[1]["name"])
    if isinstance(found[0], str):
        return ForeignValues((), (Problem(f"check.{found[0]}", values={"kind": f".{kind}", **found[1]}),))
    told = [Problem("check.values_only", severity="warning", values={"kind": f".{kind}"})]
    last = max((max(grid.rows, default=0) for grid in found), default=0)
    if kind == "xls" and last >= XLS_ROWS:
        return ForeignValues((), (Problem("check.xls_full", values={"rows": XLS_ROWS}),))
    if last > MANY_ROWS:
        told.append(Problem("check.many_rows", severity="warning", values={"rows": last}))
    return ForeignValues(found, tuple(told))
