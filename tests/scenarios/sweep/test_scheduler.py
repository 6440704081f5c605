"""Scenarios on a real Dask scheduler of this machine with two workers, one of which is killed in mid-sweep."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file
from pathlib import Path

import pytest
from what_if_board import change, scenario, starting

from luanchuyen.cli import main
from luanchuyen.commands.whatif import Sweep
from luanchuyen.models.errors import ExitCode, ScenarioError
from luanchuyen.scenarios import example
from luanchuyen.scenarios.sweep import scheduler
from luanchuyen.scenarios.sweep.outcome import Outcome
from luanchuyen.scenarios.sweep.runner import run
from luanchuyen.scenarios.sweep.scheduler import Scheduler
from luanchuyen.scenarios.sweep.scheduler_address import SchedulerAddress
from luanchuyen.scenarios.sweep.workers import Here

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

MONTHS = range(24, 96, 6)
SCENARIOS = [
    scenario(change("set", "stint_length.min_months", value=str(months)), name=f"{months} tháng")
    for months in MONTHS
    if months != 36
]


Running = subprocess.Popen[bytes]


def dask(*arguments: str) -> Running:
    """A command of Dask, running; as an office would start it, without the guard of sockets, which are its own."""
    paths = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if Path(path).name != "guard"]
    bare = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": bare}
    return subprocess.Popen([sys.executable, "-m", "dask", *arguments], **quiet)  # type: ignore[call-overload,no-any-return]


@contextmanager
def cluster(folder: Path, host: str, *trust: str, nanny: bool = False) -> Iterator[tuple[str, list[Running]]]:
    """The address of a scheduler and the processes: with a worker, or two that are restarted when they die."""
    told = folder / "scheduler.json"
    where = ["--scheduler-file", str(told), "--no-dashboard", *trust]
    running = [dask("scheduler", "--host", host, "--port", "0", *where)]
    options = ["--nthreads", "1", "--local-directory", str(folder), *([] if nanny else ["--no-nanny"]), *where]
    running += [dask("worker", "--name", str(number), *options) for number in range(2 if nanny else 1)]
    try:
        yield _address(told), running
    finally:
        for process in reversed(running):
            process.terminate() if nanny else process.kill()
        for process in running:
            process.wait(timeout=20)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SchedulerAddress]:
    """A scheduler and two workers."""
    with cluster(tmp_path_factory.mktemp("dask"), "127.0.0.1", nanny=True) as (url, _):
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
    client = scheduler.connected(address)
    held = "[len(m._facts) for n, m in __import__('sys').modules.items() if n == 'luanchuyen.scenarios.sweep.worker']"
    deadline = time.monotonic() + 10
    while any(sum(found) for found in client.run(eval, held).values()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert {sum(found) for found in client.run(eval, held).values()} == {0}, "no worker keeps the facts"
    scheduler.leave(client)


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


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
@pytest.mark.parametrize("gone", ["scheduler", "last worker"])
def test_whom_nobody_serves_any_more_is_told(
    gone: str, board: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with cluster(tmp_path, "127.0.0.1") as (url, running):
        keep = Sweep.finished

        def kill(self: Sweep, outcome: Outcome) -> None:
            keep(self, outcome)
            running[0 if gone == "scheduler" else 1].kill()

        monkeypatch.setattr(Sweep, "finished", kill)
        monkeypatch.setattr(scheduler, "PATIENCE", 3)
        grid = ["--grid", "stint_length.min_months=24..90:1"]
        assert main(["whatif", str(board), "--out", str(tmp_path / "kb"), "--scheduler", url, *grid]) == ExitCode.FILE
    told = capfd.readouterr().err
    assert "Giữa chừng không còn bộ điều phối" in told and "--resume" in told
    assert "Traceback" not in told and "distributed" not in told
    assert list((tmp_path / "kb" / "outcomes").glob("*.json"))


@pytest.mark.skipif(shutil.which("openssl") is None, reason="makes certificates with openssl")
def test_a_scheduler_over_tls(
    board: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, strange = certificate(tmp_path, "ours"), certificate(tmp_path, "strange")
    trust = ["--tls-ca-file", str(ours[0]), "--tls-cert", str(ours[0]), "--tls-key", str(ours[1])]
    with cluster(tmp_path, "tls://127.0.0.1", *trust) as (url, _):
        assert url.startswith("tls://")
        start = ["whatif", str(board), "--off", "release", "--scheduler", url]
        given = ["--scheduler-ca", str(ours[0]), "--scheduler-cert", str(ours[0]), "--scheduler-key", str(ours[1])]
        assert main([*start, *given, "--out", str(tmp_path / "kb")]) == ExitCode.DONE
        assert main([*start[:4], "--jobs", "1", "--out", str(tmp_path / "h")]) == ExitCode.DONE
        monkeypatch.setattr(scheduler, "PATIENCE", 2)
        given = [
            "--scheduler-ca",
            str(ours[0]),
            "--scheduler-cert",
            str(strange[0]),
            "--scheduler-key",
            str(strange[1]),
        ]
        assert main([*start, *given, "--out", str(tmp_path / "kc")]) == ExitCode.USAGE
    assert "Không nối được" in capsys.readouterr().err
    name = "outcomes.json"
    assert (tmp_path / "kb" / name).read_bytes() == (tmp_path / "h" / name).read_bytes()


@pytest.fixture
def board() -> Iterator[Path]:
    """The shipped example of a district."""
    with as_file(example.folder("binh-lieu")) as folder:
        yield folder


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate that is its own authority, and its key."""
    cert, key = folder / f"{name}.pem", folder / f"{name}-key.pem"
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    subprocess.run(
        [*make, "-days", "2", "-subj", f"/CN={name}", "-keyout", str(key), "-out", str(cert)],
        check=True,
        capture_output=True,
    )
    return cert, key
