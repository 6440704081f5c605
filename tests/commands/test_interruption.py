"""Ctrl-C: what is proven is kept, before the first plan nothing is written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
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
from luanchuyen.commands import planning
wanted, seen = int(sys.argv[1]), planning.Progress.__call__

def heard(self, kind, values):
    if kind in (sys.argv[4], "plan") and values.get("found", 0) >= wanted:
        os.killpg(0, signal.{signal.SIGINT.name})
    seen(self, kind, values)

planning.Progress.__call__ = heard
sys.exit(main(["plan", sys.argv[2], "--out", sys.argv[3], "--plans", "400", "--differ-by", "1"]))
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
