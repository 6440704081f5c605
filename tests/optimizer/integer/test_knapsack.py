"""Rows looked at whole: what a choice costs at least is what listing every choice says, by both checkers."""

from __future__ import annotations

from functools import cache
from itertools import product
from random import Random

import numpy as np
import pytest
from budgeted import budgeted, dense, listed
from kept_child import plan
from liars import DUAL_LIES, DualLiar, DualLie
from naive_proofs import NaiveChecker, Refused
from provinces import plans_of
from small_board import board

from luanchuyen.models.options import Options
from luanchuyen.models.plan import Result
from luanchuyen.optimizer.audit.bounds import Checker
from luanchuyen.optimizer.integer import knapsack
from luanchuyen.optimizer.integer.answers import AnswerChecker
from luanchuyen.optimizer.integer.certificate import Node, price
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.knapsack import FINEST, Choice, packs_of
from luanchuyen.optimizer.program.program import Program, build
from luanchuyen.optimizer.solver import relaxation

LEVELS = {"fill": "soft", "budget": "hard", "panel": "soft"}
TAKES, POINTS = (7, 6, 5, 5, 4, 4, 4, 6), (40, 35, 30, 29, 22, 17, 16, 33)
NOTHING = Node(np.zeros(0, np.int64), np.zeros(0, np.int64))


