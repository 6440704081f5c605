"""Ranked plans: the best point of all tiers in one, then tier by tier its proof, the published order, a cut."""

from __future__ import annotations

import time
from dataclasses import replace
from functools import cached_property

import numpy as np

from luanchuyen.optimizer.integer.allowance import Allowance
from luanchuyen.optimizer.integer.arrays import Bounds, IntArray
from luanchuyen.optimizer.integer.certificate import flatten, price
from luanchuyen.optimizer.integer.cuts import difference_cut
from luanchuyen.optimizer.integer.events import PlanFound, Say, TierSettled
from luanchuyen.optimizer.integer.fold import Fold
from luanchuyen.optimizer.integer.greedy import Greedy
from luanchuyen.optimizer.integer.inequalities import Inequalities, completed
from luanchuyen.optimizer.integer.stage import Stage
from luanchuyen.optimizer.integer.task import Answer, Ranked, Task, TierProof, Variant
from luanchuyen.optimizer.solver.column_pool import Pool, likely, solve_part
from luanchuyen.optimizer.solver.core import core_of
from luanchuyen.optimizer.solver.engine import least
from luanchuyen.optimizer.solver.optimum import Best
from luanchuyen.optimizer.solver.packing import strengthened
from luanchuyen.optimizer.solver.pivoting.nearby import Nearby
from luanchuyen.optimizer.solver.relaxation import Relaxation, Relaxed
from luanchuyen.optimizer.solver.tie_break import TieBreak
from luanchuyen.optimizer.solver.tier import Objective, Tier
from luanchuyen.optimizer.solver.tiers import NOTHING, Known, Tiers
from luanchuyen.optimizer.solver.tree import Gains

DEAD = 40
"""Rows of earlier variants that a relaxation drags along before it is made anew."""

RECENT, NUMBERS = 100, 500_000
"""Plans kept from variant to variant, for where to begin: so many, and more where they hold no more numbers."""

FEW = 2_000
"""Moves up to which a tree is sooner done than one more relaxation."""

LARGE = 20_000
"""Columns from which the first relaxation is not given all at once."""


HASTE = 2e-6
"""Seconds a column that an engine's presolve runs over its time and a plan in haste takes."""


class Limit:
    """Seconds from its making on; None: no limit."""

    def __init__(self, seconds: float | None) -> None:
        self.seconds, self.started = seconds, time.monotonic()

    def left(self) -> float | None:
        """Seconds left."""
        return None if self.seconds is None else max(0.0, self.seconds - (time.monotonic() - self.started))


