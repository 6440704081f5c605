"""Scenarios on a real Dask scheduler of this machine with two workers, one of which is killed in mid-sweep."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from what_if_board import change, scenario, starting

from luanchuyen.models.errors import ScenarioError
from luanchuyen.scenarios import scheduler
from luanchuyen.scenarios.outcome import Outcome
from luanchuyen.scenarios.runner import run
from luanchuyen.scenarios.scheduler import Scheduler
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


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler and two workers of one thread each."""
    folder = tmp_path_factory.mktemp("dask")
    told = folder / "scheduler.json"
    where = ["--scheduler-file", str(told), "--no-dashboard"]
    running = [dask("scheduler", "--host", "127.0.0.1", "--port", "0", *where)]
    for number in range(2):
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
def test_a_killed_worker_loses_nothing(address: str) -> None:
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


def test_a_scheduler_that_does_not_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "PATIENCE", 1)
    with pytest.raises(ScenarioError) as refused:
        Scheduler("tcp://127.0.0.1:9").start(starting())
    assert refused.value.key == "scenario.no_scheduler"


def test_workers_of_another_version(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "__version__", "0.0.9")
    with pytest.raises(ScenarioError) as refused:
        Scheduler(address).start(starting())
    assert refused.value.key == "scenario.other_version"
