"""One plan: the least point of all tiers in one, then tier by tier what shows that nothing is lower."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from operator import eq

from luanchuyen.optimizer.integer.allowance import Allowance
from luanchuyen.optimizer.integer.arrays import Bounds, IntArray
from luanchuyen.optimizer.integer.certificate import Node, beyond, flatten, price, proven_bound, tighten
from luanchuyen.optimizer.integer.fold import Fold
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.stage import Stage
from luanchuyen.optimizer.integer.task import TierProof
from luanchuyen.optimizer.solver.column_pool import Pool
from luanchuyen.optimizer.solver.engine import Basis
from luanchuyen.optimizer.solver.optimum import Best, Optimum
from luanchuyen.optimizer.solver.relaxation import Clock, Relaxed
from luanchuyen.optimizer.solver.tier import Found, Objective, Tier
from luanchuyen.optimizer.solver.tree import Gains, Proof

NOTHING = Node()
"""No multipliers: what they show is the trivial bound."""

LARGE = 180_000
"""Nodes times columns of a tree, after which a better plan is worth looking for."""

GREAT = 1_000_000
"""A number of the rows above which multipliers may go beyond 64 bits in the whole program, though not in its core."""

Told = Callable[[int, int, int], None]
"""Hears of each tier: its number, the value, the bound."""


Own = Callable[[IntArray, Bounds], Relaxed | None]


@dataclass(frozen=True)
class Known:
    """What was shown of a plan that no plan to come scores below: its ``proofs``, the multipliers ``roots`` of its
    tiers, and ``floor``: none is less in all tiers in one; None: not known. ``gains``: what its trees learnt."""

    proofs: tuple[TierProof, ...] = ()
    roots: dict[int, Node] = field(default_factory=dict)
    floor: int | None = None
    gains: dict[int, Gains] = field(default_factory=dict)


class Tiers:
    """Settles the plan of least score over rows and lo..hi; ``numbers`` are the rows that keep each tier's value.

    ``root``: the relaxation of all tiers in one, None where it was not solved. ``known.roots`` takes in the
    multipliers of this plan. ``most``: a score; a tier is left open once more than that is shown of it. ``lean``: of
    many like programs this is one. ``cuts``: the first of the rows that set plans aside; None: there are none.
    ``allowance``: what trees may yet ask of whoever checks them. ``proof``: a tree of all tiers in one, and ``own``,
    where one is at hand: what the basis behind it shows of other costs; no column is then looked at whether it may
    still move.
    """

    def __init__(
        self,
        rows: Inequalities,
        bounds: Bounds,
        fold: Fold,
        numbers: list[int],
        pool: Pool | None,
        root: Relaxed | None,
        known: Known,
        left: Clock,
        seed: int,
        most: tuple[int, ...] | None = None,
    ) -> None:
        self.most, self.lean = most, False
        self.cuts: int | None = None
        self.allowance = Allowance.of_writer()
        self.own: Own | None = None
        self.rows, self.bounds, self.fold, self.numbers = rows, bounds, fold, numbers
        self.pool, self.root, self.before, self.roots, self.floor = pool, root, known.proofs, known.roots, known.floor
        self.gains = known.gains
        self.proof: Proof | None = None
        self.left, self.seed, self.moves = left, seed, len(fold.cadre)
        self.kept: dict[int, Relaxed | None] = {}
        if left() is not None and pool is not None:
            # Should time run out, every tier's bound is at hand.
            self.kept = {tier: pool.solve(fold.objective(tier), *bounds) for tier in range(len(numbers) - 1)}

    def best(self, known: IntArray | None, hasty: bool = False) -> Best:
        """The least point of all tiers in one, from a point on."""
        costs, (lo, hi) = self.fold.whole, self.bounds
        # No relaxation, no multipliers: the trivial bound, and the engine does the rest.
        root = self.root or Relaxed(None, NOTHING, price(self.rows, costs, NOTHING, lo, hi))
        optimum = Optimum(self.rows, costs, self.bounds, root, self.moves, self.left, self.seed)
        optimum.hasty = hasty
        if self.cuts is not None and self.before:
            scores, last = [proof.value for proof in self.before], len(self.numbers) - 1
            optimum.before = self.fold.costs, scores, (*self.fold.weights(last), 1)[0]
        best = optimum.find(known, self.floor)
        if not root.mixed or best.settled or best.point is None or self.left() == 0:
            return best
        return self._whole(optimum, best.point)

    def _whole(self, optimum: Optimum, point: IntArray) -> Best:
        """The tree of all tiers in one; where it grows large a better plan is looked for before the rest of it."""
        costs, root = self.fold.whole, optimum.root
        objective = Objective(costs, costs, 0, [], lambda tree: None)
        tier = Tier(self.rows, objective, self.bounds, root, self.moves, self.left, self.seed)
        tier.whole, tier.nodes = root.mixed, None if optimum.hasty else LARGE // len(costs)

        def value(point: IntArray) -> int:
            return int(costs @ point)

        proof, floor = tier.proof(value(point), shown=self.floor), self.floor
        point = min([point, *proof.points], key=value)
        settled = proof.complete or (floor is not None and value(point) <= floor)
        if not settled and tier.nodes is not None and self.left() != 0:
            point, tier.nodes, first = optimum.further(point), None, proof
            proof = tier.proof(value(point), shown=max(first.bound, floor or first.bound))
            point = min([point, *proof.points], key=value)
            settled = proof.complete
            if not settled and proof.bound < first.bound:
                proof = first
        self.proof = proof
        return Best(point, settled)

    def settle(self, point: IntArray, told: bool, say: Told) -> Stage:
        """Every tier at the point, or at a better one; ``told``: by an engine's word it is the least of the fold."""
        for row in self.numbers:
            self.rows.set_rhs(row, None)
        stage = Stage(point, *self.bounds, bool(self.before), told)
        for number in range(len(self.numbers)):
            self._tier(stage, number, say)
        return self.settle(stage.point, False, say) if stage.scores_less(self.fold.costs) else stage

    def _tier(self, stage: Stage, number: int, say: Told) -> None:
        """What is shown of one tier at the stage's point."""
        value = int(self.fold.costs[number] @ stage.point)
        if stage.alike and not stage.open and value <= self.before[number].value:
            proof = _inherited(value, self.before[number])
        else:
            found = self._found(stage, number)
            stage.told = stage.told and found.point is stage.point
            tree = flatten(found.root)
            if not self.allowance.take(self.rows, tree):
                found = self._trivial(stage, number, found)
                tree = flatten(found.root)
            stage.point, value = found.point, found.value
            word = "tree" if found.verified >= value else "engine" if found.believed >= value else "none"
            proof = TierProof(value, found.verified, found.target, word, tree)
            self.roots[number] = found.root
            stage.open = stage.open or word == "none"
        say(number, value, value if proof.word != "none" else proof.verified)
        stage.proofs.append(proof)
        stage.alike = stage.alike and value == self.before[number].value
        self._narrow(stage, number, value)

    def _found(self, stage: Stage, number: int) -> Found:
        """The tier's own multipliers, from the fold of the tiers up to it, and what they and a tree show."""
        weights, rows = self.fold.weights(number), self.numbers
        offset = sum(w * proof.value for w, proof in zip(weights, stage.proofs, strict=False))
        proof = self._last(offset) if number == len(rows) - 1 else None
        ready = proof is not None and self.pool is None
        start = self._priced(stage, number, NOTHING, None) if ready else self._start(stage, number)
        together = Objective(
            self.fold.costs[number],
            self.fold.objective(number),
            offset,
            rows[:number],
            lambda tree: self.fold.restore(tree, number, rows),
            self.gains.get(number),
        )
        alone = replace(together, folded=together.costs, offset=0, earlier=[], own=lambda tree: None)
        largest = int(self.rows.largest[: rows[0]].max(initial=1))
        first, second = (alone, together) if self.fold.outweighed(number, largest) else (together, alone)
        if stage.open or self.left() == 0:
            return self._tier_of(stage, first, start).open(stage.point, proof if not stage.open else None)
        like = self.most is not None and all(map(eq, (proof.value for proof in stage.proofs), self.most))
        most = self.most[number] if self.most is not None and like else None
        told, large = stage.told and self.fold.settles(number), self.rows.largest.max(initial=0) > GREAT
        found = self._tier_of(stage, first, start).settle(stage.point, told, most, proof)
        found = self._counted(stage, number, found) if large else found
        target = found.value if most is None else min(found.value, most + 1)
        if found.verified >= target or not large or not number or self.left() == 0:
            return found
        # Of large numbers an engine may lose some in one form that it keeps in the other: a tree of that, no more.
        tier = self._tier_of(stage, second, start)
        other = self._counted(stage, number, tier.open(found.point, tier.proof(target, True)))
        other = replace(other, believed=max(other.believed, min(found.believed, other.value)))
        return max(found, other, key=lambda one: (-one.value, one.verified))

    def _tier_of(self, stage: Stage, objective: Objective, start: Relaxed) -> Tier:
        tier = Tier(self.rows, objective, (stage.lo, stage.hi), start, self.moves, self.left, self.seed)
        tier.whole, tier.cuts = self.root.mixed if self.root is not None else 0, self.cuts
        return tier

    def _counted(self, stage: Stage, number: int, found: Found) -> Found:
        """No more than the tree shows; no tree where its numbers are too large."""
        costs, bounds = self.fold.costs[number], (stage.lo, stage.hi)
        for root in (found.root, NOTHING):
            with suppress(ValueError):
                shown = proven_bound(self.rows, costs, *bounds, found.target, root)
                return replace(found, verified=min(found.verified, shown), root=root)
        return found

    def _trivial(self, stage: Stage, number: int, found: Found) -> Found:
        """The same without its tree, which is more than whoever checks it may be asked for."""
        shown = price(self.rows, self.fold.costs[number], NOTHING, stage.lo, stage.hi).bound()
        return replace(found, verified=min(found.verified, shown), root=NOTHING)

    def beyond(self) -> tuple[TierProof, ...]:
        """That the tree at hand leaves no point of the best values of the tiers before the last: how far it comes."""
        told = [_inherited(proof.value, proof) for proof in self.before[:-1]]
        weights = self.fold.weights(len(self.numbers) - 1)
        proof = self._last(sum(w * one.value for w, one in zip(weights, told, strict=True)))
        assert proof is not None
        return (*told, TierProof(proof.target, proof.target, proof.target, "tree", flatten(proof.root)))

    def _last(self, offset: int) -> Proof | None:
        """The tree of all tiers in one as that of the last, where there is one."""
        if self.proof is None:
            return None
        proof, self.proof = self.proof, None
        self.fold.restore(proof.root, len(self.numbers) - 1, self.numbers)
        return replace(proof, points=[], bound=proof.bound - offset, target=proof.target - offset)

    def _start(self, stage: Stage, number: int) -> Relaxed:
        """Multipliers of a tier: none, those of all tiers scaled down, or, as long as these show too little, its own:
        with the tiers before it in one, then with those held to their values."""
        value, last = int(self.fold.costs[number] @ stage.point), len(self.numbers) - 1
        known = [self._priced(stage, number, NOTHING, None)]
        if self.root is not None and not self.root.priced.empty:
            scale = (*self.fold.weights(last), 1)[number]
            scaled = Node(self.root.node.rows, self.root.node.multipliers // scale)
            known.append(self._priced(stage, number, scaled, self.root.basis))
        if number < last and not known[-1].priced.reaches(value):
            found = self.kept.get(number)
            if self.own is not None:
                found = self.own(self.fold.objective(number), self.bounds)
            elif found is None and self.pool is not None and self.left() != 0:
                found = self.pool.solve(self.fold.objective(number), *self.bounds)
            if found is not None and not found.priced.empty:
                known.append(self._priced(stage, number, found.node, found.basis))
        # Where no earlier tier loses they weigh enough in one: as rows they show hardly more.
        held = number > 0 and not (self.lean and stage.alike and number == 1)
        if self.pool is not None and held and not known[-1].priced.reaches(value) and self.left() != 0:
            known += self._held(stage, number, self.pool, known[-1].basis)
        return max(known, key=lambda told: told.priced.numerator)

    def _held(self, stage: Stage, number: int, pool: Pool, basis: Basis | None) -> list[Relaxed]:
        """The tier relaxed under the rows that keep the tiers before it."""
        for row in self.numbers[:number]:
            pool.hold(row, True)
        found = pool.solve(self.fold.costs[number], stage.lo, stage.hi)
        for row in self.numbers[:number]:
            pool.hold(row, False)
        return [] if found is None or found.priced.empty else [Relaxed(None, found.node, found.priced, basis)]

    def _priced(self, stage: Stage, number: int, node: Node, basis: Basis | None) -> Relaxed:
        """The multipliers of a fold as the tier's own, and what they show; none where the numbers are too large."""
        own, costs = node, self.fold.costs[number]
        if len(node.rows):
            own = self.fold.own(node, number, self.numbers)
        try:
            priced = price(self.rows, costs, own, stage.lo, stage.hi)
            if not priced.reaches(int(costs @ stage.point)):
                absorbed = self.fold.absorbed(own, priced)
                further = price(self.rows, costs, absorbed, stage.lo, stage.hi)
                if further.numerator >= priced.numerator:
                    own, priced = absorbed, further
            return Relaxed(None, own, priced, basis)
        except ValueError:
            return Relaxed(None, NOTHING, price(self.rows, costs, NOTHING, stage.lo, stage.hi), basis)

    def _narrow(self, stage: Stage, number: int, value: int) -> None:
        """Keep to the points of this score: by its row, and by what the root's multipliers show of the columns."""
        if number in self.roots and self.own is None:
            root = Node(self.roots[number].rows, self.roots[number].multipliers)
            priced = price(self.rows, self.fold.costs[number], root, stage.lo, stage.hi)
            stage.lo, stage.hi = tighten(priced, value + 1, stage.lo, stage.hi)
        self.rows.set_rhs(self.numbers[number], -value)

    def none(self) -> TierProof:
        """That no point scores below a target beyond every score of the first tier, as far as a tree shows it."""
        costs, (lo, hi) = self.fold.costs[0], self.bounds
        target = beyond(costs, hi)
        node = self.root.node if self.root is not None and self.root.priced.empty else NOTHING
        start = Relaxed(None, node, price(self.rows, costs, node, lo, hi), None)
        objective = Objective(costs, costs, 0, [], lambda tree: None)
        tier = Tier(self.rows, objective, self.bounds, start, self.moves, self.left, self.seed)
        verified, root = tier.none(target)
        tree = flatten(root)
        if not self.allowance.take(self.rows, tree):
            verified, tree = price(self.rows, costs, NOTHING, lo, hi).bound(), flatten(NOTHING)
        return TierProof(target, verified, target, "tree" if verified == target else "engine", tree)


def _inherited(value: int, before: TierProof) -> TierProof:
    """Cuts only raise an optimum: what is shown of the plan before is shown of this one."""
    return TierProof(value, min(value, before.verified), value, "tree" if before.verified >= value else "engine", None)
