"""The bad inputs that the program must survive, each by its number: what is said of it, where, with which exit code."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import bad_files
import bad_layouts
import bad_meanings
import bad_values
import pytest
from bad_input import SEVERITIES, BadInput

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode
from luanchuyen.sheets.opening import preflight

ROWS = [*bad_files.ROWS, *bad_layouts.ROWS, *bad_values.ROWS, *bad_meanings.ROWS]

BESIDE = {"check.partial_date"}
"""What is to be said of the board itself, which has a month for a day."""


@pytest.fixture
def written_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody saves the file while it is read."""
    sound = preflight.inspect

    def slow(data: bytes) -> preflight.Preflight:
        for path in tmp_path.glob("*.xlsx"):
            path.write_bytes(data + b"\0")
        return sound(data)

    monkeypatch.setattr(preflight, "inspect", slow)
    yield


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_it_is_survived(
    row: BadInput, tmp_path: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    path = row.made(tmp_path)
    before = path.read_bytes() if os.path.isfile(path) else b""
    if row.key == "check.changed_meanwhile":
        request.getfixturevalue("written_meanwhile")
    code = main([part.replace("{}", str(path)).replace("{folder}", str(tmp_path)) for part in row.command])
    output = capsys.readouterr()
    said = json.loads(output.out)
    problems = said["error"]["problems"] if "error" in said else said.get("problems", [])
    if "error" in said and not problems:
        problems = [{"key": said["error"]["key"], "severity": "error", "sheet": "", "cells": []}]
    keys = {problem["key"] for problem in problems}
    assert (code, keys - row.others - BESIDE | {row.key}) == (row.code, {row.key})
    if row.key:
        told = [problem for problem in problems if problem["key"] == row.key]
        assert {problem["severity"] for problem in told} == {SEVERITIES[row.outcome]}
        title, _, cell = row.at.partition("!")
        assert not row.at or any(problem["sheet"] == title and cell in problem["cells"] for problem in told)
    assert row.says in output.out
    assert "Traceback" not in output.err and bad_files.CANARY not in output.out + output.err
    assert not before or row.key == "check.changed_meanwhile" or path.read_bytes() == before


def test_none_is_left_out() -> None:
    assert sorted({row.number for row in ROWS}) == list(range(1, 109))
    assert {row.code for row in ROWS} <= set(map(int, ExitCode))
