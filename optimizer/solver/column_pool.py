"""The columns that matter: the relaxation is kept warm over them alone, its multipliers are counted over all.

A column outside that the multipliers price below its cost would weaken the bound: then it comes in.
"""

from __future__ import annotations

import numpy as np

from luanchuyen.optimizer.integer.arrays import Arrays, BoolArray, Bounds, IntArray
from luanchuyen.optimizer.integer.certificate import SCALE, Node, price
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.solver.core import Core, core_of
from luanchuyen.optimizer.solver.engine import AT_LOWER, BASIC, Basis
from luanchuyen.optimizer.solver.relaxation import Clock, Relaxation, Relaxed, solve_whole

FEWEST, SHARE = 3_000, 10
"""So many moves, or one in ten where there are more, come in at first: those of the least reduced cost."""


LIKELY = (6, 3)
"""The cheapest moves of each post and of each cadre are given to the first relaxation of a large program."""


def likely(arrays: Arrays, costs: IntArray) -> BoolArray:
    """The columns of the first relaxation: some moves of each post and cadre, all amounts."""
    inside = np.ones(arrays.columns, bool)
    inside[: arrays.moves] = False
    for key, count in zip((arrays.group, arrays.cadre), LIKELY, strict=True):
        order = np.lexsort((costs[: arrays.moves], key))
        starts = np.flatnonzero(np.diff(key[order], prepend=-1))
        place = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
        inside[order[place < count]] = True
    return inside


def solve_part(rows: Inequalities, costs: IntArray, hi: IntArray, inside: BoolArray, left: Clock) -> Relaxed | None:
    """The relaxation over some columns, in terms of everything: what its multipliers show of all columns."""
    lo = np.zeros_like(hi)
    if inside.all():
        return solve_whole(rows, costs, lo, hi, left())
    core = core_of(rows, costs, lo, np.where(inside, hi, 0), None, inside)
    found = solve_whole(core.inequalities, core.costs, core.lo, core.hi, left())
    return None if found is None else _everywhere(found, core, core.rows, rows, costs, (lo, hi))


def _everywhere(
    found: Relaxed, core: Core, numbers: IntArray, rows: Inequalities, costs: IntArray, bounds: Bounds
) -> Relaxed:
    """A relaxation of a core's columns as one of all: rows outside are basic, columns outside at their lower bound.

    ``numbers``: what its rows are in the whole. Raises ValueError where multipliers that show a contradiction do not
    show it of all columns.
    """
    point, basis = None, None
    node = Node(numbers[found.node.rows], found.node.multipliers, empty=found.node.empty)
    priced = price(rows, costs, node, *bounds)
    if found.point is not None:
        point = bounds[0].astype(float)
        point[core.columns] = found.point
    if found.basis is not None:
        basis = Basis(np.full(len(rows.rhs), BASIC), np.full(rows.columns, AT_LOWER))
        there = numbers < len(rows.rhs)  # others were taken in once
        basis.rows[numbers[there]], basis.columns[core.columns] = found.basis.rows[there], found.basis.columns
    return Relaxed(point, node, priced, basis)


class Pool:
    """A relaxation that changes costs and bounds and takes in rows, after ``first`` was solved over everything.

    ``apart``: rows that are in it only as long as they are held.
    """

    def __init__(
        self, rows: Inequalities, moves: int, hi: IntArray, first: Relaxed, apart: list[int], left: Clock
    ) -> None:
        self.rows, self.hi, self.apart, self.left = rows, hi, apart, left
        self._first, self._laid, self.dead = first.basis, len(apart), 0
        self._held: dict[int, int] = {}
        self.lo = np.zeros_like(hi)
        inside, count = np.ones(len(hi), bool), max(FEWEST, moves // SHARE)
        if count < moves:
            reduced = first.priced.reduced[:moves]
            inside[:moves] = reduced <= np.partition(reduced, count)[count]
        self._open(inside, first.basis)

    def _open(self, inside: BoolArray, basis: Basis | None) -> None:
        """A fresh relaxation over the columns inside, from a basis of everything."""
        keep = None
        if basis is not None:
            basis = basis.grown(len(self.rows.rhs))
            inside, keep = inside | (basis.columns == BASIC), basis.rows != BASIC
        core = core_of(self.rows.without(self.apart), self.hi, self.lo, np.where(inside, self.hi, 0), keep, inside)
        self.inside, self.core, self._numbers, self._basis = inside, core, core.rows, basis
        part = basis.part(core.rows, core.columns) if basis is not None else None
        self._relaxation = Relaxation(core.inequalities, core.costs, core.lo, core.hi, part)
        self._held = {number: self.add(number) for number in self._held}

    def lay(self, rows: Inequalities, further: list[int]) -> None:
        """Go on under the same rows with these further ones, in place of those laid before: these are ``dead``."""
        for number in self.apart[self._laid :]:
            self.hold(number, False)
            del self._held[number]
            self.dead += 1
        if further or len(self.apart) > self._laid:
            self._basis = self._first  # that of the present rows is as long as these
        self.rows, self.apart = rows, [*self.apart[: self._laid], *further]
        for number in further:
            self.hold(number, True)

    def hold(self, number: int, held: bool) -> None:
        """Take in a row that stands apart, or let it go."""
        if not held:
            self._relaxation.set_rhs(self._held[number], None)
        elif number in self._held:
            self._relaxation.set_rhs(self._held[number], int(self.rows.rhs[number]))
        else:
            self._held[number] = self.add(number)

    def add(self, number: int) -> int:
        """Take in a row of the whole; its number in the relaxation."""
        entries = self.rows.row == number
        dense = np.zeros(self.rows.columns, np.int64)
        dense[self.rows.column[entries]] = self.rows.value[entries]
        self._numbers = np.append(self._numbers, number)
        dense, here = dense[self.core.columns], len(self._relaxation.rows.rhs)
        column = np.flatnonzero(dense)
        self._relaxation.extend(np.full(len(column), here), column, dense[column], self.rows.rhs[[number]])
        if not self.rows.active[number]:
            self._relaxation.set_rhs(here, None)
        return here

    def solve(self, costs: IntArray, lo: IntArray, hi: IntArray) -> Relaxed | None:
        """The relaxation of these costs over lo..hi; None if the engine gave up (out of time)."""
        if ((lo > 0) & ~self.inside).any():
            self._open(self.inside | (lo > 0), self._basis)
        while self.left() != 0:
            core: Core = self.core
            self._relaxation.minimise(costs[core.columns])
            found = self._relaxation.solve(lo[core.columns], hi[core.columns], self.left(), basis=True)
            if found is None:
                return None
            try:
                whole = _everywhere(found, core, self._numbers, self.rows, costs, (lo, hi))
            except ValueError:
                outside = self._missing(found.node) & (hi > 0)
            else:
                self._basis = whole.basis or self._basis
                outside = ~self.inside & (whole.priced.reduced < 0)
                if -int((whole.priced.reduced * hi)[outside].sum()) < SCALE:
                    return whole
            if not outside.any():
                break
            self._open(self.inside | outside, self._basis)
        return None

    def _missing(self, node: Node) -> BoolArray:
        """The columns outside that may do away with a contradiction of those inside."""
        try:
            combined, _ = self.rows.combine(self._numbers[node.rows], node.multipliers)
        except ValueError:
            return ~self.inside
        return ~self.inside & (combined > 0)
