"""Ctrl-C and other ends: what is proven is kept, before the first plan nothing is written, no process stays."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from importlib.resources import as_file
from pathlib import Path

import pytest

from luanchuyen.models.errors import ExitCode
from luanchuyen.scenarios.example import folder

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX"),
]

# Ctrl-C reaches the whole group of processes, here as soon as so many plans are found.
SCRIPT = f"""
import os, signal, sys
from luanchuyen.cli import main
from luanchuyen.commands import plan
wanted, seen = int(sys.argv[1]), plan.Progress.__call__

def heard(self, kind, values):
    if kind in (sys.argv[4], "plan") and values.get("found", 0) >= wanted:
        os.killpg(0, signal.{signal.SIGINT.name})
    seen(self, kind, values)

plan.Progress.__call__ = heard
sys.exit(main(["plan", sys.argv[2], "--out", sys.argv[3], "--plans", "400", "--declines", "--verify", "full"]))
"""


def interrupted(found: int, out: Path, kind: str = "plan") -> subprocess.CompletedProcess[str]:
    """The large example planned, and stopped when ``found`` plans are there and progress of the ``kind`` is heard."""
    with as_file(folder("dien-bien")) as board:
        command = [sys.executable, "-c", SCRIPT, str(found), str(board), str(out), kind]
        return subprocess.run(command, capture_output=True, encoding="utf-8", start_new_session=True, timeout=240)


def test_proven_plans_are_kept(tmp_path: Path) -> None:
    out = tmp_path / "kq"
    ran = interrupted(2, out)
    assert ran.returncode == ExitCode.INTERRUPTED, ran.stderr
    assert "Đã dừng theo yêu cầu; giữ lại" in ran.stdout
    assert all(f"Đã dừng trước khi làm đến {left}" in ran.stderr for left in ("--verify full", "--declines"))
    document = json.loads((out / "plans.json").read_text(encoding="utf-8"))
    assert document["status"] == "feasible"
    assert 2 <= len(document["plans"]) < 400
    assert all(plan["proven"] for plan in document["plans"])
    with as_file(folder("dien-bien")) as board:
        verify = [sys.executable, "-m", "luanchuyen", "verify", str(board), str(out)]
        assert subprocess.run(verify, timeout=120).returncode == ExitCode.DONE


@pytest.mark.parametrize("kind", ["program", "solve", "tier"])
def test_before_the_first_plan_nothing_is_written(kind: str, tmp_path: Path) -> None:
    ran = interrupted(0, tmp_path / "kq", kind)
    assert ran.returncode == ExitCode.INTERRUPTED, ran.stderr
    assert list(tmp_path.iterdir()) == []


KILLED = """
import os, signal, sys
from luanchuyen.cli import main
from luanchuyen.commands import plan, whatif

def kill(*heard):
    if not hasattr(heard[-1], "get") or heard[-1].get("found"):
        os.kill(os.getpid(), getattr(signal, sys.argv[1]))

plan.Progress.__call__ = kill
whatif.Sweep.finished = kill
sys.exit(main(sys.argv[2:]))
"""
MARK = "LUANCHUYEN_TEST_FAMILY"


def family(mark: str) -> list[bytes]:
    """The command lines of the processes that were started with the mark in their environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if f"{MARK}={mark}".encode() in (process / "environ").read_bytes().split(b"\0"):
                found.append((process / "cmdline").read_bytes())
    return found


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("end", ["SIGKILL", "SIGTERM"])
@pytest.mark.parametrize("command", ["plan", "whatif"])
def test_no_process_outlives_the_program(command: str, end: str, board: Path, tmp_path: Path) -> None:
    options = {
        "plan": ["plan", "--plans", "1000", "--jobs", "2"],
        "whatif": ["whatif", "--grid", "stint_length.min_months=24..90:1", "--jobs", "2"],
    }
    mark = f"{tmp_path}"
    script = [sys.executable, "-c", KILLED, end, *options[command], str(board), "--out", str(tmp_path / "kq")]
    ran = subprocess.run(script, capture_output=True, encoding="utf-8", timeout=60, env={**os.environ, MARK: mark})
    assert ran.returncode == (-signal.SIGKILL if end == "SIGKILL" else ExitCode.INTERRUPTED), ran.stderr
    assert "Traceback" not in ran.stderr
    if command == "plan":
        plans = tmp_path / "kq" / "plans.json"
        assert plans.exists() == (end == "SIGTERM")
        assert end == "SIGKILL" or json.loads(plans.read_text(encoding="utf-8"))["status"] == "feasible"
    deadline = time.monotonic() + 5
    while (left := family(mark)) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not left


def test_ctrl_c_before_the_first_scenario_claims_no_folder(board: Path, tmp_path: Path) -> None:
    script = """
import os, signal, sys
from luanchuyen.cli import main
from luanchuyen.optimizer.processes import pool

class Interrupted(pool.Child):
    def __init__(self, module):
        super().__init__(module)
        os.killpg(0, signal.SIGINT)

pool.Child = Interrupted
sys.exit(main(["whatif", sys.argv[1], "--out", sys.argv[2], "--off", "release", "--jobs", "2"]))
"""
    command = [sys.executable, "-c", script, str(board), str(tmp_path / "kb")]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", start_new_session=True, timeout=60)
    assert ran.returncode == ExitCode.INTERRUPTED, ran.stderr
    assert not (tmp_path / "kb").exists() and "kb" not in ran.stderr.replace(str(board), "")
    assert "Traceback" not in ran.stderr and "Đã dừng" in ran.stderr
