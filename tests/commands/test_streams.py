"""Standard streams closed, full or joined to nobody: the work is done and written, and no traceback is seen."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from luanchuyen.cli import main
from luanchuyen.commands.terminal.console import harmless
from luanchuyen.commands.terminal.streams import Outlet
from luanchuyen.models.errors import ExitCode

POSIX = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="closes descriptors as a shell does")


def ran(line: str, *given: object, **environment: str) -> tuple[int, str, str]:
    """Exit code, standard output and error of the program in a line of a shell."""
    program = f'"{sys.executable}" -m luanchuyen'
    done = subprocess.run(
        ["bash", "-c", line.replace("PROGRAM", program), "bash", *map(str, given)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        env={**os.environ, **environment},
    )
    assert "Traceback" not in done.stderr and "Exception" not in done.stderr
    return done.returncode, done.stdout, done.stderr


@POSIX
@pytest.mark.parametrize("closed", ["2>&-", "<&- >&- 2>&-", "| head -c 0"])
def test_a_plan_is_made_whatever_becomes_of_the_streams(closed: str, board: Path, tmp_path: Path) -> None:
    code, _, _ = ran(f'set -o pipefail; PROGRAM lap "$1" --out "$2" {closed}', board, tmp_path / "kq")
    assert code == ExitCode.DONE
    assert {path.name for path in (tmp_path / "kq").iterdir()} >= {"plans.json", "plans.xlsx", "manifest.json"}


@POSIX
def test_other_commands_without_streams(board: Path, tmp_path: Path) -> None:
    line = 'PROGRAM kiem-tra "$1" 2>&- && PROGRAM quy-dinh 2>/dev/full && PROGRAM --help | head -c 0'
    code, out, _ = ran(f"set -o pipefail; {line}", board)
    assert code == ExitCode.DONE and "qd65-2026" in out
    code, out, _ = ran('PROGRAM kiem-tra "$1.xlsx" 2>&-', board)
    assert (code, out) == (ExitCode.FILE, ""), "what is not to be seen is not printed elsewhere"


@POSIX
@pytest.mark.parametrize("command", ["--help", 'lap "$1" --out "$2" --json'])
def test_a_full_disk_is_said(command: str, board: Path, tmp_path: Path) -> None:
    code, _, told = ran(f"PROGRAM {command} >/dev/full", board, tmp_path / "kq", PYTHONUNBUFFERED="")
    assert code == ExitCode.FILE
    assert "Kết quả in ra không ghi được hết" in told
    assert (tmp_path / "kq" / "plans.xlsx").exists() == command.startswith("lap")


def test_an_outlet_keeps_the_first_failure_and_lets_the_rest_go() -> None:
    class Full(io.RawIOBase):
        def write(self, data: object, /) -> int:
            raise OSError(28, "full")

    outlet = Outlet(Full())
    text = io.TextIOWrapper(io.BufferedWriter(outlet), "utf-8")
    for _ in range(3):
        print("một dòng" * 4000, file=text, flush=True)
    assert outlet.lost is not None and outlet.lost.errno == 28


@pytest.mark.parametrize("name", ["a\x1b[2J.xlsx", "a\x9b31m.xlsx", "a\r\x07\x7f.xlsx", "a\u202exslx"])
def test_what_steers_a_terminal_is_spelled_out(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["kiem-tra", str(tmp_path / name)]) == ExitCode.FILE
    assert main([name]) == ExitCode.USAGE
    told = "".join(capsys.readouterr())
    assert "\\u" in told
    assert not set(told) & set("\x1b\x9b\r\x07\x7f\u202e")


def test_what_is_harmless_stays() -> None:
    assert harmless("Lò Thị Én\n\tđồng chí “A” → –") == "Lò Thị Én\n\tđồng chí “A” → –"
