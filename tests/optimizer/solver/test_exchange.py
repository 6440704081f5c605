"""Where packs are looked at whole: an engine's choices, exchanges of a few packs, bounds that time cut short."""

from dataclasses import replace
from itertools import product
from random import Random

import numpy as np
import pytest
from budgeted import budgeted, listed
from provinces import plans_of

from luanchuyen.optimizer.integer.answers import AnswerChecker
from luanchuyen.optimizer.integer.arrays import Arrays, IntArray
from luanchuyen.optimizer.integer.inequalities import completed
from luanchuyen.optimizer.integer.task import Task
from luanchuyen.optimizer.solver import packing
from luanchuyen.optimizer.solver.engine import fullest
from luanchuyen.optimizer.solver.exchange import Exchanges, dived
from luanchuyen.optimizer.solver.packing import strengthened
from luanchuyen.optimizer.solver.ranking import Limit, Ranking
from luanchuyen.optimizer.solver.tree import Search, _Open


def test_the_fullest_choice_is_the_best_of_all() -> None:
    random = Random("fullest")
    for _ in range(80):
        count, room = random.randint(1, 7), random.randint(0, 20)
        gains = np.array([random.randint(1, 40) for _ in range(count)])
        weights = np.array([random.randint(0, 9) for _ in range(count)])
        told = fullest(gains, weights, room)
        best = max(int(gains @ x) for x in product((0, 1), repeat=count) if weights @ x <= room)
        assert weights[told].sum() <= room and gains[told].sum() == best and len(told) == len({*told.tolist()})


def rooted(arrays: Arrays) -> tuple[Ranking, Exchanges]:
    """A board with its relaxation of whole choices, forced on small boards too."""
    ranking = Ranking(Task(arrays, 1, 1, None, 0), lambda event: None)
    first = ranking._first_root()
    assert first is not None
    rows, costs, bounds = ranking.rows, ranking.fold.whole, ranking.bounds
    root = strengthened(rows, costs, bounds, first, ranking.limit.left)
    return ranking, Exchanges(rows, costs, bounds, root, ranking.limit.left, 0)


def test_exchanges_lead_to_points_that_hold_and_are_never_worse() -> None:
    better = least = 0
    for seed in range(12):
        arrays = budgeted(Random(f"exchanges {seed}"), 7, 4)
        ranking, exchanges = rooted(arrays)
        rows, costs = exchanges.rows, exchanges.costs
        start = completed(rows, arrays.moves, exchanges.bounds, np.zeros(0, np.int64))
        if start is None or exchanges.root.point is None or not rows.packs:
            continue
        point = exchanges.improved(start)
        again = exchanges.improved(start)
        assert rows.hold(point) and (point >= 0).all() and (point <= arrays.upper).all()
        assert (point == again).all() and costs @ point <= costs @ start
        score = tuple((arrays.costs @ point).tolist())
        better += int(costs @ point) < int(costs @ start)
        least += score == listed(arrays)[0]
        other = dived(rows, costs, exchanges.bounds, exchanges.root, ranking.limit.left)
        assert other is None or rows.hold(other)
    assert better >= 8 and least >= 6


@pytest.mark.parametrize("lie", ["nothing", "everything", "others"])
def test_choices_that_are_not_the_best_never_prove_what_is_false(lie: str, monkeypatch: pytest.MonkeyPatch) -> None:
    random, asked = Random(lie), [0]

    def liar(gains: IntArray, weights: IntArray, room: int) -> IntArray:
        asked[0] += 1
        told = {"nothing": 0, "everything": len(gains), "others": random.randint(0, len(gains))}[lie]
        return np.array(random.sample(range(len(gains)), told), np.int64)

    monkeypatch.setattr(packing, "fullest", liar)
    for seed in range(6):
        arrays = budgeted(Random(f"lies {seed}"), 6, 3)
        scores = listed(arrays)
        found = plans_of(arrays, 1)
        assert len(found) == min(1, len(scores))
        for plan in found:
            assert AnswerChecker(arrays, plan).shown <= scores[0] <= plan.score
    assert asked[0] > 20


def tight() -> Arrays:
    """Four fifths of an even share for each unit, points the dearer the less a pair takes."""
    random, persons, units = Random("tight"), 24, 5
    arrays = budgeted(random, persons, units, scale=3)
    takes, rhs, costs = np.zeros(arrays.moves, np.int64), arrays.rhs.copy(), arrays.costs.copy()
    for row in range(persons, persons + units):
        entries = slice(arrays.indptr[row], arrays.indptr[row + 1])
        takes[arrays.indices[entries]] = -arrays.coefficients[entries]
        rhs[row] = -int(takes[arrays.indices[entries]].sum()) * 4 // (5 * units)
    costs[1, : arrays.moves] = 45 - takes + np.array([random.randint(0, 8) for _ in takes])
    return replace(arrays, rhs=rhs, costs=costs)


def test_a_tree_that_time_cut_short_still_tells_its_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock strikes while the tree of all tiers in one grows: what its nearer targets showed stands."""
    arrays, visits = tight(), [0]
    visit = Search._visit

    def counted(self: Search, here: _Open) -> tuple[_Open | None, _Open | None]:
        visits[0] += 1
        return visit(self, here)

    monkeypatch.setattr(Search, "_visit", counted)
    (whole,), total = plans_of(arrays, 1), visits[0]
    assert whole.proven and total > 12
    told = []
    for most in (0, total // 3, 2 * total // 3):
        visits[0] = 0
        with monkeypatch.context() as patch:
            patch.setattr(Limit, "left", lambda self, most=most: 3_600.0 if visits[0] <= most else 0.0)
            (cut,) = plans_of(arrays, 1)
        assert AnswerChecker(arrays, cut).shown == cut.bound <= whole.score <= cut.score and not cut.proven
        told.append(cut.bound)
    assert told == sorted(told) and told[0] < told[-1]
