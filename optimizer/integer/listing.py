"""Every point of few columns listed by what rows force: no relaxation, and a tree that shows that none is missing.

Where nearly everything is fixed, rows fix most of what is left: a move made forbids the cadre's others, which leaves a
post one column. A relaxation has to be asked at each node for what a sum tells.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from luanchuyen.optimizer.integer.arrays import Bounds, IntArray
from luanchuyen.optimizer.integer.certificate import SCALE, Node
from luanchuyen.optimizer.integer.inequalities import Inequalities


@dataclass
class Listing:
    """The points of least cost below a target over rows and bounds; ``moves``: so many columns tell them apart.

    ``root``: the tree that shows, in certificate.py's arithmetic, that no other costs as little. ``complete``: within
    ``work``, the entries that may be looked at.
    """

    rows: Inequalities
    costs: IntArray
    bounds: Bounds
    moves: int
    target: int
    work: int
    points: list[IntArray] = field(default_factory=list)

    def __post_init__(self) -> None:
        rows, (lo, hi) = self.rows, self.bounds
        self.lo, self.hi = lo.tolist(), hi.tolist()
        held = np.flatnonzero(rows.active)
        self.numbers = held.tolist()
        # The last row: a point costs less than the target.
        self.entries: list[list[tuple[int, int]]] = [[] for _ in range(len(held) + 1)]
        self.of: list[list[tuple[int, int]]] = [[] for _ in range(rows.columns)]
        place = np.full(len(rows.rhs), -1)
        place[held] = np.arange(len(held))
        inner = place[rows.row] >= 0
        self._enter(place[rows.row[inner]], rows.column[inner], rows.value[inner])
        dear = np.flatnonzero(self.costs)
        self._enter(np.full(len(dear), len(held)), dear, -self.costs[dear])
        self.rhs = [*rows.rhs[held].tolist(), 1 - self.target]
        self.spare = [self._most(row) - least for row, least in enumerate(self.rhs)]
        least = int(np.where(self.costs >= 0, self.costs * lo, self.costs * hi).sum())
        dearest = int((np.abs(self.costs) * (hi - lo)).max(initial=0))
        self.heavy = SCALE * (max(0, self.target - least) + dearest + 1)
        self.root = Node()
        self.complete = self._grow(self.root, range(len(self.entries)))

    def _enter(self, rows: IntArray, columns: IntArray, values: IntArray) -> None:
        for row, column, value in zip(rows.tolist(), columns.tolist(), values.tolist(), strict=True):
            self.entries[row].append((column, value))
            self.of[column].append((row, value))

    def _grow(self, node: Node, waiting: Iterable[int]) -> bool:
        """The tree below a node, from the rows on that may force something; False: the work is done before it is."""
        trail: list[tuple[int, int, int]] = []
        done = self._forced(node, waiting, trail)
        self._undo(trail)
        return done

    def _forced(self, node: Node, waiting: Iterable[int], trail: list[tuple[int, int, int]]) -> bool:
        """What the rows force, node by node, then what is chosen."""
        queue = [*waiting]
        while queue:
            row = queue.pop()
            spare = self.spare[row]
            self.work -= len(self.entries[row])
            if self.work < 0:
                return False
            if spare < 0:
                self._close(node, row)
                return True
            fixed = [(c, v) for c, v in self.entries[row] if abs(v) * (self.hi[c] - self.lo[c]) > spare]
            for column, value in fixed:
                steps = spare // abs(value)
                low, high = self.lo[column], self.hi[column]
                narrowed = (high - steps, high) if value > 0 else (low, low + steps)
                queue += self._narrow(column, *narrowed, trail)
            if fixed:
                if row < len(self.numbers):
                    # What a row forces, its multiplier shows, if it outweighs all that a point may cost.
                    node.rows, node.multipliers = np.array([self.numbers[row]]), np.array([self.heavy])
                node.low = Node()
                node = node.low
        return self._choose(node)

    def _close(self, node: Node, row: int) -> None:
        """A row that cannot hold any more; of the last one the costs themselves show it."""
        if row < len(self.numbers):
            node.rows, node.multipliers, node.empty = np.array([self.numbers[row]]), np.array([1]), True

    def _choose(self, node: Node) -> bool:
        """Split the column that fewest could stand in for: a move made first, an amount left out; none: a point."""
        column = self._column()
        if column < 0:
            self._keep()
            return True
        low, high = self.lo[column], self.hi[column]
        node.column, node.at = column, low
        node.low, node.high = Node(), Node()
        both = ((node.low, (low, low)), (node.high, (low + 1, high)))
        for part, bounds in both[::-1] if column < self.moves else both:
            trail: list[tuple[int, int, int]] = []
            grown = self._grow(part, self._narrow(column, *bounds, trail))
            self._undo(trail)
            if not grown:
                return False
        return True

    def _column(self) -> int:
        """Of the row that still asks for something from fewest columns, one; else any move; -1: nothing to choose."""
        lo, hi = self.lo, self.hi
        fewest, best = len(lo) + 1, -1
        for entries, least in zip(self.entries, self.rhs, strict=True):
            if sum([value * lo[column] for column, value in entries]) < least:
                free = [column for column, value in entries if value > 0 and lo[column] < hi[column]]
                if free and len(free) < fewest:
                    fewest, best = len(free), free[0]
            self.work -= len(entries)
        free = [column for column in range(self.moves) if lo[column] < hi[column]]
        return best if best >= 0 else free[0] if free else -1

    def _keep(self) -> None:
        """A point: moves all fixed, amounts as low as rows let them be."""
        point = np.array(self.lo, np.int64)
        cost = int(self.costs @ point)
        if cost + 1 < self.target:
            self.points = []
            self.spare[-1] -= self.target - cost - 1
            self.rhs[-1] = -cost
            self.target = cost + 1
        self.points.append(point)

    def _most(self, row: int) -> int:
        return sum(value * (self.hi[column] if value > 0 else self.lo[column]) for column, value in self.entries[row])

    def _narrow(self, column: int, low: int, high: int, trail: list[tuple[int, int, int]]) -> list[int]:
        """Let a column move between these only; the rows that have less to spare now."""
        trail.append((column, self.lo[column], self.hi[column]))
        raised, lowered, rows = low - self.lo[column], self.hi[column] - high, []
        self.lo[column], self.hi[column] = low, high
        for row, value in self.of[column]:
            lost = value * lowered if value > 0 else -value * raised
            if lost:
                self.spare[row] -= lost
                rows.append(row)
        return rows

    def _undo(self, trail: list[tuple[int, int, int]]) -> None:
        while trail:
            column, low, high = trail.pop()
            raised, lowered = self.lo[column] - low, high - self.hi[column]
            self.lo[column], self.hi[column] = low, high
            for row, value in self.of[column]:
                self.spare[row] += value * lowered if value > 0 else -value * raised