class Ranking:
    """Solves a task plan by plan. ``say`` hears of each tier and each plan as it is found."""

    def __init__(self, task: Task, say: Say) -> None:
        self.task, self.arrays, self.say = task, task.arrays, say
        self.limit = Limit(task.time_limit)
        self.rows = Inequalities.of(task.arrays)
        self.bounds = np.zeros(task.arrays.columns, np.int64), task.arrays.upper
        self.fold = Fold.of(task.arrays)
        self.tier_rows: list[int] = []
        self.pool: Pool | None = None
        self.first: Relaxed | None = None
        self.points: list[IntArray] = []
        self.known = self.latest = Known()
        self.end: TierProof | None = None
        self.allowance = Allowance.of_writer()

    def run(self) -> str:
        """All plans; returns complete (as many as exist or were asked) | infeasible | unknown | limit.

        ``end`` then shows that there is no further plan, where fewer were found than asked.
        """
        for rank in range(1, self.task.plans + 1):
            found = self._next(rank)
            if isinstance(found, str):
                return "complete" if found == "infeasible" and rank > 1 else found
            self.say(PlanFound(rank, found))
            if not found.proven:
                return "limit"
            self.latest = replace(self.latest, proofs=found.proofs)
            if rank == 1:
                self.known = replace(self.latest, roots=dict(self.latest.roots))
            if rank < self.task.plans:
                cut = self.rows.add(*difference_cut(self.arrays, found.moves, self.task.differ_by))
                if self.pool is not None:
                    self.pool.add(cut)
        return "complete"

    def _next(self, rank: int) -> Ranked | str:
        for row in self.tier_rows:
            self.rows.set_rhs(row, None)
        root = self._first_root() if self.pool is None else self.pool.solve(self.fold.whole, *self.bounds)
        if root is not None:
            root = strengthened(self.rows, self.fold.whole, self.bounds, root, self.limit.left)
        known = None
        if rank == 1:
            self.first = root
            if self.task.hint is not None:
                known = completed(self.rows, self.arrays.moves, self.bounds, self.task.hint)
        given = self.rows, self.bounds, self.fold, self.tier_rows, self.pool, root
        tiers = Tiers(*given, self.latest, self.limit.left, self.task.seed)
        tiers.allowance = self.allowance
        tiers.cuts = self.tier_rows[-1] + 1 if rank > 1 else None
        if root is None and self._spared() == 0:
            self.limit.seconds = 0.0  # too late for anything but a plan in haste
        best = tiers.best(known)
        if best.point is None and not best.settled and rank == 1:
            best = Best(self._hasty(), False)
        if best.point is None:
            self.end = tiers.none() if best.settled and self.latest.proofs else None
            return "infeasible" if best.settled else "unknown"

        def say(number: int, value: int, bound: int) -> None:
            self.say(TierSettled(rank, self.arrays.tiers[number], value, bound))

        stage = tiers.settle(best.point, best.settled, say)
        order = None if stage.open else self._settle(stage)
        if stage.scores_less(self.arrays.costs):
            stage, order = tiers.settle(stage.point, False, say), None
        # Further cuts only raise the least of the fold.
        self.latest = replace(self.latest, floor=int(self.fold.whole @ stage.point) if stage.told else None)
        self.points.append(stage.point)
        return stage.ranked(self.arrays.costs, self.arrays.moves, order)

    @cached_property
    def variants(self) -> Variants:
        """Questions about this program."""
        return Variants(self)

    def _first_root(self) -> Relaxed | None:
        """The relaxation over everything; what shows a contradiction where it has no point.

        A large one is first solved over the columns most likely to matter: the pool brings in the rest.
        """
        rows, costs, (lo, hi) = self.rows, self.fold.whole, self.bounds
        inside = likely(self.arrays, costs) if len(costs) >= LARGE else np.ones(len(costs), bool)
        root = solve_part(rows, costs, hi, inside, self._spared)
        if root is None and self._spared() != 0:
            root = Relaxation(rows, costs, lo, hi).solve(lo, hi, self._spared())
        self.tier_rows = [rows.add(-costs, None) for costs in self.arrays.costs]
        if root is None or root.point is None:
            return root
        self.pool = Pool(rows, self.arrays.moves, hi, root, self.tier_rows, self.limit.left)
        return root if inside.all() else self.pool.solve(costs, lo, hi) or root

    def _spared(self) -> float | None:
        """Seconds left for the first relaxation: what a plan in haste would take is kept back."""
        left = self.limit.left()
        return None if left is None else max(0.0, left - HASTE * self.arrays.columns)

    def _hasty(self) -> IntArray | None:
        """A plan where there was no time to search: moves taken as they come, or none at all."""
        chosen = Greedy(self.rows, self.fold.whole, self.arrays.cadre, self.bounds).moves()
        made = completed(self.rows, self.arrays.moves, self.bounds, chosen)
        return made if made is not None else completed(self.rows, self.arrays.moves, self.bounds, chosen[:0])

    def _settle(self, stage: Stage) -> list[list[object]] | None:
        """The published order among plans of one score: a tree that may show it.

        None: not decided, above the column limit or out of work or time.
        """
        if len(self.arrays.tie_break) != self.arrays.columns or self.limit.left() == 0:
            return None
        order = TieBreak(self.rows, self.arrays.tie_break, self.arrays.moves, self.limit.left, self.task.seed)
        stage.point, tree = order.first((stage.lo, stage.hi), stage.point)
        if tree is None:
            return None
        told = flatten(tree)
        return told if self.allowance.take(self.rows, told) else flatten(NOTHING)


