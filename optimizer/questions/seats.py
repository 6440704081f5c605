"""Who else for a seat: of every post that a plan fills the nearest other cadres by proven cost, and that nobody is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from operator import add

from luanchuyen.models.committee.decision import ANYBODY, Decision
from luanchuyen.models.committee.price import Cost, Value
from luanchuyen.models.committee.run_answers import SeatAnswer
from luanchuyen.optimizer.explain.eligible import eligible
from luanchuyen.optimizer.questions.prices import COST, Extent, Prices, difference

NEAREST = 3
"""Cadres named for a seat."""


def seats(prices: Prices) -> Iterator[SeatAnswer]:
    """For each (cadre, post) of the plan at hand, in code order of posts."""
    planned = prices.planned
    others = eligible(prices.situation, [(post,) for _, post in planned])
    told: dict[str, tuple[tuple[tuple[str, Cost], ...], Cost]] = {}
    for cadre, post in sorted(planned, key=lambda pair: (pair[1], pair[0])):
        if post not in told:
            there = {c for c, p in planned if p == post}
            nobody = prices.value((Decision("forbid", ANYBODY, post),), extent=COST)
            nearest = _Nearest(prices, post).of({*others[post,]} - there)
            told[post] = nearest, difference(nobody, prices.base)
        yield SeatAnswer(post, cadre, *told[post])


class _Nearest:
    """The cadres who enter a post at the least costs, by cost, then code.

    The best plan in which some cadre of a set enters the post is the best one of whom it brings there; without them the
    set is asked for the next. So about as many plans are solved as cadres are named, not as many as could be.
    """

    def __init__(self, prices: Prices, post: str) -> None:
        self.prices, self.post = prices, post
        self.found: list[tuple[tuple[int, ...], str, Cost]] = []

    def of(self, cadres: Collection[str]) -> tuple[tuple[str, Cost], ...]:
        """Those of ``cadres``."""
        # Who holds the post already, and may move into it with others, is in it without entering it.
        holders = {cadre for cadre in cadres if self.post in self.prices.situation.held[cadre]}
        self._singly(holders)
        left, last = {*cadres} - holders, tuple[int, ...]()
        while asked := self._open(left, last):
            value = self.prices.value((), extent=Extent(False, (self.post, asked), self._most()))
            if value.score is None:
                self._singly(asked if value.status == "unknown" else ())
                break
            if self._beyond(value):
                break
            entering = {cadre for cadre, post in value.pairs if post == self.post} & asked
            last = max(last, *(self._take(cadre, value) for cadre in entering))
            left -= entering
        return tuple((cadre, cost) for _, cadre, cost in self._first())

    def _open(self, left: set[str], last: tuple[int, ...]) -> set[str]:
        """Who of those left may still be among the first; none of them costs less than ``last``."""
        found = self._first()
        if len(found) < NEAREST or last < found[-1][0]:
            return left
        return {cadre for cadre in left if cadre < found[-1][1]} if last == found[-1][0] else set()

    def _most(self) -> tuple[int, ...] | None:
        """The score of a plan with the last of those named: above it a cadre is not among them."""
        found, base = self._first(), self.prices.base.score
        return None if len(found) < NEAREST or base is None else tuple(map(add, found[-1][0], base.values()))

    def _beyond(self, value: Value) -> bool:
        most, bound = self._most(), value.bound
        return most is not None and bound is not None and tuple(bound.values()) > most

    def _first(self) -> list[tuple[tuple[int, ...], str, Cost]]:
        return sorted(self.found, key=lambda one: one[:2])[:NEAREST]

    def _singly(self, cadres: Collection[str]) -> None:
        for cadre in sorted(cadres):
            self._take(cadre, self.prices.value((Decision("fix", cadre, self.post),), extent=COST))

    def _take(self, cadre: str, value: Value) -> tuple[int, ...]:
        """Take in what a cadre costs, where a plan is known; the cost, tier after tier."""
        cost = difference(value, self.prices.base)
        told = tuple(lost for _, lost in sorted((cost.cost or {}).items()))
        if cost.cost is not None:
            self.found.append((told, cadre, cost))
        return told
