"""The numbers of a rule in words: what each is called, and its value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from luanchuyen.messages import knows, say
from luanchuyen.models.vocabulary import Kind
from luanchuyen.wording.numbers import day, number


def number_name(rule: str, key: str) -> str:
    """A number of a rule in a board's words; one that has none stands as it is."""
    name = f"rules.{rule}_{key}"
    return say(name) if knows(name) else key


def number_words(value: object, kinds: Mapping[str, Kind]) -> str:
    """The value of a number: whole numbers, words, days, and lists and tables of them. ``kinds``: of posts, by code."""
    if isinstance(value, bool):
        return say("workbook.yes" if value else "workbook.no")
    if isinstance(value, int):
        return number(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{_word(str(key), kinds)} {number_words(item, kinds)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(number_words(item, kinds) for item in value) or say("workbook.none")
    return day(value) if isinstance(value, dt.date) else _word(str(value), kinds)


def _word(code: str, kinds: Mapping[str, Kind]) -> str:
    """A code among the numbers in words; what has none stands as it was typed."""
    if code in kinds:
        return kinds[code].title
    key = f"workbook.value_{code}"
    return say(key) if knows(key) else code
