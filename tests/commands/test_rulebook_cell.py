"""The cell *Bộ quy định* names a shipped book or a file beside the workbook; nothing else is opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from luanchuyen.commands.input import read_input
from luanchuyen.models.errors import RuleBookError
from luanchuyen.scenarios.rulebook.book import load_rules

OWN = 'extends = "qd65-2026"\nname = "cua-tinh"\n'


def named(board: Path, cell: str) -> list[tuple[str, tuple[str, ...]]]:
    """The problems that naming this book in the cell brings."""
    settings = board / "Tham số.csv"
    settings.write_text(settings.read_text(encoding="utf-8").replace("qd65-2026", f'"{cell}"'), encoding="utf-8")
    problems = read_input(board).reading.problems
    return [(problem.key, problem.cells) for problem in problems if problem.key.startswith("rules.")]


@pytest.fixture
def unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file may be looked at by the reader of rule books."""

    def opened(path: object, most: int = 0) -> bytes:
        raise AssertionError(f"{path} was opened")

    monkeypatch.setattr("luanchuyen.scenarios.rulebook.files.read_plain", opened)


@pytest.mark.parametrize(
    "cell",
    [
        "/dev/zero", "/etc/passwd.toml", "//server/share/x.toml", "\\\\server\\share\\x.toml", "\\\\?\\C:\\x.toml",
        "C:\\x.toml", "C:x.toml", "c:/x.toml", "../x.toml", "a/../../x.toml", "..\\x.toml", "a/.. /x.toml",
        "~/x.toml", "~root/x.toml", "file:///x.toml", "https://server/x.toml", "NUL.toml", "a/con.toml", "COM1.toml",
        "a//x.toml", "x.toml:y.toml", "x.toml/", "%APPDATA%\\..\\x.toml",
    ],
)  # fmt: skip
def test_what_leads_elsewhere_is_refused_with_its_cell(board: Path, cell: str, unopened: None) -> None:
    assert named(board, cell) == [("rules.outside_folder", ("B4",))]


@pytest.mark.parametrize("cell", ["cua-tinh.toml", "./cua-tinh.toml", "bo/cua-tinh.toml", "bo\\cua-tinh.toml"])
def test_a_file_beside_or_below_is_read(board: Path, cell: str) -> None:
    (board.parent / "bo").mkdir()
    for folder in (board.parent, board.parent / "bo"):
        (folder / "cua-tinh.toml").write_text(OWN, encoding="utf-8")
    assert named(board, cell) == []
    assert read_input(board).policy.name == "cua-tinh"


def test_a_file_of_the_current_folder_is_not_meant(
    board: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "cua-tinh.toml").write_text(OWN, encoding="utf-8")
    monkeypatch.chdir(elsewhere)
    assert named(board, "cua-tinh.toml") == [("rules.unreadable", ("B4",))]


def test_a_link_out_of_the_folder_is_refused(board: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.toml"
    outside.write_text(OWN, encoding="utf-8")
    (board.parent / "x.toml").symlink_to(outside)
    (board.parent / "y").symlink_to(outside.parent)
    assert named(board, "x.toml") == [("rules.outside_folder", ("B4",))]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes in a folder")
def test_a_pipe_and_a_file_without_measure(board: Path) -> None:
    os.mkfifo(board.parent / "x.toml")
    assert named(board, "x.toml") == [("rules.not_plain_file", ("B4",))]
    os.remove(board.parent / "x.toml")
    with (board.parent / "x.toml").open("wb") as stream:
        stream.truncate(2**30)
    assert named(board, "x.toml") == [("rules.not_plain_file", ("B4",))]


@pytest.mark.parametrize("base", ["../x.toml", "/dev/zero", "//server/share/x.toml", "C:/x.toml"])
def test_what_the_file_extends_lies_below_too(board: Path, base: str) -> None:
    (board.parent / "cua-tinh.toml").write_text(f'extends = "{base}"\n', encoding="utf-8")
    assert named(board, "cua-tinh.toml") == [("rules.outside_folder", ("B4",))]


def test_the_command_line_takes_any_path_but_reads_no_device(board: Path, tmp_path_factory: Any) -> None:
    outside = tmp_path_factory.mktemp("outside") / "x.toml"
    outside.write_text(OWN, encoding="utf-8")
    assert read_input(board, outside).policy.name == "cua-tinh"
    (outside.parent / "y.toml").write_text('extends = "../' + f'{outside.parent.name}/x.toml"\n', encoding="utf-8")
    assert read_input(board, outside.parent / "y.toml").instance
    if os.name != "nt":
        with pytest.raises(RuleBookError, match="not_plain_file"):
            load_rules("/dev/zero")


def test_what_is_wrong_of_the_rules_is_told_beside_what_is_wrong_of_the_rest(board: Path) -> None:
    settings = board / "Tham số.csv"
    wrong = "\nGiới hạn thời gian,ba\nThời gian giữ chức vụ.min_month,30\nthoi gian giu chuc vu.min_months,24\n"
    settings.write_text(settings.read_text(encoding="utf-8").rstrip() + wrong, encoding="utf-8")
    source = read_input(board)
    told = {problem.key: problem.values.get("nearest") for problem in source.reading.errors}
    assert told == {"check.not_a_number": None, "rules.unknown_key": "min_months"}
