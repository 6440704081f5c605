"""The dual simplex from one basis on: bounds are narrowed and rows laid on by a few pivots, each time anew."""

from __future__ import annotations

from copy import copy
from typing import Literal

import numpy as np

from luanchuyen.optimizer.integer.arrays import Bounds, FloatArray, IntArray
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.solver.engine import AT_LOWER, AT_UPPER, BASIC, Basis
from luanchuyen.optimizer.solver.pivoting.inverse import Inverse

MOST = 80
"""Pivots after which an engine is as quick."""

OFF, LEAST, DRIFT = 1e-7, 1e-7, 1e-6
"""What a value may be beyond its bound, what is no pivot, and how far two tellings of one may lie apart."""

EASE = 1e-9
"""Of the largest cost: by so much ratios may be passed over for a larger pivot."""

OWN = ("duals", "reduced", "basic", "loose", "point", "values", "head", "lower", "upper", "etas")
"""What moves with the basis: the rest is shared by those that begin from it."""

Word = Literal["optimal", "reached", "empty", "given up"]
"""How pivoting ended: at the optimum, or at a target; ``empty``: the duals show that rows contradict bounds."""


class Pivots:
    """A basis in motion: min c.x over rows and bounds, from a basis in which no dual is of the wrong sign.

    ``head`` says what is in each place: a column or, counted on from these, the slack of a row; ``values``, ``lower``
    and ``upper`` are by place. The other columns stand in ``point``. ``duals``: of every row, then of those laid on.
    Raises LinAlgError where it is no basis.
    """

    def __init__(self, rows: Inequalities, costs: IntArray, bounds: Bounds, basis: Basis) -> None:
        columns, tight = np.flatnonzero(basis.columns == BASIC), basis.rows != BASIC
        self.inverse = inverse = Inverse(rows, columns, tight)
        self.costs, self.columns = costs.astype(float), len(costs)
        self.ease = EASE * max(1.0, float(np.abs(self.costs).max(initial=0)))
        self.low, self.high = (bound.astype(float) for bound in bounds)
        self.least = np.where(rows.active, rows.rhs.astype(float), -np.inf)
        self.basic, self.loose = basis.columns == BASIC, ~tight
        self.point = np.where(basis.columns == AT_UPPER, self.high, self.low)
        self.point[columns] = 0.0
        rest: FloatArray = np.where(tight, self.least, 0.0) - np.bincount(
            rows.row, rows.value * self.point[rows.column], len(tight)
        )
        self.values = inverse.solved(np.arange(len(tight)), rest, np.zeros(0))
        self.head = np.append(columns, self.columns + np.arange(len(tight)))
        self.lower, self.upper = np.append(self.low[columns], self.least), np.full(len(self.head), np.inf)
        self.lower[len(columns) :][tight] = -np.inf  # an empty place
        self.upper[: len(columns)] = self.high[columns]
        self.value = float(self.costs @ self.point + self.costs[columns] @ self.values[: len(columns)])
        self.etas: list[tuple[int, FloatArray]] = []
        self.duals = self.duals_of(self.costs)
        self.reduced = self.costs - inverse.times(self.duals)
        self.reduced[columns] = 0.0

    def under(self, wide: FloatArray, least: FloatArray) -> Pivots:
        """The same basis, before any pivot, with these rows laid on, each no less than its ``least``."""
        other, count = copy(self), len(least)
        other.inverse, other.least = self.inverse.under(wide), np.append(self.least, least)
        other.head = np.append(self.head, self.columns + len(self.least) + np.arange(count))
        other.values = np.append(self.values, wide @ self.whole())
        other.lower, other.upper = np.append(self.lower, least), np.append(self.upper, np.full(count, np.inf))
        other.loose, other.duals = np.append(self.loose, np.ones(count, bool)), np.append(self.duals, np.zeros(count))
        return other

    def within(self, bounds: Bounds) -> Pivots:
        """The same basis in narrower bounds; this one stays as it is."""
        other = copy(self)
        for name in OWN:
            setattr(other, name, getattr(self, name).copy())
        other.low, other.high = (bound.astype(float) for bound in bounds)
        inside = np.flatnonzero(other.head < self.columns)
        other.lower[inside], other.upper[inside] = other.low[other.head[inside]], other.high[other.head[inside]]
        stands = np.clip(other.point, other.low, other.high)
        for column in np.flatnonzero((stands != other.point) & ~self.basic).tolist():
            step = stands[column] - other.point[column]
            other.values -= step * other._column(column)
            other.value += step * other.reduced[column]
            other.point[column] = stands[column]
        return other

    def settle(self, target: float | None = None) -> Word:
        """Pivot to the optimum, or until its value is known to reach a target."""
        for _ in range(MOST):
            short = np.maximum(self.lower - self.values, self.values - self.upper)
            place = int(np.argmax(short))
            if short[place] <= OFF:
                return "optimal"
            if target is not None and self.value >= target:
                return "reached"
            if word := self._pivot(place):
                return word
        return "given up"

    def whole(self) -> FloatArray:
        """The point, of every column."""
        point, inside = self.point.copy(), self.head < self.columns
        point[self.head[inside]] = self.values[inside]
        return point

    def basis(self) -> Basis:
        """Where it stands, of the rows that are not laid on."""
        columns = np.where(self.point >= self.high, AT_UPPER, AT_LOWER)
        columns[self.basic] = BASIC
        return Basis(np.where(self.loose, BASIC, AT_LOWER)[: self.inverse.rows], columns)

    def duals_of(self, costs: FloatArray) -> FloatArray:
        """What the rows' duals are of some costs in this basis."""
        weights, inside = np.zeros(len(self.head)), self.head < self.columns
        weights[inside] = costs[self.head[inside]]
        return self._row(weights)

    def _pivot(self, place: int) -> Word | None:
        """Bring the value of a place to its bound; a word where that cannot be."""
        rising = self.values[place] < self.lower[place]
        weights = np.zeros(len(self.head))
        weights[place] = 1.0
        row = self._row(weights)
        across = self.inverse.times(row)
        entering = self._entering(row, across, 1.0 if rising else -1.0)
        if entering < 0:
            self.duals = -row if rising else row
            return "empty"
        slack = entering - self.columns
        column = self._column(entering)
        told, reduced = (-row[slack], self.duals[slack]) if slack >= 0 else (across[entering], self.reduced[entering])
        if abs(column[place] - told) > DRIFT * (1 + abs(told)):
            return "given up"
        bound = self.lower[place] if rising else self.upper[place]
        step, gain = (self.values[place] - bound) / column[place], reduced / told
        self.reduced -= gain * across
        self.duals += gain * row
        self.value += abs(gain * (self.values[place] - bound))
        self.values -= step * column
        self._leave(int(self.head[place]), bound, -gain)
        self._enter(entering, place, step)
        self.etas.append((place, column))
        return None

    def _row(self, weights: FloatArray) -> FloatArray:
        """The sum of so much of each row of the present inverse, by place; ``weights`` are used up."""
        for at, column in reversed(self.etas):
            weights[at] += (weights[at] - weights @ column) / column[at]
        return self.inverse.row(weights)

    def _column(self, entering: int) -> FloatArray:
        """What the present inverse makes of what enters."""
        slack = entering - self.columns
        column = self.inverse.slack(slack) if slack >= 0 else self.inverse.column(entering)
        for at, earlier in self.etas:
            far = column[at] / earlier[at]
            column -= far * earlier
            column[at] = far
        return column

    def _entering(self, row: FloatArray, across: FloatArray, way: float) -> int:
        """What may enter at the least loss, of such the largest pivot; -1: nothing."""
        columns = np.flatnonzero(np.abs(across) > LEAST)
        columns = columns[~self.basic[columns] & (self.low[columns] < self.high[columns])]
        falls = way * across[columns] < 0
        stands = np.where(falls, self.point[columns] <= self.low[columns], self.point[columns] >= self.high[columns])
        columns = columns[stands]
        slacks = np.flatnonzero(~self.loose & (way * row > LEAST))
        if not len(columns) + len(slacks):
            return -1
        size = np.abs(np.append(across[columns], row[slacks]))
        far = np.abs(np.append(self.reduced[columns], self.duals[slacks]))
        near = np.flatnonzero(far / size <= ((far + self.ease) / size).min())
        return int(np.append(columns, self.columns + slacks)[near[np.argmax(size[near])]])

    def _leave(self, leaving: int, bound: float, reduced: float) -> None:
        if leaving < self.columns:
            self.basic[leaving], self.point[leaving], self.reduced[leaving] = False, bound, reduced
        else:
            self.loose[leaving - self.columns], self.duals[leaving - self.columns] = False, reduced

    def _enter(self, entering: int, place: int, step: float) -> None:
        slack = entering - self.columns
        self.head[place] = entering
        if slack < 0:
            self.basic[entering], self.reduced[entering] = True, 0.0
            self.lower[place], self.upper[place] = self.low[entering], self.high[entering]
            self.values[place] = self.point[entering] + step
        else:
            self.loose[slack], self.duals[slack] = True, 0.0
            self.lower[place], self.upper[place] = self.least[slack], np.inf
            self.values[place] = self.least[slack] + step
