"""All tiers in one objective: what it shows is shown of each tier, over all columns though few are looked at."""

import time
from dataclasses import replace

import numpy as np
import pytest
from liars import DUAL_LIES, DualLiar, DualLie, Liar, Lie, nothing_there, worse
from provinces import district_program, plans_of, program_of, twice

from luanchuyen.optimizer.integer.arrays import Arrays
from luanchuyen.optimizer.integer.certificate import price
from luanchuyen.optimizer.integer.fold import Fold
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.task import CrossCheck, Ranked, Task
from luanchuyen.optimizer.solver import column_pool, engine, ranking, relaxation
from luanchuyen.optimizer.solver.column_pool import Pool
from luanchuyen.optimizer.solver.relaxation import Relaxation, Relaxed, solve_whole
from luanchuyen.optimizer.solver.second_opinion import crosscheck


@pytest.fixture(scope="module")
def district() -> Arrays:
    return district_program()


def whole(arrays: Arrays) -> tuple[Inequalities, Relaxed]:
    """The rows, and the relaxation of all tiers in one."""
    rows = Inequalities.of(arrays)
    root = solve_whole(rows, Fold.of(arrays).whole, np.zeros(arrays.columns, np.int64), arrays.upper, None)
    assert root is not None
    return rows, root


def test_no_later_tier_outweighs_an_earlier_one(district: Arrays) -> None:
    """Every plan of the ranking is worth less than the next, and tiers 2 and 3 settle what is before them."""
    fold, plans = Fold.of(district), plans_of(district, 6)
    assert fold.settles(2) and fold.settles(1)
    weights = np.array([*fold.weights(2), 1])
    worth = [int(weights @ np.array(plan.score)) for plan in plans]
    assert worth == sorted(worth)


def test_a_bound_of_the_fold_is_one_of_the_last_tier(district: Arrays) -> None:
    """Less what the tiers before weigh at their values, to the point."""
    fold, (best,) = Fold.of(district), plans_of(district, 1)
    rows, root = whole(district)
    tier_rows = [rows.add(-costs, -value) for costs, value in zip(district.costs, best.score, strict=True)]
    node = fold.own(root.node, 2, tier_rows)
    bounds = np.zeros(district.columns, np.int64), district.upper
    offset = sum(w * value for w, value in zip(fold.weights(2), best.score, strict=False))
    assert price(rows, district.costs[2], node, *bounds).bound() == root.priced.bound() - offset


