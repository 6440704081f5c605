"""One tier of one plan: the relaxation's bound, fixing, rounds of near targets, an engine's help, the tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from luanchuyen.optimizer.integer.arrays import IntArray
from luanchuyen.optimizer.integer.certificate import Node, tighten
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.solver.blocks import Block, Blocks
from luanchuyen.optimizer.solver.core import Core, core_of
from luanchuyen.optimizer.solver.dispatch import Spread, here
from luanchuyen.optimizer.solver.engine import EngineError, Outcome, minimise
from luanchuyen.optimizer.solver.relaxation import BASIC, Clock, Relaxation, Relaxed
from luanchuyen.optimizer.solver.tree import Proof, Search

if TYPE_CHECKING:
    from luanchuyen.optimizer.solver.block_work import Piece

NARROW, WIDEN = 20_000, 4
"""The first target lies 1/20000 above the relaxation's bound; each next is four times as far."""

BY_BLOCKS = 20_000
"""Free columns from which a first point is sought block by block."""

GLANCE, GLANCE_WORK = 25, 500_000
"""Nodes, and entries of the core times nodes, of a tree before an engine is asked for the best point: it is quicker
at finding, the tree at proving."""

FEW = 12
"""Plans of one score and one tie-break sum asked for one by one, where a small tree did not list them, before a large
one does."""

FIRST = 150
"""Nodes of that small tree."""

WORK, MOST = 20_000_000, 2_000
"""Entries of the core times nodes that a tree may cost, and nodes: a proof is to be read again."""


@dataclass(frozen=True)
class Found:
    """The least score over the points looked at; ``points`` have it, and are all that do where ties were asked for.

    ``value`` None: there is no point (``exhausted``) or none was found. ``verified``: no point scores lower, by the
    arithmetic of ``root``'s tree, points of ``target`` or more set aside; ``believed``: the same by an engine's word.
    """

    value: int | None
    points: list[IntArray]
    verified: int
    believed: int
    target: int
    root: Node
    exhausted: bool


