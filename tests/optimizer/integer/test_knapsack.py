"""Cuts of one row: what is found holds for every packing, what does not follow is refused, by both checkers."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import product
from random import Random

import numpy as np
import pytest
from kept_child import plan
from naive_proofs import NaiveChecker, Refused
from small_board import board

from luanchuyen.models.options import Options
from luanchuyen.models.plan import Result
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.audit.bounds import Checker
from luanchuyen.optimizer.audit.claims import Judge
from luanchuyen.optimizer.integer import knapsack
from luanchuyen.optimizer.integer.arrays import Arrays
from luanchuyen.optimizer.integer.certificate import SCALE
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.knapsack import ALL_WORK, MOST, Cut, few, follows
from luanchuyen.optimizer.program.program import Program, build
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.knapsack_cuts import BROKEN, broken, knapsacks

LEVELS = {"fill": "soft", "budget": "hard", "panel": "soft"}
TAKES, POINTS = (7, 6, 5, 5, 4, 4, 4, 6), (40, 35, 30, 29, 22, 17, 16, 33)


def row_of(weights: list[int], capacity: int) -> Inequalities:
    """One row that lets its columns weigh no more."""
    places = np.arange(len(weights))
    return Inequalities(len(weights), 0 * places, places, -np.array(weights), np.array([-capacity]))


def packings(weights: list[int], capacity: int) -> list[tuple[int, ...]]:
    """Everything that fits."""
    every = product((0, 1), repeat=len(weights))
    return [x for x in every if sum(w * one for w, one in zip(weights, x, strict=True)) <= capacity]


@pytest.mark.parametrize("seed", range(40))
def test_a_cut_that_is_found_cuts_off_the_point_and_nothing_that_fits(seed: int) -> None:
    random = Random(f"knapsack {seed}")
    weights = [random.randint(2, 15) for _ in range(10)]
    capacity = sum(weights) * random.randint(3, 7) // 10
    rows, upper = row_of(weights, capacity), np.ones(10, np.int64)
    (known,) = knapsacks(rows, upper)
    values, left = np.zeros(10), float(capacity)
    for item in sorted(range(10), key=lambda one: random.random()):
        values[item] = min(random.choice((1.0, 0.5, 0.75)), left / weights[item])
        left -= values[item] * weights[item]
    for cut in broken(known, values):
        assert follows(cut, rows, upper)
        worth = dict(zip(cut.columns, cut.coefficients, strict=True))
        assert sum(worth.get(j, 0) * values[j] for j in range(10)) > cut.most + BROKEN / 2
        reached = max(sum(worth.get(j, 0) * x[j] for j in range(10)) for x in packings(weights, capacity))
        assert reached <= cut.most


def test_what_follows_is_what_every_packing_keeps() -> None:
    random, seen = Random("follows"), {True: 0, False: 0}
    for _ in range(300):
        weights = [random.randint(1, 9) for _ in range(6)]
        capacity = random.randint(3, sum(weights))
        columns = random.sample(range(6), random.randint(1, 6))
        cut = Cut(0, tuple(columns), tuple(random.randint(1, 3) for _ in columns), random.randint(0, 7))
        worth = dict(zip(cut.columns, cut.coefficients, strict=True))
        kept = all(sum(worth.get(j, 0) * x[j] for j in range(6)) <= cut.most for x in packings(weights, capacity))
        says = cut.most < sum(cut.coefficients)
        assert follows(cut, row_of(weights, capacity), np.ones(6, np.int64)) == (kept and says)
        seen[kept] += 1
    assert min(seen.values()) > 30


@cache
def budgeted() -> tuple[Situation, Program, Result]:
    """Eight cadres who cost the unit 4 to 7 of its 10, a post for each: one plan, proven with cuts."""
    posts = [{"post_id": "P", "seats": "8"}, {"post_id": "Q", "seats": "1", "unit_id": "TV"}]
    panel = [
        {"cadre_id": f"C{n}", "post_id": "P", "points": str(points), "cost": str(takes)}
        for n, (takes, points) in enumerate(zip(TAKES, POINTS, strict=True), 1)
    ]
    situation = board(posts, len(TAKES), LEVELS, panel=panel)
    return situation, build(situation), plan(situation.instance, situation.policy, Options(2))


def accepted(program: Program, result: Result, cuts: list[list[object]]) -> tuple[bool, bool]:
    """By the program's own checker, and by the naive one."""
    assert result.certificate is not None
    told, tiers, ours, naive = result.certificate.to_dict()["plans"], program.arrays.tiers, True, True
    try:
        checker = Checker(program, cuts)
        for made, row in zip(result.plans, told, strict=True):
            ours = ours and not list(checker.faults([made.score[t] for t in tiers], made.pairs, 1, row))
    except ValueError:
        ours = False
    try:
        second = NaiveChecker(program, cuts)
        for made, row in zip(result.plans, told, strict=True):
            second.check([made.score[t] for t in tiers], made.pairs, 1, row)
    except Refused:
        naive = False
    return ours, naive


