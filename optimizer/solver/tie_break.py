"""The published order among plans of one score: the least tie-break sum, then the list that comes first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from luanchuyen.optimizer.inequalities import Inequalities
from luanchuyen.optimizer.pairs import IntArray
from luanchuyen.optimizer.solver.core import Core, core_of
from luanchuyen.optimizer.solver.engine import Outcome, minimise
from luanchuyen.optimizer.solver.relaxation import Clock, Relaxation
from luanchuyen.optimizer.solver.tree import Search

GLANCE = 40
"""Nodes of a tree that lists the first plans, before an engine is asked for them one by one."""

FEW = 12
"""Plans of one score and one tie-break sum asked for one by one."""


@dataclass(frozen=True)
class TieBreak:
    """The order of the points of rows that hold them to one score, over lo..hi."""

    rows: Inequalities
    costs: IntArray
    moves: int
    left: Clock
    seed: int

    def first(self, bounds: tuple[IntArray, IntArray], point: IntArray) -> tuple[IntArray, bool]:
        """The first point by the order, from one on; and whether it is certain that it is the first."""
        core = core_of(self.rows, self.costs, *bounds)
        if not (core.columns < self.moves).any():
            return point, True
        relaxation = Relaxation(core.inequalities, core.costs, core.lo, core.hi)
        target = int(self.costs @ point) - core.constant + 1
        amounts = np.flatnonzero(core.columns >= self.moves)
        found = Search(relaxation, target, amounts, GLANCE, self.left, ties=True).run(core.lo, core.hi)
        points = [core.whole(p) for p in found.points] or [point]
        if found.complete:
            return first_by_list(self.moves, points), True
        return self._asked(core, points)

    def _asked(self, core: Core, points: list[IntArray]) -> tuple[IntArray, bool]:
        """An engine asked for the least sum, then again and again for one more point that has it."""
        outcome = self._ask(core)
        if outcome.point is not None and outcome.value is not None:
            if outcome.value + core.constant < self.costs @ points[0]:
                points = []
            points = [core.whole(outcome.point), *points]
        if outcome.status != "optimal":
            return first_by_list(self.moves, points), False
        for point in points:
            self._exclude(core, point)
        for _ in range(FEW):
            outcome = self._ask(core)
            worse = outcome.value is not None and outcome.value + core.constant > self.costs @ points[0]
            if outcome.status == "infeasible" or (outcome.status == "optimal" and worse):
                return first_by_list(self.moves, points), True
            if outcome.point is None or outcome.status != "optimal":
                break
            points.append(core.whole(outcome.point))
            self._exclude(core, points[-1])
        return first_by_list(self.moves, points), False

    def _exclude(self, core: Core, point: IntArray) -> None:
        """Only points of other moves from here on."""
        moves = core.columns < self.moves
        chosen = moves & (point[core.columns] > 0)
        core.inequalities.add(np.where(moves, np.where(chosen, -1, 1), 0), 1 - int(chosen.sum()))

    def _ask(self, core: Core) -> Outcome:
        return minimise(core.inequalities, core.costs, core.lo, core.hi, self.left(), self.seed)


def first_by_list(moves: int, points: Iterable[IntArray]) -> IntArray:
    """The first by its list, of points whose tie-break sums are equal.

    No such plan's list is the beginning of another's, as their sums of positive products are equal. So of two the
    one that has the first move in which they differ comes first; moves stand in the order of (cadre, first post).
    """
    return max(points, key=lambda point: point[:moves].tolist())
