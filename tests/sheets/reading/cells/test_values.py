"""One small test a kind of cell: what is understood, what is refused, what stays as typed."""

from __future__ import annotations

import pytest

from luanchuyen.sheets.form.column import Column
from luanchuyen.sheets.form.tables import BY_ID
from luanchuyen.sheets.opening.grid import DATE, NUMBER, TRUTH, Cell, shown
from luanchuyen.sheets.reading.cells.values import PARSERS


def parsed(column: Column, cell: Cell | str, known=None):  # type: ignore[no-untyped-def]
    value, remark = PARSERS[column.reads](column, cell if isinstance(cell, Cell) else Cell(cell), known)
    return value, remark and remark.name


CODE = BY_ID["cadres"].column("cadre_id")
SEATS = BY_ID["posts"].column("seats")
POINTS = BY_ID["panel"].column("points")
HEAD = BY_ID["posts"].column("head")
STATUS = BY_ID["posts"].column("status")
NEEDS = BY_ID["posts"].column("skills")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (Cell("001"), "001"),
        (Cell(" 001\u00a0"), "001"),
        (Cell("NA"), "NA"),
        (Cell("null"), "null"),
        (Cell("1e5"), "1e5"),
        (Cell(1.0, NUMBER, "General"), "1"),
        (Cell(123456789012345, NUMBER, "General"), "123456789012345"),
    ],
)
def test_codes_stay_text(cell: Cell, code: str) -> None:
    assert parsed(CODE, cell) == (code, None)


def test_a_code_shows_the_zeros_of_its_number_format() -> None:
    assert parsed(CODE, Cell(123, NUMBER, "00000")) == ("00123", "code_from_format")


def test_a_code_that_excel_rounded_is_refused() -> None:
    assert parsed(CODE, Cell(1234567890123456, NUMBER, "General")) == (None, "code_rounded")


def test_a_code_that_excel_made_a_date_is_refused() -> None:
    import datetime as dt

    assert parsed(CODE, Cell(dt.datetime(2026, 1, 2), DATE)) == (None, "code_is_date")


@pytest.mark.parametrize(("text", "number"), [("3", 3), ("3.0", 3), ("3,0", 3), ("007", 7)])
def test_whole_numbers(text: str, number: int) -> None:
    assert parsed(SEATS, text)[0] == number


@pytest.mark.parametrize("text", ["3,5", "x", "9/10", "nan", "inf", "-", "1e3"])
def test_not_whole_numbers(text: str) -> None:
    assert parsed(SEATS, text) == (None, "not_whole")


def test_seats_have_bounds() -> None:
    assert parsed(SEATS, "0") == (None, "out_of_bounds")


def test_points_may_be_negative() -> None:
    assert parsed(POINTS, "-5") == (-5, None)


def test_thousands_are_read_where_they_cannot_be_a_fraction() -> None:
    budget = BY_ID["units"].column("budget")
    assert parsed(budget, "500.000.000") == (500_000_000, "number_read")
    assert parsed(budget, "1.234") == (None, "ambiguous_number")
    assert parsed(budget, "-1") == (None, "too_low")


@pytest.mark.parametrize("text", ["x", "X", "✓", "Có", "có", "1", "TRUE", "Y", "Đ"])
def test_yes(text: str) -> None:
    assert parsed(HEAD, text) == (True, None)


@pytest.mark.parametrize("cell", ["không", "ko", "0", "N", Cell(False, TRUTH)])
def test_no(cell: Cell | str) -> None:
    assert parsed(HEAD, cell) == (False, None)


def test_neither_yes_nor_no() -> None:
    assert parsed(HEAD, "có lẽ") == (None, "not_yes_no")


@pytest.mark.parametrize("text", ["trống", "Trống ", "TRONG", "khuyết", "vacant"])
def test_words_have_spellings(text: str) -> None:
    assert parsed(STATUS, text) == ("vacant", None)


def test_an_unknown_word_is_refused_with_the_list() -> None:
    value, remark = PARSERS["word"](STATUS, Cell("trốngg"), None)
    assert value is None
    assert remark is not None
    assert "trống" in str(remark.values["nearest"])


@pytest.mark.parametrize("text", ["kinh tế:4; dân vận:3", "Kinh  tế : 4\nDân vận=3", "kinh tế 4, dân vận:3;"])
def test_skills(text: str) -> None:
    assert parsed(NEEDS, text) == ({"kinh tế": 4, "dân vận": 3}, None)


@pytest.mark.parametrize(
    ("text", "name"),
    [("kinh tế", "not_skill"), ("kinh tế:6", "skill_level"), ("a:1; A:2", "skill_twice"), ("4", "not_skill")],
)
def test_skills_refused(text: str, name: str) -> None:
    assert parsed(NEEDS, text) == (None, name)


@pytest.mark.parametrize("text", ["=cmd|'/c calc'!A0", "@SUM(A1)", "+84"])
def test_text_that_looks_like_a_formula_stays_text(text: str) -> None:
    assert parsed(BY_ID["cadres"].column("name"), text) == (text, None)


def test_shown_numbers() -> None:
    assert [shown(Cell(raw, NUMBER, "General")) for raw in (30.0, 0.5, 12)] == ["30", "0.5", "12"]
