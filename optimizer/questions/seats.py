"""Who else for a seat: of every post that a plan fills the nearest other cadres by proven cost, and that nobody is."""

from __future__ import annotations

from collections.abc import Iterator

from luanchuyen.models.committee.decision import ANYBODY, Decision
from luanchuyen.models.committee.price import Cost
from luanchuyen.models.committee.run_answers import SeatAnswer
from luanchuyen.optimizer.explain.eligible import eligible
from luanchuyen.optimizer.questions.floors import Floors
from luanchuyen.optimizer.questions.prices import Prices, difference

NEAREST = 3
"""Cadres named for a seat."""


def seats(prices: Prices, floors: Floors | None) -> Iterator[SeatAnswer]:
    """For each (cadre, post) of the plan at hand, in code order of posts.

    ``floors``: what a plan with a pair scores at least: who cannot be among the nearest is not solved.
    """
    planned = prices.planned
    others = eligible(prices.situation, [(post,) for _, post in planned])
    costs: dict[tuple[str, str], Cost] = {}
    nobody: dict[str, Cost] = {}
    for cadre, post in sorted(planned, key=lambda pair: (pair[1], pair[0])):
        if post not in nobody:
            nobody[post] = _cost(prices, Decision("forbid", ANYBODY, post))
        there = {c for c, p in planned if p == post}
        found = _nearest(prices, floors, post, [c for c in others[post,] if c not in there], costs)
        yield SeatAnswer(post, cadre, found, nobody[post])


def _nearest(
    prices: Prices, floors: Floors | None, post: str, cadres: list[str], costs: dict[tuple[str, str], Cost]
) -> tuple[tuple[str, Cost], ...]:
    """The least costs, those of the least floors solved first, until no floor is below the worst of them."""
    base = prices.base.score or {}
    told = []
    for cadre in cadres:
        floor = floors.of(cadre, post) if floors is not None else None
        least = () if floor is None else tuple(f - b for f, b in zip(floor, base.values(), strict=True))
        told.append((least, cadre))
    found: list[tuple[tuple[int, ...], str, Cost]] = []
    for least, cadre in sorted(told):
        if len(found) >= NEAREST and least and least > sorted(found)[NEAREST - 1][0]:
            break
        if (cadre, post) not in costs:
            costs[cadre, post] = _cost(prices, Decision("fix", cadre, post))
        cost = costs[cadre, post]
        if cost.cost is not None:
            found.append((tuple(value for _, value in sorted(cost.cost.items())), cadre, cost))
    ordered = sorted(found, key=lambda one: one[:2])[:NEAREST]
    return tuple((cadre, cost) for _, cadre, cost in ordered)


def _cost(prices: Prices, decision: Decision) -> Cost:
    return difference(prices.value((decision,)), prices.base)
