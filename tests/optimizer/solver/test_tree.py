"""A search that ends before its tree is whole leaves a small tree, and what it says holds."""

import numpy as np
import pytest

from luanchuyen.optimizer.integer.certificate import flatten, proven_bound
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.solver import relaxation, tree
from luanchuyen.optimizer.solver.relaxation import Relaxation

TRIANGLES = 9
LEAST = 2 * TRIANGLES
"""A cover of a triangle's sides needs two corners; its relaxation takes three halves."""


def triangles() -> Inequalities:
    """x + y >= 1 along every side of the triangles."""
    corners = np.arange(3 * TRIANGLES).reshape(-1, 3)
    sides = np.concatenate([corners[:, [0, 1]], corners[:, [1, 2]], corners[:, [0, 2]]])
    row = np.repeat(np.arange(len(sides)), 2)
    return Inequalities(corners.size, row, sides.ravel(), np.ones(len(row), np.int64), np.ones(len(sides), np.int64))


@pytest.mark.parametrize("kept", [1, 5, 300])
def test_an_unfinished_tree_is_cut_to_what_its_bound_needs(kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "KEPT", kept)
    rows = triangles()
    lo, hi, costs = np.zeros(rows.columns, np.int64), np.ones(rows.columns, np.int64), np.ones(rows.columns, np.int64)
    none = np.zeros(0, np.int64)
    proof = tree.Search(Relaxation(rows, costs, lo, hi), LEAST, none, 25, lambda: None).run(lo, hi)
    assert not proof.complete and 5 < proof.nodes <= 25
    assert len(flatten(proof.root)) <= kept
    assert LEAST > proven_bound(rows, costs, lo, hi, proof.target, proof.root) >= proof.bound >= 1.5 * TRIANGLES


def test_given_time_the_tree_is_whole_and_kept_whole() -> None:
    rows = triangles()
    lo, hi, costs = np.zeros(rows.columns, np.int64), np.ones(rows.columns, np.int64), np.ones(rows.columns, np.int64)
    none = np.zeros(0, np.int64)
    proof = tree.Search(Relaxation(rows, costs, lo, hi), LEAST, none, 10_000, lambda: None).run(lo, hi)
    assert proof.complete and proof.points == []
    assert len(flatten(proof.root)) > 25
    assert proven_bound(rows, costs, lo, hi, proof.target, proof.root) == LEAST


def test_an_engine_that_turns_in_circles_is_left_for_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """No iteration is allowed: the tree is as it was, by the other engine."""
    monkeypatch.setattr(relaxation, "ITERATIONS", 1)
    monkeypatch.setattr(relaxation, "CIRCLING", 0)
    rows = triangles()
    lo, hi, costs = np.zeros(rows.columns, np.int64), np.ones(rows.columns, np.int64), np.ones(rows.columns, np.int64)
    found = Relaxation(rows, costs, lo, hi).solve(lo, hi)
    assert found is not None and found.priced.bound() == -(-3 * TRIANGLES // 2)
