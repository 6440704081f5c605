"""What the solving child says of variants, counted again in exact arithmetic. Imports no solver."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from luanchuyen.optimizer.integer.arrays import Arrays, IntArray
from luanchuyen.optimizer.integer.certificate import Node, beyond, price, proven_bound, tighten, unflatten
from luanchuyen.optimizer.integer.cuts import difference_cut
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.task import Answer, Ranked, TierProof, Variant

NOTHING = Variant((np.zeros(0, np.int64), np.zeros(0, np.int64)))


class AnswerChecker:
    """Checks answers to variants of a program of which ``first`` is the first plan of a ranking."""

    def __init__(self, arrays: Arrays, first: Ranked) -> None:
        self.arrays = arrays
        self.first: tuple[TierProof, ...] = ()
        self.shown: tuple[int, ...] = ()
        self.rows = Inequalities.of(arrays)
        self.numbers = [self.rows.add(-costs, None) for costs in arrays.costs]
        counting = _Counting(self, NOTHING)
        self.shown, self.roots, self.first = counting.tiers(first.proofs), counting.roots, first.proofs

    def bound(self, variant: Variant, answer: Answer) -> tuple[int, ...]:
        """By tier what is shown of every plan of the variant; 0 from the first tier on of which nothing is told.

        The plan is proven best where this is its score. Where ``nearness`` is told, one number more: by how many
        cadres a plan of that score differs at least from ``variant.near``.
        """
        counting, proofs = _Counting(self, variant), answer.proofs if answer.plan is None else answer.plan.proofs
        shown = counting.tiers(proofs)
        if variant.near is None or answer.nearness is None:
            return shown
        settled = shown == tuple(proof.value for proof in proofs)
        costs, _ = difference_cut(self.arrays, variant.near, 0)
        found = counting.tier(costs, answer.nearness)[0] if settled else None
        return (*shown, 0 if found is None else max(0, found + len(variant.near)))

    def none(self, variant: Variant, answer: Answer) -> bool:
        """Whether it is shown that no plan keeps the variant."""
        if answer.end is None:
            return False
        counting, costs = _Counting(self, variant), self.arrays.costs[0]
        found, _ = counting.tier(costs, answer.end)
        return found is not None and found >= answer.end.target >= beyond(costs, counting.hi)


class _Counting:
    """The rows and bounds of a variant, narrowed tier after tier to the points of a score."""

    def __init__(self, checker: AnswerChecker, variant: Variant) -> None:
        self.checker, self.arrays = checker, checker.arrays
        self.rows, self.numbers = checker.rows.copy(), checker.numbers
        for dense, least in variant.rows_of(self.arrays.columns):
            self.rows.add(dense, least)
        self.lo, self.hi = variant.bounds(self.arrays.upper)
        self.roots: dict[int, Node] = {}
        self._waiting: list[tuple[int, Node, int]] = []

    def tiers(self, proofs: Sequence[TierProof]) -> tuple[int, ...]:
        """What is shown of each tier, up to the first that is not settled."""
        shown, first = [0] * len(self.arrays.tiers), self.checker.first
        alike = bool(first)
        for number, proof in enumerate(proofs):
            costs, root = self.arrays.costs[number], None
            if proof.tree is None:
                found = self.checker.shown[number] if alike else None
                root = self.checker.roots.get(number) if alike else None
            else:
                found, root = self.tier(costs, proof)
            shown[number] = 0 if found is None else min(found, proof.value)
            if shown[number] < proof.value or found is None:
                break
            alike = alike and proof.value == first[number].value
            if root is not None:
                self.roots[number] = root
                self._waiting.append((number, root, proof.value))
            self.rows.set_rhs(self.numbers[number], -proof.value)
        return tuple(shown)

    def tier(self, costs: IntArray, proof: TierProof) -> tuple[int | None, Node | None]:
        """The bound that a proof's tree shows, and the tree; None where it shows none."""
        found, root = self._shown(costs, proof)
        if self._waiting and (found is None or found < proof.target):
            self._narrow()
            found, root = self._shown(costs, proof)
        return found, root

    def _shown(self, costs: IntArray, proof: TierProof) -> tuple[int | None, Node | None]:
        try:
            root = unflatten(proof.tree or [])
            return proven_bound(self.rows, costs, self.lo, self.hi, proof.target, root), root
        except (ValueError, TypeError, IndexError, KeyError, OverflowError):
            return None, None

    def _narrow(self) -> None:
        """Leave out what the multipliers of the tiers so far show to score more: it costs more than it mostly helps."""
        for number, root, value in self._waiting:
            above = Node(root.rows, root.multipliers)
            priced = price(self.rows, self.arrays.costs[number], above, self.lo, self.hi)
            self.lo, self.hi = tighten(priced, value + 1, self.lo, self.hi)
        self._waiting = []
