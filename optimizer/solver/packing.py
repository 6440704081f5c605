"""The relaxation that takes of each pack whole choices only: much nearer to the least point than fractions of columns.

Its optimum is a mixture of choices, a few of each pack, that keeps the other rows (Dantzig, Wolfe 1960). Multipliers
are found from the side of the bound: choices that are best under one set of multipliers limit what the next may promise
(Kelley 1960), which stays within a box about the best so far (Marsten, Hogan, Blankenship 1975).
"""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from luanchuyen.optimizer.integer.arrays import Bounds, FloatArray, IntArray
from luanchuyen.optimizer.integer.certificate import SCALE, Node, price
from luanchuyen.optimizer.integer.inequalities import LARGEST, Inequalities
from luanchuyen.optimizer.integer.knapsack import Choice, Pack, coarse
from luanchuyen.optimizer.solver.engine import fullest
from luanchuyen.optimizer.solver.relaxation import Clock, Relaxation, Relaxed

FINEST, DEAREST = 1 << 12, 1 << 28
"""Multipliers are whole numbers of 1 / 4096 of a point here, or of more, so that no cost is more of them than this."""

FULL = 3
"""Choices a row from which on they are forgotten: most serve only where they were found."""

MOST = 100
"""Rounds of one relaxation."""

WIDE, SHARE, NARROW = 8, 16, 4
"""The first box about multipliers of the plain relaxation, in points or shares of a move's cost, and how much narrower
it is about those of the node above."""

CLOSE = SCALE // 50
"""Of a bound that can rise by no more than this nothing more is asked."""

WHOLE = 1e-3
"""A value nearer to a whole number than this is one: the mixture is of rounded shares."""

SOME = 8
"""Rounds where packs have less than half of the columns: much is gained soon, the rest by splitting as elsewhere."""

SMALL = 100_000
"""Columns times room up to which an engine is the quicker one at the best choice of a pack."""


class Chooser:
    """The best choices among the columns of a pack that lo..hi leave free. ``room``: what is left to them."""

    def __init__(self, pack: Pack, capacity: int, lo: IntArray, hi: IntArray) -> None:
        taken = lo[pack.columns] > 0
        weights, self.room = coarse(pack.weights, capacity - int(pack.weights[taken].sum()))
        free = ~taken & (hi[pack.columns] > 0) & (weights <= self.room)
        self.columns, self.weights = pack.columns[free], weights[free]

    def choose(self, reduced: IntArray, chosen: IntArray) -> None:
        """Set what is best chosen under reduced costs, or what an engine takes for that: bounds are counted anew."""
        costs = reduced[self.columns]
        gain = np.flatnonzero(costs < 0)
        weights = self.weights[gain]
        if weights.sum() <= self.room:
            inside = gain
        elif len(gain) * self.room <= SMALL:
            inside = gain[fullest(-costs[gain], weights, self.room)]
        else:
            inside = np.flatnonzero(Choice(costs, self.weights, self.room).chosen())
        chosen[self.columns[inside]] = 1


