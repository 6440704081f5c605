"""Where a search begins: the moves that a relaxation makes left as they are, the least plan is found all the same."""

from random import Random

import pytest
from provinces import plans_of
from random_boards import Size, random_instance
from tiny_boards import mild_policy

from luanchuyen.optimizer.integer.arrays import Arrays
from luanchuyen.optimizer.program.program import build
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.solver import optimum

SIZE = Size(units=6, posts=40, cadres=45)


def board(seed: int) -> Arrays:
    random = Random(f"start {seed}")
    instance = random_instance(random, SIZE)
    return build(situation_of(instance, mild_policy(random, instance))).arrays


def best(arrays: Arrays) -> tuple[int, ...] | None:
    found = plans_of(arrays, 1)
    return found[0].score if found else None


def test_a_start_from_the_moves_that_are_made_loses_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    boards = [board(seed) for seed in range(25)]
    usual = [best(arrays) for arrays in boards]
    cores: list[int] = []
    core_of = optimum.core_of

    def noted(rows, costs, lo, hi):  # type: ignore[no-untyped-def]
        cores.append(int(lo.sum()))
        return core_of(rows, costs, lo, hi)

    monkeypatch.setattr(optimum, "MANY", 0)
    monkeypatch.setattr(optimum, "core_of", noted)
    assert [best(arrays) for arrays in boards] == usual
    assert sum(usual_one is not None for usual_one in usual) >= 10
    assert sum(count > 0 for count in cores) >= 3, "none began so"
