"""Why there is no plan: a smallest set of rules' rows that cannot hold together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from luanchuyen.optimizer.arrays import Arrays
from luanchuyen.optimizer.inequalities import Inequalities
from luanchuyen.optimizer.solver.engine import EngineError, minimise
from luanchuyen.optimizer.solver.task import Task


def smallest_conflict(task: Task) -> list[int]:
    """The rows of a smallest conflict, by fresh solves that leave out one group of rows after another.

    Structure rows (group -1) always stand. Believed only if a second engine agrees that the program is
    infeasible and the set, alone, is infeasible again; EngineError otherwise.
    """
    arrays = task.arrays
    groups = [int(g) for g in np.unique(arrays.row_group) if g >= 0]
    if not _infeasible(arrays, groups, "scip"):
        raise EngineError("the engines do not agree that there is no plan")
    kept = _shrink(arrays, groups)
    if not _infeasible(arrays, kept, "scip"):
        raise EngineError("the engines do not agree on the conflict")
    return [int(row) for row in np.flatnonzero(np.isin(arrays.row_group, kept))]


def _shrink(arrays: Arrays, groups: Sequence[int]) -> list[int]:
    """Deletion, halves first: what can be left out is left out."""
    kept, size = list(groups), max(1, len(groups) // 2)
    while size:
        start = 0
        while start < len(kept):
            fewer = kept[:start] + kept[start + size :]
            if _infeasible(arrays, fewer, "highs"):
                kept = fewer
            else:
                start += size
        size = size // 2
    return kept


def _infeasible(arrays: Arrays, groups: Sequence[int], engine: str) -> bool:
    rows = Inequalities.of(arrays)
    rows.active = (arrays.row_group < 0) | np.isin(arrays.row_group, np.array(groups, np.int64))
    none = np.zeros(arrays.columns, np.int64)
    return minimise(rows, none, none, arrays.upper, engine=engine).status == "infeasible"