def test_a_small_pool_shows_as_much_as_everything(district: Arrays, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each tier's bound over a pool of few columns is that of its whole relaxation; so with cuts."""
    monkeypatch.setattr(column_pool, "FEWEST", 1)
    monkeypatch.setattr(column_pool, "SHARE", 1_000)
    fold, plans = Fold.of(district), plans_of(district, 2)
    rows, root = whole(district)
    few = Pool(rows, district.moves, district.upper, root, [], lambda: None)
    assert len(few.core.columns) < district.columns
    nothing = np.zeros(district.columns, np.int64)
    for plan in plans:
        for number in range(3):
            costs = fold.objective(number)
            found = few.solve(costs, nothing, district.upper)
            plain = Relaxation(rows, costs, nothing, district.upper).solve(nothing, district.upper)
            assert found is not None and plain is not None
            assert abs(found.priced.bound() - plain.priced.bound()) <= 1
        row = np.zeros(district.columns, np.int64)
        row[plan.moves] = -1
        few.add(rows.add(row, 1 - len(plan.moves)))


def test_two_provinces_score_what_each_scores_alone(district: Arrays) -> None:
    (alone,), (both,) = plans_of(district, 1), plans_of(twice(district), 1)
    assert both.score == tuple(2 * value for value in alone.score)
    assert both.proven and {proof.word for proof in both.proofs} == {"tree"}


def test_a_plan_as_good_as_the_one_before_needs_no_tree(district: Arrays) -> None:
    first, second = plans_of(twice(district), 2)
    alike = [a.value == b.value for a, b in zip(first.proofs, second.proofs, strict=True)]
    assert alike[0] and second.proofs[0].tree is None
    assert all(proof.tree is None for proof, same in zip(second.proofs, alike, strict=True) if same)


class Clock:
    """A clock that stands still until it has been looked at so many times; then all time has passed."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def monotonic(self) -> float:
        self.looks -= 1
        return 0.0 if self.looks >= 0 else 1e9


def test_whenever_time_runs_out_a_plan_stands_with_its_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the relaxation is solved the bounds are near the best, also those of tiers that were not come to."""
    arrays = program_of("ha-tinh")
    (best,), near = plans_of(arrays, 1), []
    for looks in range(1, 40):
        monkeypatch.setattr(ranking, "time", Clock(looks))
        (found,) = plans_of(arrays, 1, seconds=100.0)
        assert found.bound <= best.score <= found.score
        assert len(found.proofs) == len(found.bound) == 3
        near.append(found.bound[0] == best.score[0] and found.bound[1] >= 0.85 * best.score[1])
        if found.proven:
            break
    assert 1 <= near.index(True) < len(near) - 2 and all(near[near.index(True) :]), near


@pytest.mark.parametrize("limit", [0.02, 0.1, 0.5])
def test_a_limit_is_kept_on_a_large_program_and_leaves_a_plan(limit: float, district: Arrays) -> None:
    """Sixteen districts side by side: whatever of the first relaxation is done, a plan stands with bounds that hold."""
    arrays, (best,) = district, plans_of(district, 1)
    for _ in range(4):
        arrays = twice(arrays)
    started = time.process_time()
    (found,) = plans_of(arrays, 1, seconds=limit)
    assert time.process_time() - started <= limit + 2
    assert found.bound <= tuple(16 * value for value in best.score) <= found.score


def test_other_engines_agree_and_a_false_score_is_seen(district: Arrays) -> None:
    found = plans_of(district, 2)
    told = crosscheck(CrossCheck(Task(district, 2, 1, None, 0), found))
    assert [row["agrees"] for row in told] == [True] * 4
    false = replace(found[0], score=(found[0].score[0], found[0].score[1] - 1, found[0].score[2]))
    told = crosscheck(CrossCheck(Task(district, 1, 1, None, 0), (false,)))
    assert [row["agrees"] for row in told] == [False, False]


@pytest.mark.parametrize("lie", [worse, nothing_there])
def test_an_engine_that_lies_once_never_makes_a_tree_prove_what_is_false(
    lie: Lie, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each answer falsified in turn: a tier shown by a tree has its true value, every verified bound holds."""
    arrays = program_of("ha-tinh")
    truth = plans_of(arrays, 3)
    for answer in range(40):
        liar = Liar(lie, answer, engine._outcome)
        with monkeypatch.context() as patch:
            patch.setattr(engine, "_outcome", liar)
            holds(plans_of(arrays, 3), truth, answer)
        if liar.asked <= answer:
            break
    assert answer >= 4


@pytest.mark.parametrize("lie", DUAL_LIES)
def test_a_relaxation_that_lies_once_never_makes_a_tree_prove_what_is_false(
    lie: DualLie, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the answers of the simplex every third falsified: multipliers are added up, whatever they are."""
    arrays = program_of("ha-tinh")
    truth = plans_of(arrays, 3)
    for answer in range(0, 400, 3):
        liar = DualLiar(lie, answer, relaxation.duals_of)
        with monkeypatch.context() as patch:
            patch.setattr(relaxation, "duals_of", liar)
            holds(plans_of(arrays, 3), truth, answer)
        if liar.asked <= answer:
            break
    assert answer >= 20


def holds(found: tuple[Ranked, ...], truth: tuple[Ranked, ...], answer: int) -> None:
    """What is verified of plans is true, as far as those before are the true ones."""
    for plan, true in zip(found, truth, strict=False):
        for number, proof in enumerate(plan.proofs):
            if plan.score[:number] == true.score[:number]:
                assert proof.verified <= true.score[number], (answer, number)
        if plan.score != true.score:
            assert any(proof.word != "tree" for proof in plan.proofs), answer
            break
