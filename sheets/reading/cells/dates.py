"""Dates as clerks write them: day first, whole or partial, never guessed."""

from __future__ import annotations

import datetime as dt
import re

from luanchuyen.models.calendar import PartialDate, last_day
from luanchuyen.models.text.folding import fold
from luanchuyen.sheets.opening.grid import DATE, NUMBER, Cell, shown
from luanchuyen.sheets.reading.remark import Parsed, Remark, misread, warned

FIRST_YEAR, LAST_YEAR = 1920, 2100
_MARK = r"\s*[/.\-]\s*"
_DAY = re.compile(rf"(\d{{1,2}}){_MARK}(\d{{1,2}}){_MARK}(\d+)")
_MONTH = re.compile(rf"(?:tháng\s*)?(\d{{1,2}}){_MARK}(\d{{4}})")
_YEAR = re.compile(r"(?:năm\s*)?(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[t ]00:00(?::00)?)?")
_WORDS = re.compile(r"(?:ngày\s*(\d{1,2})\s*)?tháng\s*(\d{1,2})\s*năm\s*(\d{4})")
_MIDNIGHT = re.compile(r"\s+0?0:00(?::00)?$")
_ZERO = dt.date(1899, 12, 30)
_ZERO_1904 = dt.date(1904, 1, 1)


def read_date(cell: Cell) -> Parsed:
    """A PartialDate of a cell: an Excel date, a written one, or a serial number that lost its format."""
    if cell.kind == DATE and isinstance(cell.raw, dt.date):
        if FIRST_YEAR <= cell.raw.year <= LAST_YEAR:  # nearly every one: what it shows is not asked
            return PartialDate.of(cell.raw), None
        return misread("date_out_of_range", text=shown(cell), first=FIRST_YEAR, last=LAST_YEAR)
    if cell.kind == NUMBER and isinstance(cell.raw, (int, float)):
        return _of_number(cell.raw, shown(cell), cell.since_1904)
    return _of_text(shown(cell))


def _of_number(number: float, text: str, since_1904: bool = False) -> Parsed:
    if FIRST_YEAR <= number <= LAST_YEAR and number == int(number):
        return PartialDate(int(number)), Remark("partial_date", "normalised")
    if not 0 < number < 100_000:
        return misread("not_a_date", text=text)
    zero = _ZERO_1904 if since_1904 else _ZERO
    day = zero + dt.timedelta(days=int(number))
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return misread("date_out_of_range", text=text, first=FIRST_YEAR, last=LAST_YEAR)
    date = PartialDate.of(day)
    return warned(date, "date_from_number", text=text, date=str(date))


def _of_text(written: str) -> Parsed:
    if found := _DAY.fullmatch(written):  # as nearly all are written
        return _day_first(int(found[1]), int(found[2]), found[3], written)
    text = _MIDNIGHT.sub("", fold(written))
    if found := _DAY.fullmatch(text):
        day, month, year = found.groups()
        return _day_first(int(day), int(month), year, written)
    if found := _ISO.fullmatch(text):
        return _checked(int(found[1]), int(found[2]), int(found[3]), written)
    if found := _WORDS.fullmatch(text):
        return _checked(int(found[3]), int(found[2]), int(found[1] or 0), written)
    if found := _MONTH.fullmatch(text):
        return _checked(int(found[2]), int(found[1]), 0, written)
    if found := _YEAR.fullmatch(text):
        return _checked(int(found[1]), 0, 0, written)
    if text.isdecimal() and len(text) == 5:
        return _of_number(int(text), written)
    return misread("not_a_date", text=written)


def _day_first(day: int, month: int, year: str, written: str) -> Parsed:
    if len(year) != 4:
        return misread("short_year", text=written)
    if month > 12 and day <= 12:
        return misread("month_first", text=written, month=month)
    return _checked(int(year), month, day, written)


def _checked(year: int, month: int, day: int, written: str) -> Parsed:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return misread("date_out_of_range", text=written, first=FIRST_YEAR, last=LAST_YEAR)
    if month > 12 or (day and not month):
        return misread("not_a_date", text=written)
    if day and day > last_day(year, month).day:
        return misread("no_such_day", text=written, example=str(PartialDate.of(last_day(year, month))))
    date = PartialDate(year, month, day)
    return date, None if date.whole else Remark("partial_date", "normalised")
