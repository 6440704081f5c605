"""What best plans share, weight intervals and shortage sets of tiny boards are those of listing every plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import prod

import pytest
from brute_force import BruteForce
from questions_listed import best_plans, interval_listed
from tiny_boards import tiny_board

from luanchuyen.optimizer.integer.arrays import BoolArray
from luanchuyen.optimizer.questions.best import Best, best_of
from luanchuyen.optimizer.questions.core import core_of_best
from luanchuyen.optimizer.questions.floors import Floors
from luanchuyen.optimizer.questions.intervals import Intervals
from luanchuyen.optimizer.questions.prices import by_the_book
from luanchuyen.optimizer.questions.weighing import weights_of
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.solver.process import SolvingChild

BOARDS = 40
PLANS_TO_TRY = 1000
MOVES_SHOWN = (41, 157, 183, 271, 275)
"""Boards of which an early tier shows moves that every best plan makes."""


@pytest.fixture(scope="module")
def child() -> Iterator[SolvingChild]:
    """One child for all boards."""
    with SolvingChild() as started:
        yield started


def boards(count: int = BOARDS, more: tuple[int, ...] = ()) -> Iterator[tuple[int, BruteForce]]:
    for seed in (*range(count), *more):
        brute = BruteForce(by_the_book(tiny_board(seed).situation))
        if prod(map(len, brute.options)) <= PLANS_TO_TRY and brute.legal:
            yield seed, brute


def best(brute: BruteForce, child: SolvingChild) -> Best:
    found = best_of(brute.situation, child)
    assert found.status == "optimal"
    assert tuple(found.score.values()) == brute.legal[0].score
    return found


def test_the_core_is_that_of_all_best_plans(child: SolvingChild) -> None:
    told: Counter[str] = Counter()
    for seed, brute in boards():
        found = best(brute, child)
        for within in (None, 0, 10):
            limits = dict(found.score)
            if within is not None:
                limits = {t: v + (within if t == 2 else 0) for t, v in found.score.items() if t <= 2}
            core = core_of_best(found, limits, child)
            plans = [set(plan.pairs) for plan in best_plans(brute, within)]
            always, some = set.intersection(*plans), set.union(*plans)
            assert (set(core.always), set(core.sometimes), core.unknown) == (always, some - always, ()), (seed, within)
            assert set(core.stays) == set(brute.cadres) - {c for c, _ in some}
            told.update({"always": bool(always), "sometimes": bool(some - always), "stays": bool(core.stays)})
    assert min(told.values()) >= BOARDS // 8


def test_weights_may_change_just_as_far_as_listing_says(child: SolvingChild) -> None:
    told: Counter[str] = Counter()
    for seed, brute in boards():
        found = best(brute, child)
        mine = next(plan for plan in brute.legal if plan.pairs == found.pairs)
        intervals = Intervals(brute.situation, found, child).all()
        for weight, interval in zip(weights_of(brute.situation), intervals, strict=True):
            assert interval.proven
            assert (interval.lower, interval.upper) == interval_listed(brute, weight, mine), (seed, weight)
            told["lower"] += interval.lower > 0
            told["fraction"] += interval.lower.denominator > 1
            told["upper"] += interval.upper is not None
            told["preferred"] += bool(weight.number)
            told["idle"] += not weight.weight
    assert min(told.values()) > 0, told


def test_no_plan_scores_below_the_floor_of_a_move_it_makes(child: SolvingChild) -> None:
    told: Counter[str] = Counter()
    for seed, brute in boards(more=MOVES_SHOWN):
        found = best(brute, child)
        floors, columns = Floors(found), found.program.moves.columns
        open_to_best = floors.may_be_best(found.score)
        left = {(columns.cadre_ids[c], g) for c, g in zip(*moves_of(found, open_to_best), strict=True)}
        for plan in brute.legal[:200]:
            for cadre_id, post_id in plan.pairs:
                floor = floors.of(cadre_id, post_id)
                assert floor is None or floor <= plan.score, (seed, plan.pairs)
                told["above"] += floor is not None and floor > brute.legal[0].score
        for plan in best_plans(brute):
            for cadre_id, group in lineup_of(brute.situation, plan.pairs).moves.items():
                assert (cadre_id, group.index) in left, seed
        told["closed"] += not open_to_best.all()
    assert min(told.values()) > 10


def moves_of(found: Best, mask: BoolArray) -> tuple[list[int], list[int]]:
    """The cadres and groups of the moves that a mask leaves."""
    moves = found.program.moves
    return moves.cadre[mask].tolist(), moves.group[mask].tolist()
