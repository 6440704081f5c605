"""A.x >= b as whole numbers: a program's rows, then cuts and the scores of earlier tiers."""

from __future__ import annotations

from copy import copy
from functools import cached_property

import numpy as np

from luanchuyen.optimizer.integer.arrays import Arrays, BoolArray, Bounds, FloatArray, IntArray
from luanchuyen.optimizer.integer.knapsack import Pack, packs_of

LARGEST = 2.0**61
"""Sums stay below this: 64 bits hold them."""


ROUNDS = 3
"""How often amounts are raised: one that is raised may reach into a further row."""

LATE = 5
"""Of the entries one in so many may be of rows added since they were put in order."""


class Inequalities:
    """Rows in coordinate form over ``columns`` columns; a row that is not ``active`` does not hold.

    Those of a program come first; those added later tell of plans as a whole. ``packs``: those looked at whole.
    """

    def __init__(self, columns: int, row: IntArray, column: IntArray, value: IntArray, rhs: IntArray) -> None:
        self.columns = columns
        self.row, self.column, self.value = row, column, value
        self.rhs = rhs
        self.packs: tuple[Pack, ...] = ()
        self.active: BoolArray = np.ones(len(rhs), bool)
        self.largest = np.ones(len(rhs), np.int64)
        np.maximum.at(self.largest, row, np.abs(value))

    @classmethod
    def of(cls, arrays: Arrays) -> Inequalities:
        """The rows of a program."""
        row = np.repeat(np.arange(len(arrays.rhs)), np.diff(arrays.indptr))
        rows = cls(arrays.columns, row, arrays.indices, arrays.coefficients, arrays.rhs.copy())
        rows.packs = tuple(packs_of(arrays))
        return rows

    def copy(self) -> Inequalities:
        """The same rows: what is added to these is not added to those. The order of entries is shared."""
        other = self.without([])
        other.rhs, other._by_column = self.rhs.copy(), self._by_column
        return other

    def without(self, numbers: list[int]) -> Inequalities:
        """The same rows as they are now, those of these numbers let go."""
        other = copy(self)
        other.active = self.active.copy()
        other.active[numbers] = False
        return other

    def add(self, dense: IntArray, rhs: int | None) -> int:
        """One more row dense.x >= rhs, None: it does not hold yet; its number."""
        number, column = len(self.rhs), np.flatnonzero(dense)
        self.extend(np.full(len(column), number), column, dense[column], np.zeros(1, np.int64))
        self.set_rhs(number, rhs)
        return number

    def extend(self, row: IntArray, column: IntArray, value: IntArray, rhs: IntArray) -> None:
        """More rows, numbered on from the last, that hold."""
        self.row = np.concatenate([self.row, row])
        self.column = np.concatenate([self.column, column])
        self.value = np.concatenate([self.value, value])
        self.rhs = np.concatenate([self.rhs, rhs])
        self.active = np.concatenate([self.active, np.ones(len(rhs), bool)])
        self.largest = np.concatenate([self.largest, np.ones(len(rhs), np.int64)])
        np.maximum.at(self.largest, row, np.abs(value))

    def set_rhs(self, number: int, rhs: int | None) -> None:
        """Change a row's right-hand side; None: it does not hold."""
        self.rhs[number] = rhs or 0
        self.active[number] = rhs is not None

    def reach(self, rows: IntArray, multipliers: FloatArray) -> float:
        """The largest number that multipliers may make of a column or of the right-hand side."""
        # As floats first: the least whole number of 64 bits has no absolute value among them.
        return float(multipliers @ (self.largest[rows].astype(float) + np.abs(self.rhs[rows].astype(float))))

    def combine(self, rows: IntArray, multipliers: IntArray) -> tuple[IntArray, int]:
        """(m A, m.b) for the multipliers of the given rows.

        Raises ValueError for a negative multiplier, a row that does not hold, or numbers beyond 62 bits.
        """
        if not len(rows):
            return np.zeros(self.columns, np.int64), 0
        if (multipliers < 0).any() or not self.active[rows].all():
            raise ValueError("multipliers that prove nothing")
        # No column's sum, nor that of the right-hand sides, is more than this; price looks at their total.
        if self.reach(rows, multipliers.astype(float)) > LARGEST:
            raise ValueError("multipliers too large")
        total = np.zeros(self.columns, np.int64)
        if not len(rows):
            return total, 0
        m = np.zeros(len(self.rhs), np.int64)
        m[rows] = multipliers
        if LATE * (len(self.row) - len(self._by_column[0])) > len(self.row):
            del self._by_column
        row, value, starts, columns = self._by_column
        if len(columns):
            total[columns] = np.add.reduceat(m[row] * value, starts)
        late = slice(len(row), None)  # rows added since the entries were put in order
        np.add.at(total, self.column[late], m[self.row[late]] * self.value[late])
        return total, int(m @ self.rhs)

    @cached_property
    def _by_column(self) -> tuple[IntArray, IntArray, IntArray, IntArray]:
        """(rows, values, starts, columns): the entries in the order of their columns, and where each column starts.

        Of the rows that there are when it is first asked for; copies share it.
        """
        order = np.argsort(self.column, kind="stable")
        column = self.column[order]
        starts = np.flatnonzero(np.diff(column, prepend=-1))
        return self.row[order], self.value[order], starts, column[starts]

    def left_sides(self, point: IntArray) -> IntArray:
        """A.x at a whole point."""
        left = np.zeros(len(self.rhs), np.int64)
        there = point[self.column]
        used = np.flatnonzero(there)
        np.add.at(left, self.row[used], self.value[used] * there[used])
        return left

    def hold(self, point: IntArray) -> bool:
        """Whether every active row holds at a whole point."""
        return bool((self.left_sides(point) >= self.rhs)[self.active].all())


def completed(rows: Inequalities, moves: int, bounds: Bounds, chosen: IntArray) -> IntArray | None:
    """These moves with every amount as low as the rows let it be; None where they do not fit rows and bounds."""
    lo, hi = bounds
    point = np.zeros(rows.columns, np.int64)
    point[chosen] = 1
    point[moves:] = lo[moves:]
    if (point < lo).any() or (point > hi).any():
        return None
    inner = np.flatnonzero(rows.column >= moves)
    inner = inner[rows.value[inner] > 0]
    row, column, value = rows.row[inner], rows.column[inner], rows.value[inner]
    left = rows.left_sides(point)
    for _ in range(ROUNDS):
        short = np.where(rows.active, rows.rhs - left, 0)[row]
        if not (short > 0).any():
            break
        np.maximum.at(point, column, np.where(short > 0, point[column] - (-short // value), 0))
        point = np.minimum(point, hi)
        left = rows.left_sides(point)
    return point if (left >= rows.rhs)[rows.active].all() else None
