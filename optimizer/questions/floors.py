"""Floors by the proven relaxation: what a plan with a move must score at least, by reduced costs. No solve.

The first multipliers of each tier's tree show a bound of that tier in exact integers (integer/certificate.py); a plan
with a move scores at least that bound and the move's reduced cost.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray
from luanchuyen.optimizer.integer.certificate import SCALE, Node, price, tighten, unflatten
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.questions.best import Best

Score = tuple[int, ...]

EACH = (3, 1)
"""Moves of least floor of each post and of each cadre that are near whatever their floor: for multipliers that hold."""


class Floors:
    """Of every move of a best plan's program the least score, tier by tier, of a plan that makes it.

    A tier's floor holds of plans that have the best scores in the tiers before it; behind a tier whose floor lies
    above its best score nothing is told: 0.
    """

    def __init__(self, best: Best) -> None:
        self.program, self.best = best.program, best
        self._shown = self._by_tier()

    def of(self, cadre_id: str, post_id: str) -> Score | None:
        """The least score of a plan with the pair; None: no move brings it, or staying does."""
        program = self.program
        columns, situation = program.moves.columns, program.moves.situation
        if post_id in situation.held[cadre_id] and cadre_id not in situation.leaves:
            return None
        groups = [group.index for group in situation.groups_with[post_id]]
        cadre = columns.cadre_index[cadre_id]
        moves = np.flatnonzero((program.moves.cadre == cadre) & np.isin(program.moves.group, groups))
        return min((self._of_move(int(move)) for move in moves), default=None)

    def _of_move(self, move: int) -> Score:
        found: list[int] = []
        alike = True
        for tier, shown in zip(self.program.arrays.tiers, self._shown, strict=True):
            found.append(max(int(shown[move]), 0) if alike else 0)
            alike = alike and shown[move] <= self.best.score[tier]
        return tuple(found)

    def may_be_best(self, limits: Mapping[int, int]) -> BoolArray:
        """The moves that a plan may make whose scores keep to the limits, of tiers from the first on."""
        found = np.ones(self.program.arrays.moves, bool)
        for tier, shown in zip(self.program.arrays.tiers, self._shown, strict=True):
            if tier not in limits:
                break
            found &= shown <= limits[tier]
            if limits[tier] > self.best.score[tier]:
                break
        return found

    def nearest(self, count: int) -> tuple[BoolArray, Score | None]:
        """At most so many moves, of the least floors, and a score: plans that score no more make no others.

        Of the second tier, plans being best in the first. None: these are all moves.
        """
        first, *later = self._shown
        best = self.best.score[self.program.arrays.tiers[0]]
        if count >= len(first) or not later:
            return np.ones(len(first), bool), None
        floors = np.where(first > best, np.iinfo(np.int64).max, later[0])
        most = int(np.partition(floors, count)[count]) - 1
        # Where the first tier loses too, moves that only it bars may be needed.
        kept = (floors <= most) | ((first > best) & (first <= best + 1))
        arrays = self.program.arrays
        for key, each in zip((arrays.group, arrays.cadre), EACH, strict=True):
            order = np.lexsort((floors, key))
            starts = np.flatnonzero(np.diff(key[order], prepend=-1))
            place = np.arange(len(order)) - np.repeat(starts, np.diff(np.append(starts, len(order))))
            kept[order[place < each]] = True
        return kept, (best, most)

    def _by_tier(self) -> list[IntArray]:
        """For each tier the bound that its root shows with a move made, by move."""
        arrays, ranked = self.program.arrays, self.best.ranked
        assert ranked is not None
        rows = Inequalities.of(arrays)
        tier_rows = [rows.add(-costs, None) for costs in arrays.costs]
        lo, hi = np.zeros(arrays.columns, np.int64), arrays.upper
        found: list[IntArray] = []
        for number, tier in enumerate(arrays.tiers):
            costs = arrays.costs[number]
            root = _root(ranked.proofs[number].tree if number < len(ranked.proofs) else None)
            try:
                priced = price(rows, costs, root, lo, hi)
            except ValueError:
                root = _root(None)
                priced = price(rows, costs, root, lo, hi)
            # What an earlier tier shows to be made is counted already.
            open_moves = lo[: arrays.moves] < 1
            made = priced.numerator + np.where(open_moves, np.maximum(priced.reduced[: arrays.moves], 0), 0)
            bound = -(-made // SCALE)
            beyond = hi[: arrays.moves] < 1  # an earlier tier shows that it would lie above its best score
            found.append(np.where(beyond, self.best.score[tier] + 1, bound))
            lo, hi = tighten(priced, self.best.score[tier] + 1, lo, hi)
            rows.set_rhs(tier_rows[number], -self.best.score[tier])
        return found


def _root(tree: list[list[object]] | None) -> Node:
    """The multipliers of a tree's first node; none where there is no tree."""
    if tree is None:
        return Node()
    told = unflatten(tree)
    return Node() if told.empty else Node(told.rows, told.multipliers)