class Packing:
    """min c.x over rows and lo..hi where each pack takes a choice or a mixture of choices; ``start``: multipliers.

    Every pack is a block, as is every other column; what blocks choose is kept from solve to solve.
    """

    def __init__(self, rows: Inequalities, costs: IntArray, start: Node) -> None:
        self.rows, self.costs = rows, costs
        held = rows.active.copy()
        self.packs = [pack for pack in rows.packs if held[pack.row]]
        self.block = np.full(rows.columns, -1)
        for number, pack in enumerate(self.packs):
            held[pack.row] = False
            self.block[pack.columns] = number
        self._inside = self.block >= 0
        others = np.flatnonzero(~self._inside)
        self.block[others] = len(self.packs) + np.arange(len(others))
        self.blocks = len(self.packs) + len(others)
        self.linear = np.flatnonzero(held)
        self._place = np.full(len(rows.rhs), -1)
        self._place[self.linear] = np.arange(len(self.linear))
        inner = held[rows.row]
        self._row, self._column, self._value = self._place[rows.row[inner]], rows.column[inner], rows.value[inner]
        dearest = int(np.abs(costs).max(initial=1))
        self._steps = max(1, min(FINEST, 1 << max(0, (DEAREST // max(1, dearest)).bit_length() - 1)))
        self._far = self._steps * (1 + int(np.abs(costs).sum()) * 4)
        inside = np.abs(costs[self._inside])
        self._wide = self._steps * max(WIDE, int(np.median(inside)) // SHARE if len(inside) else 0)
        self._center, self._box = self._of(start), self._wide
        nothing = np.zeros(0, np.int64)
        self._known: dict[bytes, int] = {}
        self._choice, self._chosen, self._times, self._of_block = nothing, nothing, nothing, nothing
        self._master = self._over(Inequalities(len(self.linear) + self.blocks, nothing, nothing, nothing, nothing))

    def _over(self, limits: Inequalities) -> Relaxation:
        """The master: the best promise that multipliers and blocks can make under what choices limit."""
        goal = np.append(-self.rows.rhs[self.linear], np.full(self.blocks, -1))
        return Relaxation(limits, goal, np.zeros_like(goal), np.zeros_like(goal))

    def begin(self, above: Node | None) -> None:
        """The next solve starts from a node's multipliers."""
        if above is not None:
            self._center, self._box = self._of(above), self._wide // NARROW

    def _of(self, node: Node) -> IntArray:
        """A node's multipliers, of rows that are no pack's, in steps."""
        center = np.zeros(len(self.linear), np.int64)
        there = self._place[node.rows] >= 0
        center[self._place[node.rows[there]]] = node.multipliers[there] // (SCALE // self._steps)
        return center

    def _spelt(self, multipliers: IntArray) -> tuple[IntArray, IntArray]:
        """Multipliers in steps as rows and whole numbers of the scale."""
        used = multipliers > 0
        return self.linear[used], multipliers[used] * (SCALE // self._steps)

    def _node(self, multipliers: IntArray) -> Node:
        return Node(*self._spelt(multipliers))

    def solve(
        self, lo: IntArray, hi: IntArray, seconds: float | None = None, target: int | None = None, rounds: int = MOST
    ) -> Relaxed | None:
        """The optimum over lo..hi, or a bound that reaches ``target``; None where numbers are too large."""
        choosers = [Chooser(pack, -int(self.rows.rhs[pack.row]), lo, hi) for pack in self.packs]
        if any(chooser.room < 0 for chooser in choosers):
            return Relaxed(None, Node(), price(self.rows, self.costs, Node(), lo, hi))
        self._keep(lo, hi)
        until = None if seconds is None else time.monotonic() + seconds
        most = np.where(np.bincount(self.block, lo, self.blocks) > 0, self._far, 0)
        here, box, best, shares = self._center, self._box, None, None
        for _ in range(rounds):
            try:
                shown, chosen = self._best(here, lo, hi, choosers)
            except ValueError:
                break
            if best is None or shown > best:
                if best is not None and (np.abs(here - self._center) == box).any():
                    box *= 2
                best, self._center = shown, here
            else:
                box = max(1, self._steps // 8, box // 2)
            if target is not None and -(-best // SCALE) >= target:
                break
            if until is not None and time.monotonic() >= until:
                break
            self._add(chosen)
            promising, mixture, box = self._promising(most, box, best, target, seconds)
            shares = shares if mixture is None else mixture
            if promising is None:
                break
            here = promising
        if best is None:
            return None
        node = self._node(self._center)
        point = lo.astype(float) if shares is None else self._mixed(*shares)
        return Relaxed(point, node, price(self.rows, self.costs, node, lo, hi))

    def _promising(
        self, most: IntArray, box: int, best: int, target: int | None, seconds: float | None
    ) -> tuple[IntArray | None, tuple[IntArray, FloatArray] | None, int]:
        """The multipliers of most promise, None where that is hardly more than the best; shares of choices; the box.

        ``most``: of what a block costs, 0 unless it has to take something.
        """
        close, mixture = CLOSE, None
        if target is not None:
            close = max(close, min(SCALE // 2, (target * SCALE - best) // 16))
        while True:
            low = np.append(np.maximum(0, self._center - box), np.full(self.blocks, -self._far))
            found = self._master.optimum(low, np.append(self._center + box, most), seconds)
            if found is None:
                return None, mixture, box
            told, mixture = found[0], found[1:]
            if float(self._master.costs @ -told) * (SCALE // self._steps) - best >= close:
                return np.rint(told[: len(self.linear)]).astype(np.int64), mixture, box
            if box >= self._wide or self._box < self._wide:
                return None, mixture, box
            box = self._wide

    def _best(self, multipliers: IntArray, lo: IntArray, hi: IntArray, choosers: list[Chooser]) -> tuple[int, IntArray]:
        """L under multipliers, if choices are the best, and these. Raises ValueError where numbers are too large."""
        combined, constant = self.rows.combine(*self._spelt(multipliers))
        reduced = SCALE * self.costs - combined
        chosen = np.where((reduced >= 0) | self._inside, lo, hi)
        for chooser in choosers:
            chooser.choose(reduced, chosen)
        if float((np.abs(reduced).astype(float) * np.maximum(np.where(reduced >= 0, lo, hi), 0)).sum()) > LARGEST:
            raise ValueError("reduced costs too large")  # as price will have it
        return constant + int((reduced * chosen).sum()), chosen

    def _add(self, chosen: IntArray) -> None:
        """Take in what each block chooses, unless it is known."""
        columns = np.flatnonzero(chosen)
        columns = columns[np.argsort(self.block[columns], kind="stable")]
        fresh, number = np.full(self.blocks, -1), len(self._master.rows.rhs)
        first, starts = number, np.flatnonzero(np.diff(self.block[columns], prepend=-1))
        for part in np.split(columns, starts[1:]) if len(columns) else []:
            key = part.tobytes() + chosen[part].tobytes()
            if key not in self._known:
                self._known[key] = number
                fresh[self.block[part[0]]] = number
                number += 1
        if number == first:
            return
        columns = columns[fresh[self.block[columns]] >= 0]
        self._choice = np.append(self._choice, fresh[self.block[columns]])
        self._chosen, self._times = np.append(self._chosen, columns), np.append(self._times, chosen[columns])
        blocks = np.flatnonzero(fresh >= 0)
        blocks = blocks[np.argsort(fresh[blocks])]
        self._of_block = np.append(self._of_block, blocks)
        self._extend(fresh, chosen, blocks)

    def _extend(self, fresh: IntArray, chosen: IntArray, blocks: IntArray) -> None:
        """Rows of the master: what a block costs is at most what a choice of it costs."""
        used = (chosen[self._column] != 0) & (fresh[self.block[self._column]] >= 0)
        number, width = fresh[self.block[self._column[used]]], len(self.linear)
        key, which = np.unique(number * width + self._row[used], return_inverse=True)
        value = np.zeros(len(key), np.int64)
        np.add.at(value, which, -self._value[used] * chosen[self._column[used]])
        cost = np.zeros(self.blocks, np.int64)
        np.add.at(cost, self.block, self.costs * chosen)
        row, column = np.append(key // width, fresh[blocks]), np.append(key % width, width + blocks)
        kept = np.append(value != 0, np.ones(len(blocks), bool))
        value = np.append(value, np.full(len(blocks), -1))
        self._master.extend(row[kept], column[kept], value[kept], -self._steps * cost[blocks])

    def _keep(self, lo: IntArray, hi: IntArray) -> None:
        """Let only choices count that lie within the bounds; where there are many, forget those far from the best."""
        count = len(self._of_block)
        beyond = np.bincount(self._choice, (self._times > hi[self._chosen]) | (self._times < lo[self._chosen]), count)
        has = np.bincount(self._choice, lo[self._chosen] > 0, count)
        within = (beyond == 0) & (has == np.bincount(self.block, lo > 0, self.blocks)[self._of_block])
        few = len(self.linear) + len(self.packs)
        if count <= FULL * few:
            self._master.hold(within)
            return
        reduced = SCALE * self.costs - self.rows.combine(*self._spelt(self._center))[0]
        cost = np.bincount(self._choice, reduced[self._chosen] * self._times, count)
        least = np.zeros(self.blocks)
        np.minimum.at(least, self._of_block, np.where(within, cost, 0))
        kept = np.flatnonzero(within)[np.argsort((cost - least[self._of_block])[within], kind="stable")[:few]]
        place, limits = np.full(count, -1), self._master.rows
        place[kept] = np.arange(len(kept))
        self._known = {key: int(place[number]) for key, number in self._known.items() if place[number] >= 0}
        inner = place[self._choice] >= 0
        self._choice, self._chosen, self._times = (place[self._choice[inner]], self._chosen[inner], self._times[inner])
        self._of_block = self._of_block[kept]
        inner = place[limits.row] >= 0
        part = place[limits.row[inner]], limits.column[inner], limits.value[inner]
        self._master = self._over(Inequalities(limits.columns, *part, limits.rhs[kept]))

    def _mixed(self, rows: IntArray, duals: FloatArray) -> FloatArray:
        """The point that the shares of choices come to."""
        share = np.zeros(len(self._of_block))
        share[rows] = duals
        point = np.bincount(self._chosen, share[self._choice] * self._times, self.rows.columns)
        near = np.rint(point)
        return np.where(np.abs(point - near) < WHOLE, near, point)


def strengthened(rows: Inequalities, costs: IntArray, bounds: Bounds, root: Relaxed, left: Clock) -> Relaxed:
    """A solved relaxation with the packs looked at whole; the same where they have less than half of the columns, or
    that shows less than a point more."""
    if root.point is None or not rows.packs or left() == 0:
        return root
    packing, few = Packing(rows, costs, root.node), 2 * sum(len(pack.columns) for pack in rows.packs) < rows.columns
    found = packing.solve(*bounds, left(), rounds=SOME if few else MOST)
    if found is None or found.point is None or found.priced.numerator < root.priced.numerator + SCALE:
        return root
    if few:
        return replace(root, node=found.node, priced=found.priced)
    return replace(found, basis=root.basis, mixed=(found.priced.numerator - root.priced.numerator) // SCALE)
