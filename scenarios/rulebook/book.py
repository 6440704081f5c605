"""Rule books: the shipped ones, a board's own, and the overrides of a workbook or a command line.

A book is TOML: one table a rule (level, tier, weight, basis, verified, sources, the rule's own numbers),
``title``, ``extends``, ``in_force``, ``[bundle]``, ``[reference_dates]`` and ``[vocabulary]``. A book without
``extends`` starts from the common vocabulary, with no rules.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from luanchuyen.models.policy import Entry, Policy
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.scenarios.rulebook import bundles as rulebook_bundles
from luanchuyen.scenarios.rulebook import dates as rulebook_dates
from luanchuyen.scenarios.rulebook import words as rulebook_words
from luanchuyen.scenarios.rulebook.entries import from_override, from_table, spelt, strange_words
from luanchuyen.scenarios.rulebook.files import Sheet, chain, is_path, shipped
from luanchuyen.scenarios.rulebook.objections import Objections, Refused
from luanchuyen.scenarios.rulebook.text import effective_toml
from luanchuyen.scenarios.rulebook.values import one_of

DEFAULT = "qd65-2026"
_HEAD = ("name", "title", "title_en", "extends", rulebook_dates.HEAD)
_TABLES = ("vocabulary", rulebook_bundles.TABLE, rulebook_dates.TABLE)


@dataclass(frozen=True)
class Book:
    """A shipped rule book, by the name that ``--rules`` takes."""

    name: str
    title: str
    title_en: str


def books() -> list[Book]:
    """The shipped rule books, by name."""
    tables = {name: chain(name)[-1].table for name in shipped()}
    return [Book(name, table["title"], table["title_en"]) for name, table in tables.items()]


def load_vocabulary() -> Vocabulary:
    """The words that every shipped book extends."""
    return load_rules(DEFAULT).vocabulary


def load_rules(
    name_or_path: str | Path, overrides: Iterable[tuple[str, str, str]] = (), within: Path | None = None
) -> Policy:
    """The rule book of that name or file, with ``overrides`` (rule, key, text as typed) over it, in order.

    Every number of each rule stands in the policy, defaults too. Raises RuleBookError with all the problems.
    ``within``: a workbook names the book; only shipped ones and files in or below this folder are opened.
    """
    own = is_path(name_or_path)
    place, read = _book(chain(name_or_path, within)) if own else _shipped(str(name_or_path).strip())
    mended = _overridden(read.entries, overrides, read.vocabulary, place)
    policy = replace(read, entries=dict(sorted(mended.items())))
    return replace(policy, sha256=hashlib.sha256(effective_toml(policy).encode()).hexdigest())


@cache
def _shipped(name: str) -> tuple[str, Policy]:
    """A shipped book without overrides: a plan holds its own against it again."""
    return _book(chain(name))


def _book(sheets: Sequence[Sheet]) -> tuple[str, Policy]:
    """What problems of a book are told of, and the book."""
    last = sheets[-1]
    name = str(last.table.get("name", last.name))
    return last.place, replace(_read(sheets), name=name, title=str(last.table.get("title", name)))


def _read(sheets: Sequence[Sheet]) -> Policy:
    objections = Objections()
    words: dict[str, Any] = {}
    entries: dict[str, Entry] = {}
    for sheet in sheets:
        objections = objections.within(sheet.place)
        _check_head(sheet, objections)
        own = rulebook_words.checked(sheet.table.get("vocabulary", {}), objections)
        words = rulebook_words.merged(words, own)
        _lay_over(entries, sheet, objections)
    vocabulary = rulebook_words.vocabulary(words, objections)
    for rule, entry in entries.items():
        entries[rule] = spelt(entry, vocabulary)
        for where, refused in strange_words(entries[rule], vocabulary):
            objections.add(where, refused)
    bundles = rulebook_bundles.bundles(sheets, vocabulary, objections)
    dates = rulebook_dates.reference_dates(sheets, vocabulary, objections)
    period = rulebook_dates.in_force(sheets, objections)
    objections.raise_any("rules.problems", objections.file)
    return Policy("", "", entries, vocabulary, bundles=bundles, reference_dates=dates, in_force=period)


def _overridden(
    entries: Mapping[str, Entry], overrides: Iterable[tuple[str, str, str]], vocabulary: Vocabulary, book: str
) -> dict[str, Entry]:
    objections, mended = Objections(), dict(entries)
    for rule, key, text in overrides:
        try:
            mended[rule] = spelt(from_override(mended, rule, key, text), vocabulary)
        except Refused as refused:
            objections.add(f"{rule}.{key}", refused)
            continue
        for where, strange in strange_words(mended[rule], vocabulary):
            objections.add(where, strange)
    objections.raise_any("rules.override_problems", book)
    return mended


def _check_head(sheet: Sheet, objections: Objections) -> None:
    for key in ("name", "title", "title_en"):
        if not isinstance(sheet.table.get(key, ""), str):
            objections.add(key, Refused("not_text", value=sheet.table[key]))


def _lay_over(entries: dict[str, Entry], sheet: Sheet, objections: Objections) -> None:
    known = tuple(register())
    for rule, table in sheet.table.items():
        if rule in (*_HEAD, *_TABLES):
            continue
        if rule in known:
            entries[rule] = from_table(entries.get(rule), rule, table, objections)
        else:
            near = one_of(rule, (*known, *_HEAD, *_TABLES))
            objections.add(rule, Refused("unknown_rule", value=rule, nearest=near))
