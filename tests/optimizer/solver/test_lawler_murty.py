"""Plans that differ by at least one cadre are the k best: the scores are those of Lawler and Murty, in their order."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import lawler_murty
import pytest
from random_boards import Size, random_instance
from tiny_boards import mild_policy, tiny_board

from luanchuyen.commands.input import read_input
from luanchuyen.optimizer.integer.arrays import Arrays
from luanchuyen.optimizer.integer.events import PlanFound, TierSettled
from luanchuyen.optimizer.integer.task import Task
from luanchuyen.optimizer.program.program import build
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.ranking import Ranking
from luanchuyen.scenarios import example

TINY, SMALL = range(70), range(25)
SIZE = Size(units=8, posts=24, cadres=30)


def ours(arrays: Arrays, plans: int) -> list[tuple[int, ...]]:
    """The scores of the ranking's plans, each proven."""
    found: list[tuple[int, ...]] = []

    def say(event: TierSettled | PlanFound) -> None:
        if isinstance(event, PlanFound):
            assert event.plan.proven
            found.append(event.plan.score)

    status = Ranking(Task(arrays, plans, 1, None, 0), say).run()
    assert status == ("complete" if found else "infeasible")
    return found


def small(seed: int) -> Situation:
    """A board of some thirty cadres under a mild rule book."""
    random = Random(f"lawler murty {seed}")
    instance = random_instance(random, SIZE)
    return situation_of(instance, mild_policy(random, instance))


def test_cells_share_nothing_and_leave_nothing_out() -> None:
    """All subsets of four moves: each in exactly one cell, those taken out in none."""
    plans = [frozenset(m for m in range(4) if bits >> m & 1) for bits in range(16)]
    cells = [lawler_murty.Cell()]
    for taken in range(6):
        holding = {plan: [c for c in cells if holds(c, plan)] for plan in plans}
        assert sorted(len(found) for found in holding.values()) == [0] * taken + [1] * (len(plans) - taken)
        best = next(plan for plan in plans[::-1] if holding[plan])
        cell = holding[best][0]
        cells = [c for c in cells if c != cell] + list(cell.without(tuple(sorted(best))))


def holds(cell: lawler_murty.Cell, plan: frozenset[int]) -> bool:
    return cell.fixed <= plan and not cell.forbidden & plan and not (cell.more and plan == cell.fixed)


def test_tiny_boards_to_the_sixth_plan() -> None:
    seen: Counter[int] = Counter()
    for seed in TINY:
        arrays = build(tiny_board(seed).situation).arrays
        found = ours(arrays, 6)
        assert found == lawler_murty.ranked(arrays, 6), seed
        seen[len(found)] += 1
    assert min(seen[0], seen[6], sum(seen[n] for n in range(1, 6))) >= 3


@pytest.mark.parametrize("seeds", [SMALL[:13], SMALL[13:]], ids=["first", "second"])
def test_small_boards_to_the_fourth_plan(seeds: range) -> None:
    different = 0
    for seed in seeds:
        arrays = build(small(seed)).arrays
        found = ours(arrays, 4)
        assert found == lawler_murty.ranked(arrays, 4), seed
        different += len(set(found)) > 1
    assert different >= 2


def test_the_shipped_example_to_the_fourth_plan() -> None:
    source = read_input(Path(str(example.folder("binh-lieu"))))
    arrays = build(situation_of(source.instance, source.policy)).arrays
    found = ours(arrays, 4)
    assert len(found) == 4
    assert found == lawler_murty.ranked(arrays, 4)