class Variants:
    """Answers what the best plan is under further decisions: columns and multipliers are kept from a ranking."""

    def __init__(self, ranking: Ranking) -> None:
        self.arrays, self.fold, self.first = ranking.arrays, ranking.fold, ranking.first
        self.rows = Inequalities.of(self.arrays)
        self.numbers = [self.rows.add(-costs, None) for costs in self.arrays.costs]
        self.points, self.known = ranking.points, ranking.known
        self.gains = {number: Gains(self.arrays.columns) for number in range(len(self.arrays.tiers) + 1)}
        self.limit = Limit(None)
        self.pool: Pool | None = None
        self.asked = 0

    def answer(self, variant: Variant) -> Answer:
        """The plan of least score that keeps a variant, and what shows it."""
        self.limit = Limit(variant.time_limit)
        for number in self.numbers:
            self.rows.set_rhs(number, None)
        rows, bounds = self.rows, variant.bounds(self.arrays.upper)
        if variant.rows:
            rows = self.rows.copy()
            for row in variant.rows_of(self.arrays.columns):
                rows.add(*row)
        stage = self._nearby(rows, bounds, variant) or self._searched(rows, bounds, variant)
        self.asked += 1
        if isinstance(stage, Answer):
            return stage
        nearness, unique = self._nearest(rows, stage, variant) if variant.near is not None else (None, None)
        self.points.append(stage.point)
        del self.points[: -max(RECENT, NUMBERS // max(1, self.arrays.columns))]
        plan = stage.ranked(self.arrays.costs, self.arrays.moves)
        return Answer("feasible" if stage.open else "optimal", plan, None, nearness, unique)

    @cached_property
    def nearby(self) -> Nearby | None:
        """The relaxation that many questions share."""
        given = self.rows, self.fold.whole, self.arrays.upper, self.arrays.moves
        return Nearby.of(*given, self.first.basis if self.first is not None else None)

    def _nearby(self, rows: Inequalities, bounds: Bounds, variant: Variant) -> Stage | Answer | None:
        """The plan by a small tree around the best one, or that none scores as little as is asked for; None: neither.

        Not of the first question, for which no inverse is worth its while; nor where it is asked which of the best
        plans is nearest: pivots in floating point might tell another one on another machine.
        """
        before, most = self.known.proofs, variant.most
        if not self.asked or variant.near is not None or not before or self.nearby is None:
            return None
        target = None
        if most is not None and most[:-1] == tuple(proof.value for proof in before[:-1]):
            weights = *self.fold.weights(len(most) - 1), 1
            target = sum(weight * value for weight, value in zip(weights, most, strict=True)) + 1
        proof = self.nearby.least(rows, bounds, target, self.limit.left)
        if proof is None:
            return None
        known = replace(self.known, roots=dict(self.known.roots), gains=self.gains)
        tiers = Tiers(rows, bounds, self.fold, self.numbers, None, None, known, self.limit.left, variant.seed)
        tiers.proof, tiers.own = proof, self.nearby.own
        if not proof.points:
            return Answer("beyond", proofs=tiers.beyond())
        stage = tiers.settle(proof.points[0], True, lambda number, value, bound: None)
        return stage if all(one.word == "tree" for one in stage.proofs) else None

    def _searched(self, rows: Inequalities, bounds: Bounds, variant: Variant) -> Stage | Answer:
        """The plan as the first was found, from its multipliers on."""
        pool = self._pool(rows)
        root = pool.solve(self.fold.whole, *bounds) if pool is not None else None
        if root is not None:
            root = strengthened(rows, self.fold.whole, bounds, root, self.limit.left)
        known = replace(self.known, roots=dict(self.known.roots), gains=self.gains)
        tiers = Tiers(
            rows, bounds, self.fold, self.numbers, pool, root, known, self.limit.left, variant.seed, variant.most
        )
        tiers.lean = variant.near is None or self.arrays.moves <= FEW
        best = tiers.best(self._hint(rows, bounds, variant), hasty=True)
        if best.point is None:
            return Answer("infeasible", end=tiers.none()) if best.settled else Answer("unknown")
        return tiers.settle(best.point, best.settled, lambda number, value, bound: None)

    def _pool(self, rows: Inequalities) -> Pool | None:
        """The columns that matter, kept from variant to variant; what is of one of them alone is laid over."""
        if self.first is None or self.first.point is None:
            return None
        if self.pool is None or self.pool.dead > DEAD:
            given = self.arrays.moves, self.arrays.upper, self.first, self.numbers
            self.pool = Pool(self.rows, *given, lambda: self.limit.left())
        self.pool.lay(rows, [*range(len(self.rows.rhs), len(rows.rhs))])
        return self.pool

    def _hint(self, rows: Inequalities, bounds: Bounds, variant: Variant) -> IntArray | None:
        """The best of the plans found so far, and of the one hinted at, that keep the variant."""
        # They keep the program's rows: it is the variant's own that they may break.
        (columns, values), further = variant.fixed, [*variant.rows_of(self.arrays.columns)]
        known = [p for p in self.points if (p[columns] == values).all() and all(d @ p >= least for d, least in further)]
        if variant.hint is not None:
            hinted = completed(rows, self.arrays.moves, bounds, variant.hint)
            known += [] if hinted is None else [hinted]
        return min(known, key=lambda point: int(self.fold.whole @ point), default=None)

    def _nearest(self, rows: Inequalities, stage: Stage, variant: Variant) -> tuple[TierProof | None, bool | None]:
        """Of the plans of this score one nearest to a given one, its proof, and whether it is the only one."""
        if stage.open or variant.near is None:
            return None, None
        moves, bounds = self.arrays.moves, (stage.lo, stage.hi)
        costs, _ = difference_cut(self.arrays, variant.near, 0)
        start = Relaxed(None, NOTHING, price(rows, costs, NOTHING, *bounds), None)
        objective = Objective(costs, costs, 0, [], lambda tree: None, self.gains[len(self.arrays.tiers)])
        found = Tier(rows, objective, bounds, start, moves, self.limit.left, variant.seed).settle(stage.point, False)
        stage.point = found.point
        word = "tree" if found.verified >= found.value else "engine" if found.believed >= found.value else "none"
        proof = TierProof(found.value, found.verified, found.target, word, flatten(found.root))
        if word == "none":
            return proof, None
        others = rows.copy()
        others.add(-costs, -found.value)
        others.add(*difference_cut(self.arrays, np.flatnonzero(stage.point[:moves]), 1))
        core = core_of(others, np.zeros_like(costs), *bounds)
        given = core.inequalities, core.costs, core.lo, core.hi, self.limit.left(), variant.seed
        return proof, {"infeasible": True, "unknown": None}.get(least(*given).status, False)
