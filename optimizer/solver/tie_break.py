"""The published order among plans of one score: the least tie-break sum, then the list that comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from luanchuyen.optimizer.integer.arrays import Bounds, IntArray
from luanchuyen.optimizer.integer.certificate import Node
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.solver.core import Core, core_of
from luanchuyen.optimizer.solver.engine import QUICK, Outcome, minimise
from luanchuyen.optimizer.solver.relaxation import Clock, Relaxation
from luanchuyen.optimizer.solver.tree import Proof, Search

NOTHING = Node(np.zeros(0, np.int64), np.zeros(0, np.int64))
"""A tree that shows nothing but what is fixed already."""

SMALL, PACKED, FIRST = 100, 30, 150
"""Columns of a core up to which a tree is tried before an engine is asked, with packs and without, and its nodes."""

FEW, MOST = 12, 300
"""Plans of one score and one tie-break sum asked for one by one, and nodes of the tree that lists them all."""

NODES, WORK = 500, 0.1
"""Of HiGHS, where the quick engine is not asked, and of that one: the order is worth no more than the plan."""


@dataclass(frozen=True)
class TieBreak:
    """The order of the points of rows that hold them to one score, over lo..hi."""

    rows: Inequalities
    costs: IntArray
    moves: int
    left: Clock
    seed: int

    def first(self, bounds: Bounds, point: IntArray) -> tuple[IntArray, Node | None]:
        """The first point by the order, from one on; and the tree that shows it.

        A tree of nothing: it is the first by an engine's word. None: it may not be the first.
        """
        core = core_of(self.rows, self.costs, *bounds)
        if not (core.columns < self.moves).any():
            return point, NOTHING
        if len(core.columns) <= (PACKED if core.inequalities.packs else SMALL):
            proof = self._tree(core, core.inequalities, point, FIRST)
            if proof.complete:
                return self._first_of(core, point, proof), proof.root
        return self._asked(core, point)

    def _asked(self, core: Core, point: IntArray) -> tuple[IntArray, Node | None]:
        """An engine asked for the best of the others: the order is known where that is no better."""
        others = replace(core, inequalities=core.inequalities.copy())
        self._exclude(others, point)
        outcome = self._ask(others)
        if outcome.point is not None:
            found = core.whole(outcome.point)
            ahead = int(self.costs @ found) - int(self.costs @ point)
            point = found if ahead < 0 else point
            if outcome.status == "optimal":
                return (point, NOTHING) if ahead > 0 else self._listed(core, point)
        return point, NOTHING if outcome.status == "infeasible" else None

    def _listed(self, core: Core, point: IntArray) -> tuple[IntArray, Node | None]:
        """An engine asked again and again for one more point of the least sum; else a tree that lists them all."""
        points, whole = [point], core.inequalities.copy()
        core.inequalities.add(-core.costs, core.constant - int(self.costs @ point))
        for _ in range(FEW):
            self._exclude(core, points[-1])
            outcome = self._ask(core)
            if outcome.status == "infeasible":
                return first_by_list(self.moves, points), NOTHING
            if outcome.point is None:
                return first_by_list(self.moves, points), None
            points.append(core.whole(outcome.point))
        proof = self._tree(core, whole, point, MOST)
        if proof.complete:
            return self._first_of(core, point, proof), proof.root
        return first_by_list(self.moves, points), None

    def _tree(self, core: Core, rows: Inequalities, point: IntArray, nodes: int) -> Proof:
        """The tree that lists the points of the least sum; complete: all of them."""
        relaxation = Relaxation(rows.copy(), core.costs, core.lo, core.hi)
        target = int(self.costs @ point) - core.constant + 1
        amounts = np.flatnonzero(core.columns >= self.moves)
        proof = Search(relaxation, target, amounts, nodes, self.left, ties=True).run(core.lo, core.hi)
        core.restore(proof.root)
        return proof

    def _first_of(self, core: Core, point: IntArray, proof: Proof) -> IntArray:
        """The first of the points that a whole tree lists; the one known where it lists none."""
        return first_by_list(self.moves, [core.whole(p) for p in proof.points] or [point])

    def _exclude(self, core: Core, point: IntArray) -> None:
        """Only points of other moves from here on."""
        moves = core.columns < self.moves
        chosen = moves & (point[core.columns] > 0)
        core.inequalities.add(np.where(moves, np.where(chosen, -1, 1), 0), 1 - int(chosen.sum()))

    def _ask(self, core: Core) -> Outcome:
        engine = "quick" if len(core.columns) <= QUICK else "highs"
        given = core.inequalities, core.costs, core.lo, core.hi, self.left(), self.seed
        work = WORK / 4 if core.inequalities.packs else WORK
        return minimise(*given, engine, nodes=NODES if engine == "highs" else None, work=work)


def first_by_list(moves: int, points: Iterable[IntArray]) -> IntArray:
    """The first by its list, of points whose tie-break sums are equal.

    No such plan's list is the beginning of another's, as their sums of positive products are equal. So of two the
    one that has the first move in which they differ comes first; moves stand in the order of (cadre, first post).
    """
    return max(points, key=lambda point: point[:moves].tolist())
