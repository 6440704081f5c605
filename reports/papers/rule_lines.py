"""The rules as the papers print them: each by its sources, with its numbers, and whether they were read there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from luanchuyen.messages import say
from luanchuyen.models.policy import Entry, Policy
from luanchuyen.models.vocabulary import Kind
from luanchuyen.reports.papers.papers import RuleLine
from luanchuyen.wording.numbers import number
from luanchuyen.wording.rule_numbers import number_name, number_words
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
            numbers=tuple(f"{number_name(entry.rule, key)}: {number_words(entry.numbers[key], kinds)}" for key in keys),
            basis=source.basis or say("rulebook.no_source"),
            verified=source.verified,
        )
