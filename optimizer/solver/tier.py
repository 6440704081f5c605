"""One tier of one plan: the tree that shows that no point scores lower, and an engine where a tree grows too large."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from luanchuyen.optimizer.integer.arrays import Bounds, IntArray
from luanchuyen.optimizer.integer.certificate import Node, tighten
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.solver.core import Core, core_of
from luanchuyen.optimizer.solver.engine import BASIC, Basis, EngineError, least
from luanchuyen.optimizer.solver.packing import Packing
from luanchuyen.optimizer.solver.relaxation import Clock, Relaxation, Relaxed
from luanchuyen.optimizer.solver.tree import Gains, Proof, Search

LARGE = 1_000
"""Columns of a core from which its relaxation begins from the root's basis, which brings some more in."""

FEW = 8
"""Nodes of a tree that is small, whatever the one before was."""

QUARTER, NEAR = 4, 0.3
"""A tree first looks half as far above the root's bound as the value at hand lies, at most a quarter of what looking at
packs whole raised it by, half of that where a tree was tried before; as far as the value where that is so near."""

WORK, MOST = 20_000_000, 2_000
"""Entries of the core times nodes that a tree may cost, and nodes: a proof is to be read again."""


@dataclass(frozen=True)
class Found:
    """The least point. ``verified``: none scores lower, by the arithmetic of ``root``'s tree, points of ``target`` or
    more set aside; ``believed``: the same by an engine's word."""

    point: IntArray
    value: int
    verified: int
    believed: int
    target: int
    root: Node


@dataclass(frozen=True)
class Objective:
    """A tier's ``costs``; ``folded``: with the tiers before, which weigh ``offset`` at their values, kept by the rows
    ``earlier``; ``own`` turns a tree's multipliers for the folded costs into those for the tier's, in place. ``gains``:
    what trees of like programs learnt, to which this one adds."""

    costs: IntArray
    folded: IntArray
    offset: int
    earlier: list[int]
    own: Callable[[Node], None]
    gains: Gains | None = None


