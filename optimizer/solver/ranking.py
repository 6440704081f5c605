"""Ranked plans: tiers one after another, then the published tie-break, then one cut a plan."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from luanchuyen.optimizer.integer.arrays import IntArray
from luanchuyen.optimizer.integer.certificate import Node, flatten, price, tighten
from luanchuyen.optimizer.integer.cuts import difference_cut
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.task import Ranked, Task, TierProof
from luanchuyen.optimizer.solver.dispatch import Spread, here
from luanchuyen.optimizer.solver.relaxation import Relaxation
from luanchuyen.optimizer.solver.root_relaxation import Reached, Roots
from luanchuyen.optimizer.solver.tie_break import first_by_list
from luanchuyen.optimizer.solver.tier import Found, Tier
from luanchuyen.optimizer.solver.warm_start import WarmStart

Say = Callable[[str, dict[str, object]], None]


@dataclass
class Stage:
    """One plan in the making: the bounds left to its points, its best point, what each tier showed.

    ``alike``: every tier so far has the value of the plan before, so that its next value is a floor.
    """

    lo: IntArray
    hi: IntArray
    point: IntArray | None = None
    proofs: list[TierProof] = field(default_factory=list)
    alike: bool = True


class Ranking:
    """Solves a task plan by plan. ``say(kind, values)`` reports progress and each plan as it is found.

    ``spread``: who solves the blocks.
    """

    def __init__(self, task: Task, say: Say, spread: Spread = here) -> None:
        arrays = task.arrays
        self.task, self.arrays, self.say, self.spread = task, arrays, say, spread
        self.started = time.monotonic()
        nothing = np.zeros(arrays.columns, np.int64)
        self.relaxation = Relaxation(Inequalities.of(arrays), nothing, nothing, arrays.upper)
        self.tier_rows = [self.relaxation.add(-costs, None) for costs in arrays.costs]
        self.tier_roots = Roots(self.relaxation, self._left, spread)
        self.warm = None
        if task.hint is not None:
            self.warm = WarmStart(self.relaxation.rows, arrays, task.hint, self._left, task.seed)
        self.before: tuple[TierProof, ...] = ()
        self.end: TierProof | None = None
        self.roots: dict[int, Node] = {}

    def run(self) -> str:
        """All plans; returns complete (as many as exist or were asked) | infeasible | unknown | limit.

        ``end`` then shows that there is no further plan, where fewer were found than asked.
        """
        for rank in range(1, self.task.plans + 1):
            found = self._next(rank)
            if isinstance(found, str):
                return "complete" if found == "infeasible" and rank > 1 else found
            self.say("plan", {"rank": rank, "plan": found})
            if not found.proven:
                return "limit"
            self.before = found.proofs
            self.relaxation.add(*difference_cut(self.arrays, found.moves, self.task.differ_by))
        return "complete"

    def _next(self, rank: int) -> Ranked | str:
        found = self._plan(rank, inherit=True) if self.before else "infeasible"
        return self._plan(rank, inherit=False) if found == "infeasible" else found

    def _plan(self, rank: int, inherit: bool) -> Ranked | str:
        """Tier after tier. ``inherit``: the first tier at the value of the plan before.

        Cuts only raise an optimum: where a plan at the old value exists, that value is the optimum still.
        """
        for row in self.tier_rows:
            self.relaxation.set_rhs(row, None)
        stage = Stage(np.zeros(self.arrays.columns, np.int64), self.arrays.upper)
        if rank == 1 and self.warm is not None:
            stage.point = self.warm.first_point()
        for number in range(len(self.arrays.tiers)):
            if inherit and number == 0:
                stage.proofs.append(_inherited(self.before[0].value, self.before[0]))
                self._narrow(stage, number, self.before[0].value)
                continue
            ending = self._tier(stage, rank, number)
            if ending is not None:
                return ending
        if stage.point is None:
            stage.point = next(iter(self._minimise(stage, np.zeros(self.arrays.columns, np.int64), None).points), None)
        if stage.point is None:
            return "infeasible"
        order = self._settle(stage)
        return replace(self._ranked(stage, True, order is not None), order=order)

    def _tier(self, stage: Stage, rank: int, number: int) -> Ranked | str | None:
        """Solve one tier; None: go on to the next."""
        floor = self.before[number].value if stage.alike and self.before else None
        found = self._minimise(stage, self.arrays.costs[number], floor)
        tier = self.arrays.tiers[number]
        self.say("tier", {"rank": rank, "tier": tier, "value": found.value, "bound": found.believed})
        if found.value is None:
            self.end = _no_more(found) if number == 0 and found.exhausted else None
            return "infeasible" if found.exhausted else "unknown"
        stage.point = found.points[0]
        stage.proofs.append(_proof(found, self.before[number] if floor is not None else None))
        if stage.proofs[-1].word == "none":
            return self._ranked(stage, False, False)
        if stage.proofs[-1].tree is not None:
            self.roots[number] = found.root
        stage.alike = stage.alike and bool(self.before) and found.value == self.before[number].value
        self._narrow(stage, number, found.value)
        return None

    def _minimise(self, stage: Stage, costs: IntArray, floor: int | None, ties: bool = False) -> Found:
        bounds = (stage.lo, stage.hi)
        earlier = [
            Reached(row, of_tier, proof.value)
            for row, of_tier, proof in zip(self.tier_rows, self.arrays.costs, stage.proofs, strict=False)
        ]
        if self.warm is not None and not self.before and not ties:
            if not earlier:
                stage.point = self.warm.better(costs, stage.point)
            shown = None if stage.point is None else self.warm.shown(len(earlier), costs, bounds, stage.point)
            if shown is not None:
                return shown
        root = self.tier_roots.solve(len(earlier), costs, bounds, earlier)
        tier = Tier(
            self.relaxation.rows,
            costs,
            bounds,
            root,
            self.arrays.moves,
            self._left,
            self.task.seed,
            ties,
            self.spread,
        )
        return tier.solve(stage.point, floor)

    def _narrow(self, stage: Stage, number: int, value: int) -> None:
        """Keep to the points of this score: by its row, and by what the root's multipliers show of the columns."""
        if number in self.roots:
            root = Node(self.roots[number].rows, self.roots[number].multipliers)
            priced = price(self.relaxation.rows, self.arrays.costs[number], root, stage.lo, stage.hi)
            stage.lo, stage.hi = tighten(priced, value + 1, stage.lo, stage.hi)
        self.relaxation.set_rhs(self.tier_rows[number], -value)

    def _settle(self, stage: Stage) -> list[list[object]] | None:
        """The published order among plans of one score: the tree it was found by.

        None: not decided, above the column limit or out of work or time.
        """
        if len(self.arrays.tie_break) != self.arrays.columns:
            return None
        found = self._minimise(stage, self.arrays.tie_break, None, ties=True)
        if found.points:
            stage.point = first_by_list(self.arrays.moves, found.points)
        return flatten(found.root) if found.exhausted else None

    def _left(self) -> float | None:
        """Seconds left, None without a limit."""
        if self.task.time_limit is None:
            return None
        return max(0.0, self.task.time_limit - (time.monotonic() - self.started))

    def _ranked(self, stage: Stage, proven: bool, decided: bool) -> Ranked:
        assert stage.point is not None
        score = tuple(int(v) for v in self.arrays.costs @ stage.point)
        known = [p.value if p.word != "none" else p.verified for p in stage.proofs]
        bound = (*known, *[0] * (len(score) - len(known)))
        moves = np.flatnonzero(stage.point[: self.arrays.moves])
        return Ranked(moves, score, bound, proven, decided, tuple(stage.proofs))


def _no_more(found: Found) -> TierProof:
    """That no point scores below the target, which is beyond every score."""
    word = "tree" if found.verified >= found.target else "engine"
    return TierProof(found.target, min(found.verified, found.target), found.target, word, flatten(found.root))


def _inherited(value: int, before: TierProof) -> TierProof:
    """Cuts only raise an optimum: what is shown of the plan before is shown of this one."""
    return TierProof(value, min(value, before.verified), value, "tree" if before.verified >= value else "engine", None)


def _proof(found: Found, before: TierProof | None) -> TierProof:
    assert found.value is not None
    if before is not None and found.value <= before.value:
        return _inherited(found.value, before)
    word = "tree" if found.verified >= found.value else "engine" if found.believed >= found.value else "none"
    return TierProof(found.value, min(found.verified, found.value), found.target, word, flatten(found.root))