@pytest.mark.parametrize(("scale", "kept"), [(1, knapsack.KEPT), (1_000, knapsack.KEPT), (1, 2)])
def test_the_least_of_every_choice_with_and_without_each_item(
    scale: int, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knapsack, "KEPT", kept)
    random = Random(f"choices {scale}")
    for _ in range(60):
        count = random.randint(1, 8)
        costs = [random.randint(-30, 12) for _ in range(count)]
        weights = [scale * random.randint(1, 9) + random.randint(0, 3) for _ in range(count)]
        room = random.randint(0, sum(weights))
        choice = Choice(np.array(costs), np.array(weights), room)
        unit = room // FINEST + 1
        told = {
            x: sum(c * one for c, one in zip(costs, x, strict=True))
            for x in product((0, 1), repeat=count)
            if sum(w // unit * one for w, one in zip(weights, x, strict=True)) <= room // unit
        }
        fits = [x for x in told if sum(w * one for w, one in zip(weights, x, strict=True)) <= room]
        assert choice.least == min(told.values()) <= min(told[x] for x in fits)
        assert told[tuple(choice.chosen().astype(int).tolist())] == choice.least
        for item, margin in enumerate(choice.margins().tolist()):
            having = [cost for x, cost in told.items() if x[item]]
            lacking = min(cost for x, cost in told.items() if not x[item])
            assert margin == (min(having) - lacking if having else max(costs[item], 0))


def test_packs_share_no_column_and_are_rows_that_take_of_something() -> None:
    random, seen = Random("packs"), 0
    for _ in range(40):
        arrays = budgeted(random, 4, 3)
        matrix, packs = dense(arrays), list(packs_of(arrays))
        columns = np.concatenate([pack.columns for pack in packs])
        assert len(columns) == len({*columns.tolist()})
        for pack in packs:
            assert (matrix[pack.row, pack.columns] == -pack.weights).all()
            assert np.count_nonzero(matrix[pack.row]) == len(pack.columns) and len({*pack.weights.tolist()}) > 1
        seen += len(packs)
    assert seen >= 100


@pytest.mark.parametrize("seed", range(12))
def test_ranked_plans_under_budgets_are_those_of_a_list_and_are_proven(seed: int) -> None:
    random = Random(f"budgets {seed}")
    arrays = budgeted(random, 6, 3, scale=random.choice((1, 1, 900)))
    found = plans_of(arrays, 3)
    scores = listed(arrays)
    assert [plan.score for plan in found] == scores[: len(found)] and len(found) == min(3, len(scores))
    if found:
        assert all(plan.proven for plan in found)
        checker = AnswerChecker(arrays, found[0])
        words = [proof.word for proof in found[0].proofs]
        assert checker.shown == found[0].score or "engine" in words


@pytest.mark.parametrize("lie", DUAL_LIES)
def test_a_master_that_lies_once_never_proves_what_is_false(lie: DualLie, monkeypatch: pytest.MonkeyPatch) -> None:
    arrays = budgeted(Random("lies"), 7, 3)
    (best, *_) = listed(arrays)
    for answer in range(0, 60, 7):
        liar = DualLiar(lie, answer, relaxation.duals_of)
        with monkeypatch.context() as patch:
            patch.setattr(relaxation, "duals_of", liar)
            found = plans_of(arrays, 1)
        shown = AnswerChecker(arrays, found[0]).shown
        assert shown <= best <= found[0].score, answer
    assert liar.asked > 7


def test_bounds_without_multipliers_are_those_of_each_budget_alone() -> None:
    """And a column held at more than there is leaves nothing."""
    arrays = budgeted(Random("alone"), 5, 2)
    rows, costs = Inequalities.of(arrays), -arrays.costs[1]
    lo, hi = np.zeros(arrays.columns, np.int64), arrays.upper.copy()
    priced = price(rows, costs, NOTHING, lo, hi)
    least = 0
    for pack in rows.packs:
        fits = [x for x in product((0, 1), repeat=len(pack.columns)) if pack.weights @ x <= -rows.rhs[pack.row]]
        least += min(int(costs[pack.columns] @ x) for x in fits)
    assert priced.bound() == least
    lo[rows.packs[0].columns] = 1
    assert price(rows, costs, NOTHING, lo, hi).empty


@cache
def whole() -> tuple[Program, Result]:
    """Eight cadres who cost the unit 4 to 7 of its 10, a post for each: one plan, proven by looking at it whole."""
    posts = [{"post_id": "P", "seats": "8"}, {"post_id": "Q", "seats": "1", "unit_id": "TV"}]
    panel = [
        {"cadre_id": f"C{n}", "post_id": "P", "points": str(points), "cost": str(takes)}
        for n, (takes, points) in enumerate(zip(TAKES, POINTS, strict=True), 1)
    ]
    situation = board(posts, len(TAKES), LEVELS, panel=panel)
    return build(situation), plan(situation.instance, situation.policy, Options(2))


def accepted(forge: str) -> tuple[bool, bool]:
    """By the program's own checker, and by the naive one."""
    program, result = whole()
    assert result.certificate is not None
    told, tiers, naive = result.certificate.to_dict()["plans"], program.arrays.tiers, True
    checker, second = Checker(program), NaiveChecker(program)
    if forge == "no packs":
        checker.rows.packs, second.packs = (), []
    entry = told[0]["tiers"][0]
    if forge == "no multipliers":
        entry["tree"] = [[[], [], -1, 0, -1, -1, 0]]
    elif forge == "others":
        entry["tree"] = [[node[0], [m * 2 for m in node[1]], *node[2:]] for node in entry["tree"]]
    elif forge == "a better bound":
        entry["verified"] += 1
        entry["value"] += 1
    ours = True
    for made, row in zip(result.plans, told, strict=True):
        score = [made.score[t] for t in tiers]
        ours = not list(checker.faults(score, made.pairs, 1, row)) and ours
        try:
            second.check(score, made.pairs, 1, row)
        except Refused:
            naive = False
    return ours, naive


def test_a_plan_under_a_budget_is_proven_whole_and_not_without() -> None:
    assert all(made.proven for made in whole()[1].plans)
    assert accepted("") == (True, True)
    assert accepted("no packs") == (False, False)


@pytest.mark.parametrize("forge", ["no multipliers", "others", "a better bound"])
def test_a_forged_proof_under_a_budget_is_refused(forge: str) -> None:
    assert accepted(forge) == (False, False)


def test_multipliers_of_the_least_whole_number_prove_nothing() -> None:
    rows = Inequalities(1, np.array([0]), np.array([0]), np.array([-1]), np.array([-(2**63)]))
    with pytest.raises(ValueError, match="too large"):
        rows.combine(np.array([0]), np.array([2]))