class Tier:
    """Minimises one objective over rows and lo..hi, from the solved relaxation ``root`` on."""

    def __init__(
        self,
        rows: Inequalities,
        costs: IntArray,
        bounds: tuple[IntArray, IntArray],
        root: Relaxed,
        moves: int,
        left: Clock,
        seed: int,
        ties: bool = False,
        spread: Spread = here,
    ) -> None:
        self.rows, self.costs, self.root = rows, costs, root
        self.lo, self.hi = bounds
        self.moves, self.left, self.seed, self.ties, self.spread = moves, left, seed, ties, spread
        self.floor: int | None = None
        self.worst = int(np.where(costs >= 0, costs * self.hi, costs * self.lo).sum()) + 1

    def solve(self, known: IntArray | None, floor: int | None) -> Found:
        """``known``: a point. ``floor``: nothing scores lower than this, as is known from elsewhere.

        A near target closes most of the tree by arithmetic at its root; the width grows by a factor, so that
        all rounds together cost little more than the last.
        """
        self.floor = floor
        if self.root.priced.empty:
            return Found(None, [], self.worst, self.worst, self.worst, self.root.node, True)
        if int((self.lo < self.hi).sum()) >= BY_BLOCKS:
            known = self._by_blocks(known)
        if known is not None and self._is_least(int(self.costs @ known)):
            return self._prove(known, int(self.costs @ known))
        least = max(self.root.priced.bound(), floor if floor is not None else self.root.priced.bound())
        width = 1 if floor is not None else max(1, least // NARROW)
        glance = True
        while True:
            best = None if known is None else int(self.costs @ known)
            top = self.worst if best is None else best + self.ties
            target = min(max(least, 0) + width, top)
            if glance:
                proof = self._search(target, GLANCE)
                if proof.complete and (proof.points or target >= top):
                    return self._complete(proof, known)
                if proof.points:
                    known, best = proof.points[0], int(self.costs @ proof.points[0])
                    if self._is_least(best):
                        return self._prove(known, best)
                glance = proof.complete
            if not glance:
                outcome = self._ask(self._core(target))
                if outcome.point is not None and (best is None or (outcome.value or 0) < best):
                    known, best = outcome.point, outcome.value
                if outcome.status not in ("optimal", "infeasible"):
                    return self._unproven(known, outcome.bound)
                if best is not None and known is not None and (best < target or target >= top):
                    return self._prove(known, best)
                if target >= top:
                    return self._none()
            least, width = target, max(WIDEN, width * WIDEN, least // NARROW)

    def _by_blocks(self, known: IntArray | None) -> IntArray | None:
        """The better of a known point and of the one that the blocks' own best points make."""
        blocks, places = Blocks(self.rows, self.lo, self.hi, known), list[IntArray]()
        if not blocks.worth:
            return known
        costs, point = blocks.costs(self.costs, self.root), blocks.start()

        def pieces() -> Iterator[Piece]:
            for block in blocks:
                places.append(block.columns)
                yield self._piece(block, costs)

        for best, columns in zip(self.spread("best", pieces()), places, strict=True):
            if best is None:
                return known
            point[columns] = best
        whole = blocks.complete(point)
        if whole is None or (known is not None and int(self.costs @ known) <= int(self.costs @ whole)):
            return known
        return whole

    def _piece(self, block: Block, costs: IntArray) -> Piece:
        """The block as it is solved apart, with the prices that tie it to the others."""
        from luanchuyen.optimizer.solver.block_work import Piece

        lo, hi = self.lo[block.columns], self.hi[block.columns]
        basis = self.root.basis.part(block.row_numbers, block.columns) if self.root.basis else None
        moves = int(np.searchsorted(block.columns, self.moves))
        return Piece(block.rows, costs[block.columns], lo, hi, basis, moves, self.left(), self.seed)

    def _core(self, target: int) -> Core:
        """What the root's multipliers leave to points of score below the target."""
        lo, hi = tighten(self.root.priced, target, self.lo, self.hi)
        basis = self.root.basis
        if basis is None:
            return core_of(self.rows, self.costs, lo, hi)
        return core_of(self.rows, self.costs, lo, hi, basis.rows != BASIC, basis.columns == BASIC)

    def _search(self, target: int, most: int = 0) -> Proof:
        """A tree over the core that a target leaves; its root node carries the relaxation's own multipliers.

        ``most``: so many nodes at most, and only a glance's work; 0: as many as a proof may have.
        """
        core = self._core(target)
        basis = self.root.basis.part(core.rows, core.columns) if self.root.basis else None
        relaxation = Relaxation(core.inequalities, core.costs, core.lo, core.hi, basis)
        amounts = np.flatnonzero(core.columns >= self.moves)
        entries = max(1, len(core.inequalities.row))
        nodes = min(most, max(3, GLANCE_WORK // entries)) if most else max(50, min(MOST, WORK // entries))
        search = Search(relaxation, target - core.constant, amounts, nodes, self.left, self.ties)
        proof = search.run(core.lo, core.hi)
        core.restore(proof.root)
        top = self.root.node
        proof.root = Node(top.rows, top.multipliers, low=proof.root)
        proof.points = [core.whole(point) for point in proof.points]
        proof.bound += core.constant
        proof.target += core.constant
        return proof

    def _ask(self, core: Core) -> Outcome:
        """An engine's best point of the core, in the whole program's terms."""
        found = minimise(core.inequalities, core.costs, core.lo, core.hi, self.left(), self.seed)
        if found.point is None or found.value is None:
            return replace(found, bound=found.bound + core.constant)
        point = core.whole(found.point)
        return Outcome(found.status, point, found.value + core.constant, found.bound + core.constant)

    def _prove(self, known: IntArray, value: int) -> Found:
        """The tree that shows what an engine said; where it grows too large, its bound so far."""
        if self.ties:
            return self._others(known, value)
        if self._is_least(value):
            return Found(value, [known], value, value, value, self.root.node, True)
        proof = self._search(value)
        if proof.complete:
            return self._complete(proof, known)
        points = proof.points or [known]
        least = int(self.costs @ points[0])
        return Found(least, points, min(proof.bound, least), value, proof.target, proof.root, False)

    def _none(self) -> Found:
        """There is no point, an engine says: the tree that shows it, or as far as it comes."""
        proof = self._search(self.worst)
        if proof.points:
            raise EngineError("an engine missed a point")
        return Found(None, [], proof.bound, self.worst, proof.target, proof.root, True)

    def _is_least(self, value: int) -> bool:
        """Whether the floor, or the root's multipliers alone, show that nothing scores lower."""
        known_before = self.floor is not None and value <= self.floor
        return not self.ties and (known_before or self.root.priced.reaches(value))

    def _others(self, known: IntArray, value: int) -> Found:
        """Every point of the least score, an engine asked again and again for one more; else a whole tree."""
        proof = self._search(value + 1, FIRST)
        if proof.complete and proof.points:
            return self._complete(proof, known)
        points = [known]
        core = self._core(value + 1)
        for _ in range(FEW):
            inner = core.part(points[-1])
            if inner is None:
                break
            chosen = (core.columns < self.moves) & (inner > 0)
            row = np.where(core.columns < self.moves, np.where(chosen, -1, 1), 0)
            core.inequalities.add(row, 1 - int(chosen.sum()))
            outcome = self._ask(core)
            if outcome.status == "infeasible" or (outcome.status == "optimal" and outcome.value != value):
                return Found(value, points, value, value, value, self.root.node, True)
            if outcome.point is None or outcome.status != "optimal":
                break
            points.append(outcome.point)
        proof = self._search(value + 1)
        return Found(value, proof.points or points, value, value, value, proof.root, proof.complete)

    def _complete(self, proof: Proof, known: IntArray | None) -> Found:
        """All of the tree is closed: its points, or the one known before, are the best."""
        points = proof.points or ([known] if known is not None else [])
        if not points:
            return Found(None, [], self.worst, self.worst, proof.target, proof.root, True)
        value = int(self.costs @ points[0])
        return Found(value, points, value, value, proof.target, proof.root, True)

    def _unproven(self, known: IntArray | None, believed: int) -> Found:
        verified = self.root.priced.bound()
        if known is None:
            return Found(None, [], verified, believed, self.worst, self.root.node, False)
        value = int(self.costs @ known)
        return Found(value, [known], min(verified, value), min(believed, value), value, self.root.node, False)
