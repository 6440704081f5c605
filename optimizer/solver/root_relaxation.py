"""The relaxation of a whole tier: where it begins, and the multipliers that it leaves.

Large relaxations begin from the bases of their blocks laid side by side. In the second tier the first tier's score
would span all blocks: it is priced into the costs instead (a fold), and the price becomes its row's multiplier, so
that what is proven is proven of the tier's own costs. Later plans begin where the plan before ended in that tier.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from luanchuyen.optimizer.integer.arrays import IntArray
from luanchuyen.optimizer.integer.certificate import SCALE, Node, price
from luanchuyen.optimizer.solver.blocks import stitched_basis
from luanchuyen.optimizer.solver.dispatch import Spread, here
from luanchuyen.optimizer.solver.relaxation import BASIC, Basis, Clock, Relaxation, Relaxed

LARGE = 20_000
"""Columns from which blocks are worth looking for."""

DEARER = 10
"""A point of the tier before is priced at so many times what one column costs at most in this one."""

STRAY = 1e-6
"""How far above the earlier tier's score a folded relaxation may end: beyond it, its multipliers say too little."""


class Reached(NamedTuple):
    """An earlier tier: its row (-costs.x >= -value), its costs and its value."""

    row: int
    costs: IntArray
    value: int


class Roots:
    """Solves whole tiers over one relaxation, plan after plan."""

    def __init__(self, relaxation: Relaxation, left: Clock, spread: Spread = here) -> None:
        self.relaxation, self.left, self.spread = relaxation, left, spread
        self._bases: dict[int, Basis] = {}

    def solve(
        self, number: int, costs: IntArray, bounds: tuple[IntArray, IntArray], earlier: Sequence[Reached]
    ) -> Relaxed:
        """The relaxation of tier ``number`` over bounds; the trivial multipliers where the engine gives up."""
        root = self._begun(number, costs, bounds, earlier) if len(costs) >= LARGE else None
        if root is None:
            self.relaxation.minimise(costs)
            root = self.relaxation.solve(*bounds, self.left(), basis=True)
        if root is None:
            # No relaxation, no multipliers: the trivial bound, and the engines do the rest.
            empty = np.zeros(0, np.int64)
            nothing = Node(empty, empty)
            return Relaxed(None, nothing, price(self.relaxation.rows, costs, nothing, *bounds))
        if root.basis is not None and len(costs) >= LARGE:
            self._bases[number] = root.basis
        return root

    def _begun(
        self, number: int, costs: IntArray, bounds: tuple[IntArray, IntArray], earlier: Sequence[Reached]
    ) -> Relaxed | None:
        """Begin well; the whole answer where that gives one."""
        if number in self._bases:
            self.relaxation.begin(self._grown(self._bases[number]))
        elif number == 0:
            basis = stitched_basis(self.relaxation.rows, costs, *bounds, self.left, self.spread)
            if basis is not None:
                self.relaxation.begin(basis)
        elif number == 1:
            return self._folded(costs, bounds, earlier[0])
        return None

    def _folded(self, costs: IntArray, bounds: tuple[IntArray, IntArray], before: Reached) -> Relaxed | None:
        """The relaxation with the tier before priced in; None where there are no blocks or the price is too low."""
        dear = DEARER * int(np.abs(costs).max(initial=1))
        folded = costs + dear * before.costs
        basis = stitched_basis(self.relaxation.rows, folded, *bounds, self.left, self.spread)
        if basis is None:
            return None
        self.relaxation.minimise(folded)
        self.relaxation.begin(basis)
        found = self.relaxation.solve(*bounds, self.left(), basis=True)
        if found is None or found.point is None or before.costs @ found.point > before.value + STRAY:
            return None
        multipliers = np.zeros(len(self.relaxation.rows.rhs), np.int64)
        multipliers[found.node.rows] = found.node.multipliers
        multipliers[before.row] += dear * SCALE
        rows = np.flatnonzero(multipliers)
        node = Node(rows, multipliers[rows])
        try:
            return Relaxed(found.point, node, price(self.relaxation.rows, costs, node, *bounds), found.basis)
        except ValueError:
            return None

    def _grown(self, basis: Basis) -> Basis:
        """The basis with the rows added since: they hold no column."""
        more = len(self.relaxation.rows.rhs) - len(basis.rows)
        return Basis(np.append(basis.rows, np.full(more, BASIC)), basis.columns)
