"""Rows left out that nobody counts, and text of old fonts in Unicode: each told, nothing else touched."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from bad_input import bent, board, put, saved
from bad_layouts import hide_row, struck

from luanchuyen.cli import main
from luanchuyen.sheets.opening.opening import open_book
from luanchuyen.sheets.reading.cells import legacy_text
from luanchuyen.sheets.template.carried import CarriedRows, carried_rows
from luanchuyen.sheets.template.cleaned import Cleaning

NAMES = ("Lò Thị An", "Nguyễn Tô Hoà", "Cà Thị Ngọc", "Vì Văn Dũng")


def typed(text: str, font: str) -> str:
    """The text as it is typed in an old font."""
    if font == "tcvn3":
        codes = {letter: code for code, letter in legacy_text._TCVN3.items()}
        return "".join(codes.get(letter, letter) for letter in unicodedata.normalize("NFC", text))
    pieces = []
    letters = {meant: chr(code) for code, meant in legacy_text._VNI_LETTERS.items()}
    marks = {unicodedata.normalize("NFC", f"a{mark}"): code for code, mark in reversed(legacy_text._VNI_MARKS.items())}
    for letter in unicodedata.normalize("NFC", text):
        bare, *rest = unicodedata.normalize("NFD", letter)
        mark = marks.get(unicodedata.normalize("NFC", "a" + "".join(rest))) if rest else None
        pieces.append(letters.get(letter) or (bare + mark if mark else letter))
    return "".join(pieces)


def names_of(found: CarriedRows) -> list[str]:
    return [row["name"] for row in found.rows["cadres"]]


def told_of(found: CarriedRows) -> dict[str, tuple[str, ...]]:
    return {problem.key.removeprefix("check."): problem.cells for problem in found.problems}


@pytest.mark.parametrize("font", ["tcvn3", "vni"])
def test_a_column_of_an_old_font_is_decoded_whole(font: str, tmp_path: Path) -> None:
    """The second name is typed in letters that could be Unicode just as well: the others tell."""
    path = bent(put({f"Cán bộ!B{row}": typed(name, font) for row, name in enumerate(NAMES, 2)}))(tmp_path)
    found = carried_rows(open_book(path), Cleaning(font=font))
    assert names_of(found) == list(NAMES)
    assert set(told_of(found)["decoded"]) <= {"B2", "B3", "B4", "B5"}


def test_beside_unicode_only_what_is_sure_is_decoded(tmp_path: Path) -> None:
    names = (typed("Lò Thị An", "tcvn3"), "Tô Hoài", "Cà Thị Ngọc", "Vì Văn Dũng")
    path = bent(put({f"Cán bộ!B{row}": name for row, name in enumerate(names, 2)}))(tmp_path)
    found = carried_rows(open_book(path), Cleaning(font="tcvn3"))
    assert names_of(found) == ["Lò Thị An", *names[1:]]
    assert told_of(found)["decoded"] == ("B2",)


@pytest.mark.parametrize(("bend", "asked", "key"), [
    (hide_row, Cleaning(hidden_rows=True), "skipped_hidden"), (struck, Cleaning(struck_rows=True), "skipped_struck"),
])  # fmt: skip
def test_rows_are_left_out_where_it_is_asked(bend: object, asked: Cleaning, key: str, tmp_path: Path) -> None:
    book = board()
    bend(book["Cán bộ"])  # type: ignore[operator]
    path = saved(book, tmp_path)
    assert len(names_of(carried_rows(open_book(path)))) == 4
    found = carried_rows(open_book(path), asked)
    assert len(names_of(found)) == 3 and told_of(found)[key] == ("A3",)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = bent(put({"Cán bộ!B2": typed("Lò Thị Ngọc", "tcvn3")}))(tmp_path)
    new = tmp_path / "mới.xlsx"
    assert main(["check", str(path)]) == 3
    assert "--decode tcvn3" in capsys.readouterr().out
    assert main(["new", "--upgrade", str(path), "--decode", "tcvn3", "--out", str(new)]) == 0
    assert "Lò Thị Ngọc" in capsys.readouterr().out
    assert main(["check", str(new)]) == 0
    assert main(["new", "--decode", "tcvn3", "--out", str(tmp_path / "a.xlsx")]) == 2
