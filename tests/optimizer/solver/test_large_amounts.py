"""A soft budget told in đồng: amounts of millions and more, where engines have limits of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from small_board import HARD, board, lock

from luanchuyen.models.options import Options
from luanchuyen.models.policy import Level
from luanchuyen.optimizer.explain.readiness import readiness
from luanchuyen.optimizer.integer.certificate import Node, beyond, price, tighten
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.planning import plan_situation
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.engine import minimise
from luanchuyen.optimizer.solver.process import SolvingChild

TAKES, POINTS = (7, 6, 5, 5, 4, 4, 4, 6), (40, 35, 30, 29, 22, 17, 16, 33)
NOTHING = np.zeros(0, np.int64)


@pytest.fixture(scope="module")
def child() -> Iterator[SolvingChild]:
    with SolvingChild() as solver:
        yield solver


def situation(unit: int, weight: int) -> Situation:
    """Eight cadres who cost the commune 4 to 7 units of its 10; all may come, what is beyond is weighed."""
    posts = [{"post_id": "P", "seats": "8"}, {"post_id": "Q", "seats": "1", "unit_id": "TV"}]
    panel = [
        {"cadre_id": f"C{n}", "post_id": "P", "points": str(points), "cost": str(takes * unit)}
        for n, (takes, points) in enumerate(zip(TAKES, POINTS, strict=True), 1)
    ]
    made = board(posts, len(TAKES), {"fill": "soft", "budget": "soft", "panel": "soft"}, panel=panel)
    units = {
        u: told if told.budget is None else replace(told, budget=10 * unit) for u, told in made.instance.units.items()
    }
    entries = {**made.policy.entries, "budget": replace(made.policy.entry("budget"), weight=weight)}
    return situation_of(replace(made.instance, units=units), replace(made.policy, entries=entries))


@pytest.mark.parametrize(("unit", "weight"), [(1, 1_000), (10**6, 1), (10**9, 1), (10**9, 1_000)])
def test_plans_over_a_budget_are_the_best_there_are(unit: int, weight: int, child: SolvingChild) -> None:
    """All eight move, one of them to Q: the dearest, C1 of 7 units; in the second plan one of 6."""
    result = plan_situation(situation(unit, weight), Options(2), child=child)
    over = [24 * unit * weight, 25 * unit * weight]
    assert [plan.score[2] // (unit * weight) * unit * weight for plan in result.plans] == over
    assert all(plan.bound[2] <= plan.score[2] for plan in result.plans)


@pytest.mark.parametrize("level", ["soft", "hard"])
def test_a_budget_in_dong_is_proven_as_one_in_millions(level: Level, child: SolvingChild) -> None:
    """The same plans and the same trees, whatever the unit in which all sums are whole."""
    told = []
    for unit, weight in ((1, 2_000_000), (1_000_000, 2), (2_000_000, 1)):
        made = situation(unit, weight)
        entries = {**made.policy.entries, "budget": replace(made.policy.entry("budget"), level=level, weight=weight)}
        made = situation_of(made.instance, replace(made.policy, entries=entries))
        result = plan_situation(made, Options(2), child=child)
        assert all(plan.proven for plan in result.plans)
        assert result.certificate is not None
        told.append(([(plan.pairs, plan.score) for plan in result.plans], result.certificate.plans))
    assert told[0] == told[1] == told[2]


@pytest.mark.parametrize(
    ("unit", "more", "level", "weight", "told"),
    [
        (50_000_000, 0, "hard", 1, []),
        (50_000_000, 0, "soft", 1, []),
        (50_000_000, 1, "hard", 1, []),
        (50_000_000, 1, "soft", 1, [("warning", "readiness.budget_fine")]),
        (10**9, 0, "soft", 10**6, [("error", "readiness.budget_soft")]),
        (10**14, 0, "hard", 1, []),
        (10**14, 10**17, "hard", 1, [("error", "readiness.budget_hard")]),
    ],
)
def test_sums_that_cannot_be_counted_are_told(
    unit: int, more: int, level: Level, weight: int, told: list[tuple[str, str]]
) -> None:
    """A budget of 10 units and so many đồng ``more``, and each cost as many more where it is a great deal."""
    made = situation(unit, weight)
    units = {u: replace(one, budget=one.budget and one.budget + more) for u, one in made.instance.units.items()}
    entries = {**made.policy.entries, "budget": replace(made.policy.entry("budget"), level=level)}
    dear = more if more > unit else 0
    panel = {pair: replace(row, cost=(row.cost or 0) + dear) for pair, row in made.instance.panel.items()}
    made = situation_of(replace(made.instance, units=units, panel=panel), replace(made.policy, entries=entries))
    assert [(p.severity, p.key) for p in readiness(made) if "budget" in p.key] == told


def test_no_engine_takes_ten_millions_for_all_there_is() -> None:
    """w >= 25,000,000: there is such a w."""
    rows = Inequalities(1, np.array([0]), np.array([0]), np.array([1]), np.array([25_000_000]))
    for engine in ("highs", "quick", "cp_sat", "scip"):
        found = minimise(rows, np.array([1]), np.array([0]), np.array([31_000_000]), engine=engine)
        assert (found.status, found.value) == ("optimal", 25_000_000), engine


def test_a_few_dong_too_many_are_no_lie() -> None:
    """A budget of a milliard less 1: an engine may take two of half a milliard for a choice that it can pay."""
    half = 500_000_000
    rows = Inequalities(2, np.array([0, 0]), np.array([0, 1]), np.array([-half, -half]), np.array([1 - 2 * half]))
    for engine in ("highs", "quick", "cp_sat", "scip"):
        found = minimise(rows, np.array([-1, -1]), np.array([0, 0]), np.array([1, 1]), engine=engine)
        assert found.status == "unknown" or found.value == -1, engine


def test_an_amount_that_costs_needs_no_room_among_64_bits_for_its_most() -> None:
    rows = Inequalities(1, np.array([0]), np.array([0]), np.array([1]), np.array([0]))
    lo, hi = np.array([0]), np.array([10**15])
    priced = price(rows, np.array([10**6]), Node(NOTHING, NOTHING), lo, hi)
    assert priced.bound() == 0
    for target in (1, 10**6, 10**6 + 1, 10**18, 10**30):
        low, high = tighten(priced, target, lo, hi)
        assert (low[0], high[0]) == (0, min(10**15, (target - 1) // 10**6))


def test_an_end_is_beyond_every_score_though_that_be_beyond_64_bits() -> None:
    """Else a tree of a small target would be taken to show that there is no further plan."""
    assert beyond(np.array([10**6, -1, 0]), np.array([10**16, 5, 7])) == 10**22 + 1


def test_what_one_dong_keeps_apart_is_told(child: SolvingChild) -> None:
    """Two who are fixed cost a milliard together, the commune has one đồng less: engines let so little pass."""
    posts, people = [{"post_id": "P"}, {"post_id": "Q"}], (("C1", "P"), ("C2", "Q"))
    panel = [{"cadre_id": cadre, "post_id": post, "cost": "500000000"} for cadre, post in people]
    made = board(posts, 2, HARD, panel=panel, locks=[lock(*pair, "cố định") for pair in people])
    units = {u: replace(told, budget=told.budget and 10**9 - 1) for u, told in made.instance.units.items()}
    made = situation_of(replace(made.instance, units=units), made.policy)
    result = plan_situation(made, Options(1), child=child)
    assert result.status == "infeasible"
    assert sorted(str(member.rule) for member in result.conflicts) == ["budget", "fixed", "fixed"]


@pytest.mark.parametrize("seed", [21, 38, 40, 45])
def test_a_soft_budget_in_dong_before_other_tiers_leaves_them_proven(seed: int, child: SolvingChild) -> None:
    """What is beyond it costs a great deal a unit in the first tier; the plan to stay close to is in the last."""
    random = Random(seed)
    people = [f"C{n}" for n in range(1, random.randint(3, 5) + 1)]
    posts = [{"post_id": "P", "seats": "2"}, {"post_id": "Q", "unit_id": "TV"}, {"post_id": "R"}, {"post_id": "S"}]
    posts, unit = posts[: random.randint(2, 4)], random.choice((7_777_777, 50_000_000, 150_000_000))
    panel = [
        {"cadre_id": cadre, "post_id": post["post_id"], "points": str(random.randint(0, 90)),
         "cost": str(unit * random.randint(1, 12))}
        for cadre in people for post in posts
    ]  # fmt: skip
    levels = dict.fromkeys(("fill", "budget", "panel", "stability"), "soft")
    made = board(posts, len(people), levels, panel=panel)
    units = {u: replace(told, budget=unit * random.randint(0, 8)) for u, told in made.instance.units.items()}
    entries = dict(made.policy.entries)
    for rule, tier in {"budget": 1, "fill": random.randint(1, 2), "panel": 2, "stability": 3}.items():
        entries[rule] = replace(entries[rule], tier=tier, weight=random.randint(1, 5))
    given = {cadre: (random.choice(posts)["post_id"],) for cadre in people if random.random() < 0.6}
    made = situation_of(replace(made.instance, units=units), replace(made.policy, entries=entries), given=given)
    result = plan_situation(made, Options(6), child=child)
    assert [plan.proven for plan in result.plans] == [True] * 6
