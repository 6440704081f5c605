"""How far each weight may change, alone, with a plan staying a best one: exact ends, by parametric solves.

Of plans x that are best in the tiers before its own, a weight w makes others(x) + w x amount(x) in its tier, an affine
function of w. The plan at hand is best just between the last w at which some x is better from below and the first from
above; each is found by going from one such x to the w at which both are equal (Newton's way: finitely many steps).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from luanchuyen.models.committee.answer import WeightInterval
from luanchuyen.optimizer.audit.auditor import Audit
from luanchuyen.optimizer.integer.arrays import IntArray
from luanchuyen.optimizer.questions.best import Best
from luanchuyen.optimizer.questions.floors import Floors
from luanchuyen.optimizer.questions.region import Pairs, Region
from luanchuyen.optimizer.questions.weighing import Weight, weighed, weights_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild

STEPS = 60
"""Solves for one end at most."""


class Intervals:
    """The intervals of all weights of a situation around its best plan, which is proven."""

    def __init__(
        self,
        situation: Situation,
        best: Best,
        child: SolvingChild,
        seed: int = 0,
        time_limit: float | None = None,
    ) -> None:
        assert best.status == "optimal"
        self.situation, self.best = situation, best
        self.child, self.seed, self.time_limit = child, seed, time_limit
        self.weighed, self.floors = weighed(situation), Floors(best)
        self.met: dict[Pairs, Audit] = {}

    def all(self) -> tuple[WeightInterval, ...]:
        """One for each weight, by rule."""
        return tuple(self.of(weight) for weight in weights_of(self.situation))

    def of(self, weight: Weight) -> WeightInterval:
        """The interval of one weight."""
        program = self.weighed.program
        before = {tier: self.best.score[tier] for tier in program.arrays.tiers if tier < weight.tier}
        possible = self.floors.may_be_best(before)
        region = Region(program, before, self.child, self.seed, self.time_limit, self.situation, possible)
        line = _Line(self, weight, region)
        lower, below = line.lower()
        upper, above = line.upper()
        return WeightInterval(weight.name, weight.tier, weight.weight, lower, upper, below and above)


@dataclass(frozen=True)
class _Point:
    """A plan in the plane of a weight: what the weight weighs in it, and what its tier scores besides."""

    amount: int
    others: int
    pairs: Pairs

    def at(self, weight: Fraction) -> Fraction:
        """The score of its tier."""
        return self.others + weight * self.amount


class _Line:
    """The search for both ends of one weight's interval."""

    def __init__(self, asked: Intervals, weight: Weight, region: Region) -> None:
        self.weight, self.region, self.situation = weight, region, asked.situation
        self.met = asked.met
        arrays = asked.weighed.program.arrays
        self.amounts = asked.weighed.shortfalls[weight.name]
        self.others: IntArray = arrays.costs[arrays.tiers.index(weight.tier)] - weight.weight * self.amounts
        best = asked.best
        assert best.audited is not None
        self.mine = self._point(best.pairs, best.audited)

    def lower(self) -> tuple[Fraction, bool]:
        """The least weight at which the plan is a best one, and whether that is proven."""
        more = (point for point in self._known() if point.amount > self.mine.amount)
        at = max([Fraction(0), *(self._meets(point) for point in more)])
        for _ in range(STEPS):
            other, shown = self._better(at.numerator, at.denominator)
            if other is None or other.amount <= self.mine.amount:
                return at, shown and other is None
            at = self._meets(other)
        return at, False

    def upper(self) -> tuple[Fraction | None, bool]:
        """The greatest such weight; None: there is none."""
        if not self.mine.amount:
            return None, True
        less = [self._meets(point) for point in self._known() if point.amount < self.mine.amount]
        if not less:
            other, shown = self._better(1, 0)
            if other is None:
                return None, shown
            less = [self._meets(other)]
        at = min(less)
        for _ in range(STEPS):
            other, shown = self._better(at.numerator, at.denominator)
            if other is None or other.amount >= self.mine.amount:
                return at, shown and other is None
            at = self._meets(other)
        return at, False

    def _meets(self, other: _Point) -> Fraction:
        """The weight at which another plan, of another amount, is as good."""
        return Fraction(other.others - self.mine.others, self.mine.amount - other.amount)

    def _known(self) -> Iterator[_Point]:
        """The plans met so far, of whichever weight, that keep the tiers before."""
        for pairs, audited in self.met.items():
            if all(audited.score[tier] <= most for tier, most in self.region.limits.items()):
                yield self._point(pairs, audited)

    def _point(self, pairs: Pairs, audited: Audit) -> _Point:
        amount = self.weight.shortfall(audited.findings, self.situation)
        return _Point(amount, audited.score[self.weight.tier] - self.weight.weight * amount, pairs)

    def _better(self, weight: int, scale: int) -> tuple[_Point | None, bool]:
        """A plan that is better where the weight is ``weight / scale``; None: none was found, and whether none is.

        ``scale`` 0: what the weight weighs is all that counts.
        """
        ours = scale * self.mine.others + weight * self.mine.amount
        found = self.region.least(scale * self.others + weight * self.amounts, self.mine.pairs)
        if found is None:
            return None, False
        self.met[found.pairs] = found.audited
        point = self._point(found.pairs, found.audited)
        if scale * point.others + weight * point.amount < ours:
            return point, True
        return None, found.bound >= ours
