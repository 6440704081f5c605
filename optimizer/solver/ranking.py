"""Ranked plans: tiers one after another, then the published tie-break, then one cut a plan."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from luanchuyen.optimizer.pairs import IntArray
from luanchuyen.optimizer.arrays import Arrays
from luanchuyen.optimizer.solver.engine import Limits, Outcome, minimise, no_limits
from luanchuyen.optimizer.solver.task import Ranked, Task
from luanchuyen.optimizer.solver.tie_break import first_by_list

Say = Callable[[str, dict[str, object]], None]


class Ranking:
    """Solves a task plan by plan. ``say(kind, values)`` reports progress and each plan as it is found."""

    def __init__(self, task: Task, say: Say) -> None:
        self.task = task
        self.arrays = task.arrays
        self.say = say
        self.cuts = no_limits(task.arrays.columns)
        self.floor: tuple[int, ...] = ()
        self.started = time.monotonic()

    def run(self) -> str:
        """All plans; returns complete (as many as exist or were asked) | infeasible | unknown | limit."""
        for rank in range(1, self.task.plans + 1):
            found = self._next(rank)
            if isinstance(found, str):
                return "complete" if found == "infeasible" and rank > 1 else found
            self.say("plan", {"rank": rank, "plan": found})
            if not found.proven:
                return "limit"
            self.floor = found.score
            self.cuts = self.cuts.plus(*difference_cut(self.arrays, found.moves, self.task.differ_by))
        return "complete"

    def _next(self, rank: int) -> Ranked | str:
        found = self._tiers(rank, 1) if self.floor else "infeasible"
        return self._tiers(rank, 0) if found == "infeasible" else found

    def _tiers(self, rank: int, start: int) -> Ranked | str:
        """Tier after tier from number ``start``; those before it at the values of the plan before.

        Cuts only raise an optimum: where a plan at the old value exists, that value is the optimum still.
        """
        limits, best = self.cuts, None
        bounds = list(self.floor[:start])
        for number in range(start):
            limits = limits.plus(-self.arrays.costs[number], -self.floor[number])
        for number in range(start, len(self.arrays.tiers)):
            outcome = self._minimise(self.arrays.costs[number], limits)
            tier = self.arrays.tiers[number]
            self.say("tier", {"rank": rank, "tier": tier, "value": outcome.value, "bound": outcome.bound})
            if outcome.point is None and best is None:
                return "infeasible" if outcome.status == "infeasible" else "unknown"
            best = outcome.point if outcome.point is not None else best
            bounds.append(outcome.bound)
            if outcome.status != "optimal" or best is None:
                return self._unproven(best, bounds) if best is not None else "unknown"
            limits = limits.plus(-self.arrays.costs[number], -(outcome.value or 0))
        if best is None:
            best = self._minimise(np.zeros(self.arrays.columns, np.int64), limits).point
        if best is None:
            return "infeasible"
        best, decided = self._settle(best, limits)
        score = self._score(best)
        return Ranked(self._chosen(best), score, score, True, decided)

    def _settle(self, best: IntArray, limits: Limits) -> tuple[IntArray, bool]:
        """The published order among plans of one score; not decided above the column limit or out of time."""
        cost = self.arrays.tie_break
        if not len(cost):
            return best, False
        outcome = self._minimise(cost, limits)
        if outcome.status != "optimal" or outcome.point is None or outcome.value is None:
            return best, False
        limits = limits.plus(-cost, -outcome.value)
        return first_by_list(self.arrays, outcome.point, limits, self._minimise)

    def _minimise(self, objective: IntArray, limits: Limits) -> Outcome:
        left = None
        if self.task.time_limit is not None:
            left = max(0.0, self.task.time_limit - (time.monotonic() - self.started))
        return minimise(self.arrays, objective, limits, left, self.task.seed)

    def _unproven(self, point: IntArray, bounds: list[int]) -> Ranked:
        bounds += [0] * (len(self.arrays.tiers) - len(bounds))
        return Ranked(self._chosen(point), self._score(point), tuple(bounds), False, False)

    def _chosen(self, point: IntArray) -> IntArray:
        return np.flatnonzero(point[: self.arrays.moves])

    def _score(self, point: IntArray) -> tuple[int, ...]:
        return tuple(int(v) for v in self.arrays.costs @ point)


def difference_cut(arrays: Arrays, moves: IntArray, at_least: int) -> tuple[IntArray, int]:
    """The row: at least so many cadres fare differently than in the plan of these moves.

    sum over its cadres of (1 - x[c, R(c)]) + sum over the others of all their moves >= at_least.
    """
    row = np.zeros(arrays.columns, np.int64)
    others = ~np.isin(arrays.cadre, arrays.cadre[moves])
    row[: arrays.moves][others] = 1
    row[moves] = -1
    return row, at_least - len(moves)
