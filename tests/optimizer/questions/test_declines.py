"""Declines and seats against listing every plan: costs, who takes over, who fares otherwise, the nearest others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import prod

import pytest
from brute_force import BruteForce, Judged, difference
from questions_listed import least_with
from tiny_boards import tiny_board

from luanchuyen.models.committee.decision import ANYBODY, Decision
from luanchuyen.models.committee.price import Cost
from luanchuyen.models.committee.run_answers import Decline, SeatAnswer
from luanchuyen.optimizer.audit.auditor import kept
from luanchuyen.optimizer.questions import floors
from luanchuyen.optimizer.questions.declines import declines
from luanchuyen.optimizer.questions.floors import EACH
from luanchuyen.optimizer.questions.prices import Pairs, Prices, by_the_book
from luanchuyen.optimizer.questions.seats import others as room
from luanchuyen.optimizer.questions.seats.others import FEWEST, NEAREST, seats
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.solver.process import SolvingChild

BOARDS, LEAST = 40, 2
PLANS_TO_TRY = 400

Score = tuple[int, ...]


@pytest.fixture(scope="module")
def child() -> Iterator[SolvingChild]:
    with SolvingChild() as made:
        yield made


def less(one: Score | None, base: Score) -> Score | None:
    return None if one is None else tuple(a - b for a, b in zip(one, base, strict=True))


def told(cost: Cost) -> Score | None:
    assert cost.proven and cost.cost == cost.at_least
    return None if cost.cost is None else tuple(value for _, value in sorted(cost.cost.items()))


def boards() -> Iterator[tuple[int, BruteForce]]:
    """Boards with a plan that moves somebody, nothing to stay close to."""
    seed = found = 0
    while found < BOARDS:
        free = BruteForce(by_the_book(tiny_board(seed).situation))
        if prod(map(len, free.options)) <= PLANS_TO_TRY and free.legal and free.legal[0].pairs:
            found += 1
            yield seed, free
        seed += 1


def test_declines_and_seats_are_those_of_listing_every_plan(
    child: SolvingChild, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: Counter[str] = Counter()
    for seed, free in boards():
        planned = free.legal[0].pairs
        prices = Prices(free.situation, child, planned)
        answered = list(declines(prices))
        assert [one.cadre for one in answered] == sorted({cadre for cadre, _ in planned}), seed
        for one in answered:
            hold_decline(one, free, planned, seen)
        for most, fewest, each in ((1, FEWEST, EACH), (NEAREST, 1, EACH), (NEAREST, 1, (0, 0))):
            monkeypatch.setattr(room, "NEAREST", most)
            monkeypatch.setattr(room, "FEWEST", fewest)
            monkeypatch.setattr(floors, "EACH", each)
            of_seats = list(seats(prices))
            assert [(one.cadre, one.post) for one in of_seats] == sorted(planned, key=lambda p: (p[1], p[0])), seed
            for seat in of_seats:
                hold_seat(seat, free, planned, most, seen)
    wanted = ("nobody takes over", "taken over", "others move", "only for", "costs", "several near", "empty costs")
    assert not {kind: seen[kind] for kind in wanted if seen[kind] < LEAST}, seen


def hold_decline(one: Decline, free: BruteForce, planned: Pairs, seen: Counter[str]) -> None:
    """The least cost with the cadre where they are; the told plan one nearest, and what is said of it."""
    situation, base = free.situation, free.legal[0].score
    stays = [plan for plan in free.legal if kept(Decision("stay", one.cadre), lineup_of(situation, plan.pairs))]
    assert told(one.priced.cost) == less(stays[0].score if stays else None, base)
    posts = [post for cadre, post in planned if cadre == one.cadre]
    others = {post: possible(free, post) - {one.cadre} for post in posts}
    assert set(one.only_for) == {post for post in posts if not others[post]}
    seen["only for"] += bool(one.only_for)
    if not stays:
        assert one.priced.pairs is None and not one.priced.changes
        return
    best: list[Judged] = [plan for plan in stays if plan.score == stays[0].score]
    least = min(difference(plan.pairs, planned) for plan in best)
    nearest = [plan.pairs for plan in best if difference(plan.pairs, planned) == least]
    assert one.priced.pairs in nearest and one.priced.unique is (len(nearest) == 1)
    now, was = lineup_of(situation, one.priced.pairs or ()), lineup_of(situation, planned)
    differ = {c for c in situation.instance.cadres if now.after(c) != was.after(c)}
    assert {change.cadre for change in one.priced.changes} == differ and one.cadre in differ
    assert [post for post, _ in one.takes_over] == posts
    for post, cadre in one.takes_over:
        entering = {c for c, p in one.priced.pairs or () if p == post} - {c for c, p in planned if p == post}
        assert cadre in (entering or {None})
        seen["nobody takes over" if cadre is None else "taken over"] += 1
    seen["others move"] += len(differ) > 2
    seen["costs"] += any(told(one.priced.cost) or ())


def possible(free: BruteForce, post: str) -> set[str]:
    """Whom nothing bars from a move into the post."""
    options = zip(free.cadres, free.options, strict=True)
    return {cadre for cadre, groups in options if any(group and post in group.posts for group in groups)}


def hold_seat(seat: SeatAnswer, free: BruteForce, planned: Pairs, most: int, seen: Counter[str]) -> None:
    """The least costs of other cadres in the post, ties by code; and that nobody enters."""
    base = free.legal[0].score
    there = {cadre for cadre, post in planned if post == seat.post}
    costs = []
    for cadre in possible(free, seat.post) - there:
        cost = less(least_with(free, (Decision("fix", cadre, seat.post),)), base)
        if cost is not None:
            costs.append((cost, cadre))
    assert [(told(cost), cadre) for cadre, cost in seat.nearest] == sorted(costs)[:most]
    nobody = less(least_with(free, (Decision("forbid", ANYBODY, seat.post),)), base)
    assert told(seat.nobody) == nobody
    seen["several near"] += len(costs) > most
    seen["empty costs"] += any(nobody or ())
