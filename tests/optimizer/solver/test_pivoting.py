"""Relaxations a few pivots apart: what they show of a program a little changed is true, whatever becomes of a pivot."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from provinces import district_program

from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.task import Task
from luanchuyen.optimizer.solver.pivoting.nearby import Nearby
from luanchuyen.optimizer.solver.ranking import Ranking
from luanchuyen.optimizer.solver.relaxation import Relaxation, solve_whole


def test_a_few_pivots_lead_to_the_optimum_of_an_engine() -> None:
    arrays = district_program()
    rows, costs, lo, hi = Inequalities.of(arrays), arrays.costs[1], np.zeros(arrays.columns, np.int64), arrays.upper
    root = solve_whole(rows, costs, lo, hi, None)
    assert root is not None and root.basis is not None
    nearby = Nearby(rows, costs, hi, arrays.moves, root.basis)
    engine, words = Relaxation(rows, costs, lo, hi), Counter[str]()
    for move in Random(0).sample(range(arrays.moves), 60):
        made, further = lo.copy(), rows.copy()
        made[move] = 1
        further.add(np.bincount([move], minlength=arrays.columns) + (np.arange(arrays.columns) == move + 1), 1)
        (cell,) = nearby.cells
        assert cell.pivots is not None
        wide = np.zeros((1, arrays.columns))
        wide[0, further.column[further.row == len(rows.rhs)]] = 1
        for bounds, pivots in (((made, hi), cell.pivots), ((lo, hi), cell.pivots.under(wide, np.ones(1)))):
            there = pivots.within(bounds)
            word = there.settle()
            words[word] += 1
            found = engine.solve(*bounds) if bounds[0] is made else Relaxation(further, costs, lo, hi).solve(lo, hi)
            assert found is not None and (word == "empty") == found.priced.empty
            if word == "optimal":
                assert found.point is not None
                assert there.value == pytest.approx(costs @ found.point) == costs @ there.whole()
    assert min(words["optimal"], words["empty"]) >= 40, words


def test_a_basis_that_is_none_is_left_alone() -> None:
    arrays = district_program()
    ranking = Ranking(Task(arrays, 1, 1, None, 0), lambda event: None)
    ranking.run()
    rows, first = Inequalities.of(arrays), ranking.first
    assert first is not None and first.basis is not None
    columns = first.basis.columns.copy()
    basic = np.flatnonzero(columns == columns.max())
    columns[basic[0]] = columns.min()
    given = rows, arrays.costs[1], arrays.upper, arrays.moves
    assert Nearby.of(*given, replace(first.basis, columns=columns)) is None
    assert Nearby.of(*given, None) is None
