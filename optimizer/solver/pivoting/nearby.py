"""The least point of a program a little changed, by a small tree whose relaxations are a few pivots apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from luanchuyen.optimizer.integer.arrays import Bounds, FloatArray, IntArray
from luanchuyen.optimizer.integer.certificate import SCALE, Node, parts, price
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.solver.core import distance
from luanchuyen.optimizer.solver.engine import Basis
from luanchuyen.optimizer.solver.optimum import completed
from luanchuyen.optimizer.solver.pivoting.pivots import Pivots, Start
from luanchuyen.optimizer.solver.relaxation import Clock, Relaxed, contradiction, shown_by
from luanchuyen.optimizer.solver.tree import WHOLE, Gains, Proof, Search

NODES = 60
"""Nodes after which a tree is left to the engine."""


@dataclass(frozen=True)
class Cell:
    """A leaf of the tree of the program as it is: the columns it leaves, and a basis there; None: it is empty."""

    node: Node
    lo: IntArray
    hi: IntArray
    start: Start | None


class Nearby:
    """A program's relaxation under narrower bounds and further rows, from a few bases each time.

    The least point of the program as it is leaves a tree, whose leaves are the ``cells``: a tree of a like program
    begins with the same splits, and a cell whose multipliers still reach is not looked at again.
    Raises LinAlgError where the basis is none.
    """

    def __init__(self, rows: Inequalities, costs: IntArray, upper: IntArray, moves: int, basis: Basis) -> None:
        self.costs, self.moves, self._count = costs, moves, len(rows.rhs)
        self.gains, bounds = Gains(rows.columns), (np.zeros_like(upper), upper)
        self._lay(rows)
        self._first = Pivots(Start(rows, costs, basis.grown(self._count)), bounds, self._wide, self._least)
        self.cells, self.frame = [Cell(Node(), *bounds, self._first.start)], Node()
        proof = self._search(bounds, self._beyond(bounds), lambda: None)
        if proof.complete and proof.points:
            self.frame, self.cells = proof.root, [*self._cells(proof.root, *bounds)]

    def _cells(self, node: Node, lo: IntArray, hi: IntArray) -> Iterator[Cell]:
        if node.high is not None:
            for part in parts(node, lo, hi):
                yield from self._cells(*part)
            return
        pivots = self._seen.get(id(node))
        start, told = None, Node(node.rows, node.multipliers, empty=node.empty)
        if pivots is not None:
            # To its own optimum, where that of the program was enough.
            self._above = pivots
            found = self.solve(lo, hi)
            if found is not None:
                told = found.node
                pivots = self._seen.get(id(told), pivots)
            start = Start(self.rows, self.costs, pivots.basis())
        yield Cell(told, lo, hi, start)

    def _lay(self, rows: Inequalities) -> None:
        self.rows, further = rows, len(rows.rhs) - self._count
        self._wide, inside = np.zeros((further, rows.columns)), rows.row >= self._count
        self._wide[rows.row[inside] - self._count, rows.column[inside]] = rows.value[inside]
        self._least = rows.rhs[self._count :].astype(float)

    def _beyond(self, bounds: Bounds) -> int:
        lo, hi = bounds
        return int(np.where(self.costs >= 0, self.costs * hi, self.costs * lo).sum()) + 1

    def _search(self, bounds: Bounds, target: int, left: Clock) -> Proof:
        self.root: Pivots | None = None
        self._above, self._seen = self._first, {}
        amounts = np.arange(self.moves, self.rows.columns)
        return Search(self, target, amounts, NODES, left, gains=self.gains).run(*bounds)

    def least(self, rows: Inequalities, bounds: Bounds, target: int | None, left: Clock) -> Proof | None:
        """The least point over these rows and bounds with the tree that shows it; None: no small tree does.

        ``target``: points of so much or more are not asked for, and ``points`` is empty where there are no others.
        """
        self._lay(rows)
        asked, target = target is not None, self._beyond(bounds) if target is None else target
        inside = [(cell, np.maximum(bounds[0], cell.lo), np.minimum(bounds[1], cell.hi)) for cell in self.cells]
        leaves: dict[int, Node] = {}
        shown = []
        for number, (cell, lo, hi) in enumerate(inside):
            leaves[number] = replace(cell.node)
            if (lo <= hi).all():
                priced = price(rows, self.costs, cell.node, lo, hi)
                if not priced.empty:
                    shown.append((priced.bound(), number))
        points: list[IntArray] = []
        self.best: Pivots | None = None
        top: Node | None = None
        for bound, number in sorted(shown):
            if bound >= target:
                break
            cell, *box = inside[number]
            if cell.start is None:
                return None
            self._first = Pivots(cell.start, box, self._wide, self._least)
            proof = self._search(box, target, left)
            if not proof.complete:
                return None
            leaves[number] = proof.root
            if proof.points:
                points, target = proof.points, int(self.costs @ proof.points[0])
                self.best, top = self.root, proof.root
        if not points and not asked:
            return None
        root = self._framed(self.frame, iter(leaves.values()))
        if top is not None and root.high is not None:
            root.rows, root.multipliers = top.rows, top.multipliers
        return Proof(points, target, target, root, True, len(leaves))

    def _framed(self, node: Node, leaves: Iterator[Node]) -> Node:
        if node.high is None:
            return next(leaves)
        framed = replace(node)
        framed.low, framed.high = self._framed(node.low, leaves), self._framed(node.high, leaves)
        return framed

    def begin(self, above: Node | None) -> None:
        """The next is a node below this one."""
        self._above = self._seen.get(id(above), self._first)

    def own(self, costs: IntArray, bounds: Bounds) -> Relaxed | None:
        """What the basis of the least point's cell shows of other costs."""
        return self._shown(costs, bounds, self.best.duals_of(costs.astype(float)), None) if self.best else None

    def _shown(self, costs, bounds, duals, point):
        numbers = np.flatnonzero(duals * SCALE > 0.5)
        return shown_by(self.rows, costs, bounds, numbers, duals[numbers], point)

    def solve(self, lo: IntArray, hi: IntArray, seconds: float | None = None, target: int | None = None) -> Relaxed | None:
        """As ``Relaxation.solve``."""
        pivots = self._above.within((lo, hi))
        word = pivots.settle(target)
        if word == "given up":
            return None
        if word == "empty":
            numbers = np.flatnonzero(pivots.duals > 1e-9)
            return contradiction(self.rows, self.costs, (lo, hi), numbers, pivots.duals[numbers])
        self.root = self.root or pivots
        found = self._shown(self.costs, (lo, hi), pivots.duals, None)
        if found is None:
            return None
        self._seen[id(found.node)] = pivots
        if word == "reached":
            return found if found.priced.reaches(target) else self.solve(lo, hi)
        return Relaxed(self._point(pivots, found, (lo, hi)), found.node, found.priced)

    def _point(self, pivots: Pivots, found: Relaxed, bounds: Bounds) -> FloatArray:
        """The point; with amounts, that nothing costs beyond what the moves ask for, as low as these let them be."""
        point = pivots.whole()
        if distance(point[: self.moves]).max(initial=0.0) < WHOLE:
            whole = completed(self.rows, self.moves, bounds, np.flatnonzero(point[: self.moves] > 0.5))
            if whole is not None and found.priced.reaches(int(self.costs @ whole)):
                return whole.astype(float)
        return point
