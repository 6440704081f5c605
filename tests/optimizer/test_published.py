"""Published assignment problems with known answers, written as workbooks of this program.

The instances are not carried: the folder is that of the variable LUANCHUYEN_BENCH, by default shared/bench beside
the project.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from kept_child import plan
from tables_read import read_tables

from luanchuyen.models.instance import Instance
from luanchuyen.models.options import Options
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.plan import Plan, Result
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.scenarios.rulebook.book import load_rules

Matrix = list[list[int]]
Rows = list[dict[str, str]]
Published = Callable[[str], str]

EVERY_SEAT_FILLED = ("fill", "level", "hard")
BUDGETS_BIND = ("budget", "level", "hard")
GAPS = (336, 327, 339, 341, 326)
SETTINGS = [{"key": "as_of", "value": "01/07/2026"}]


@pytest.fixture(scope="module")
def published() -> Published:
    """Reads a file of the folder; skips where it is absent."""
    root = Path(__file__).resolve().parents[2]
    folder = Path(os.environ.get("LUANCHUYEN_BENCH", root.parent / "shared" / "bench"))

    def text(name: str) -> str:
        if not (folder / name).exists():
            pytest.skip(f"{name} is not in {folder}; set LUANCHUYEN_BENCH to the folder of the published instances")
        return (folder / name).read_text(encoding="utf-8")

    return text


@pytest.fixture(scope="module")
def child() -> Iterator[SolvingChild]:
    with SolvingChild() as solver:
        yield solver


@dataclass(frozen=True)
class Gap:
    """A generalised assignment: items to units of limited capacity, at the greatest profit."""

    profits: Matrix
    uses: Matrix
    capacities: list[int]


def matrix(text: str) -> Matrix:
    return [[int(word) for word in line.split(",")] for line in text.split()]


def gaps(text: str) -> Iterator[Gap]:
    words = map(int, text.split())

    def rows(count: int, width: int) -> Matrix:
        return [[next(words) for _ in range(width)] for _ in range(count)]

    for _ in range(next(words)):
        units, items = next(words), next(words)
        yield Gap(rows(units, items), rows(units, items), rows(1, units)[0])


def post(number: int, unit: str, seats: int = 1) -> dict[str, str]:
    return {"post_id": f"P{number:03}", "title": "Cán bộ", "unit_id": unit, "kind": "other", "seats": str(seats)}


def person(number: int) -> dict[str, str]:
    row = {"cadre_id": f"C{number:03}", "name": "Trần Văn An", "birth": "05/09/1980", "sex": "Nam"}
    return {**row, "unit_id": "U", "in_post_since": "01/03/2020"}


def read(units: Rows, posts: Rows, cadres: Rows, panel: Rows) -> Instance:
    tables = {"settings": SETTINGS, "units": units, "posts": posts, "cadres": cadres, "panel": panel}
    reading = read_tables(tables, load_rules("fill-only").vocabulary, Gazetteer.load())
    assert reading.instance is not None, reading.errors[:3]
    return reading.instance


def assignment(costs: Matrix) -> Instance:
    """Agents are cadres, tasks are posts, points the greatest cost less the pair's."""
    most = max(map(max, costs))
    panel = [
        {"cadre_id": f"C{i:03}", "post_id": f"P{j:03}", "points": str(most - cost)}
        for i, row in enumerate(costs)
        for j, cost in enumerate(row)
    ]
    units = [{"unit_id": "U", "name": "Tỉnh ủy", "level": "tỉnh"}]
    return read(units, [post(j, "U") for j in range(len(costs[0]))], [person(i) for i in range(len(costs))], panel)


def generalised(gap: Gap) -> Instance:
    """Units with a budget and one post with a seat for everybody; items are cadres."""
    count = len(gap.profits[0])
    units = [{"unit_id": "U", "name": "Tỉnh ủy", "level": "tỉnh"}]
    units += [
        {"unit_id": f"U{i}", "name": f"Xã {i}", "level": "xã", "budget": str(limit)}
        for i, limit in enumerate(gap.capacities)
    ]
    panel = [
        {"cadre_id": f"C{j:03}", "post_id": f"P{i:03}", "points": str(gap.profits[i][j]), "cost": str(gap.uses[i][j])}
        for i in range(len(gap.capacities))
        for j in range(count)
    ]
    posts = [post(i, f"U{i}", seats=count) for i in range(len(gap.capacities))]
    return read(units, posts, [person(j) for j in range(count)], panel)


def solve(instance: Instance, child: SolvingChild, plans: int, *overrides: tuple[str, str, str]) -> Result:
    result = plan(instance, load_rules("fill-only", overrides), Options(plans=plans), child=child)
    assert result.status == "optimal"
    assert all(ranked.proven for ranked in result.plans)
    return result


def cost_of(ranked: Plan, costs: Matrix) -> int:
    return sum(costs[int(c[1:])][int(p[1:])] for c, p in ranked.pairs)


def costs_of(result: Result, costs: Matrix) -> Sequence[int]:
    """The cost of each plan; each must be a full assignment, told by its score too."""
    least = min(map(min, costs))
    for ranked in result.plans:
        assert len({c for c, _ in ranked.pairs}) == len({p for _, p in ranked.pairs}) == len(costs)
        assert ranked.score[2] == cost_of(ranked, costs) - least * len(costs)
    return [cost_of(ranked, costs) for ranked in result.plans]


def test_assign100(published: Published, child: SolvingChild) -> None:
    words = [int(word) for word in published("assign100.txt").split()]
    costs = [words[-10_000:][start : start + 100] for start in range(0, 10_000, 100)]
    assert costs_of(solve(assignment(costs), child, 1), costs) == [305]


@pytest.mark.parametrize(("number", "answer"), list(enumerate(GAPS)))
def test_gap1(published: Published, child: SolvingChild, number: int, answer: int) -> None:
    gap = list(gaps(published("gap1.txt")))[number]
    best = solve(generalised(gap), child, 1, BUDGETS_BIND).plans[0]
    taken = {int(c[1:]): int(p[1:]) for c, p in best.pairs}
    assert len(taken) == len(gap.profits[0])
    assert sum(gap.profits[i][j] for j, i in taken.items()) == answer
    for unit, capacity in enumerate(gap.capacities):
        assert sum(gap.uses[unit][j] for j, i in taken.items() if i == unit) <= capacity


def test_murty_seventy_cheapest(published: Published, child: SolvingChild) -> None:
    costs = matrix(published("murty1968_10x10.csv"))
    found = costs_of(solve(assignment(costs), child, 70, EVERY_SEAT_FILLED), costs)
    assert len(found) == 70
    assert found == sorted(found)
    assert found.count(29) == 12


def test_burkard_has_six_and_no_seventh(published: Published, child: SolvingChild) -> None:
    costs = matrix(published("burkard2009_3x3.csv"))
    result = solve(assignment(costs), child, 7, EVERY_SEAT_FILLED)
    assert costs_of(result, costs) == [3, 7, 13, 15, 107, 109]


def test_burkard_with_empty_seats_allowed_ranks_the_six_first(published: Published, child: SolvingChild) -> None:
    costs = matrix(published("burkard2009_3x3.csv"))
    result = solve(assignment(costs), child, 100)
    assert [cost_of(ranked, costs) for ranked in result.plans[:6]] == [3, 7, 13, 15, 107, 109]
    # Partial permutations of three: 6 of three, 18 of two, 9 of one, 1 of none.
    assert [ranked.score[1] for ranked in result.plans] == [0] * 6 + [1] * 18 + [2] * 9 + [3]
