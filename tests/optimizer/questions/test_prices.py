"""Prices of decisions against listing every plan: values, costs, the told plan, and whether it is the only one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import prod

import pytest
from brute_force import BruteForce, Judged, difference
from decided_boards import decided_board

from luanchuyen.models.committee.price import Value
from luanchuyen.optimizer.questions.prices import Prices, by_the_book, changes
from luanchuyen.optimizer.questions.prices import difference as cost_of
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.solver.process import SolvingChild

BOARDS = 110
PLANS_TO_TRY = 900
LEAST = 4


@pytest.fixture(scope="module")
def child() -> Iterator[SolvingChild]:
    with SolvingChild() as made:
        yield made


def told(value: Value) -> tuple[int, ...]:
    return tuple(value.score[tier] for tier in sorted(value.score)) if value.score is not None else ()


def test_costs_and_told_plans_are_those_of_brute_force(child: SolvingChild) -> None:
    seen: Counter[str] = Counter()
    for seed in range(BOARDS):
        board, _, decisions = decided_board(seed)
        situation = by_the_book(board.situation)
        free = BruteForce(situation)
        if prod(map(len, free.options)) > PLANS_TO_TRY or not free.legal:
            continue
        planned = free.legal[0].pairs
        prices = Prices(situation, child, planned)
        assert told(prices.base) == free.legal[0].score, seed
        for asked in (decisions, decisions[:1], ()):
            value = prices.value(asked)
            brute = BruteForce(situation.deciding(asked))
            if not brute.legal:
                assert (value.status, cost_of(value, prices.base).proven) == ("infeasible", True), seed
                assert prices.conflicts(asked), seed
                seen["infeasible"] += 1
                continue
            check(value, brute, planned, seed)
            cost = cost_of(value, prices.base).cost
            expected = [one - other for one, other in zip(brute.legal[0].score, free.legal[0].score, strict=True)]
            assert cost is not None and [cost[tier] for tier in sorted(cost)] == expected, seed
            seen[f"unique {value.unique}"] += 1
            seen["costs"] += any(expected)
            seen["moves others"] += len({c for c, _ in set(value.pairs) ^ set(planned)}) > 1
    wanted = ("infeasible", "unique True", "unique False", "costs", "moves others")
    assert {kind: seen[kind] for kind in wanted if seen[kind] < LEAST} == {}


def check(value: Value, brute: BruteForce, planned: tuple[tuple[str, str], ...], seed: int) -> None:
    """The value is the least score, proven; its plan one of those nearest to the plan at hand."""
    best: list[Judged] = [plan for plan in brute.legal if plan.score == brute.legal[0].score]
    least = min(difference(plan.pairs, planned) for plan in best)
    nearest = [plan.pairs for plan in best if difference(plan.pairs, planned) == least]
    assert (value.status, told(value), value.bound) == ("optimal", brute.legal[0].score, value.score), seed
    assert value.pairs in nearest, seed
    assert value.unique is (len(nearest) == 1), seed
    situation = brute.situation
    before, after = lineup_of(situation, planned), lineup_of(situation, value.pairs)
    expected = {c for c in situation.instance.cadres if before.after(c) != after.after(c)}
    assert {change.cadre for change in changes(situation, planned, value.pairs)} == expected, seed
