"""The ratings in one cell: years, newest first, and the quarters of a year that is not marked yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from luanchuyen.models.text.folding import clean
from luanchuyen.sheets.form.column import Column
from luanchuyen.sheets.opening.grid import Cell, shown
from luanchuyen.sheets.reading.cells.spellings import KnownWords, Spellings
from luanchuyen.sheets.reading.remark import Parsed, misread

_MARKS = re.compile(r"[;,\n\r]+")
_OTHER_MARKS = (re.compile(r"\s*[/|]\s*"), re.compile(r"\s+[-–]\s+"), re.compile(r"\s+"))
_DATED = re.compile(r"((?:19|20)\d\d)\s*(?:Q\s*([1-4]))?\s*[:=]\s*(.*)", re.IGNORECASE)
_Dates = tuple[int, int]
"""A year and its quarter; 0 = the year as a whole."""


def read_evaluations(column: Column, cell: Cell, known: KnownWords | None) -> Parsed:
    """``HTTNV; ; HTNV``, also ``2026Q1:HTTNV; 2026Q2:HTNV; 2025:HTTNV``: one word a year, newest first, None for none.

    Known words with a slash or a blank between them, and nothing else in the cell, are a year each too.
    An empty place between two is a year without a rating. A year that has only quarters counts by the lowest of them,
    where the first of them stands; quarters of a year that is marked, and quarters without a word, count nothing.
    """
    assert known is not None
    spellings, years = known.scales[column.scale], list[str | int | None]()
    dated: dict[_Dates, str | None] = {}
    for piece in map(clean, _MARKS.sub(";", _parted(shown(cell), spellings)).strip().removesuffix(";").split(";")):
        found = _DATED.fullmatch(piece)
        text = clean(found[3]) if found else piece
        word = spellings.find(text) if text and text not in column.blanks else None
        if text and text not in column.blanks and word is None:
            return misread("unknown_word", text=text, nearest=", ".join(spellings.nearest(text)))
        if found is None:
            years.append(word)
            continue
        year, quarter = int(found[1]), int(found[2] or 0)
        if (year, quarter) in dated:
            return misread("rating_twice", text=piece)
        if dated and year > min(dated)[0]:
            return misread("rating_order", text=piece)
        years += [] if year in years else [year]
        dated[year, quarter] = word
    levels = known.vocabulary.scales[column.scale].levels
    return tuple(_of_year(one, dated, levels) if isinstance(one, int) else one for one in years), None


def dated_in(cell: Cell) -> Iterator[tuple[str, _Dates]]:
    """The year and quarter of each rating of a cell that names its year, with the text as written."""
    for piece in map(clean, _MARKS.split(shown(cell))):
        found = _DATED.fullmatch(piece)
        if found:
            yield piece, (int(found[1]), int(found[2] or 0))


def _parted(text: str, spellings: Spellings) -> str:
    """The text with its words parted as they usually are, where something else stands between known words."""
    if _MARKS.search(text) or spellings.find(text):
        return text
    for between in _OTHER_MARKS:
        words = between.split(text.strip())
        if len(words) > 1 and all(spellings.find(word) for word in words):
            return ";".join(words)
    return text


def _of_year(year: int, dated: Mapping[_Dates, str | None], levels: Mapping[str, int]) -> str | None:
    if (year, 0) in dated:
        return dated[year, 0]
    quarters = (dated.get((year, quarter)) for quarter in range(1, 5))
    return min((word for word in quarters if word is not None), key=levels.__getitem__, default=None)
