"""What an earlier program's answer is worth in this one: points and multipliers, believed as far as they hold."""

from __future__ import annotations

import numpy as np

from luanchuyen.optimizer.integer.arrays import Arrays, BoolArray, IntArray
from luanchuyen.optimizer.integer.certificate import SCALE, Node, price
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.task import Hint
from luanchuyen.optimizer.solver.core import core_of
from luanchuyen.optimizer.solver.engine import minimise
from luanchuyen.optimizer.solver.relaxation import Clock
from luanchuyen.optimizer.solver.tier import Found

ROUNDS = 3
"""How often amounts are raised: one that is raised may reach into a further row."""

NEAR, SHARE = 1_000, 12
"""So many moves, or one in twelve where there are more, are near the earlier answer: those it priced lowest."""


class WarmStart:
    """Looks for the first plan near an earlier program's, tier after tier."""

    def __init__(self, rows: Inequalities, arrays: Arrays, hint: Hint, left: Clock, seed: int) -> None:
        self.rows, self.arrays, self.hint = rows, arrays, hint
        self.left, self.seed = left, seed
        self._near = self._nearest()

    def first_point(self) -> IntArray | None:
        """The hint's moves with every amount as low as the rows let it be; None where they do not fit these rows."""
        rows, moves = self.rows, self.arrays.moves
        point = np.zeros(rows.columns, np.int64)
        point[self.hint.moves] = 1
        inner = (rows.column >= moves) & (rows.value > 0)
        row, column, value = rows.row[inner], rows.column[inner], rows.value[inner]
        for _ in range(ROUNDS):
            short = np.where(rows.active, rows.rhs - rows.left_sides(point), 0)[row]
            if not (short > 0).any():
                break
            np.maximum.at(point, column, np.where(short > 0, point[column] - (-short // value), 0))
            point = np.minimum(point, self.arrays.upper)
        return point if rows.hold(point) else None

    def better(self, costs: IntArray, known: IntArray | None) -> IntArray | None:
        """The best point among the near moves and the known one's, if an engine finds one at once; else ``known``."""
        hi = np.where(self._near, self.arrays.upper, 0)
        if known is not None:
            hi = np.maximum(hi, known)
        core = core_of(self.rows, costs, np.zeros_like(hi), hi)
        found = minimise(core.inequalities, core.costs, core.lo, core.hi, self.left(), self.seed)
        if found.point is None or (known is not None and (found.value or 0) + core.constant >= int(costs @ known)):
            return known
        return core.whole(found.point)

    def shown(self, number: int, costs: IntArray, bounds: tuple[IntArray, IntArray], point: IntArray) -> Found | None:
        """The point as the best of tier ``number``, where the hint's multipliers show by themselves that it is."""
        if number >= len(self.hint.multipliers):
            return None
        rows, multipliers = self.hint.multipliers[number]
        holds = self.rows.active[rows]
        node, value = Node(rows[holds], multipliers[holds]), int(costs @ point)
        try:
            reached = price(self.rows, costs, node, *bounds).reaches(value)
        except ValueError:
            return None
        return Found(value, [point], value, value, value, node, True) if reached else None

    def _nearest(self) -> BoolArray:
        """The moves of the lowest reduced costs under the multipliers of the hint's last but one tier; all amounts.

        The last tier tells plans of one merit apart: the one before it knows what a move is worth.
        """
        near = np.ones(self.rows.columns, bool)
        moves, count = self.arrays.moves, max(NEAR, self.arrays.moves // SHARE)
        number = max(0, len(self.hint.multipliers) - 2)
        if count >= moves or not self.hint.multipliers:
            return near
        m = np.zeros(len(self.rows.rhs), np.int64)
        rows, multipliers = self.hint.multipliers[number]
        m[rows] = multipliers
        worth = np.bincount(self.rows.column, (m[self.rows.row] * self.rows.value).astype(float), self.rows.columns)
        reduced = (float(SCALE) * self.arrays.costs[number] - worth)[:moves]
        near[:moves] = reduced <= np.partition(reduced, count)[count]
        near[self.hint.moves] = True
        return near
