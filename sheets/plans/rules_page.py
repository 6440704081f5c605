"""The sheet Quy định áp dụng: what differs from the book, what binds, then the others, which are not printed; of each
rule its numbers, their source, whether verified.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from luanchuyen.messages import say
from luanchuyen.models.policy import LEVELS, Entry, Policy
from luanchuyen.models.vocabulary import Kind
from luanchuyen.scenarios.rulebook.book import load_rules
from luanchuyen.scenarios.rulebook.files import shipped
from luanchuyen.sheets.paper.formats import PrintedSheet
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.wording.numbers import number
from luanchuyen.wording.rule_numbers import number_name, number_words
from luanchuyen.wording.rules import bundle_words, date_words, period_words, rule_name

WIDTHS = {"rule": 166, "level": 92, "numbers": 346, "basis": 306, "verified": 120}
NOT_CHANGED: Mapping[str, Entry] = MappingProxyType({})
STYLES = ("text", "centre", "text", "text", "centre")


def write(book: PlansBook) -> None:
    """Add the sheet."""
    policy = book.situation.policy
    name = policy.title or policy.name
    note = say("workbook.rules_note", book=name, unverified=len(unverified(book)))
    if period := period_words(policy.in_force):
        note = f"{note} {say('rulebook.in_force', period=period)}."
    sheet = book.sheet(say("workbook.sheet_rules"), say("workbook.rules_title"), list(WIDTHS.values()), note)
    heading = sheet.row
    sheet.cells([say(f"workbook.rules_{name}") for name in WIDTHS], "head")
    sheet.worksheet.freeze_panes(sheet.row, 1)
    kinds, entries = policy.vocabulary.kinds, sorted(policy.entries.values(), key=lambda entry: entry.rule)
    changed = _changed(policy)
    _section(sheet, "differ", [entry for entry in entries if entry.rule in changed], kinds, changed)
    by_level = {level: [e for e in entries if e.level == level and e.rule not in changed] for level in LEVELS}
    _section(sheet, "hard", by_level["hard"], kinds)
    _whole_book(sheet, policy, name)
    last = sheet.row
    for level in ("soft", "off"):
        _section(sheet, level, by_level[level], kinds)
    sheet.printed(heading, last=last)


def _changed(policy: Policy) -> dict[str, Entry]:
    """The rules that were set otherwise than in the shipped book of that name, as the book has them; none where there
    is no such book.
    """
    theirs = load_rules(policy.name).entries if policy.name in shipped() else policy.entries
    known = {rule: theirs.get(rule, Entry(rule)) for rule in policy.entries}
    return {rule: known[rule] for rule, entry in policy.entries.items() if _judging(entry) != _judging(known[rule])}


def _judging(entry: Entry) -> Entry:
    """The rule without what it says of itself, and without what a rule that is off would weigh."""
    bare = replace(entry, basis="", verified=False, sources={})
    return bare if entry.level == "soft" else replace(bare, tier=0, weight=0)


def _section(
    sheet: PrintedSheet,
    key: str,
    entries: Sequence[Entry],
    kinds: Mapping[str, Kind],
    theirs: Mapping[str, Entry] = NOT_CHANGED,
) -> None:
    """A heading and the rules; ``theirs``: what the book says of those that were set otherwise."""
    if entries:
        sheet.line(say(f"workbook.rules_{key}", count=len(entries)), "group")
    for entry in entries:
        for cells in _rows(entry, theirs.get(entry.rule, entry), kinds):
            sheet.cells(cells, STYLES)


def _whole_book(sheet: PrintedSheet, policy: Policy, name: str) -> None:
    """What a book says beside its rules: posts held together, days on which ages count."""
    unread = say("workbook.unverified")
    for binds, posts in bundle_words(policy):
        sheet.cells([say("rulebook.bundle_name"), binds, posts, name, unread], STYLES)
    for text in date_words(policy):
        sheet.cells([say("rulebook.dates_name"), "", text, name, unread], STYLES)


def unverified(book: PlansBook) -> list[Entry]:
    """The rules in force of which a number, or the words, nobody has held against the document."""
    return [e for e in book.situation.policy.entries.values() if e.level != "off" and e.checked() != "all"]


def _rows(entry: Entry, theirs: Entry, kinds: Mapping[str, Kind]) -> Iterator[list[str]]:
    """A row a source: the numbers that it gives, itself, and whether they were read there; ``theirs``: in the book."""
    level = _beside(_level(entry), _level(theirs))
    for source, keys in entry.by_source():
        numbers = [
            f"{_label(entry.rule, key)}: "
            + _beside(
                number_words(entry.numbers[key], kinds),
                number_words(theirs.numbers.get(key, entry.numbers[key]), kinds),
            )
            for key in keys
        ]
        mark = say("workbook.verified" if source.verified else "workbook.unverified")
        yield [rule_name(entry.rule), level, "\n".join(numbers), source.basis or say("rulebook.no_source"), mark]


def _level(entry: Entry) -> str:
    level = say(f"rules.level_{entry.level}")
    if entry.level != "soft":
        return level
    return say("workbook.rules_price", level=level, tier=entry.tier, weight=number(entry.weight))


def _beside(here: str, theirs: str) -> str:
    return here if here == theirs else say("workbook.rules_instead", here=here, book=theirs)


def _label(rule: str, key: str) -> str:
    name = number_name(rule, key)
    return name if name == key else f"{name} ({key})"
