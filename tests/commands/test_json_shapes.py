"""What commands print and write as JSON has the shapes that docs/json.md tells, field by field and type by type."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import shapes
from shape_of import unlike

from luanchuyen.cli import main, program
from luanchuyen.models.certificate import Certificate
from luanchuyen.models.errors import ExitCode
from luanchuyen.reports.shapes import answers, books, checks, committee, run_files

Output = pytest.CaptureFixture[str]


def printed(capsys: Output, code: ExitCode, *arguments: object) -> Any:
    """What a command prints as JSON."""
    assert main([*map(str, arguments), "--json", "--quiet"]) == code
    return json.loads(capsys.readouterr().out)


def test_a_wrong_field_is_seen() -> None:
    good = {"sheet": "Cán bộ", "cell": "B2"}
    assert unlike(good, run_files.Cell) == []
    for bad in ({"sheet": "Cán bộ"}, {**good, "row": 2}, {**good, "cell": 2}, []):
        assert unlike(bad, run_files.Cell)
    assert unlike(True, int) and unlike("odd", run_files.Status)


def test_a_run_and_what_is_told_of_it(board_once: Path, tmp_path: Path, capsys: Output) -> None:
    run, what_if = tmp_path / "run", tmp_path / "what-if"
    told = {
        committee.Planned: printed(capsys, ExitCode.DONE, "plan", board_once, "--out", run, "--verify", "full"),
        answers.Verified: printed(capsys, ExitCode.DONE, "verify", board_once, run),
        answers.Comparison: printed(capsys, ExitCode.DONE, "compare", run),
        answers.WhatIf: printed(capsys, ExitCode.DONE, "whatif", board_once, "--off", "non_local", "--out", what_if,
                                "--jobs", 1),
        checks.Check: printed(capsys, ExitCode.DONE, "check", board_once, "--fixed", tmp_path / "fixed"),
        answers.Record: printed(capsys, ExitCode.DONE, "record", board_once),
        run_files.PlansFile: json.loads((run / "plans.json").read_text(encoding="utf-8")),
        Certificate: json.loads((run / "certificate.json").read_text(encoding="utf-8")),
        run_files.Manifest: json.loads((run / "manifest.json").read_text(encoding="utf-8")),
        list[answers.Outcome]: json.loads((what_if / "outcomes.json").read_text(encoding="utf-8")),
    }  # fmt: skip
    assert not [fault for shape, value in told.items() for fault in unlike(value, shape)]
    comparison = json.loads((what_if / "comparison.json").read_text(encoding="utf-8"))
    assert unlike(comparison, answers.Comparison) == []


def test_a_plan_that_cannot_be(board: Path, tmp_path: Path, capsys: Output) -> None:
    # C0 comes from the commune of X2, whose secretary must not be local.
    (board / "Khóa.csv").write_text("Mã cán bộ,Mã chức danh,Khóa,Lý do\nC0,X2-BT,cố định,\n", encoding="utf-8")
    told = printed(capsys, ExitCode.INFEASIBLE, "plan", board, "--out", tmp_path / "run")
    assert told["conflicts"]
    assert unlike(told, committee.Planned) == []


def test_a_check_of_what_is_wrong(board: Path, tmp_path: Path, capsys: Output) -> None:
    people = board / "Cán bộ.csv"
    wrong = people.read_text("utf-8").replace("15/08/1980", "31/02/1980").replace(",TU,", ",Tỉnh ủy Điện Biên,")
    people.write_text(wrong, encoding="utf-8")
    told = printed(
        capsys, ExitCode.DATA, "check", board, "--fixed", tmp_path / "fixed", "--marked", tmp_path / "m.xlsx"
    )
    assert unlike(told, checks.Check) == []
    assert len(told["fixed"]["cells"]) == 6
    empty = tmp_path / "x.xlsx"
    empty.write_bytes(b"")
    assert unlike(printed(capsys, ExitCode.DATA, "check", empty), checks.Check) == []


def test_every_command_that_prints_json_has_its_shape_in_the_docs() -> None:
    told = {
        name for shape in shapes.SECTIONS["Commands"] for name in re.findall(r"`(\w+)[^`]*--json", shape.__doc__ or "")
    }
    have = {name for name, command in program.commands.items() if any("--json" in one.opts for one in command.params)}
    assert told == have == program.commands.keys()


def test_the_rest(tmp_path: Path, capsys: Output) -> None:
    assert unlike(printed(capsys, ExitCode.DONE, "rules"), books.Books) == []
    assert unlike(printed(capsys, ExitCode.DONE, "rules", "qd65-2026"), books.Book) == []
    assert unlike(printed(capsys, ExitCode.DONE, "doctor"), books.Doctor) == []
    assert unlike(printed(capsys, ExitCode.DONE, "new", "--out", tmp_path / "x.xlsx"), answers.New) == []
    assert unlike(printed(capsys, ExitCode.USAGE, "rules", "qd65-2062"), answers.Failed) == []
