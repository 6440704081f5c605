"""Dates: what is read, and what is refused rather than guessed."""

from __future__ import annotations

import datetime as dt

import pytest

from luanchuyen.models.calendar import PartialDate
from luanchuyen.sheets.opening.grid import DATE, NUMBER, Cell
from luanchuyen.sheets.reading.cells.dates import read_date
from luanchuyen.sheets.reading.remark import Remark

PARTIAL = Remark("partial_date", "normalised")


@pytest.mark.parametrize(
    "text",
    ["05/03/1980", "5/3/1980", "5-3-1980", "05.03.1980", "05/3/1980 ", "1980-03-05", "5 / 3 / 1980",
     "05/03/1980 00:00:00", "ngày 5 tháng 3 năm 1980", "1980-03-05 00:00:00"],
)  # fmt: skip
def test_day_first(text: str) -> None:
    assert read_date(Cell(text)) == (PartialDate(1980, 3, 5), None)


@pytest.mark.parametrize("text", ["3/1980", "03/1980", "tháng 3 năm 1980", "tháng 3/1980"])
def test_a_month(text: str) -> None:
    assert read_date(Cell(text)) == (PartialDate(1980, 3), PARTIAL)


@pytest.mark.parametrize("cell", [Cell("1980"), Cell("năm 1980"), Cell(1980, NUMBER, "General")])
def test_a_year(cell: Cell) -> None:
    assert read_date(cell) == (PartialDate(1980), PARTIAL)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("31/02/1980", "no_such_day"),
        ("29/02/2023", "no_such_day"),
        ("03/25/1980", "month_first"),
        ("05/03/80", "short_year"),
        ("khoảng 1980", "not_a_date"),
        ("13/1980", "not_a_date"),
        ("1980-13-05", "not_a_date"),
        ("05/03/1780", "date_out_of_range"),
        ("2958466", "not_a_date"),
        ("nay", "not_a_date"),
    ],
)
def test_refused(text: str, name: str) -> None:
    value, remark = read_date(Cell(text))
    assert value is None
    assert remark is not None
    assert (remark.name, remark.severity) == (name, "error")


def test_the_cure_of_a_day_that_is_not_names_the_last_day() -> None:
    _, remark = read_date(Cell("31/02/1980"))
    assert remark is not None
    assert remark.values["example"] == "29/02/1980"


def test_an_excel_date() -> None:
    assert read_date(Cell(dt.datetime(1980, 3, 5), DATE)) == (PartialDate(1980, 3, 5), None)


def test_a_serial_number_is_a_date_with_a_warning() -> None:
    value, remark = read_date(Cell(29285, NUMBER, "General"))
    assert value == PartialDate(1980, 3, 5)
    assert remark is not None
    assert (remark.name, remark.severity) == ("date_from_number", "warning")


@pytest.mark.parametrize("number", [60, -3, 2958466, 1e300, 100.5])
def test_numbers_that_are_no_date(number: float) -> None:
    value, remark = read_date(Cell(number, NUMBER, "General"))
    assert value is None
    assert remark is not None
    assert remark.severity == "error"
