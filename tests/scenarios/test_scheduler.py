"""Scenarios on a real Dask scheduler of this machine with two workers, one of which is killed in mid-sweep."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from provinces import district_program, plans_of, twice
from what_if_board import change, scenario, starting

from luanchuyen.models.errors import ScenarioError
from luanchuyen.optimizer.planning import _rank
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.optimizer.solver.task import Task
from luanchuyen.scenarios import scheduler
from luanchuyen.scenarios.outcome import Outcome
from luanchuyen.scenarios.runner import run
from luanchuyen.scenarios.scheduler import Scheduler
from luanchuyen.scenarios.scheduler_address import SchedulerAddress
from luanchuyen.scenarios.workers import Here

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

MONTHS = range(24, 96, 6)
SCENARIOS = [
    scenario(change("set", "stint_length.min_months", value=str(months)), name=f"{months} tháng")
    for months in MONTHS
    if months != 36
]


def dask(*arguments: str) -> subprocess.Popen[bytes]:
    """A command of Dask, running."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([sys.executable, "-m", "dask", *arguments], **quiet)  # type: ignore[call-overload,no-any-return]


@contextmanager
def cluster(folder: Path, workers: int, host: str, *trust: str) -> Iterator[str]:
    """The address of a scheduler with workers of one thread each."""
    told = folder / "scheduler.json"
    where = ["--scheduler-file", str(told), "--no-dashboard", *trust]
    running = [dask("scheduler", "--host", host, "--port", "0", *where)]
    for number in range(workers):
        running.append(
            dask("worker", "--nthreads", "1", "--name", str(number), "--local-directory", str(folder), *where)
        )
    try:
        yield _address(told)
    finally:
        for process in reversed(running):
            process.terminate()
        for process in running:
            process.wait(timeout=20)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SchedulerAddress]:
    """A scheduler and two workers."""
    with cluster(tmp_path_factory.mktemp("dask"), 2, "127.0.0.1") as url:
        yield SchedulerAddress(url)


def _address(told: Path) -> str:
    import json

    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            return str(json.loads(told.read_text(encoding="utf-8"))["address"])
        except (OSError, ValueError, KeyError):
            time.sleep(0.1)
    raise TimeoutError


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_a_killed_worker_loses_nothing(address: SchedulerAddress) -> None:
    killed: list[int] = []
    workers = Scheduler(address)

    def kill(outcome: Outcome) -> None:
        if len(killed) < 1:
            pids = workers._client.run(os.getpid)
            assert len(pids) == 2
            killed.append(min(pids.values()))
            os.kill(killed[0], signal.SIGKILL)

    base, others = run(starting(), SCENARIOS, workers, kill)
    here, alike = run(starting(), SCENARIOS, Here())
    assert killed
    assert (base, others) == (here, alike)


def test_provinces_are_solved_by_the_workers(address: SchedulerAddress) -> None:
    """A large program's blocks on the scheduler: the same plan and certificate as on one machine."""
    country = district_program()
    for _ in range(5):
        country = twice(country)
    client = scheduler.connected(address)
    try:
        workers = client.get_executor(pure=False)
        with SolvingChild() as child:
            spread, status, _ = _rank(child, Task(country, 1, 1, None, 0, apart=True), lambda kind, _: None, workers)
    finally:
        client.close()
    (alone,) = plans_of(country, 1)
    assert status == "complete"
    assert (spread[0].moves.tolist(), spread[0].proofs) == (alone.moves.tolist(), alone.proofs)


def test_a_scheduler_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "PATIENCE", 1)
    with pytest.raises(ScenarioError) as refused:
        Scheduler(SchedulerAddress("tcp://127.0.0.1:9")).start(starting())
    assert refused.value.key == "scenario.no_scheduler"


def test_workers_of_another_version(address: SchedulerAddress, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "__version__", "0.0.9")
    with pytest.raises(ScenarioError) as refused:
        Scheduler(address).start(starting())
    assert refused.value.key == "scenario.other_version"
