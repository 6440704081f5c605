"""What commands print and write as JSON has the shapes that docs/json.md tells, field by field and type by type."""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

import pytest
import shapes

from luanchuyen.cli import main
from luanchuyen.models.certificate import Certificate
from luanchuyen.models.errors import ExitCode
from luanchuyen.reports.shapes import answers, books, run_files

Output = pytest.CaptureFixture[str]
SIMPLE: Mapping[Any, tuple[type, ...]] = {
    str: (str,), int: (int,), float: (int, float), bool: (bool,), type(None): (type(None),),
}  # fmt: skip


def unlike(told: Any, hint: Any, where: str = "$") -> list[str]:
    """Where a value is not of a type, or a field too many or too few."""
    origin, parts = get_origin(hint), get_args(hint)
    if hint is object:
        return []
    if hint in SIMPLE:
        return [] if type(told) in SIMPLE[hint] else [f"{where}: {told!r}"]
    if origin is Literal:
        return [] if told in parts else [f"{where}: {told!r}"]
    if origin in (Union, types.UnionType):
        tried = [unlike(told, part, where) for part in parts]
        return [] if [] in tried else min(tried, key=len)
    if shapes.is_shape(hint):
        known = shapes.fields(hint)
        optional = getattr(hint, "__optional_keys__", frozenset())
        if not isinstance(told, dict) or not known.keys() - optional <= told.keys() <= known.keys():
            return [f"{where}: {told!r:.200} is no {hint.__name__}"]
        return [fault for key, value in told.items() for fault in unlike(value, known[key][0], f"{where}.{key}")]
    if issubclass(origin, Mapping):
        rows = told.items() if isinstance(told, dict) else [("?", None)]
        return [fault for key, value in rows for fault in unlike(value, parts[1], f"{where}.{key}")]
    if not isinstance(told, list):
        return [f"{where}: {told!r:.200} is no list"]
    return [fault for at, value in enumerate(told) for fault in unlike(value, parts[0], f"{where}[{at}]")]


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
        answers.Planned: printed(capsys, ExitCode.DONE, "plan", board_once, "--out", run, "--verify", "full"),
        answers.Verified: printed(capsys, ExitCode.DONE, "verify", board_once, run),
        answers.Comparison: printed(capsys, ExitCode.DONE, "compare", run),
        answers.WhatIf: printed(capsys, ExitCode.DONE, "whatif", board_once, "--off", "non_local", "--out", what_if,
                                "--jobs", 1),
        answers.Check: printed(capsys, ExitCode.DONE, "check", board_once),
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
    assert unlike(told, answers.Planned) == []


def test_the_rest(tmp_path: Path, capsys: Output) -> None:
    assert unlike(printed(capsys, ExitCode.DONE, "rules"), books.Books) == []
    assert unlike(printed(capsys, ExitCode.DONE, "rules", "qd65-2026"), books.Book) == []
    assert unlike(printed(capsys, ExitCode.DONE, "doctor"), books.Doctor) == []
    assert unlike(printed(capsys, ExitCode.DONE, "new", "--out", tmp_path / "x.xlsx"), answers.New) == []
    assert unlike(printed(capsys, ExitCode.USAGE, "rules", "qd65-2062"), answers.Failed) == []
