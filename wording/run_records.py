"""The record of a run in words: its options and their values."""

from __future__ import annotations

import datetime as dt

from luanchuyen.messages import knows, say
from luanchuyen.wording.numbers import day


def option_name(key: str) -> str:
    """An option in a board's words; one that has none stands as it is."""
    name = f"workbook.option_{key}"
    return say(name) if knows(name) else key


def record_value(value: object) -> str:
    """What stands in the record: yes or no, how many are listed, a word, a date as dates are written, or as it is."""
    if value is None or isinstance(value, bool):
        return say("workbook.yes" if value else "workbook.no")
    if isinstance(value, list | tuple):
        return say("workbook.persons_listed", count=len(value))
    key = f"workbook.value_{value}"
    return say(key) if knows(key) else _dated(value) if isinstance(value, str) else str(value)


def _dated(text: str) -> str:
    """A date as dates are written; any other text as it stands."""
    try:
        return day(dt.date.fromisoformat(text))
    except ValueError:
        return text
