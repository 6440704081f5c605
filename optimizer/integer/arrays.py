"""A program as bare arrays: what travels to the solving child."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

IntArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]
FloatArray: TypeAlias = NDArray[np.float64]
Bounds: TypeAlias = tuple[IntArray, IntArray]
"""The least and the most of every column."""


@dataclass(frozen=True)
class Arrays:
    """min costs[t].x, tier after tier; rows A.x >= rhs in CSR; 0 <= x <= upper; all whole numbers.

    Columns: first the moves, then switches of posts over their number, then the amounts of soft plan rules.
    ``tie_break`` costs are of one more, unprinted tier; empty above TIE_BREAK_LIMIT columns. ``row_group``
    numbers the rule and subject a row tells of; -1 = structure.
    """

    moves: int
    upper: IntArray
    tiers: tuple[int, ...]
    costs: IntArray
    tie_break: IntArray
    indptr: IntArray
    indices: IntArray
    coefficients: IntArray
    rhs: IntArray
    row_group: IntArray
    cadre: IntArray
    group: IntArray

    @property
    def columns(self) -> int:
        """How many columns."""
        return len(self.upper)


def distinct(*values: ArrayLike) -> IntArray:
    """The whole numbers of some arrays, each once, in order. (np.unique hashes them: a hundred times slower.)"""
    ordered = np.sort(np.concatenate([np.asarray(part, np.int64) for part in values]))
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))[: len(ordered)]]


def is_among(values: IntArray, wanted: ArrayLike) -> BoolArray:
    """Whether each whole number is one of those wanted: np.isin, which may hash them as np.unique does."""
    known = distinct(wanted)
    if not len(known):
        return np.zeros(np.shape(values), bool)
    found: BoolArray = known[np.minimum(np.searchsorted(known, values), len(known) - 1)] == values
    return found
