"""Workers that die at birth, in mid-call or between two calls: their call alone is lost, and the pool goes on."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import wait
from operator import truediv
from pathlib import Path

import pytest
import stillborn

from luanchuyen.optimizer.processes import pool
from luanchuyen.optimizer.processes.pool import Pool, WorkerDied
from luanchuyen.scenarios.rulebook.book import load_rules


@pytest.fixture
def workers() -> Iterator[Pool]:
    made = Pool(2)
    yield made
    made.shutdown(wait=False)


@pytest.fixture
def lives(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A file with the number of workers to come that die while they start."""
    told = tmp_path / "left"
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2] / "makers"))
    monkeypatch.setenv(stillborn.LIVES, str(told))
    monkeypatch.setattr(pool, "WORKER", "stillborn")
    return told


def test_calls_are_done_by_other_processes_in_order(workers: Pool) -> None:
    assert list(workers.map(abs, [-1, 2, -3])) == [1, 2, 3]
    assert workers.submit(os.getpid).result() != os.getpid()


def test_what_a_call_raises_is_raised_here(workers: Pool) -> None:
    with pytest.raises(ZeroDivisionError) as raised:
        workers.submit(truediv, 1, 0).result()
    assert "Traceback" in raised.value.__notes__[0]
    with pytest.raises(RuntimeError, match="RuleBookError"):  # it does not survive pickling
        workers.submit(load_rules, "no such book").result()


def test_a_worker_that_dies_in_mid_call_costs_that_call_alone(workers: Pool) -> None:
    futures = [workers.submit(os._exit, 3) if n == 2 else workers.submit(time.sleep, 0.05) for n in range(6)]
    assert [type(future.exception()) for future in futures] == [*[type(None)] * 2, WorkerDied, *[type(None)] * 3]


def test_a_worker_that_dies_between_two_calls_costs_none(workers: Pool) -> None:
    first = workers.submit(os.getpid).result()
    (child,) = workers._children
    child._process.kill()
    child._process.wait()
    assert workers.submit(os.getpid).result() != first


def test_workers_that_die_while_they_start_cost_one_call_each(workers: Pool, lives: Path) -> None:
    lives.write_text("1")
    large = b"x" * 10_000_000  # more than a pipe holds: nobody may wait for a dead reader
    born = Pool(1, (len, (large,)))
    assert isinstance(born.submit(len, large).exception(timeout=20), WorkerDied)
    assert born.submit(len, large).result(timeout=20) == len(large)
    born.shutdown()


@pytest.mark.parametrize("at_once", [False, True])
def test_the_end_is_waited_for_or_comes_at_once(at_once: bool) -> None:
    workers = Pool(1)
    running, waiting = workers.submit(time.sleep, 30 if at_once else 0.1), workers.submit(abs, -1)
    while not running.running():
        time.sleep(0.01)
    workers.shutdown(wait=not at_once)
    done, _ = wait([running, waiting], timeout=0)
    assert len(done) == 2
    assert waiting.cancelled() if at_once else waiting.result() == 1
    assert not workers._children
