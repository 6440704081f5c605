"""Ranked plans: the best point of all tiers in one, then tier by tier its proof, the published order, a cut."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from luanchuyen.optimizer.integer.arrays import IntArray
from luanchuyen.optimizer.integer.certificate import Node, flatten, price, tighten
from luanchuyen.optimizer.integer.cuts import difference_cut
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.task import Ranked, Task, TierProof
from luanchuyen.optimizer.solver.column_pool import Pool, likely, solve_part
from luanchuyen.optimizer.solver.fold import Fold
from luanchuyen.optimizer.solver.optimum import Best, Optimum, completed
from luanchuyen.optimizer.solver.relaxation import Basis, Relaxation, Relaxed
from luanchuyen.optimizer.solver.tie_break import TieBreak
from luanchuyen.optimizer.solver.tier import Found, Objective, Tier

LARGE = 20_000
"""Columns from which the first relaxation is not given all at once."""

Say = Callable[[str, dict[str, object]], None]


@dataclass
class Stage:
    """One plan in the making: its point, the bounds left to points of its score, what each tier showed.

    ``alike``: every tier so far has the value of the plan before, which is a floor of the next. ``told``: by an
    engine's word the point is the least of the whole fold. ``open``: a tier was not settled; the rest is only bounded.
    """

    point: IntArray
    lo: IntArray
    hi: IntArray
    alike: bool
    told: bool
    open: bool = False
    proofs: list[TierProof] = field(default_factory=list)


class Ranking:
    """Solves a task plan by plan. ``say(kind, values)`` reports progress and each plan as it is found."""

    def __init__(self, task: Task, say: Say) -> None:
        self.task, self.arrays, self.say = task, task.arrays, say
        self.started = time.monotonic()
        self.rows = Inequalities.of(task.arrays)
        self.nothing = np.zeros(task.arrays.columns, np.int64)
        self.fold = Fold.of(task.arrays)
        self.tier_rows: list[int] = []
        self.pool: Pool | None = None
        self.before: tuple[TierProof, ...] = ()
        self.roots: dict[int, Node] = {}
        self.floor: int | None = None
        self.end: TierProof | None = None
        self.kept: dict[int, Relaxed | None] = {}

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
            if rank < self.task.plans:
                cut = self.rows.add(*difference_cut(self.arrays, found.moves, self.task.differ_by))
                if self.pool is not None:
                    self.pool.add(cut)
        return "complete"

    def _next(self, rank: int) -> Ranked | str:
        for row in self.tier_rows:
            self.rows.set_rhs(row, None)
        root = self._first_root() if self.pool is None else self.pool.solve(self.fold.whole)
        self.kept = {}
        if self.task.time_limit is not None and self.pool is not None:
            # Should time run out, every tier's bound is at hand.
            self.kept = {tier: self.pool.solve(self.fold.objective(tier)) for tier in range(len(self.tier_rows) - 1)}
        best = self._best(root, rank)
        if best.point is None:
            self.end = self._no_more(root) if best.settled and self.before else None
            return "infeasible" if best.settled else "unknown"
        stage = Stage(best.point, self.nothing, self.arrays.upper, bool(self.before), best.settled)
        for number in range(len(self.arrays.tiers)):
            self._tier(stage, rank, number, root)
        # Further cuts only raise the least of the fold.
        self.floor = int(self.fold.whole @ stage.point) if stage.told else None
        order = None if stage.open else self._settle(stage)
        return self._ranked(stage, order)

    def _first_root(self) -> Relaxed | None:
        """The relaxation over everything; what shows a contradiction where it has no point.

        A large one is first solved over the columns most likely to matter: the pool brings in the rest.
        """
        rows, costs, hi = self.rows, self.fold.whole, self.arrays.upper
        inside = likely(self.arrays, costs) if len(costs) >= LARGE else np.ones(len(costs), bool)
        root = solve_part(rows, costs, hi, inside, self._left())
        if root is None and self._left() != 0:
            root = Relaxation(rows, costs, self.nothing, hi).solve(self.nothing, hi, self._left())
        self.tier_rows = [rows.add(-costs, None) for costs in self.arrays.costs]
        if root is None or root.point is None:
            return root
        self.pool = Pool(rows, self.arrays.moves, hi, root, self._left)
        return root if inside.all() else self.pool.solve(costs) or root

    def _best(self, root: Relaxed | None, rank: int) -> Best:
        known = None
        if rank == 1 and self.task.hint is not None:
            known = completed(self.rows, self.arrays.moves, self.arrays.upper, self.task.hint)
        costs, hi = self.fold.whole, self.arrays.upper
        if root is None:
            # No relaxation, no multipliers: the trivial bound, and the engine does the rest.
            empty = np.zeros(0, np.int64)
            nothing = Node(empty, empty)
            root = Relaxed(None, nothing, price(self.rows, costs, nothing, self.nothing, hi))
        return Optimum(self.rows, costs, hi, root, self.arrays.moves, self._left, self.task.seed).find(
            known, self.floor
        )

    def _tier(self, stage: Stage, rank: int, number: int, root: Relaxed | None) -> None:
        """What is shown of one tier at the stage's point."""
        value = int(self.arrays.costs[number] @ stage.point)
        if stage.alike and not stage.open and value <= self.before[number].value:
            proof = _inherited(value, self.before[number])
        else:
            found = self._found(stage, number, root)
            stage.told = stage.told and found.point is stage.point
            stage.point, value = found.point, found.value
            word = "tree" if found.verified >= value else "engine" if found.believed >= value else "none"
            proof = TierProof(value, found.verified, found.target, word, flatten(found.root))
            self.roots[number] = found.root
            stage.open = stage.open or word == "none"
        believed = value if proof.word != "none" else proof.verified
        self.say("tier", {"rank": rank, "tier": self.arrays.tiers[number], "value": value, "bound": believed})
        stage.proofs.append(proof)
        stage.alike = stage.alike and value == self.before[number].value
        self._narrow(stage, number, value)

    def _found(self, stage: Stage, number: int, root: Relaxed | None) -> Found:
        """The tier's own multipliers, from the fold of the tiers up to it, and what they and a tree show."""
        weights, rows = self.fold.weights(number), self.tier_rows
        offset = sum(w * proof.value for w, proof in zip(weights, stage.proofs, strict=False))
        start = self._root(stage, number, root)
        objective = Objective(
            self.arrays.costs[number],
            self.fold.objective(number),
            offset,
            rows[:number],
            lambda tree: self.fold.restore(tree, number, rows),
        )
        bounds = stage.lo, stage.hi
        tier = Tier(self.rows, objective, bounds, start, self.arrays.moves, self._left, self.task.seed)
        if stage.open or self._left() == 0:
            return tier.open(stage.point)
        return tier.settle(stage.point, stage.told and self.fold.settles(number))

    def _root(self, stage: Stage, number: int, root: Relaxed | None) -> Relaxed:
        """Multipliers of a tier: none, those of all tiers scaled down, or, unless these show enough, its own."""
        empty, last = np.zeros(0, np.int64), len(self.arrays.tiers) - 1
        known = [self._priced(stage, number, Node(empty, empty), None)]
        if root is not None and not root.priced.empty:
            scale = (*self.fold.weights(last), 1)[number]
            scaled = Node(root.node.rows, root.node.multipliers // scale)
            known.append(self._priced(stage, number, scaled, root.basis))
        shown = number == last or known[-1].priced.reaches(int(self.arrays.costs[number] @ stage.point))
        if not shown and self.pool is not None:
            found = self.kept.get(number)
            if found is None and self._left() != 0:
                found = self.pool.solve(self.fold.objective(number))
            if found is not None and not found.priced.empty:
                known.append(self._priced(stage, number, found.node, found.basis))
        return max(known, key=lambda told: told.priced.numerator)

    def _priced(self, stage: Stage, number: int, node: Node, basis: Basis | None) -> Relaxed:
        """The multipliers of a fold as the tier's own, and what they show; none where the numbers are too large."""
        own, costs = node, self.arrays.costs[number]
        if len(node.rows):
            own = self.fold.own(node, number, self.tier_rows)
        try:
            return Relaxed(None, own, price(self.rows, costs, own, stage.lo, stage.hi), basis)
        except ValueError:
            own = Node(own.rows[:0], own.multipliers[:0])
            return Relaxed(None, own, price(self.rows, costs, own, stage.lo, stage.hi), basis)

    def _narrow(self, stage: Stage, number: int, value: int) -> None:
        """Keep to the points of this score: by its row, and by what the root's multipliers show of the columns."""
        if number in self.roots:
            root = Node(self.roots[number].rows, self.roots[number].multipliers)
            priced = price(self.rows, self.arrays.costs[number], root, stage.lo, stage.hi)
            stage.lo, stage.hi = tighten(priced, value + 1, stage.lo, stage.hi)
        self.rows.set_rhs(self.tier_rows[number], -value)

    def _no_more(self, root: Relaxed | None) -> TierProof:
        """That no point scores below a target beyond every score of the first tier, as far as a tree shows it."""
        costs, hi = self.arrays.costs[0], self.arrays.upper
        target, empty = int(costs @ np.where(costs > 0, hi, 0)) + 1, np.zeros(0, np.int64)
        node = root.node if root is not None and root.priced.empty else Node(empty, empty)
        start = Relaxed(None, node, price(self.rows, costs, node, self.nothing, hi), None)
        objective = Objective(costs, costs, 0, [], lambda tree: None)
        tier = Tier(self.rows, objective, (self.nothing, hi), start, self.arrays.moves, self._left, self.task.seed)
        verified, tree = tier.none(target)
        return TierProof(target, verified, target, "tree" if verified == target else "engine", flatten(tree))

    def _settle(self, stage: Stage) -> list[list[object]] | None:
        """The published order among plans of one score: a tree that may show it.

        None: not decided, above the column limit or out of work or time.
        """
        if len(self.arrays.tie_break) != self.arrays.columns:
            return None
        order = TieBreak(self.rows, self.arrays.tie_break, self.arrays.moves, self._left, self.task.seed)
        stage.point, tree = order.first((stage.lo, stage.hi), stage.point)
        return None if tree is None else flatten(tree)

    def _left(self) -> float | None:
        """Seconds left, None without a limit."""
        if self.task.time_limit is None:
            return None
        return max(0.0, self.task.time_limit - (time.monotonic() - self.started))

    def _ranked(self, stage: Stage, order: list[list[object]] | None) -> Ranked:
        score = tuple(int(v) for v in self.arrays.costs @ stage.point)
        bound = tuple(proof.value if proof.word != "none" else proof.verified for proof in stage.proofs)
        moves = np.flatnonzero(stage.point[: self.arrays.moves])
        return Ranked(moves, score, bound, not stage.open, order is not None, tuple(stage.proofs), order)


def _inherited(value: int, before: TierProof) -> TierProof:
    """Cuts only raise an optimum: what is shown of the plan before is shown of this one."""
    return TierProof(value, min(value, before.verified), value, "tree" if before.verified >= value else "engine", None)
