"""Provinces' blocks solved by an executor's workers: the same plan, the same certificate."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from typing import Any

import pytest
from provinces import district_program, plans_of, twice

from luanchuyen.optimizer.integer.arrays import Arrays
from luanchuyen.optimizer.integer.task import Ranked, Task
from luanchuyen.optimizer.planning import _rank
from luanchuyen.optimizer.processes import pool as pools
from luanchuyen.optimizer.processes.pool import Pool
from luanchuyen.optimizer.solver import dispatch, root_relaxation, tier
from luanchuyen.optimizer.solver.process import SolvingChild

PROVINCES = 5
"""Doublings of the district: 32 provinces, more columns than it takes to look for blocks."""


def spread_by(executor: Executor) -> dispatch.Spread:
    def spread(kind: str, pieces: Iterable[Any]) -> list[Any]:
        answers = dispatch.sent(executor, dispatch.pack(kind, pieces))
        return [dispatch.pickle.loads(answer or b"") for answer in answers]

    return spread


def told(plans: Sequence[Ranked]) -> list[object]:
    return [(plan.moves.tolist(), plan.score, plan.bound, plan.proven, plan.proofs) for plan in plans]


@pytest.fixture(scope="module")
def country() -> Arrays:
    arrays = district_program()
    for _ in range(PROVINCES):
        arrays = twice(arrays)
    assert arrays.columns > root_relaxation.LARGE and arrays.columns > tier.BY_BLOCKS
    return arrays


@pytest.fixture(scope="module")
def pool() -> Iterator[Executor]:
    with Pool(2) as pool:
        yield pool


def test_threads_solve_blocks_as_this_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tier, "BY_BLOCKS", 1)
    monkeypatch.setattr(root_relaxation, "LARGE", 1)
    both = twice(district_program())
    with ThreadPoolExecutor(2) as threads:
        assert told(plans_of(both, 3, spread_by(threads))) == told(plans_of(both, 3))


def test_a_country_spread_over_processes_has_the_same_certificate(country: Arrays, pool: Executor) -> None:
    with SolvingChild() as child:
        ended = _rank(child, Task(country, 1, 1, None, 0, apart=True), lambda kind, values: None, pool)
    assert ended.status == "complete" and ended.found[0].score == tuple(
        32 * v for v in plans_of(district_program(), 1)[0].score
    )
    assert told(ended.found) == told(plans_of(country, 1))


def test_blocks_whose_worker_dies_are_solved_by_the_child(country: Arrays, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "WORKER", "no.such.module")
    with Pool(1) as broken, SolvingChild() as child:
        ended = _rank(child, Task(country, 1, 1, None, 0, apart=True), lambda kind, values: None, broken)
    assert ended.status == "complete" and told(ended.found) == told(plans_of(country, 1))
