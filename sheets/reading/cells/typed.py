"""What is typed after an option, read as the cells of the sheets are: a day, a form of career, a direction."""

from __future__ import annotations

from luanchuyen.models.calendar import PartialDate
from luanchuyen.sheets.form import words
from luanchuyen.sheets.form.column import Word
from luanchuyen.sheets.opening.grid import Cell
from luanchuyen.sheets.reading.cells.dates import read_date
from luanchuyen.sheets.reading.cells.spellings import Spellings

LISTS: dict[str, tuple[Word, ...]] = {"form": words.CAREER_FORM, "direction": words.DIRECTION}
"""The closed lists that an option may name a word of."""


def day_of(text: str) -> PartialDate | None:
    """A day, a month or a year as people write it; None where it is none."""
    found, _ = read_date(Cell(text))
    return found if isinstance(found, PartialDate) else None


def word_of(list_name: str, text: str) -> str | None:
    """The code of the word of a list that a text spells; None where it spells none."""
    known = LISTS[list_name]
    synonyms = [(spelling, word.code) for word in known for spelling in word.synonyms]
    return Spellings({word.code: word.title for word in known}, synonyms).find(text)


def words_of(list_name: str) -> tuple[str, ...]:
    """The codes of a list, in its order."""
    return tuple(word.code for word in LISTS[list_name])
