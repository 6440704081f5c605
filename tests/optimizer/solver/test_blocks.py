"""Two provinces side by side score what each scores alone, with the first point sought block by block."""

from dataclasses import replace

import numpy as np
import pytest
from provinces import district_program, plans_of, twice

from luanchuyen.optimizer.integer.arrays import Arrays
from luanchuyen.optimizer.integer.certificate import price
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.task import Task
from luanchuyen.optimizer.solver import root_relaxation
from luanchuyen.optimizer.solver import tier as tiers
from luanchuyen.optimizer.solver.blocks import Blocks, labels, stitched_basis
from luanchuyen.optimizer.solver.crosscheck import crosscheck
from luanchuyen.optimizer.solver.relaxation import BASIC, Relaxation


@pytest.fixture(scope="module")
def district() -> Arrays:
    return district_program()


def test_columns_that_no_row_ties_are_apart() -> None:
    row, column = np.array([0, 0, 1, 1]), np.array([0, 2, 2, 3])
    assert labels(5, 2, row, column).tolist() == [0, 1, 0, 0, 4]


def test_the_spanning_rows_are_found_and_the_copies_fall_apart(district: Arrays) -> None:
    both = twice(district)
    blocks = list(Blocks(Inequalities.of(both), np.zeros(both.columns, np.int64), both.upper))
    sizes = sorted(len(block.columns) for block in blocks)
    assert len(blocks) >= 2 and sizes[-1] == sizes[-2] < district.columns


def test_two_provinces_score_what_each_scores_alone(district: Arrays, monkeypatch: pytest.MonkeyPatch) -> None:
    (alone,) = plans_of(district, 1)
    monkeypatch.setattr(tiers, "BY_BLOCKS", 1)
    monkeypatch.setattr(root_relaxation, "LARGE", 1)
    (both,) = plans_of(twice(district), 1)
    assert both.score == tuple(2 * value for value in alone.score)
    assert both.proven and {proof.word for proof in both.proofs} <= {"tree", "engine"}


def test_the_point_made_of_blocks_is_used(district: Arrays, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[object] = []
    seek = tiers.Tier._by_blocks

    def watched(tier: tiers.Tier, known: object) -> object:
        made.append(seek(tier, known))  # type: ignore[arg-type]
        return made[-1]

    monkeypatch.setattr(tiers, "BY_BLOCKS", 1)
    monkeypatch.setattr(tiers.Tier, "_by_blocks", watched)
    plans_of(twice(district), 1)
    assert any(point is not None for point in made)


def test_other_engines_agree_and_a_false_score_is_seen(district: Arrays) -> None:
    found = plans_of(district, 2)
    told = crosscheck(Task(district, 2, 1, None, 0, found))
    assert [row["agrees"] for row in told] == [True] * 4
    false = replace(found[0], score=(found[0].score[0], found[0].score[1] - 1, found[0].score[2]))
    told = crosscheck(Task(district, 1, 1, None, 0, (false,)))
    assert [row["agrees"] for row in told] == [False, False]


def test_the_blocks_own_bases_are_one_of_the_whole(district: Arrays) -> None:
    """As many basic as there are rows, and the whole relaxation that begins there has the same optimum."""
    both = twice(district)
    rows, nothing = Inequalities.of(both), np.zeros(both.columns, np.int64)
    basis = stitched_basis(rows, both.costs[0], nothing, both.upper, lambda: None)
    assert basis is not None
    assert (basis.rows == BASIC).sum() + (basis.columns == BASIC).sum() == len(both.rhs)
    cold = Relaxation(rows, both.costs[0], nothing, both.upper).solve(nothing, both.upper)
    warm = Relaxation(rows, both.costs[0], nothing, both.upper, basis).solve(nothing, both.upper)
    assert cold is not None and warm is not None
    assert cold.priced.bound() == warm.priced.bound()


def test_a_tier_begun_with_the_one_before_priced_in_proves_as_much(
    district: Arrays, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second tier's multipliers, the first tier's price among them, show the bound of the plain relaxation."""
    monkeypatch.setattr(root_relaxation, "LARGE", 1)
    both = twice(district)
    rows, bounds = Inequalities.of(both), (np.zeros(both.columns, np.int64), both.upper)
    relaxation = Relaxation(rows, both.costs[0], *bounds)
    number = relaxation.add(-both.costs[0], None)
    begun = root_relaxation.Roots(relaxation, lambda: None)
    value = begun.solve(0, both.costs[0], bounds, []).priced.bound()
    relaxation.set_rhs(number, -value)
    folded = begun.solve(1, both.costs[1], bounds, [root_relaxation.Reached(number, both.costs[0], value)])
    assert number in folded.node.rows
    assert price(rows, both.costs[1], folded.node, *bounds).bound() == folded.priced.bound()
    relaxation.minimise(both.costs[1])
    plain = relaxation.solve(*bounds)
    assert plain is not None and abs(folded.priced.bound() - plain.priced.bound()) <= 1


def test_a_plan_as_good_as_the_one_before_needs_no_tree(district: Arrays) -> None:
    first, second = plans_of(twice(district), 2)
    alike = [a.value == b.value for a, b in zip(first.proofs, second.proofs, strict=True)]
    assert alike[0] and second.proofs[0].tree is None
    assert all(proof.tree is None for proof, same in zip(second.proofs, alike, strict=True) if same)
