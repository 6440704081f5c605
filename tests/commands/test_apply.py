"""apply: the workbook after a plan, from run folder to new file; what it refuses, and what the new file then says."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from board_books import MOVES, TABLES, written_folder, xlsx

from luanchuyen import AuditError, DataError, Options, UsageError, apply, open_case, plan, write_run
from luanchuyen.cli import main
from luanchuyen.commands.input import Case
from luanchuyen.commands.problems import problems_of
from luanchuyen.models.errors import ExitCode
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.program.program import build
from luanchuyen.optimizer.record.record import record_of_period, record_of_plan
from luanchuyen.reports.manifest import MANIFEST
from luanchuyen.reports.run_folder import write_run as write_run_folder
from luanchuyen.scenarios import example

Output = pytest.CaptureFixture[str]
ON = ("--on", "01/08/2026")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The board as a workbook, and beside it a run whose first plan is the board's."""
    place = tmp_path_factory.mktemp("apply")
    path = place / "so-lieu.xlsx"
    path.write_bytes(xlsx(TABLES))
    write(path, place / "ket-qua")
    return path


def write(path: Path, folder: Path) -> None:
    case = open_case(path)
    write_run(case, plan(case.instance, case.rules, Options(plans=1)), folder)
    told = json.loads((folder / "plans.json").read_text(encoding="utf-8"))
    shape = told["plans"][0]["assignments"][0]
    told["plans"][0]["assignments"] = [{**shape, "cadre": cadre, "post": post} for cadre, post in MOVES]
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.name != MANIFEST}
    write_run_folder(folder, {**files, "plans.json": json.dumps(told).encode()}, case.instance.sha256)


def refused(code: ExitCode, capsys: Output, *arguments: object) -> str:
    assert main(["apply", *map(str, arguments)]) == code
    return capsys.readouterr().err


def test_it_writes_the_workbook_and_says_what_changed(book: Path, tmp_path: Path, capsys: Output) -> None:
    out = tmp_path / "moi.xlsx"
    assert main(["cap-nhat", str(book), str(book.parent / "ket-qua"), *ON, "--out", str(out)]) == ExitCode.DONE
    told = capsys.readouterr()
    assert told.out.startswith("Đã cập nhật theo phương án 1: 3 đồng chí nhận chức danh mới từ 01/08/2026; thay ")
    assert "Đã thôi chức danh và không có chức danh mới: C3." in told.err
    assert "X2-PCT" in told.err  # a seat of it is held outside the sheet
    assert main(["check", str(out)]) == ExitCode.DONE


