"""Points listed by what rows force: all of the least cost, and a tree by which the first of them is known as such."""

from __future__ import annotations

from itertools import product
from random import Random

import numpy as np
import pytest

from luanchuyen.optimizer.integer.arrays import IntArray
from luanchuyen.optimizer.integer.certificate import flatten, is_first, proven_bound, unflatten
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.listing import Listing

MOVES, AMOUNTS = 6, 2
EVERYTHING = 10**6


def program(random: Random) -> tuple[Inequalities, IntArray, tuple[IntArray, IntArray]]:
    """Some rows over a few moves and amounts up to 3; only moves cost."""
    columns = MOVES + AMOUNTS
    dense = np.array([[random.choice((0, 0, 1, 1, -1, 2, -3)) for _ in range(columns)] for _ in range(5)])
    row, column = np.nonzero(dense)
    rhs = np.array([random.randint(-3, 2) for _ in dense])
    rows = Inequalities(columns, row, column, dense[row, column], rhs)
    rows.active[random.randrange(5)] = False
    costs = np.array([random.randint(0, 4) for _ in range(MOVES)] + [0] * AMOUNTS)
    upper = np.array([1] * MOVES + [random.randint(0, 3) for _ in range(AMOUNTS)])
    lower = np.array([int(random.random() < 0.1) for _ in range(MOVES)] + [0] * AMOUNTS)
    return rows, costs, (lower, np.maximum(lower, upper))


def cheapest(
    rows: Inequalities, costs: IntArray, bounds: tuple[IntArray, IntArray]
) -> tuple[int, set[tuple[int, ...]]]:
    """By trying every point: the least cost, and the moves of the points of that cost."""
    spans = (range(low, high + 1) for low, high in zip(*(part.tolist() for part in bounds), strict=True))
    points = [point for point in map(np.array, product(*spans)) if rows.hold(point)]
    least = min((int(costs @ point) for point in points), default=EVERYTHING)
    return least, {tuple(point[:MOVES].tolist()) for point in points if costs @ point == least}


@pytest.mark.parametrize("seed", range(60))
def test_all_of_the_least_cost_are_listed_and_the_first_is_shown(seed: int) -> None:
    random = Random(seed)
    rows, costs, (lo, hi) = program(random)
    least, wanted = cheapest(rows, costs, (lo, hi))
    target = (least if wanted else 3) + random.choice((1, 1, 2, 9))
    listed = Listing(rows, costs, (lo, hi), MOVES, target, EVERYTHING)
    assert listed.complete
    assert {tuple(point[:MOVES].tolist()) for point in listed.points} == wanted
    assert all(rows.hold(point) and (point >= lo).all() and (point <= hi).all() for point in listed.points)
    root = unflatten(flatten(listed.root))
    if not wanted:
        assert proven_bound(rows, costs, lo, hi, target, root) == target
        return
    assert proven_bound(rows, costs, lo, hi, least, root) == least
    first = max(wanted)
    for moves in wanted:
        assert is_first(rows, costs, lo, hi, np.array(moves), root) == (moves == first)


def test_given_little_work_it_says_so_and_shows_nothing_false() -> None:
    rows, costs, (lo, hi) = program(Random(8))
    least, wanted = cheapest(rows, costs, (lo, hi))
    assert len(wanted) > 1
    listed = Listing(rows, costs, (lo, hi), MOVES, least + 1, 30)
    assert not listed.complete
    assert not is_first(rows, costs, lo, hi, np.array(max(wanted)), listed.root)
