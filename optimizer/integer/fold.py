"""All tiers in one objective: a point of a tier is worth so many points of the next.

A folded objective is a guide: what is proven is proven tier by tier. But a bound of it is, less what the earlier
tiers weigh at their values, a bound of the last tier among the points that keep those values.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from luanchuyen.optimizer.integer.arrays import Arrays, IntArray
from luanchuyen.optimizer.integer.certificate import SCALE, Node, Priced

LARGEST_WEIGHT = 20_000_000
"""What a point of the first tier is worth at most in points of the last: engines count in doubles."""

LARGEST_SUM = 2_000_000_000_000
"""The same times the number of columns: proofs count in 64 bits."""

LARGEST_COST = 10_000_000_000_000
"""What one move may cost in points of the last tier: HiGHS gives up at 10^15, and sums of them must stay below."""

DEAR = 5_000
"""Points that a move may cost by an amount, from which on tiers in one are looked at: else they outweigh any."""


@dataclass(frozen=True)
class Fold:
    """``ratios[t]``: what a point of tier t is worth in points of tier t + 1. ``costs``: those of the tiers.

    ``cadre``: whose each move is. ``single``: of each cadre the row that lets one move be made at most, -1 = none.
    """

    cadre: IntArray
    single: IntArray
    costs: IntArray
    ratios: tuple[int, ...]
    spans: tuple[int, ...]

    @classmethod
    def of(cls, arrays: Arrays) -> Fold:
        """Ratios that no later tier can outweigh, as far as numbers allow."""
        spans = tuple(_span(arrays, costs) for costs in arrays.costs)
        steps = max(1, len(spans) - 1)
        most = min(LARGEST_WEIGHT, max(4, LARGEST_SUM // max(1, arrays.columns)))
        dearest = max((int(np.abs(costs).max(initial=0)) for costs in arrays.costs), default=0)
        most = min(most, max(1, LARGEST_COST // max(1, dearest)))
        cap = max(1, int(most ** (1 / steps)))
        return cls(arrays.cadre, _single(arrays), arrays.costs, tuple(min(span + 1, cap) for span in spans[1:]), spans)

    def weights(self, number: int) -> tuple[int, ...]:
        """What a point of each tier before ``number`` is worth in points of that one."""
        return tuple(prod(self.ratios[earlier:number]) for earlier in range(number))

    def objective(self, number: int) -> IntArray:
        """The tiers up to ``number`` in one, in points of that one."""
        folded: IntArray = self.costs[number].copy()
        for costs, weight in zip(self.costs, self.weights(number), strict=False):
            folded += weight * costs
        return folded

    @cached_property
    def whole(self) -> IntArray:
        """All tiers in one."""
        return self.objective(len(self.costs) - 1)

    def settles(self, number: int) -> bool:
        """Whether later tiers together weigh less than one point of tier ``number``.

        Then, among the points that keep the tiers before it, a least point of the whole fold is one of this tier.
        """
        last = len(self.costs) - 1
        weights = (*self.weights(last), 1)
        return sum(weights[t] * self.spans[t] for t in range(number + 1, last + 1)) < weights[number]

    def outweighed(self, number: int, largest: int) -> bool:
        """Whether a move may cost more by an amount, such as of money, than a point of a tier before weighs: as a row
        alone that tier is then kept. ``largest``: of the numbers of all rows."""
        dear = largest * int(self.costs[number, len(self.cadre) :].max(initial=0))
        return dear > DEAR and any(weight <= dear for weight in self.weights(number))

    def own(self, node: Node, number: int, tier_rows: list[int]) -> Node:
        """Multipliers of the objective up to ``number`` as those of tier ``number``: weights are the earlier rows'."""
        if node.empty or not number:
            return node
        rows, multipliers = node.rows, node.multipliers
        for row, weight in zip(tier_rows, self.weights(number), strict=False):
            there = np.flatnonzero(rows == row)
            if len(there):
                multipliers = multipliers.copy()
                multipliers[there] += weight * SCALE
            else:
                rows, multipliers = np.append(rows, row), np.append(multipliers, weight * SCALE)
        return Node(rows, multipliers, node.column, node.at, node.low, node.high)

    def absorbed(self, node: Node, priced: Priced) -> Node:
        """Multipliers that show no less: of each cadre's moves of negative reduced cost one at most is made."""
        if node.empty:
            return node
        worst = np.zeros(len(self.single), np.int64)
        np.minimum.at(worst, self.cadre, priced.reduced[: len(self.cadre)])
        worst[self.single < 0] = 0
        dense = np.zeros(max(self.single.max(initial=-1), node.rows.max(initial=-1)) + 1, np.int64)
        dense[node.rows] = node.multipliers
        dense[self.single[worst < 0]] -= worst[worst < 0]
        rows = np.flatnonzero(dense)
        return Node(rows, dense[rows])

    def restore(self, root: Node, number: int, tier_rows: list[int]) -> None:
        """``own`` for every node of a tree, in place."""
        waiting = [root]
        while waiting:
            node = waiting.pop()
            told = self.own(node, number, tier_rows)
            node.rows, node.multipliers = told.rows, told.multipliers
            waiting += [child for child in (node.low, node.high) if child is not None]


def _span(arrays: Arrays, costs: IntArray) -> int:
    """How far apart two plans may be in a tier: a cadre makes one move at most, an amount is at most its upper."""
    moves, amounts = costs[: arrays.moves], costs[arrays.moves :] * arrays.upper[arrays.moves :]
    span = np.zeros(int(arrays.cadre.max(initial=-1)) + 1, np.int64)
    least = span.copy()
    np.maximum.at(span, arrays.cadre, moves)
    np.minimum.at(least, arrays.cadre, moves)
    return int(span.sum() - least.sum() + np.abs(amounts).sum())


def _single(arrays: Arrays) -> IntArray:
    """Of each cadre the row -sum of its moves >= -1."""
    count = np.bincount(arrays.cadre)
    row = np.repeat(np.arange(len(arrays.rhs)), np.diff(arrays.indptr))
    cadre = np.append(arrays.cadre, np.full(arrays.columns - arrays.moves, len(count)))[arrays.indices]
    least, most = np.full(len(arrays.rhs), len(count)), np.full(len(arrays.rhs), -1)
    np.minimum.at(least, row, cadre)
    np.maximum.at(most, row, cadre)
    plain = np.diff(arrays.indptr) == np.append(count, -1)[least]
    plain &= (least == most) & (arrays.rhs == -1)
    plain[row[arrays.coefficients != -1]] = False
    single = np.full(len(count), -1)
    single[least[plain]] = np.flatnonzero(plain)
    return single