def test_json_tells_every_cell(book: Path, tmp_path: Path, capsys: Output) -> None:
    out = tmp_path / "moi.xlsx"
    assert main(["apply", str(book), f"{book.parent / 'ket-qua'}#1", *ON, "--out", str(out), "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert {"sheet": "Cán bộ", "cell": "E2", "was": "TU", "now": "X1"} in told["cells"]
    assert [tuple(pair.values()) for pair in told["assignments"]] == sorted(MOVES)
    assert (told["on"], told["plan"], told["waiting"], told["half_held"]) == ("2026-08-01", 1, ["C3"], ["X2-PCT"])


def test_a_folder_gives_a_folder(book: Path, tmp_path: Path) -> None:
    folder = written_folder(tmp_path / "so-lieu", without=["Quá trình công tác"])
    (folder / "ghi chú.txt").write_text("của Ban", encoding="utf-8")
    out = tmp_path / "moi"
    applied = apply(folder, book.parent / "ket-qua", "01/08/2026", out)
    assert applied.other_input
    assert sorted(path.stem for path in out.iterdir()) == sorted(TABLES)
    assert (out / "Đơn vị.csv").read_bytes() == (folder / "Đơn vị.csv").read_bytes()
    before, after = ((place / "Cán bộ.csv").read_bytes().split(b"\r\n") for place in (folder, out))
    assert [a == b for a, b in zip(before, after, strict=True)] == [True, False, False, False, False, True]
    assert (folder / "ghi chú.txt").exists() and not (out / "ghi chú.txt").exists()
    assert open_case(out).instance.cadres["C1"].post_ids == ("X1-BT",)


@pytest.mark.parametrize(("mark", "coding"), [(",", "utf-8"), (";", "utf-16"), ("\t", "cp1258")])
def test_a_csv_keeps_its_separator_its_encoding_and_its_other_lines(
    book: Path, tmp_path: Path, mark: str, coding: str
) -> None:
    folder = written_folder(tmp_path / "so-lieu")
    path, out = folder / "Cán bộ.csv", tmp_path / "moi"
    text = path.read_bytes().decode("utf-8-sig").replace(",", mark).replace("\r\n", "\n").rstrip("\n")
    path.write_bytes(as_1258(text) if coding == "cp1258" else text.encode(coding))
    apply(folder, book.parent / "ket-qua", "01/08/2026", out)
    before, after = (place.read_bytes().decode(coding).split("\n") for place in (path, out / "Cán bộ.csv"))
    assert before[0] == after[0] and len(before) == len(after)
    position = unicodedata.normalize("NFC", after[1].split(mark)[6])
    assert position == "Bí thư Đảng ủy xã X1"


def as_1258(text: str) -> bytes:
    """As old Vietnamese programs wrote it: every tone apart from its letter."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    pieces = []
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones))
        pieces.append(bare + "".join(mark for mark in marks if mark in tones))
    return "".join(pieces).encode("cp1258")


def test_a_day_before_the_facts_is_refused(book: Path, tmp_path: Path, capsys: Output) -> None:
    run, out = book.parent / "ket-qua", tmp_path / "moi.xlsx"
    told = refused(ExitCode.USAGE, capsys, book, run, "--on", "30/06/2026", "--out", out)
    assert "01/07/2026" in told and not out.exists()
    for text in ("07/2026", "mai"):
        assert text in refused(ExitCode.USAGE, capsys, book, run, "--on", text, "--out", out)


def test_nothing_is_overwritten(book: Path, tmp_path: Path, capsys: Output) -> None:
    run, out = book.parent / "ket-qua", tmp_path / "moi.xlsx"
    out.write_bytes(b"mine")
    refused(ExitCode.FILE, capsys, book, run, *ON, "--out", out)
    assert out.read_bytes() == b"mine"
    refused(ExitCode.FILE, capsys, book, run, *ON, "--out", book, "--force")
    folder = written_folder(tmp_path / "so-lieu")
    refused(ExitCode.FILE, capsys, folder, run, *ON, "--out", tmp_path)
    assert main(["apply", str(book), str(run), *ON, "--out", str(out), "--force"]) == ExitCode.DONE


@pytest.mark.parametrize(("name", "data"), [
    ("so-lieu.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), ("so-lieu.csv", b"a,b\n"),
])  # fmt: skip
def test_other_kinds_of_files_are_to_be_saved_as_xlsx(name: str, data: bytes, book: Path, tmp_path: Path,
                                                      capsys: Output) -> None:  # fmt: skip
    path = tmp_path / name
    path.write_bytes(data)
    told = refused(ExitCode.USAGE, capsys, path, book.parent / "ket-qua", *ON, "--out", tmp_path / "moi.xlsx")
    assert ".xlsx" in told


def test_the_new_workbook_is_of_the_kind_of_the_old_one(book: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as raised:
        apply(book, book.parent / "ket-qua", "01/08/2026", tmp_path / "moi.xlsm")
    assert raised.value.key == "apply.other_ending"


def test_a_plan_that_has_taken_effect_is_none_any_more(book: Path, tmp_path: Path, capsys: Output) -> None:
    run, out = book.parent / "ket-qua", tmp_path / "moi.xlsx"
    apply(book, run, "01/08/2026", out)
    told = refused(ExitCode.AUDIT, capsys, out, run, "--on", "01/09/2026", "--out", tmp_path / "nua.xlsx")
    assert "C1" in told and not (tmp_path / "nua.xlsx").exists()
    with pytest.raises(UsageError):
        apply(book, f"{run}#2", "01/08/2026", tmp_path / "nua.xlsx")


def test_a_run_that_was_changed_is_refused(book: Path, tmp_path: Path) -> None:
    run, out = tmp_path / "ket-qua", tmp_path / "moi.xlsx"
    shutil.copytree(book.parent / "ket-qua", run)
    (run / "plans.xlsx").write_bytes(b"as the committee saved it")
    (run / "notes.txt").touch()
    apply(book, run, "01/08/2026", out)
    (run / "plans.json").write_bytes((run / "plans.json").read_bytes() + b" ")
    with pytest.raises(AuditError) as raised:
        apply(book, run, "01/08/2026", tmp_path / "nua.xlsx")
    assert raised.value.key == "apply.changed_run"


def test_agreed_lines_alone(book: Path, tmp_path: Path) -> None:
    run, out = book.parent / "ket-qua", tmp_path / "moi.xlsx"
    applied = apply(book, run, "01/08/2026", out, agreed=[MOVES[0]])
    assert applied.pairs == (MOVES[0],) and applied.waiting == ()
    with pytest.raises(AuditError) as raised:
        apply(book, run, "01/08/2026", tmp_path / "nua.xlsx", agreed=[MOVES[2]])
    assert raised.value.values["needs"] == "C2"


def test_a_workbook_that_would_have_new_errors_is_not_written(book: Path, tmp_path: Path) -> None:
    """Its rule book lies beside it, and would not be found beside the new one."""
    rules = tmp_path / "a" / "tinh.toml"
    rules.parent.mkdir()
    rules.write_text('extends = "fill-only"\n', encoding="utf-8")
    settings = [row if row[0] != "Bộ quy định" else ["Bộ quy định", "tinh.toml"] for row in TABLES["Tham số"]]
    path = rules.parent / "so-lieu.xlsx"
    path.write_bytes(xlsx({**TABLES, "Tham số": settings}))
    (tmp_path / "b").mkdir()
    with pytest.raises(DataError):
        apply(path, book.parent / "ket-qua", "01/08/2026", tmp_path / "b" / "moi.xlsx")
    assert not list((tmp_path / "b").iterdir())
    apply(path, book.parent / "ket-qua", "01/08/2026", rules.parent / "moi.xlsx")


@pytest.fixture(scope="module", params=example.names())
def shipped(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Case, Plan, Case, str]:
    """An example, its best plan, and the example after it: at its start."""
    place = tmp_path_factory.mktemp("applied")
    case = open_case(example.folder(request.param))
    result = plan(case.instance, case.rules, Options(plans=1))
    write_run(case, result, place / "ket-qua")
    out = place / "moi"
    apply(case, place / "ket-qua", case.instance.settings.start, out)
    return case, result.plans[0], open_case(out), request.param


def test_an_example_has_no_error_that_it_had_not(shipped: tuple[Case, Plan, Case, str]) -> None:
    _, _, after, _ = shipped
    assert not [problem for problem in problems_of(after.source)[0] if problem.severity == "error"]


def test_the_record_counts_what_the_plan_counts(shipped: tuple[Case, Plan, Case, str]) -> None:
    case, best, after, _ = shipped
    day: dt.date = case.instance.settings.start
    counted, told = record_of_period(after.situation, day, day), record_of_plan(case.situation, best)
    assert counted.lines == told.lines
    assert counted.external == told.external
    for name in ("coverage", "concurrent"):
        assert getattr(counted.after, name) == getattr(told.after, name)
    assert counted.after.terms.past == told.after.terms.past
    assert counted.changed_twice == told.changed_twice


def test_nobody_just_moved_can_be_moved_again(shipped: tuple[Case, Plan, Case, str]) -> None:
    _, best, after, name = shipped
    moves = build(after.situation).moves
    again = {moves.columns.cadre_ids[cadre] for cadre in moves.cadre} & best.persons
    hard = after.rules.entry("stint_length").level == "hard"
    assert (again == set()) is hard, name
