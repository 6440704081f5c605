"""The rules of a book: a table or an override laid over the entry that it extends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from luanchuyen.models.policy import Entry
from luanchuyen.models.text.rule_names import rules_like
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.optimizer.rules.number import PLAIN, Number, Part
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.scenarios.rulebook.objections import Objections, Refused
from luanchuyen.scenarios.rulebook.sources import KEY, first_sourced, read_sources, sourced
from luanchuyen.scenarios.rulebook.spellings import word_of, words_of
from luanchuyen.scenarios.rulebook.values import level_of, number_types, of_text, one_of, read

SETTINGS: Mapping[str, Any] = {"level": str, "tier": int, "weight": int, "basis": str, "verified": bool}
_LAST_TIER = 9


def plain(rule: str) -> Entry:
    """A rule that no book has set: off, with its own default numbers."""
    blank = register()[rule]()
    return Entry(rule, numbers={name: getattr(blank, field) for name, field in blank.number_names().items()})


def from_table(base: Entry | None, rule: str, table: Any, objections: Objections) -> Entry:
    """The entry of ``rule`` with the settings and numbers of a book's table over those of ``base``."""
    if not isinstance(table, Mapping):
        objections.add(rule, Refused("not_table", value=table))
        return base or plain(rule)
    if base is None and "level" not in table:
        objections.add(rule, Refused("no_level"))
    right = {}
    for key, value in table.items():
        try:
            if key != KEY:
                right[key] = _value(rule, key, value)
        except Refused as refused:
            objections.add(f"{rule}.{key}", refused)
    old = base or plain(rule)
    own = read_sources(rule, table.get(KEY, {}), old.numbers, objections)
    entry = _laid_over(old, right)
    return sourced(entry, old, right, own) if base else first_sourced(entry, own)


def from_override(entries: Mapping[str, Entry], rule: str, key: str, text: str) -> Entry:
    """The entry of ``rule`` with one setting or number as typed in a cell or an option. Raises Refused."""
    known = tuple(register())
    if rule not in known:
        near = ", ".join(rules_like(rule))
        raise Refused("unknown_rule" if near else "unlike_any_rule", value=rule, nearest=near)
    value = _value(rule, key, of_text(text, _types(rule, key)[key]))
    base = entries.get(rule) or plain(rule)
    return sourced(_laid_over(base, {key: value}), base, {key: value}, {})


def spelt(entry: Entry, vocabulary: Vocabulary) -> Entry:
    """The entry with its kinds and levels as the vocabulary's own words, whichever known spelling the book has."""
    known = register()[entry.rule].numbers()
    numbers = {name: _spelt(value, known[name], vocabulary) for name, value in entry.numbers.items()}
    return entry if numbers == entry.numbers else replace(entry, numbers=numbers)


def _spelt(value: object, known: Number | Part, vocabulary: Vocabulary) -> object:
    if isinstance(value, tuple):
        return tuple(_spelt(part, known, vocabulary) for part in value)
    if isinstance(value, Mapping):
        return {key: _spelt(part, _part(known, key), vocabulary) for key, part in value.items()}
    if isinstance(value, str) and known.spelled:
        with suppress(Refused):
            return word_of(value, known.spelled, vocabulary)
    return value


def _part(known: Number | Part, key: str) -> Number | Part:
    return (known.table or {}).get(key, PLAIN) if isinstance(known, Number) else PLAIN


def strange_words(entry: Entry, vocabulary: Vocabulary) -> Iterator[tuple[str, Refused]]:
    """The words among an entry's numbers that the vocabulary does not know, each with its place."""
    numbers = register()[entry.rule].numbers()
    for name, value in entry.numbers.items():
        for spelled, word in _words(value, numbers[name]):
            known = words_of(spelled, vocabulary)
            if word not in known:
                yield f"{entry.rule}.{name}", Refused("unknown_word", value=word, nearest=one_of(word, known))


def _laid_over(base: Entry, right: Mapping[str, Any]) -> Entry:
    settings = {key: right.get(key, getattr(base, key)) for key in SETTINGS}
    numbers = {key: value for key, value in right.items() if key not in SETTINGS}
    return Entry(base.rule, numbers={**base.numbers, **numbers}, **settings)


def _types(rule: str, key: str) -> Mapping[str, Any]:
    types = {**SETTINGS, **number_types(register()[rule])}  # type: ignore[arg-type]  # a class can be hashed
    if key not in types:
        raise Refused("unknown_key", value=key, nearest=one_of(key, tuple(types)))
    return types


def _value(rule: str, key: str, value: Any) -> object:
    kind = _types(rule, key)[key]
    if key == "level":
        return level_of(value)
    if key in SETTINGS:
        if key == "tier" and type(value) is int and value not in range(1, _LAST_TIER + 1):
            raise Refused("out_of_range", value=value, least=1, most=_LAST_TIER)
        return read(value, kind)
    return read(value, kind, register()[rule].numbers()[key].words)


def _words(value: object, known: Number | Part) -> Iterator[tuple[str, str]]:
    """The words in a number that are the vocabulary's, each with the list that it is of."""
    if isinstance(value, str) and known.spelled:
        yield known.spelled, value
    elif isinstance(value, tuple):
        for part in value:
            yield from _words(part, known)
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _words(part, _part(known, key))
