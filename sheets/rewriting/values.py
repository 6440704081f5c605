"""Facts as a clerk writes them into a cell, so that the reader reads the same fact again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.update import Fact
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.sheets.form.column import Column

_ZERO, _ZERO_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_FALSE_LEAP_DAY = 60


@dataclass(frozen=True)
class NewCell:
    """What a cell is to hold: ``text`` "" = nothing. ``number``: the same as a number of the sheet, where it is one.

    ``like``: the (row, column) of the cell whose look it takes; None = its own, or, where the file has no such cell
    yet, that of the cell at ``beside``.
    """

    text: str
    number: int | None = None
    like: tuple[int, int] | None = None
    beside: tuple[int, int] | None = None


def text_of(column: Column, fact: Fact, vocabulary: Vocabulary) -> str:
    """The text of a fact in a column; "" of a blank one."""
    if fact is None:
        return ""
    if isinstance(fact, tuple):
        return "; ".join(fact)
    if column.reads == "word":
        return next(word.title for word in column.words if word.code == fact)
    if column.reads == "kind" and fact in vocabulary.kinds:
        return vocabulary.kinds[str(fact)].title
    return str(fact)


def serial_of(date: PartialDate, since_1904: bool) -> int | None:
    """The number that a sheet counts a whole day by; None of a month or a year."""
    if not date.whole:
        return None
    if since_1904:
        return (date.first - _ZERO_1904).days
    days = (date.first - _ZERO).days
    return days if days > _FALSE_LEAP_DAY else days - 1  # a 29/02/1900 is counted that was none
