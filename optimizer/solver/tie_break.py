"""Among plans of one score and one tie-break sum: the one whose sorted list of (cadre, post) comes first."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from luanchuyen.optimizer.pairs import IntArray
from luanchuyen.optimizer.arrays import Arrays
from luanchuyen.optimizer.solver.engine import Limits, Outcome

FEW = 12
"""Tied plans listed one by one before the order is settled column by column."""

CHUNK = 8
"""Columns settled in one solve: weights up to 2 ** 7 stay far from the engines' tolerances."""

Minimise = Callable[[IntArray, Limits], Outcome]


def first_by_list(
    arrays: Arrays, point: IntArray, limits: Limits, minimise: Minimise
) -> tuple[IntArray, bool]:
    """The first of the plans that meet ``limits``, and whether that is decided.

    No plan's list is the beginning of another's here: their sums of positive products are equal. So the plan
    that has the first move in which two differ comes first. Moves stand in the order of (cadre, first post).
    """
    best, tied = point, limits
    for _ in range(FEW):
        tied = tied.plus(*_other_than(arrays, point))
        outcome = minimise(np.zeros(arrays.columns, np.int64), tied)
        if outcome.status == "infeasible":
            return best, True
        if outcome.point is None:
            return best, False
        point = outcome.point
        if _before(arrays, point, best):
            best = point
    return _by_columns(arrays, best, limits, minimise)


def _other_than(arrays: Arrays, point: IntArray) -> tuple[IntArray, int]:
    """The row that every plan but this one meets."""
    chosen = point[: arrays.moves] > 0
    row = np.zeros(arrays.columns, np.int64)
    row[: arrays.moves] = np.where(chosen, -1, 1)
    return row, 1 - int(chosen.sum())


def _before(arrays: Arrays, one: IntArray, other: IntArray) -> bool:
    differing = np.flatnonzero(one[: arrays.moves] != other[: arrays.moves])
    return bool(len(differing)) and bool(one[differing[0]])


def _by_columns(
    arrays: Arrays, best: IntArray, limits: Limits, minimise: Minimise
) -> tuple[IntArray, bool]:
    """The lexicographically greatest 0-1 vector, a few columns at a time."""
    for start in range(0, arrays.moves, CHUNK):
        columns = np.arange(start, min(start + CHUNK, arrays.moves))
        weight = np.zeros(arrays.columns, np.int64)
        weight[columns] = -(2 ** np.arange(len(columns))[::-1])
        outcome = minimise(weight, limits)
        if outcome.status != "optimal" or outcome.point is None or outcome.value is None:
            return best, False
        best = outcome.point
        limits = limits.plus(-weight, -outcome.value)
    return best, True
