"""The least point of a program a little changed, by a small tree whose relaxations are a few pivots apart."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

import numpy as np
from numpy.linalg import LinAlgError

from luanchuyen.optimizer.integer.arrays import Bounds, FloatArray, IntArray
from luanchuyen.optimizer.integer.certificate import SCALE, Node, beyond, parts, price
from luanchuyen.optimizer.integer.inequalities import Inequalities, completed
from luanchuyen.optimizer.solver.core import distance
from luanchuyen.optimizer.solver.engine import BASIC, Basis
from luanchuyen.optimizer.solver.pivoting.pivots import Pivots
from luanchuyen.optimizer.solver.pivoting.shown import bound_by, contradiction_by
from luanchuyen.optimizer.solver.relaxation import Clock, Relaxed
from luanchuyen.optimizer.solver.tree import WHOLE, Gains, Proof, Search

NODES = 60
"""Nodes after which a tree is left to the engine."""

WIDEST = 2_000
"""Columns in a basis above which its inverse is no longer soon made, nor small."""

SHOWN = 1e-9
"""A dual above this takes part in a contradiction."""


@dataclass(frozen=True)
class Cell:
    """A leaf of the tree of the program as it is: its multipliers, the columns it leaves, and a basis there; None: it
    is empty."""

    node: Node
    lo: IntArray
    hi: IntArray
    pivots: Pivots | None


class Nearby:
    """The relaxation of a program under narrower bounds and further rows, each time from a basis that is kept.

    The least point of the program as it is leaves a tree: a tree of a like program begins with the same splits, and a
    cell whose multipliers show enough as they are is not looked at again. ``rows``: with the further ones.
    Raises LinAlgError where the basis is none.
    """

    @classmethod
    def of(cls, rows: Inequalities, costs: IntArray, upper: IntArray, moves: int, basis: Basis | None) -> Nearby | None:
        """None where there is no basis, or too large a one."""
        if basis is None or (basis.columns == BASIC).sum() > WIDEST:
            return None
        with suppress(LinAlgError):
            return cls(rows, costs, upper, moves, basis)
        return None

    def __init__(self, rows: Inequalities, costs: IntArray, upper: IntArray, moves: int, basis: Basis) -> None:
        self.rows, self.costs, self.moves, self._count = rows, costs, moves, len(rows.rhs)
        self.gains, bounds = Gains(rows.columns), (np.zeros_like(upper), upper)
        self._seen: dict[int, Pivots] = {}
        first = Pivots(rows, costs, bounds, basis.grown(self._count))
        self.best: Pivots | None = None
        self.frame, self.cells = Node(), [Cell(Node(), *bounds, first)]
        proof = self._search(first, bounds, beyond(costs, upper), lambda: None)
        if proof.complete and proof.points:
            self.frame, self.cells = proof.root, [*self._cells(proof.root, *bounds)]

    def _cells(self, node: Node, lo: IntArray, hi: IntArray) -> Iterator[Cell]:
        """The leaves, each relaxed to its own optimum, where that of the program was enough."""
        if node.high is not None:
            for part in parts(node, lo, hi):
                yield from self._cells(*part)
            return
        there = self._above = self._seen.get(id(node))
        found = self.solve(lo, hi) if there is not None else None
        if there is not None and found is not None:
            there = Pivots(self.rows, self.costs, (lo, hi), self._seen.get(id(found.node), there).basis())
        told = node if found is None else found.node
        cell = Cell(Node(told.rows, told.multipliers, empty=told.empty), lo, hi, there)
        try:
            price(self.rows, self.costs, cell.node, lo, hi)
        except ValueError:  # the tree showed it of fewer points than the splits leave
            cell = replace(cell, node=Node())
        yield cell

    def least(self, rows: Inequalities, bounds: Bounds, target: int | None, left: Clock) -> Proof | None:
        """The least point over these rows and bounds with the tree that shows it; None: no small tree does.

        ``target``: points of so much or more are not asked for, and ``points`` is empty where there are no others.
        """
        self.rows, self.best = rows, None
        wide, least = self._laid()
        proof = Proof([], 0, beyond(self.costs, bounds[1]) if target is None else target, Node(), True, 0)
        leaves = [replace(cell.node) for cell in self.cells]
        boxes = [(np.maximum(bounds[0], cell.lo), np.minimum(bounds[1], cell.hi)) for cell in self.cells]
        change: FloatArray | None = None
        for bound, number in sorted(self._open(boxes)):
            there = self.cells[number].pivots
            if bound >= proof.target:
                break
            if there is None:
                return None
            pivots = there.under(wide, least)
            if change is not None:
                # What the question changes in one cell it mostly changes in the others.
                alike = self._shown(self.costs, boxes[number], np.maximum(pivots.duals + change, 0))
                if alike is not None and alike.priced.reaches(proof.target):
                    leaves[number] = alike.node
                    continue
            found = self._search(pivots, boxes[number], proof.target, left)
            if not found.complete:
                return None
            leaves[number] = found.root
            if found.points:
                proof, self.best = replace(found, target=int(self.costs @ found.points[0])), self._first
                change = self._first.duals - pivots.duals
        if target is None and not proof.points:
            return None
        return replace(proof, bound=proof.target, root=_framed(self.frame, iter(leaves)))

    def _laid(self) -> tuple[FloatArray, FloatArray]:
        """The rows beyond the program's own, over all columns, and the least of each."""
        rows, wide = self.rows, np.zeros((len(self.rows.rhs) - self._count, self.rows.columns))
        further = rows.row >= self._count
        wide[rows.row[further] - self._count, rows.column[further]] = rows.value[further]
        return wide, rows.rhs[self._count :].astype(float)

    def _open(self, boxes: list[Bounds]) -> Iterator[tuple[int, int]]:
        """What the cells' own multipliers show of each that holds anything."""
        for number, (lo, hi) in enumerate(boxes):
            if (lo <= hi).all():
                priced = price(self.rows, self.costs, self.cells[number].node, lo, hi)
                if not priced.empty:
                    yield priced.bound(), number

    def _search(self, pivots: Pivots, bounds: Bounds, target: int, left: Clock) -> Proof:
        self._begun, self._above, self._first = pivots, pivots, pivots
        self._seen.clear()
        amounts = np.arange(self.moves, self.rows.columns)
        return Search(self, target, amounts, NODES, left, gains=self.gains).run(*bounds)

    def begin(self, above: Node | None) -> None:
        """The next is a node below this one."""
        self._above = self._seen.get(id(above), self._begun)

    def solve(
        self, lo: IntArray, hi: IntArray, seconds: float | None = None, target: int | None = None
    ) -> Relaxed | None:
        """As ``Relaxation.solve``, a few pivots from the node above."""
        assert self._above is not None
        pivots = self._above.within((lo, hi))
        word = pivots.settle(target)
        if word == "given up":
            return None
        if word == "empty":
            numbers = np.flatnonzero(pivots.duals > SHOWN)
            shown = contradiction_by(self.rows, self.costs, (lo, hi), numbers, pivots.duals[numbers])
            return None if shown is None else Relaxed(None, *shown)
        if not self._seen:
            self._first = pivots
        found = self._shown(self.costs, (lo, hi), pivots.duals)
        if found is None:
            return None
        self._seen[id(found.node)] = pivots
        if word == "optimal":
            return replace(found, point=self._point(pivots, found, (lo, hi)))
        return found if target is not None and found.priced.reaches(target) else self.solve(lo, hi)

    def own(self, costs: IntArray, bounds: Bounds) -> Relaxed | None:
        """What the basis at the root of the least point's cell shows of other costs."""
        return None if self.best is None else self._shown(costs, bounds, self.best.duals_of(costs.astype(float)))

    def _shown(self, costs: IntArray, bounds: Bounds, duals: FloatArray) -> Relaxed | None:
        numbers = np.flatnonzero(duals * SCALE > 0.5)
        shown = bound_by(self.rows, costs, bounds, numbers, duals[numbers])
        return None if shown is None else Relaxed(None, *shown)

    def _point(self, pivots: Pivots, found: Relaxed, bounds: Bounds) -> FloatArray:
        """The point; amounts that nothing costs beyond what the moves ask for are no more than these let them be."""
        point = pivots.whole()
        far = distance(point)
        if far[: self.moves].max(initial=0.0) < WHOLE <= far.max(initial=0.0):
            whole = completed(self.rows, self.moves, bounds, np.flatnonzero(point[: self.moves] > 0.5))
            if whole is not None and found.priced.reaches(int(self.costs @ whole)):
                return whole.astype(float)
        return point


def _framed(node: Node, leaves: Iterator[Node]) -> Node:
    """The frame with other leaves, in order."""
    if node.low is None or node.high is None:
        return next(leaves)
    return Node(column=node.column, at=node.at, low=_framed(node.low, leaves), high=_framed(node.high, leaves))
