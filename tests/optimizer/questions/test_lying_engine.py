"""An engine made to lie never reaches an answer as proven: it is disowned, or what it says is told as open."""

from __future__ import annotations

from collections import Counter
from math import prod
from typing import get_args

import pytest
from brute_force import BruteForce
from lying_child import Lie, LyingChild
from questions_listed import best_plans, interval_listed, least_with
from tiny_boards import tiny_board

from luanchuyen.models.committee.answer import WholeAnswer
from luanchuyen.models.committee.decision import ANYBODY, Decision
from luanchuyen.models.errors import RotationError
from luanchuyen.optimizer.questions.prices import Prices, by_the_book
from luanchuyen.optimizer.questions.seats.others import seats
from luanchuyen.optimizer.questions.weighing import weights_of
from luanchuyen.optimizer.questions.why import Why

BOARDS = range(14)
PLANS_TO_TRY = 500


@pytest.mark.parametrize("lie", get_args(Lie))
def test_no_lie_is_told_as_proven(lie: Lie) -> None:
    met: Counter[str] = Counter()
    with LyingChild() as child:
        child.lie = lie
        for seed in BOARDS:
            brute = BruteForce(by_the_book(tiny_board(seed).situation))
            if prod(map(len, brute.options)) > PLANS_TO_TRY or not brute.legal:
                continue
            for ask in (ask_whole, ask_pairs, ask_seats):
                try:
                    ask(Why(brute.situation, child), brute, met)
                except RotationError:
                    met["disowned"] += 1
        assert child.told > 5
    assert met["disowned"] + met["open"] > 0, met


def ask_whole(why: Why, brute: BruteForce, met: Counter[str]) -> None:
    """What is proven of the whole board is true."""
    if why.best.status != "optimal":
        met["open"] += 1
        return
    answer: WholeAnswer = why.whole()
    if not answer.core.unknown:
        plans = [set(plan.pairs) for plan in best_plans(brute)]
        assert set(answer.core.always) == set.intersection(*plans)
        assert set(answer.core.always) | set(answer.core.sometimes) == set.union(*plans)
    mine = next(plan for plan in brute.legal if plan.pairs == why.best.pairs)
    for weight, told in zip(weights_of(brute.situation), answer.weights, strict=True):
        if told.proven:
            assert (told.lower, told.upper) == interval_listed(brute, weight, mine)
    met["open"] += not answer.answered


def ask_pairs(why: Why, brute: BruteForce, met: Counter[str]) -> None:
    """A cost that is proven is the true one; a pair that is told blocked with proof has no plan."""
    for cadre_id in brute.cadres:
        for post_id in brute.posts:
            answer = why.pair(cadre_id, post_id)
            score = least_with(brute, (Decision("fix", cadre_id, post_id),))
            if answer.status == "not_eligible" or not answer.proven:
                met["open"] += not answer.proven
                continue
            assert (answer.status == "blocked") == (score is None)
            if score is not None:
                lost = [value - best for value, best in zip(score, brute.legal[0].score, strict=True)]
                assert [v for _, v in sorted((answer.priced.cost.cost or {}).items())] == lost


def ask_seats(why: Why, brute: BruteForce, met: Counter[str]) -> None:
    """Of who else for a seat, and of nobody, a cost that is proven is the true one."""
    planned = brute.legal[0].pairs
    for seat in seats(Prices(brute.situation, why.child, planned)):
        fixed = [(Decision("fix", cadre_id, seat.post), cost) for cadre_id, cost in seat.nearest]
        for decision, cost in [*fixed, (Decision("forbid", ANYBODY, seat.post), seat.nobody)]:
            score = least_with(brute, (decision,))
            met["open"] += not cost.proven
            if cost.proven:
                lost = score and [value - best for value, best in zip(score, brute.legal[0].score, strict=True)]
                assert (cost.cost and [v for _, v in sorted(cost.cost.items())]) == lost