def test_a_plan_under_a_budget_is_proven_with_cuts_and_not_without() -> None:
    _, program, result = budgeted()
    assert result.certificate is not None and all(made.proven for made in result.plans)
    cuts = [list(cut) for cut in result.certificate.cuts]
    assert cuts and accepted(program, result, cuts) == (True, True)
    assert accepted(program, result, []) == (False, False)


@pytest.mark.parametrize("forge", ["less", "another_row", "more_worth", "no_whole_number"])
def test_a_forged_cut_is_refused(forge: str) -> None:
    _, program, result = budgeted()
    assert result.certificate is not None
    cut = Cut.of(result.certificate.cuts[0])
    forged = {
        "less": replace(cut, most=cut.most - 1).told(),
        "another_row": replace(cut, row=0).told(),
        "more_worth": replace(cut, coefficients=tuple(9 * worth for worth in cut.coefficients)).told(),
        "no_whole_number": [cut.row, [*cut.columns], [*map(float, cut.coefficients)], cut.most],
    }[forge]
    others = [list(other) for other in result.certificate.cuts[1:]]
    assert not accepted(program, result, [forged, *others])[0]
    if forge != "no_whole_number":
        assert not accepted(program, result, [forged, *others])[1]


def test_no_more_cuts_are_looked_at_than_are_ever_written(monkeypatch: pytest.MonkeyPatch) -> None:
    situation, program, result = budgeted()
    assert result.certificate is not None
    cuts = [list(cut) for cut in result.certificate.cuts]
    (first, *_) = told = [Cut.of(cut) for cut in cuts]
    assert few(told) == tuple(told)
    assert few([first] * (MOST + 5)) == (first,) * MOST
    long = Cut(0, tuple(range(700)), (2,) * 700, 0)
    many = ALL_WORK // long.work
    assert few([long] * (many + 3)) == (long,) * many
    counted: list[Cut] = []
    monkeypatch.setattr(knapsack, "follows", lambda cut, *_: counted.append(cut) is None)
    for forged in ([first] * (MOST + 1), [long] * (many + 1)):
        certificate = {**result.certificate.to_dict(), "cuts": [one.told() for one in forged]}
        faults = list(Judge(situation, program).faults(result.plans, result.to_dict(), certificate))
        assert [fault.key for fault in faults] == ["too_many_cuts"]
        with pytest.raises(Refused):
            NaiveChecker(program, certificate["cuts"])
    assert counted == []


def worse_plan_proven(program: Program, situation: Situation, most: int) -> bool:
    """Whether a cut of all that the budget's row takes shows a plan that fills one seat of nine to be the best."""
    arrays, pairs = program.arrays, (("C1", "Q"),)
    (budget,) = knapsacks(Inequalities.of(arrays), arrays.upper)
    cut = [budget.row, budget.columns.tolist(), [1] * len(budget.columns), most]
    seats = [row for row in range(len(arrays.rhs)) if arrays.rhs[row] > 0]
    full = [r for r in range(len(arrays.rhs)) if set(columns_of(arrays, r)) < set(columns_of(arrays, seats[1]))]
    multipliers = {row: SCALE for row in (*full, *seats)} | {len(arrays.rhs): 2 * SCALE}
    score = audit(situation, pairs).score[1]
    entry = {"tier": 1, "value": score, "verified": score, "target": score, "word": "tree"}
    tree = [[[*multipliers], [*multipliers.values()], -1, 0, -1, -1, 0]]
    checker = Checker(program, [cut])
    return not list(checker.faults([score], pairs, 1, {"tiers": [{**entry, "tree": tree}], "order": None}))


def columns_of(arrays: Arrays, row: int) -> list[int]:
    """The columns of a row."""
    found: list[int] = arrays.indices[arrays.indptr[row] : arrays.indptr[row + 1]].tolist()
    return found


@pytest.mark.parametrize("most", [2**62, 2**63, 2**64, 10**30])
def test_a_cut_that_says_nothing_proves_no_worse_plan(most: int) -> None:
    """-2^63 has no absolute value in 64 bits, and twice it is 0 there: such a cut would forbid what it allows."""
    situation, program, _ = budgeted()
    with pytest.raises(ValueError, match="does not follow"):
        worse_plan_proven(program, situation, most)


def test_multipliers_of_the_least_whole_number_prove_nothing() -> None:
    rows = Inequalities(1, np.array([0]), np.array([0]), np.array([-1]), np.array([-(2**63)]))
    with pytest.raises(ValueError, match="too large"):
        rows.combine(np.array([0]), np.array([2]))
