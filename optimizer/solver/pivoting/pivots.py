"""The dual simplex from one solved basis on: bounds are narrowed and rows laid on by a few pivots, each time anew."""

from __future__ import annotations

from copy import copy

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


class Start:
    """A basis that is optimal for rows and costs within bounds: whence narrower ones are reached.

    Raises LinAlgError where it is no basis.
    """

    def __init__(self, rows: Inequalities, costs: IntArray, basis: Basis) -> None:
        self.rows, self.costs = rows, costs.astype(float)
        self.inverse = Inverse(rows, np.flatnonzero(basis.columns == BASIC), basis.rows != BASIC)
        self.least = np.where(rows.active, rows.rhs.astype(float), -np.inf)
        self.above = basis.columns == AT_UPPER
        weights = np.zeros(len(self.inverse.columns) + len(rows.rhs))
        weights[: len(self.inverse.columns)] = self.costs[self.inverse.columns]
        self.duals = self.inverse.row(weights)
        self.reduced = self.costs - self.inverse.times(self.duals)
        self.reduced[self.inverse.columns] = 0.0
        self.ease = EASE * max(1.0, float(np.abs(self.costs).max(initial=0)))


class Pivots:
    """The basis in motion, of rows and further rows ``wide``, each no less than its ``least``.

    ``head`` says what is in each place: a column or, counted on from these, the slack of a row; ``values``, ``lower``
    and ``upper`` are by place. The other columns stand in ``point``. ``duals``: of every row, then of those laid on.
    """

    def __init__(self, start: Start, bounds: Bounds, wide: FloatArray, least: FloatArray) -> None:
        self.start, self.inverse = start, start.inverse.under(wide)
        inverse = self.inverse
        self.ease, self.columns, columns = start.ease, len(start.costs), inverse.columns
        self.low, self.high = (bound.astype(float) for bound in bounds)
        self.least = np.append(start.least, least)
        self.duals, self.reduced = np.append(start.duals, np.zeros(len(least))), start.reduced.copy()
        self.basic, self.loose = np.zeros(self.columns, bool), np.ones(len(self.least), bool)
        self.basic[columns], self.loose[inverse.tight] = True, False
        self.point = np.where(start.above, self.high, self.low)
        self.point[columns] = 0.0
        rest = np.where(self.loose[: inverse.rows], 0.0, start.least) - inverse.activity(self.point, start.rows)
        self.values = inverse.solved(np.arange(inverse.rows), rest, -(wide @ self.point))
        self.head = np.concatenate([columns, self.columns + np.arange(len(self.least))])
        self.lower = np.append(self.low[columns], self.least)
        self.upper = np.append(self.high[columns], np.full_like(self.least, np.inf))
        self.lower[len(columns) + inverse.tight] = -np.inf
        self.value = float(start.costs @ self.point + start.costs[columns] @ self.values[: len(columns)])
        self.etas: list[tuple[int, FloatArray]] = []

    def within(self, bounds: Bounds) -> Pivots:
        """The same basis in narrower bounds; this one stays as it is."""
        other = copy(self)
        for name in ("duals", "reduced", "basic", "loose", "point", "values", "head", "lower", "upper", "etas"):
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

    def settle(self, target: float | None = None) -> str:
        """Pivot to the optimum: "optimal", "reached" where the target is, "empty" where ``duals`` show that the rows
        contradict the bounds, "given up"."""
        for _ in range(MOST):
            place = self.worst()
            if place < 0:
                return "optimal"
            if target is not None and self.value >= target:
                return "reached"
            if word := self._pivot(place):
                return word
        return "given up"

    def basis(self) -> Basis:
        """Where it stands, of the rows that are not laid on."""
        columns = np.where(self.point >= self.high, AT_UPPER, AT_LOWER)
        columns[self.basic] = BASIC
        return Basis(np.where(self.loose, BASIC, AT_LOWER)[: self.inverse.rows], columns)

    def duals_of(self, costs: FloatArray) -> FloatArray:
        """What the rows' duals are of other costs in this basis."""
        weights, inside = np.zeros(len(self.head)), self.head < self.columns
        weights[inside] = costs[self.head[inside]]
        return self._row(weights)

    def worst(self) -> int:
        """The place of the value farthest beyond its bound; -1: all are within."""
        short = np.maximum(self.lower - self.values, self.values - self.upper)
        place = int(np.argmax(short))
        return place if short[place] > OFF else -1

    def _pivot(self, place: int) -> str:
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
        return ""

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
        signed = way * across
        free = ~self.basic & (self.low < self.high)
        down = (signed < -LEAST) & (self.point <= self.low)
        columns = np.flatnonzero(free & (down | ((signed > LEAST) & (self.point >= self.high))))
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

    def whole(self) -> FloatArray:
        """The point, of every column."""
        point, inside = self.point.copy(), self.head < self.columns
        point[self.head[inside]] = self.values[inside]
        return point
