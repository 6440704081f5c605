"""The record of a run as the proof page prints it: hashes, versions, options."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from luanchuyen.messages import knows, say
from luanchuyen.wording.numbers import day

_FIRST = ("as_of", "input_sha256", "rules_sha256", "rules", "version", "solver", "seed")


def record_lines(record: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """(what, value), in words."""
    for name in _FIRST:
        if name in record:
            yield say(f"workbook.record_{name}"), _plain(record[name])
    options = record.get("options")
    for key, value in sorted(options.items()) if isinstance(options, Mapping) else ():
        if key not in record:
            name = f"workbook.option_{key}"
            yield say(name) if knows(name) else key, _plain(value)


def _plain(value: object) -> str:
    if value is None or isinstance(value, bool):
        return say("workbook.yes" if value else "workbook.no")
    if isinstance(value, list | tuple):
        return say("workbook.persons_listed", count=len(value))
    key = f"workbook.value_{value}"
    return say(key) if knows(key) else _dated(value) if isinstance(value, str) else str(value)


def _dated(text: str) -> str:
    """A date of the record as dates are written; any other text as it stands."""
    try:
        return day(dt.date.fromisoformat(text))
    except ValueError:
        return text
