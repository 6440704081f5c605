"""The rules as the papers print them: each by its sources, with its numbers, and whether they were read there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from luanchuyen.messages import knows, say
from luanchuyen.models.policy import Entry, Policy
from luanchuyen.models.vocabulary import Kind
from luanchuyen.reports.papers.papers import RuleLine
from luanchuyen.wording.numbers import day, number
from luanchuyen.wording.rules import bundle_words, date_words, rule_name


def rule_lines(policy: Policy) -> Iterator[RuleLine]:
    """A line a source of each rule in force, those that bind first; then posts held together and days of ages."""
    order = {"hard": 0, "soft": 1}
    entries = [entry for entry in policy.entries.values() if entry.level != "off"]
    for entry in sorted(entries, key=lambda entry: (order[entry.level], entry.rule)):
        yield from _lines(entry, policy.vocabulary.kinds)
    book = policy.title or policy.name
    for binds, posts in bundle_words(policy):
        yield RuleLine("", say("rulebook.bundle_name"), "", binds, "", (posts,), book, False)
    for text in date_words(policy):
        yield RuleLine("", say("rulebook.dates_name"), "", "", "", (text,), book, False)


def _lines(entry: Entry, kinds: Mapping[str, Kind]) -> Iterator[RuleLine]:
    price = ""
    if entry.level == "soft":
        price = say("report.price", tier=entry.tier, weight=number(entry.weight))
    for source, keys in entry.by_source():
        yield RuleLine(
            rule=entry.rule,
            name=rule_name(entry.rule),
            level=entry.level,
            level_said=say(f"rules.level_{entry.level}"),
            price=price,
            numbers=tuple(f"{_label(entry.rule, key)}: {_value(entry.numbers[key], kinds)}" for key in keys),
            basis=source.basis or say("rulebook.no_source"),
            verified=source.verified,
        )


def _label(rule: str, key: str) -> str:
    name = f"rules.{rule}_{key}"
    return say(name) if knows(name) else key


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
