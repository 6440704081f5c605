"""The vocabulary of a rule book: its tables merged over those it extends, and made into the noun."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from luanchuyen.models.text.folding import fold
from luanchuyen.models.vocabulary import Kind, Scale, Vocabulary
from luanchuyen.scenarios.rulebook.objections import Objections, Refused
from luanchuyen.scenarios.rulebook.values import one_of, read

_KIND = {"title": str, "synonyms": tuple[str, ...], "head": bool, "key": bool, "top": bool, "sensitive": bool}
_LISTS = Mapping[str, tuple[str, ...]]
_TYPES: Mapping[str, Any] = {
    "levels": tuple[str, ...],
    "blocs": tuple[str, ...],
    "synonyms": _LISTS,
    "sectors": _LISTS,
    "ranks": Mapping[str, Mapping[str, int]],
    "retirement": Mapping[str, tuple[tuple[int, int], ...]],
}
_SCALE: Mapping[str, Any] = {"levels": Mapping[str, int], "synonyms": _LISTS}


def checked(table: Any, objections: Objections) -> dict[str, Any]:
    """The vocabulary table of one file, every value of its type; what is not is objected to and left out."""
    if not isinstance(table, Mapping):
        objections.add("vocabulary", Refused("not_table", value=table))
        return {}
    known = tuple(field.name for field in fields(Vocabulary))
    right: dict[str, Any] = {}
    for key, value in table.items():
        where = f"vocabulary.{key}"
        if key not in known:
            objections.add(where, Refused("unknown_key", value=key, nearest=one_of(key, known)))
        elif key in _TYPES:
            right |= _parts({key: value}, _TYPES, "vocabulary", objections)
        elif isinstance(value, Mapping):
            parts = _KIND if key == "kinds" else _SCALE
            right[key] = {w: _parts(entry, parts, f"{where}.{w}", objections) for w, entry in value.items()}
        else:
            objections.add(where, Refused("not_table", value=value))
    return right


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """``over`` laid over ``base``, table by table; further synonyms are added, other lists take the place."""
    both = dict(base)
    for key, value in over.items():
        if isinstance(value, Mapping):
            old = base.get(key, {})
            adds = key in ("synonyms", "sectors")
            both[key] = _added(old, value) if adds else merged(old, value)
        elif key == "synonyms":
            both[key] = tuple(dict.fromkeys((*base.get(key, ()), *value)))
        else:
            both[key] = value
    return both


def vocabulary(table: Mapping[str, Any], objections: Objections) -> Vocabulary:
    """The vocabulary of merged tables; contradictions among them are objected to."""
    kinds = {name: Kind(name, **{"title": name} | dict(entry)) for name, entry in table.get("kinds", {}).items()}
    scales = {
        name: Scale(entry.get("levels", {}), dict(_turned(entry.get("synonyms", {}))))
        for name, entry in table.get("scales", {}).items()
    }
    words = Vocabulary(
        levels=table.get("levels", ()),
        blocs=table.get("blocs", ()),
        kinds=kinds,
        ranks={(kind, level): n for level, row in table.get("ranks", {}).items() for kind, n in row.items()},
        scales=scales,
        retirement={sex: tuple(sorted(rows)) for sex, rows in table.get("retirement", {}).items()},
        sectors={word: word for word in table.get("sectors", {})} | dict(_turned(table.get("sectors", {}))),
        synonyms=dict(_turned(table.get("synonyms", {}))),
    )
    _check_ranks(words, objections)
    for where, known, spellings in _lists(table):
        _check_spellings(where, known, spellings, objections)
    return words


def _parts(entry: Any, types: Mapping[str, Any], where: str, objections: Objections) -> dict[str, Any]:
    right: dict[str, Any] = {}
    if not isinstance(entry, Mapping):
        objections.add(where, Refused("not_table", value=entry))
        return right
    for key, value in entry.items():
        try:
            if key not in types:
                raise Refused("unknown_key", value=key, nearest=one_of(key, tuple(types)))
            right[key] = read(value, types[key])
        except Refused as refused:
            objections.add(f"{where}.{key}", refused)
    return right


def _added(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **base,
        **{word: tuple(dict.fromkeys((*base.get(word, ()), *more))) for word, more in over.items()},
    }


def _turned(lists: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    return ((spelling, word) for word, spellings in lists.items() for spelling in spellings)


def _check_ranks(words: Vocabulary, objections: Objections) -> None:
    for kind, level in words.ranks:
        for word, known in ((kind, tuple(words.kinds)), (level, words.levels)):
            if word not in known:
                refused = Refused("unknown_word", value=word, nearest=one_of(word, known))
                objections.add(f"vocabulary.ranks.{level}.{kind}", refused)


def _lists(table: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...], Mapping[str, tuple[str, ...]]]]:
    """Every list in which a spelling must mean one word: (where, the words, their other spellings)."""
    kinds = table.get("kinds", {})
    ways = {name: (entry.get("title", name), *entry.get("synonyms", ())) for name, entry in kinds.items()}
    yield "vocabulary.kinds", tuple(kinds), ways
    both = (*table.get("levels", ()), *table.get("blocs", ()))
    yield "vocabulary.synonyms", both, table.get("synonyms", {})
    yield "vocabulary.sectors", tuple(table.get("sectors", {})), table.get("sectors", {})
    for name, entry in table.get("scales", {}).items():
        yield f"vocabulary.scales.{name}", tuple(entry.get("levels", {})), entry.get("synonyms", {})


def _check_spellings(
    where: str, known: tuple[str, ...], ways: Mapping[str, tuple[str, ...]], objections: Objections
) -> None:
    meant = {fold(word): word for word in known}
    for word, spellings in ways.items():
        if word not in known:
            objections.add(where, Refused("unknown_word", value=word, nearest=one_of(word, known)))
        for text in spellings:
            first = meant.setdefault(fold(text), word)
            if first != word:
                objections.add(where, Refused("two_meanings", value=text, first=first, second=word))
