"""The sheet Quy định áp dụng: every rule, how it binds, its numbers, its source, whether verified."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from luanchuyen.messages import knows, say
from luanchuyen.models.policy import Entry
from luanchuyen.models.vocabulary import Kind
from luanchuyen.sheets.pages.book import Book
from luanchuyen.sheets.pages.figures import day, number
from luanchuyen.sheets.pages.remarks import rule_name

WIDTHS = {"rule": 250, "level": 100, "tier": 50, "weight": 74, "numbers": 246, "basis": 210, "verified": 100}


def write(book: Book) -> None:
    """Add the sheet: rules that bind first, those that are off at the end."""
    policy = book.situation.policy
    entries = sorted(policy.entries.values(), key=lambda entry: (entry.level == "off", entry.rule))
    note = say("workbook.rules_note", book=policy.title or policy.name, unverified=len(unverified(book)))
    sheet = book.sheet(say("workbook.sheet_rules"), say("workbook.rules_title"), list(WIDTHS.values()), note)
    heading = sheet.row
    sheet.cells([say(f"workbook.rules_{name}") for name in WIDTHS], "head")
    sheet.worksheet.freeze_panes(sheet.row, 1)
    styles = ("text", "centre", "centre", "number", "text", "text", "centre")
    for entry in entries:
        sheet.cells(_cells(entry, policy.vocabulary.kinds), styles)
    sheet.printed(heading)


def unverified(book: Book) -> list[Entry]:
    """The rules in force whose words or numbers nobody has held against the document."""
    return [e for e in book.situation.policy.entries.values() if e.level != "off" and not e.verified]


def _cells(entry: Entry, kinds: Mapping[str, Kind]) -> list[str | int]:
    soft = entry.level == "soft"
    numbers = [f"{_label(entry.rule, key)}: {_value(value, kinds)}" for key, value in entry.numbers.items()]
    return [
        rule_name(entry.rule),
        say(f"rules.level_{entry.level}"),
        entry.tier if soft else "",
        entry.weight if soft else "",
        "\n".join(numbers),
        entry.basis,
        say("workbook.verified" if entry.verified else "workbook.unverified"),
    ]


def _label(rule: str, key: str) -> str:
    name = f"rules.{rule}_{key}"
    return f"{say(name)} ({key})" if knows(name) else key


def _value(value: object, kinds: Mapping[str, Kind]) -> str:
    if isinstance(value, bool):
        return say("workbook.yes" if value else "workbook.no")
    if isinstance(value, int):
        return number(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{_word(str(key), kinds)} {_value(item, kinds)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return "; ".join(_value(item, kinds) for item in value) or say("workbook.none")
    return day(value) if isinstance(value, dt.date) else _word(str(value), kinds)


def _word(code: str, kinds: Mapping[str, Kind]) -> str:
    """A code among the numbers in words; what has none stands as it was typed."""
    if code in kinds:
        return kinds[code].title
    key = f"workbook.value_{code}"
    return say(key) if knows(key) else code