class Tier:
    """Settles one objective over rows and lo..hi, from the multipliers ``root`` and what they show on.

    ``whole``: by how many points it raised the root's bound to look at packs whole; 0: trees do not. ``cuts``: the
    first of the rows that set plans aside; None: there are none. ``nodes``: so many are left to trees; None: as many as
    a proof may have.
    """

    def __init__(
        self,
        rows: Inequalities,
        objective: Objective,
        bounds: Bounds,
        root: Relaxed,
        moves: int,
        left: Clock,
        seed: int,
    ) -> None:
        self.rows, self.objective = rows, objective
        self.lo, self.hi = bounds
        self.node, self.priced, self.basis = root.node, root.priced, root.basis
        self.moves, self.left, self.seed = moves, left, seed
        self.whole = 0
        self.cuts: int | None = None
        self.nodes: int | None = None

    def settle(self, known: IntArray, told: bool, most: int | None = None, proof: Proof | None = None) -> Found:
        """From a point on. ``told``: by an engine's word no point scores lower. ``most``: it is enough to show that all
        score more. ``proof``: a tree that was made already."""
        value = self._value(known)
        if self.priced.reaches(value):
            return Found(known, value, value, value, value, self.node)
        if most is not None and self.priced.bound() > most:
            return self.open(known)
        proof = proof or self.proof(value if most is None else min(value, most + 1), told)
        if proof.complete and not proof.points and proof.target < value:
            return Found(known, value, proof.target, proof.target, proof.target, proof.root)
        if proof.complete and self.objective.gains is not None:
            self.objective.gains.rises.append(proof.target - self.priced.bound())
        if proof.complete or told:
            return self._shown(known, proof, value)
        known = min([known, *proof.points], key=self._value)
        value = self._value(known)
        # Engines are told the tier alone: its weight beside those before it is a burden to them.
        core = core_of(self.rows, self.objective.costs, *tighten(self.priced, value, self.lo, self.hi))
        outcome = least(core.inequalities, core.costs, core.lo, core.hi, self.left(), self.seed)
        if outcome.point is not None and self._value(core.whole(outcome.point)) < value:
            known, value = core.whole(outcome.point), self._value(core.whole(outcome.point))
        if outcome.status in ("optimal", "infeasible"):
            return self._shown(known, proof, value)
        shown = self._shown(known, proof, value)
        believed = min(value - 1, outcome.bound + core.constant)
        return replace(shown, believed=max(shown.verified, believed))

    def proof(self, value: int, told: bool = False, shown: int | None = None) -> Proof:
        """A tree of points below a value. Of a nearer target first, where the least of a like program would be.

        ``shown``: none scores less.
        """
        gains, low = self.objective.gains, self.priced.bound()
        rise = gains.likely() if gains is not None and not told else None
        if rise is None and not told and value - low > NEAR * self.whole > 0:
            rise = max(1, min(self.whole // QUARTER, (value - low) // 2) // (1 if shown is None else 2))
        target = value if rise is None else min(value, max(low + rise, shown or low) + 1)
        proof, before, step = self._search(target, shown), 0, target - low
        while proof.complete and not proof.points and target < value:
            # Half as far again; where packs are looked at whole, as far as trees grow by.
            if not self.whole:
                step = (target - low + 1) // 2
            else:
                grown = 4 * step if proof.nodes <= FEW else step + (step + 1) // 2
                step = grown if proof.nodes <= max(FEW, 2 * before) else (step + 1) // 2
            before, target, last = proof.nodes, min(value, target + step), proof
            proof = self._search(target, last.target)
            if proof.points and not proof.complete and proof.target == last.target:
                # What the tree before shows: the point is the least.
                return replace(last, points=proof.points)
            if not proof.complete and proof.bound < last.target:
                return replace(last, points=proof.points, bound=last.target, complete=False)
        return proof

    def none(self, target: int) -> tuple[int, Node]:
        """There is no point, an engine says: the tree that shows it of scores below a target, or how far it comes."""
        if self.priced.empty:
            return target, self.node
        proof = self._search(target)
        if proof.points:
            raise EngineError("an engine missed a point")
        return target if proof.complete else min(proof.bound, target), proof.root

    def open(self, known: IntArray, proof: Proof | None = None) -> Found:
        """What the multipliers alone show, or a tree that was made already, where there is no time for more."""
        value = self._value(known)
        verified = min(self.priced.bound(), value)
        if proof is not None and proof.bound > verified:
            return self._shown(known, proof, proof.bound)
        return Found(known, value, verified, verified, value, self.node)

    def _shown(self, known: IntArray, proof: Proof, believed: int) -> Found:
        """The better of what was known and of the tree's points, and what the tree shows."""
        point = min([known, *proof.points], key=self._value)
        value = self._value(point)
        verified = value if proof.complete else min(proof.bound, value)
        return Found(point, value, verified, min(believed, value), proof.target, proof.root)

    def _value(self, point: IntArray) -> int:
        return int(self.objective.costs @ point)

    def _core(self, target: int, basis: Basis | None = None) -> Core:
        """What the root's multipliers leave to points of score below the target, and what a basis needs."""
        bounds = tighten(self.priced, target, self.lo, self.hi)
        keep = (basis.rows != BASIC, basis.columns == BASIC) if basis is not None else ()
        return core_of(self.rows, self.objective.folded, *bounds, *keep)

    def _first(self) -> IntArray:
        """What is split before all else where amounts alone cost: a move of a plan set aside, given up or not, then an
        amount. A relaxation gives up some of each move, and lets others go round in parts of a circle."""
        first = np.zeros(self.rows.columns, np.int64)
        if self.cuts is not None and not self.objective.costs[: self.moves].any():
            first[self.moves :] = 1
            first[self.rows.column[(self.rows.row >= self.cuts) & (self.rows.value < 0)]] = 2
        return first

    def _search(self, target: int, floor: int | None = None) -> Proof:
        """A tree over the core that a target leaves, below the root and its multipliers."""
        core, offset, basis = self._core(target), self.objective.offset, None
        if self.basis is not None and len(core.columns) > LARGE:
            basis = self.basis.grown(len(self.rows.rhs))
            core = self._core(target, basis)
            basis = basis.part(core.rows, core.columns)
        # Earlier tiers weigh enough in the costs: as rows they would only leave nodes without a point, slow to show.
        rows = core.inequalities.copy()
        rows.active &= ~np.isin(core.rows, self.objective.earlier)
        plain = Relaxation(rows, core.costs, core.lo, core.hi, basis)
        relaxation = Packing(rows, core.costs, core.inner(self.node)) if self.whole and rows.packs else plain
        amounts = np.flatnonzero(core.columns >= self.moves)
        most = max(50, min(MOST, WORK // max(1, len(core.inequalities.row))))
        most = most if self.nodes is None else min(most, self.nodes)
        learnt = self.objective.gains
        gains = learnt.part(core.columns) if learnt is not None else None
        further = offset - core.constant
        least = None if floor is None else floor + further
        search = Search(relaxation, target + further, amounts, most, self.left, gains=gains, floor=least)
        search.rows, search.first = core.inequalities, self._first()[core.columns]
        proof = search.run(core.lo, core.hi)
        self.nodes = None if self.nodes is None else self.nodes - proof.nodes
        if learnt is not None:
            learnt.take(search.gains, core.columns)
        core.restore(proof.root)
        self.objective.own(proof.root)
        proof.root = Node(self.node.rows, self.node.multipliers, low=proof.root)
        proof.points = [core.whole(point) for point in proof.points]
        proof.bound += core.constant - offset
        proof.target += core.constant - offset
        return proof
