"""The rules of a book: a table or an override laid over the entry that it extends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from luanchuyen.models.policy import Entry
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.scenarios.rulebook.objections import Objections, Refused
from luanchuyen.scenarios.rulebook.sources import KEY, first_sourced, read_sources, sourced
from luanchuyen.scenarios.rulebook.spellings import kind_of, level_of_units
from luanchuyen.scenarios.rulebook.values import choices, level_of, number_types, of_text, one_of, read

SETTINGS: Mapping[str, Any] = {"level": str, "tier": int, "weight": int, "basis": str, "verified": bool}
_LAST_TIER = 9
_SPELLINGS: Mapping[str, Callable[[str, Vocabulary], str]] = {
    "kind": kind_of, "pairs": kind_of, "level": level_of_units, "levels": level_of_units,
}  # fmt: skip
"""What is written under these names has other spellings in the vocabulary."""


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
        raise Refused("unknown_rule", value=rule, nearest=one_of(rule, known))
    value = _value(rule, key, of_text(text, _types(rule, key)[key]))
    base = entries.get(rule) or plain(rule)
    return sourced(_laid_over(base, {key: value}), base, {key: value}, {})


def spelt(entry: Entry, vocabulary: Vocabulary) -> Entry:
    """The entry with its kinds and levels as the vocabulary's own words, whichever known spelling the book has."""
    numbers = {name: _spelt(name, number, vocabulary) for name, number in entry.numbers.items()}
    return entry if numbers == entry.numbers else replace(entry, numbers=numbers)


def _spelt(name: str, number: object, vocabulary: Vocabulary) -> object:
    if isinstance(number, tuple):
        return tuple(_spelt(name, part, vocabulary) for part in number)
    if isinstance(number, Mapping):
        return {key: _spelt(key, part, vocabulary) for key, part in number.items()}
    if isinstance(number, str) and name in _SPELLINGS:
        with suppress(Refused):
            return _SPELLINGS[name](number, vocabulary)
    return number


def strange_words(entry: Entry, vocabulary: Vocabulary) -> Iterator[tuple[str, Refused]]:
    """The words among an entry's numbers that the vocabulary does not know, each with its place."""
    kinds = tuple(vocabulary.kinds)
    evaluation = vocabulary.scales.get("evaluation")
    known = {
        "least": tuple(evaluation.levels) if evaluation else (),
        "levels": vocabulary.levels, "level": vocabulary.levels, "blocs": vocabulary.blocs, "kind": kinds,
        "pairs": kinds, "sensitive_sectors": tuple(dict.fromkeys(vocabulary.sectors.values())),
    }  # fmt: skip
    for name, number in entry.numbers.items():
        for part, word in _words(name, number):
            if part in known and word not in known[part]:
                refused = Refused("unknown_word", value=word, nearest=one_of(word, known[part]))
                yield f"{entry.rule}.{name}", refused


def _laid_over(base: Entry, right: Mapping[str, Any]) -> Entry:
    settings = {key: right.get(key, getattr(base, key)) for key in SETTINGS}
    numbers = {key: value for key, value in right.items() if key not in SETTINGS}
    return Entry(base.rule, numbers={**base.numbers, **numbers}, **settings)


def _types(rule: str, key: str) -> Mapping[str, Any]:
    types = {**SETTINGS, **number_types(register()[rule])}
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
    return read(value, kind, choices(register()[rule], key))


def _words(name: str, number: object) -> Iterator[tuple[str, str]]:
    """The words in a number, each with the name it stands under."""
    if isinstance(number, str):
        yield name, number
    elif isinstance(number, tuple):
        for part in number:
            yield from _words(name, part)
    elif isinstance(number, Mapping):
        for key, part in number.items():
            yield from _words(key, part)
