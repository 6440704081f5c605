"""``--json`` of a command that fails prints its failure as JSON, whatever failed and wherever."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from luanchuyen.cli import main, program
from luanchuyen.models.errors import ExitCode, RotationError

Output = pytest.CaptureFixture[str]
FAILING: dict[str, tuple[list[str], ExitCode, str]] = {
    "new": (["--example", "binh-lie", "--out", "x.xlsx"], ExitCode.USAGE, "cli.unknown_example"),
    "check": (["khong-co.xlsx"], ExitCode.FILE, "cli.not_found"),
    "plan": (["so-lieu", "--out", "r", "--set", "panel.wight=2"], ExitCode.USAGE, "rules.override_problems"),
    "whatif": (["so-lieu", "--out", "r", "--off", "familly"], ExitCode.USAGE, "scenario.problems"),
    "verify": (["so-lieu", "khong-co"], ExitCode.FILE, "cli.not_found"),
    "why": (["so-lieu", "--cadre", "khong-co"], ExitCode.USAGE, "why.unknown_cadre"),
    "apply": (["so-lieu", "khong-co", "--on", "01/08/2026", "--out", "moi"], ExitCode.FILE, "cli.not_found"),
    "calendar": (["so-lieu", "--to", "06/2026"], ExitCode.USAGE, "calendar.day_before"),
    "report": (["so-lieu", "khong-co", "--out", "moi"], ExitCode.FILE, "cli.not_found"),
    "compare": (["so-lieu"], ExitCode.FILE, "plan.not_our_json"),
    "record": (["so-lieu", "--from", "hôm qua"], ExitCode.USAGE, "record.bad_date"),
    "rules": (["qd65-2062"], ExitCode.USAGE, "rules.unknown_book"),
}
"""Each command with an input that it refuses: the exit code and the key."""


def told(output: Output) -> dict[str, Any]:
    """The failure on standard output, which holds nothing else."""
    error = json.loads(output.readouterr().out)["error"]
    assert list(error) == ["key", "exit_code", "sentence", "problems"]
    assert error["sentence"]
    return dict(error)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("command", FAILING)
def test_every_command_tells_its_failure_as_json(
    command: str, language: str, board: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(board.parent)
    arguments, code, key = FAILING[command]
    assert main([command, *arguments, "--json", "--lang", language]) == code
    error = told(capsys)
    assert (error["key"], error["exit_code"]) == (key, code)
    assert all(problem["sentence"] and problem["key"] for problem in error["problems"])


def test_no_command_is_left_out() -> None:
    # doctor takes no input: that it fails is tested below.
    assert {*FAILING, "doctor"} == program.commands.keys()


@pytest.mark.parametrize("command", program.commands)
def test_so_does_wrong_usage_before_the_command_runs(command: str, capsys: Output) -> None:
    assert main(["--json", command, "--khong-co"]) == ExitCode.USAGE
    told(capsys)
    assert main([command, "--json", "--khong-co"]) == ExitCode.USAGE
    assert told(capsys)["key"] == "cli.no_such_option"


def test_the_problems_of_a_workbook_have_sentence_cell_and_cure(board: Path, capsys: Output) -> None:
    people = board / "Cán bộ.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("15/08/1981", "31/02/1981"), encoding="utf-8")
    assert main(["plan", str(board), "--out", str(board.parent / "r"), "--json", "--quiet"]) == ExitCode.DATA
    (problem,) = [p for p in told(capsys)["problems"] if p["severity"] == "error"]
    assert (problem["sheet"], problem["cells"]) == ("Cán bộ", ["C3"])
    assert "31/02/1981" in problem["sentence"]
    assert problem["cure"]
    # ``check`` answers, and does not fail: the same problem in the same words.
    assert main(["check", str(board), "--json"]) == ExitCode.DATA
    assert problem in json.loads(capsys.readouterr().out)["problems"]


def stopped(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def broken(*_: object, **__: object) -> None:
    raise ZeroDivisionError


def beaten(*_: object, **__: object) -> None:
    raise RotationError("plan.engine_failed", reason="x")


@pytest.mark.parametrize(
    ("failing", "key", "code"),
    [
        (stopped, "cli.interrupted", ExitCode.INTERRUPTED),
        (broken, "cli.bug", ExitCode.BUG),
        (beaten, "cli.doctor_bad", ExitCode.BUG),
    ],
)
def test_so_do_a_stop_and_a_fault_of_ours(
    failing: Callable[..., None], key: str, code: ExitCode, capsys: Output, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("luanchuyen.commands.doctor.plan", failing)
    assert main(["doctor", "--json"]) == code
    assert told(capsys)["key"] == key


def test_what_was_given_is_not_followed_by_a_second_object(capsys: Output) -> None:
    assert main(["rules", "--json"]) == ExitCode.DONE
    assert "error" not in json.loads(capsys.readouterr().out)
