"""The published order among plans of one score: the least tie-break sum, then the list that comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from luanchuyen.optimizer.integer.arrays import Bounds, IntArray
from luanchuyen.optimizer.integer.certificate import Node, tighten
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.listing import Listing
from luanchuyen.optimizer.solver.core import Core, core_of
from luanchuyen.optimizer.solver.engine import QUICK, Outcome, minimise
from luanchuyen.optimizer.solver.relaxation import Clock, Relaxation, Relaxed

NOTHING = Node()
"""A tree that shows nothing but what is fixed already."""

SMALL, ENTRIES = 200, 200_000
"""Columns of a core whose points are listed before an engine is asked, and entries that may be looked at: 0.03 s."""

LEFT = 100
"""Columns that a relaxation may leave of a larger core: of more the points are mostly too many to be listed."""

FEW = 12
"""Plans of one score and one tie-break sum asked for one by one."""

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
        root = None
        if len(core.columns) > SMALL and not core.inequalities.packs:  # with these it leaves too much
            root = Relaxation(core.inequalities, core.costs, core.lo, core.hi).solve(core.lo, core.hi, self.left())
        return self._few(core, root, point) or self._asked(core, root, point)

    def _few(self, core: Core, root: Relaxed | None, point: IntArray) -> tuple[IntArray, Node] | None:
        """All points that come no later than one listed, of a small core, or of what a relaxation leaves of a larger;
        None: they are too many."""
        inner, target, moves = None, int(self.costs @ point) - core.constant + 1, int((core.columns < self.moves).sum())
        if root is not None and root.point is not None:
            whole = np.rint(root.point).astype(np.int64)
            if core.inequalities.hold(whole):
                target = min(target, int(core.costs @ whole) + 1)
            inner = core_of(core.inequalities, core.costs, *tighten(root.priced, target, core.lo, core.hi))
            moves = int((inner.columns < moves).sum())
        small = inner or core
        if len(small.columns) > (SMALL if inner is None else LEFT):
            return None
        given = small.inequalities, small.costs, (small.lo, small.hi), moves, target - small.constant * (small is inner)
        listed = Listing(*given, ENTRIES)
        if not listed.complete or not listed.points:
            return None
        tree, points = listed.root, listed.points
        if inner is not None and root is not None:
            inner.restore(tree)
            tree, points = replace(root.node, low=tree), [inner.whole(other) for other in points]
        core.restore(tree)
        return first_by_list(self.moves, [core.whole(other) for other in points]), tree

    def _asked(self, core: Core, root: Relaxed | None, point: IntArray) -> tuple[IntArray, Node | None]:
        """An engine asked for the best of the others: the order is known where that is no better."""
        others = replace(core, inequalities=core.inequalities.copy())
        self._exclude(others, point)
        outcome = self._ask(others)
        if outcome.point is not None:
            found = core.whole(outcome.point)
            ahead = int(self.costs @ found) - int(self.costs @ point)
            point = found if ahead < 0 else point
            if outcome.status == "optimal":
                if ahead > 0:
                    return point, NOTHING
                return (self._few(core, root, point) if root is not None else None) or self._listed(core, point)
        return point, NOTHING if outcome.status == "infeasible" else None

    def _listed(self, core: Core, point: IntArray) -> tuple[IntArray, Node | None]:
        """An engine asked again and again for one more point of the least sum."""
        points = [point]
        core.inequalities.add(-core.costs, core.constant - int(self.costs @ point))
        for _ in range(FEW):
            self._exclude(core, points[-1])
            outcome = self._ask(core)
            if outcome.status == "infeasible":
                return first_by_list(self.moves, points), NOTHING
            if outcome.point is None:
                return first_by_list(self.moves, points), None
            points.append(core.whole(outcome.point))
        return first_by_list(self.moves, points), None

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
