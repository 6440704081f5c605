"""Branch and bound over the kept-warm relaxation: finds the best point and leaves the tree that proves it."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from luanchuyen.optimizer.integer.arrays import FloatArray, IntArray
from luanchuyen.optimizer.integer.certificate import SCALE, Node, tighten
from luanchuyen.optimizer.solver.core import distance
from luanchuyen.optimizer.solver.packing import Packing
from luanchuyen.optimizer.solver.relaxation import Bounding, Clock, Relaxed

WHOLE = 1e-6
"""A value nearer to a whole number than this is taken for it; the rows are then checked in integers."""

AMOUNTS_FIRST = 4.0
"""How much rather an amount is tried than a move of the same fraction: it moves the bound more."""

TRIALS, FEW, LARGE = 16, 4, 2_000
"""Fractional columns a node that are pushed down and up for a trial, unless it is known what that gains; of a core of
more columns than this few."""

WORTH = 4
"""So many trials count as a node."""

TRIED, HOPE = 500, 2
"""After so many nodes a tree is given up that promises to need over twice what it may have."""

SHRUNK = 0.8
"""Of the free columns of a node: where its multipliers leave fewer, it is looked at again before it is split."""

KEPT = 300
"""Nodes of an unfinished tree that are worth keeping."""


@dataclass
class Proof:
    """What a search showed. ``points``: those of the least score met, empty if none lies below the target.

    ``bound`` holds by ``root``'s arithmetic alone, points of score ``target`` or more set aside. ``complete``:
    every leaf is closed.
    """

    points: list[IntArray]
    bound: int
    target: int
    root: Node
    complete: bool
    nodes: int


@dataclass(order=True)
class _Open:
    """A node to be looked at, first that of the least ``turn``; ``step``: (column, 0 down or 1 up, how far from the
    value above, L there)."""

    turn: int
    bound: int
    depth: int
    number: int
    lo: IntArray
    hi: IntArray
    attach: Callable[[Node], None]
    above: Node | None = None
    step: tuple[int, int, float, int] | None = None


class Gains:
    """By how much the bound rises a unit as a column is pushed down (0) or up (1): the mean of what was seen."""

    def __init__(self, columns: int) -> None:
        self.total, self.count = np.zeros((2, columns)), np.zeros((2, columns), np.int64)
        self.rises: list[int] = []

    def likely(self) -> int | None:
        """How far from the root's bound the least point lies, in four of five trees; None: nothing is known."""
        return sorted(self.rises)[len(self.rises) * 4 // 5] if self.rises else None

    def part(self, columns: IntArray) -> Gains:
        """Those of some columns, numbered anew; what these learn is handed back by ``take``."""
        part = Gains(0)
        part.total, part.count = self.total[:, columns], self.count[:, columns]
        return part

    def take(self, part: Gains, columns: IntArray) -> None:
        """What a part has learnt."""
        self.total[:, columns], self.count[:, columns] = part.total, part.count

    def learn(self, column: int, way: int, far: float, gain: float) -> None:
        """Take in what was seen once."""
        self.total[way, column] += max(0.0, gain) / max(far, WHOLE)
        self.count[way, column] += 1

    def scores(self, columns: IntArray, values: FloatArray, most: float) -> FloatArray:
        """How much splitting each column promises: the product of both gains, neither more than closes a node."""
        product = np.ones(len(columns))
        for way, far in enumerate((values - np.floor(values), np.ceil(values) - values)):
            seen = self.count[way, columns]
            mean = self.total[way].sum() / max(1, self.count[way].sum())
            gain = np.where(seen > 0, self.total[way, columns] / np.maximum(1, seen), mean) * far
            product *= np.clip(gain, 1e-3, most)
        return product


class Search:
    """Looks for points below ``target`` over a relaxation. Counted in nodes: the same every time.

    ``amounts``: columns that are no moves. ``rows``: those that a point must keep, where they are more than the
    relaxation's. ``gains``: what is known of columns. ``floor``: no point scores less: one that scores it is enough.
    ``first``: of each column how much rather than others it is split, whatever that promises.
    """

    def __init__(
        self,
        relaxation: Bounding,
        target: int,
        amounts: IntArray,
        nodes: int,
        left: Clock,
        gains: Gains | None = None,
        floor: int | None = None,
    ) -> None:
        self.relaxation, self.floor = relaxation, floor
        self.packing = relaxation if isinstance(relaxation, Packing) else None
        self.rows = relaxation.rows
        self.target, self.nodes, self.left = target, nodes, left
        self.points: list[IntArray] = []
        self.likely, self.first = np.ones(relaxation.rows.columns), np.zeros(relaxation.rows.columns, np.int64)
        self.likely[amounts] = AMOUNTS_FIRST
        for pack in relaxation.rows.packs:  # what takes much leaves most to be settled
            self.likely[pack.columns] = pack.weights.astype(float) ** 2
        self.learnt, self.gains = gains is not None, gains or Gains(relaxation.rows.columns)
        self.trials, self.broken, self._serial = 0, False, 0
        self._bounds: dict[int, int] = {}

    def run(self, lo: IntArray, hi: IntArray) -> Proof:
        """Search lo..hi: dive into the more likely part, then take up the node of the least bound."""
        top: list[Node] = []
        waiting = [_Open(0, 0, 0, 0, lo, hi, top.append)]
        count, self._closed = 0, 0.0
        while waiting:
            here: _Open | None = heapq.heappop(waiting)
            while here is not None:
                hopeless = count >= TRIED and count > HOPE * self.nodes * self._closed
                spent = count + self.trials // WORTH >= self.nodes or (self.points and self.target == self.floor)
                if spent or hopeless or self.broken or self.left() == 0:
                    heapq.heappush(waiting, here)
                    return self._proof(top, waiting, count)
                count += 1
                depth = here.depth
                here, other = self._visit(here)
                if here is None:
                    # Of the whole each node covers half of what the node above it does; depths count downwards.
                    self._closed += 2.0**depth
                if other is not None:
                    heapq.heappush(waiting, other)
        return self._proof(top, waiting, count)

    def _visit(self, here: _Open) -> tuple[_Open | None, _Open | None]:
        self.relaxation.begin(here.above)
        relaxed = self.relaxation.solve(here.lo, here.hi, self.left(), target=self._enough())
        if relaxed is None:
            self.broken = True
            return here, None
        here.attach(relaxed.node)
        self._bounds[id(relaxed.node)] = relaxed.priced.bound()
        if here.step is not None and not relaxed.priced.empty:
            column, way, far, above = here.step
            self.gains.learn(column, way, far, (relaxed.priced.numerator - above) / SCALE)
        if relaxed.priced.reaches(self.target):
            return None, None
        assert relaxed.point is not None
        self._keep(relaxed.point)
        if relaxed.priced.reaches(self.target):
            return None, None
        lo, hi = tighten(relaxed.priced, self.target, here.lo, here.hi)
        if self.packing and (lo < hi).sum() < SHRUNK * (here.lo < here.hi).sum():

            def again(child: Node) -> None:
                relaxed.node.low = child

            return replace(here, lo=lo, hi=hi, attach=again, above=relaxed.node, step=None), None
        column = self._column(relaxed, lo, hi)
        return self._split(here, relaxed, column, lo, hi) if column >= 0 else self._last(relaxed.node, lo)

    def _last(self, node: Node, point: IntArray) -> tuple[None, None]:
        """The one point that multipliers leave: a row that it breaks, or its costs, close the node."""
        short = np.flatnonzero(self.rows.active & (self.rows.left_sides(point) < self.rows.rhs))[:1]
        node.low = Node(short, np.ones(len(short), np.int64), empty=len(short) > 0)
        self._keep(point.astype(float))
        return None, None

    def _enough(self) -> int | None:
        """A bound that closes a node as well as a contradiction; trees that are published show contradictions."""
        return self.target if self.learnt or self.packing else None

    def _split(self, here: _Open, relaxed: Relaxed, column: int, lo: IntArray, hi: IntArray) -> tuple[_Open, _Open]:
        assert relaxed.point is not None
        node, value = relaxed.node, float(relaxed.point[column])
        at = min(max(int(np.floor(value + WHOLE)), int(lo[column])), int(hi[column]) - 1)
        node.column, node.at = column, at
        below, above = hi.copy(), lo.copy()
        below[column], above[column] = at, at + 1

        def attach_low(child: Node) -> None:
            node.low = child

        def attach_high(child: Node) -> None:
            node.high = child

        self._serial += 2
        bound, depth = relaxed.priced.bound(), here.depth - 1
        steps = [(column, way, abs(at + way - value), relaxed.priced.numerator) for way in (0, 1)]
        # Beside the node last looked at packs are soon looked at again; otherwise the least bound comes first.
        turn = -self._serial if self.packing else bound
        low = _Open(turn, bound, depth, self._serial, lo, below, attach_low, node, steps[0])
        high = _Open(turn, bound, depth, self._serial + 1, above, hi, attach_high, node, steps[1])
        return (high, low) if value - at > 0.5 else (low, high)

    def _keep(self, point: FloatArray) -> None:
        """A point of whole numbers below the target that holds in integers is kept."""
        if distance(point).max(initial=0.0) > WHOLE:
            return
        rounded = np.rint(point).astype(np.int64)
        value = int(self.relaxation.costs @ rounded)
        if value >= self.target or not self.rows.hold(rounded):
            return
        self.points, self.target = [rounded], value

    def _column(self, relaxed: Relaxed, lo: IntArray, hi: IntArray) -> int:
        """The column to split: the fractional one that promises most; any free one if none is; -1 = none."""
        assert relaxed.point is not None
        fraction = distance(relaxed.point)
        fraction[lo >= hi] = 0.0
        columns = np.flatnonzero(fraction > WHOLE)
        if not len(columns):
            free = np.flatnonzero(lo < hi)
            return int(free[0]) if len(free) else -1
        columns = columns[self.first[columns] == self.first[columns].max()]
        columns = columns[np.argsort(-(fraction * self.likely)[columns], kind="stable")]
        if self.packing or self.first[columns[0]]:
            return int(columns[0])
        for column in columns[: TRIALS if len(lo) <= LARGE else FEW].tolist():
            self._try(relaxed, column, lo, hi)
        most = max(1.0, self.target - relaxed.priced.numerator / SCALE)
        return int(columns[np.argmax(self.gains.scores(columns, relaxed.point[columns], most))])

    def _try(self, relaxed: Relaxed, column: int, lo: IntArray, hi: IntArray) -> None:
        """Push a column down and up, unless it is known what that gains."""
        assert relaxed.point is not None
        value = float(relaxed.point[column])
        for way, whole in enumerate((int(np.floor(value)), int(np.ceil(value)))):
            if self.gains.count[way, column] or self.left() == 0:
                continue
            bounds = lo.copy(), hi.copy()
            bounds[1 - way][column] = whole
            found = self.relaxation.solve(*bounds, self.left(), target=self._enough())
            self.trials += 1
            if found is not None:
                closed = float(self.target) - relaxed.priced.numerator / SCALE
                gain = closed if found.priced.empty else (found.priced.numerator - relaxed.priced.numerator) / SCALE
                self.gains.learn(column, way, abs(whole - value), gain)

    def _proof(self, top: list[Node], waiting: list[_Open], count: int) -> Proof:
        """Open nodes stay in the tree as leaves, with the multipliers of the node above them."""
        for item in waiting:
            above = item.above
            item.attach(Node(above.rows, above.multipliers) if above else Node())
        bound = min((item.bound for item in waiting), default=self.target)
        complete = not waiting and not self.broken
        if not complete:
            least = self._bounds.get(id(top[0]), bound)
            steps = sorted({least, bound, *(b for b in self._bounds.values() if least < b < bound)})
            # The tree grows with the bound: the largest that a small one shows.
            bound = steps[bisect_right(steps, KEPT, key=lambda b: self._pruned(top[0], b, cut=False)) - 1]
            self._pruned(top[0], bound, cut=True)
        return Proof(self.points, min(bound, self.target), self.target, top[0], complete, count)

    def _pruned(self, root: Node, bound: int, cut: bool) -> int:
        """How many nodes a tree needs that shows no more than ``bound``; ``cut``: make it that tree."""
        count, open_nodes = 0, [root]
        while open_nodes:
            node = open_nodes.pop()
            count += 1
            if self._bounds.get(id(node), bound) >= bound:
                if cut:
                    node.column, node.at, node.low, node.high = -1, 0, None, None
            else:
                open_nodes += [child for child in (node.low, node.high) if child is not None]
        return count
