"""The days of a book: the days on which ages are measured, ``[reference_dates]``, and its period, ``in_force``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.policy import Period
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.optimizer.rules.number import Day, Part
from luanchuyen.scenarios.rulebook.files import Sheet
from luanchuyen.scenarios.rulebook.objections import Objections, Refused
from luanchuyen.scenarios.rulebook.spellings import level_of_units, mode_of
from luanchuyen.scenarios.rulebook.values import Table, read

TABLE, HEAD = "reference_dates", "in_force"
_SPAN = Table({"from": Part(Day, needed=False), "to": Part(Day, needed=False)})
_PARTIAL = re.compile(r"(?:(?:(\d{1,2})/)?(\d{1,2})/)?(\d{4})")
_Key = tuple[str, str]


def reference_dates(sheets: Iterable[Sheet], words: Vocabulary, objections: Objections) -> dict[_Key, dt.date]:
    """By (mode, level): the day on which ages are measured; a book's own in place of the one it extends."""
    found: dict[_Key, dt.date] = {}
    for sheet in sheets:
        found |= _of_sheet(sheet.table.get(TABLE, {}), words, objections.within(sheet.place))
    return dict(sorted(found.items()))


def _of_sheet(table: Any, words: Vocabulary, objections: Objections) -> dict[_Key, dt.date]:
    own: dict[_Key, dt.date] = {}
    if not isinstance(table, Mapping):
        objections.add(TABLE, Refused("not_table", value=table))
        return own
    for text, value in table.items():
        try:
            key, day = _key(text, words), _last_day(value)
            if own.setdefault(key, day) != day:
                raise Refused("two_dates", value=text)
        except Refused as refused:
            objections.add(f"{TABLE}.{text}", refused)
    return own


def _key(text: str, words: Vocabulary) -> _Key:
    mode, at, level = text.partition("@")
    if not at:
        raise Refused("not_mode_at_level", value=text)
    return mode_of(mode), level_of_units(level, words)


def _last_day(value: object) -> dt.date:
    """A TOML date, or the last day that dd/mm/yyyy, mm/yyyy or yyyy may mean. Raises Refused."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    written = _PARTIAL.fullmatch(value.strip()) if isinstance(value, str) else None
    if written is None:
        raise Refused("not_date", value=value)
    day, month, year = (int(part or 0) for part in written.groups())
    try:
        return PartialDate(year, month, day).last
    except ValueError as error:
        raise Refused("not_date", value=value) from error


def in_force(sheets: Iterable[Sheet], objections: Objections) -> Period:
    """The period that a book names, else the one of the book it extends; open where neither names one."""
    found = Period()
    for sheet in sheets:
        if HEAD in sheet.table:
            try:
                found = _period(sheet.table[HEAD])
            except Refused as refused:
                objections.within(sheet.place).add(HEAD, refused)
    return found


def _period(value: object) -> Period:
    parts: Any = read(value, _SPAN)
    first, last = (_last_day(parts[key]) if key in parts else None for key in ("from", "to"))
    return Period(first, last)
