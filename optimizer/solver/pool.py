"""The columns that matter: the relaxation is kept warm over them alone, its multipliers are counted over all.

A column outside that the multipliers price below its cost would weaken the bound: then it comes in.
"""

from __future__ import annotations

import numpy as np

from luanchuyen.optimizer.certificate import SCALE, Node, price
from luanchuyen.optimizer.inequalities import Inequalities
from luanchuyen.optimizer.pairs import BoolArray, IntArray
from luanchuyen.optimizer.solver.core import Core, core_of
from luanchuyen.optimizer.solver.relaxation import AT_LOWER, BASIC, Basis, Clock, Relaxation, Relaxed

FEWEST, SHARE = 3_000, 10
"""So many moves, or one in ten where there are more, come in at first: those of the least reduced cost."""


class Pool:
    """A relaxation over 0..hi that changes costs and takes in rows, after ``first`` was solved over everything."""

    def __init__(self, rows: Inequalities, moves: int, hi: IntArray, first: Relaxed, left: Clock) -> None:
        self.rows, self.hi, self.left = rows, hi, left
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
            more = np.full(len(self.rows.rhs) - len(basis.rows), BASIC)
            basis = Basis(np.append(basis.rows, more), basis.columns)
            inside, keep = inside | (basis.columns == BASIC), basis.rows != BASIC
        core = core_of(self.rows, self.hi, self.lo, np.where(inside, self.hi, 0), keep, inside)
        self.inside, self.core, self._numbers = inside, core, core.rows
        part = basis.part(core.rows, core.columns) if basis is not None else None
        self._relaxation = Relaxation(core.inequalities, core.costs, core.lo, core.hi, part)

    def _whole(self, basis: Basis | None) -> Basis | None:
        """The pool's basis as one of everything: rows outside are basic, columns outside at 0."""
        if basis is None:
            return None
        rows, columns = np.full(len(self.rows.rhs), BASIC), np.full(self.rows.columns, AT_LOWER)
        rows[self._numbers], columns[self.core.columns] = basis.rows, basis.columns
        return Basis(rows, columns)

    def add(self, number: int) -> None:
        """Take in a row of the whole."""
        entries = self.rows.row == number
        dense = np.zeros(self.rows.columns, np.int64)
        dense[self.rows.column[entries]] = self.rows.value[entries]
        self._relaxation.add(dense[self.core.columns], int(self.rows.rhs[number]))
        self._numbers = np.append(self._numbers, number)

    def solve(self, costs: IntArray) -> Relaxed | None:
        """The relaxation of these costs; None if the engine gave up (out of time)."""
        while True:
            core: Core = self.core
            self._relaxation.minimise(costs[core.columns])
            found = self._relaxation.solve(core.lo, core.hi, self.left(), basis=True)
            if found is None:
                return None
            node = Node(self._numbers[found.node.rows], found.node.multipliers, empty=found.node.empty)
            try:
                priced = price(self.rows, costs, node, self.lo, self.hi)
            except ValueError:
                if self.inside.all():
                    return None
                self._open(np.ones_like(self.inside), None)
                continue
            outside = ~self.inside & (priced.reduced < 0)
            if -int((priced.reduced * self.hi)[outside].sum()) < SCALE:
                break
            self._open(self.inside | outside, self._whole(found.basis))
        if found.point is None:
            return Relaxed(None, node, priced)
        point = np.zeros(self.rows.columns)
        point[core.columns] = found.point
        return Relaxed(point, node, priced)
