"""The sheet Quy định áp dụng: every rule, how it binds, its numbers, its source, whether verified."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from luanchuyen.messages import knows, say
from luanchuyen.models.policy import Entry
from luanchuyen.models.vocabulary import Kind
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.wording.numbers import day, number
from luanchuyen.wording.rules import bundle_words, date_words, period_words, rule_name

WIDTHS = {"rule": 250, "level": 100, "tier": 50, "weight": 74, "numbers": 246, "basis": 210, "verified": 100}


def write(book: PlansBook) -> None:
    """Add the sheet: rules that bind first, those that are off at the end."""
    policy = book.situation.policy
    entries = sorted(policy.entries.values(), key=lambda entry: (entry.level == "off", entry.rule))
    book_name = policy.title or policy.name
    note = say("workbook.rules_note", book=book_name, unverified=len(unverified(book)))
    if period := period_words(policy.in_force):
        note = f"{note} {say('rulebook.in_force', period=period)}."
    sheet = book.sheet(say("workbook.sheet_rules"), say("workbook.rules_title"), list(WIDTHS.values()), note)
    heading = sheet.row
    sheet.cells([say(f"workbook.rules_{name}") for name in WIDTHS], "head")
    sheet.worksheet.freeze_panes(sheet.row, 1)
    styles = ("text", "centre", "centre", "number", "text", "text", "centre")
    for entry in entries:
        for cells in _rows(entry, policy.vocabulary.kinds):
            sheet.cells(cells, styles)
    unread = say("workbook.unverified")
    for binds, posts in bundle_words(policy):
        sheet.cells([say("rulebook.bundle_name"), binds, "", "", posts, book_name, unread], styles)
    for text in date_words(policy):
        sheet.cells([say("rulebook.dates_name"), "", "", "", text, book_name, unread], styles)
    sheet.printed(heading)


def unverified(book: PlansBook) -> list[Entry]:
    """The rules in force of which a number, or the words, nobody has held against the document."""
    return [e for e in book.situation.policy.entries.values() if e.level != "off" and e.checked() != "all"]


def _rows(entry: Entry, kinds: Mapping[str, Kind]) -> Iterator[list[str | int]]:
    """A row a source: the numbers that it gives, itself, and whether they were read there."""
    soft = entry.level == "soft"
    price: list[str | int] = [entry.tier, entry.weight] if soft else ["", ""]
    for source, keys in entry.by_source():
        numbers = [f"{_label(entry.rule, key)}: {_value(entry.numbers[key], kinds)}" for key in keys]
        mark = say("workbook.verified" if source.verified else "workbook.unverified")
        basis = source.basis or say("rulebook.no_source")
        yield [rule_name(entry.rule), say(f"rules.level_{entry.level}"), *price, "\n".join(numbers), basis, mark]
        price = ["", ""]


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
