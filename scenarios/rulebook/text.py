"""The effective rule book as TOML: all of it, so that it reads back to the same policy on its own."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence

from luanchuyen.models.policy import BundleRule, Entry, Period, Policy
from luanchuyen.models.vocabulary import Vocabulary

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def effective_toml(policy: Policy) -> str:
    """A policy written as a rule book that extends nothing: the same text for equal policies."""
    head = {"name": policy.name, "title": policy.title, "extends": "", "in_force": _period(policy.in_force)}
    tables = [_pairs(head), *(_entry(entry) for _, entry in sorted(policy.entries.items()))]
    tables += [*_bundles(policy.bundles), *_dates(policy.reference_dates), *_vocabulary(policy.vocabulary)]
    return "\n\n".join(tables) + "\n"


def _period(period: Period) -> Mapping[str, object] | None:
    return {"from": period.first, "to": period.last} if period != Period() else None


def _entry(entry: Entry) -> str:
    head = {"level": entry.level, "tier": entry.tier, "weight": entry.weight}
    own = {name: {"basis": s.basis, "verified": s.verified} for name, s in sorted(entry.sources.items())}
    source = {"basis": entry.basis, "verified": entry.verified, "sources": own or None}
    return _table((entry.rule,), {**head, **source, **dict(sorted(entry.numbers.items()))})


def _bundles(rules: Sequence[BundleRule]) -> Iterator[str]:
    rows: dict[str, list[object]] = {}
    for rule in rules:
        rows.setdefault(rule.mode, []).append({"kinds": rule.kinds, "level": rule.level})
    if rows:
        yield _table(("bundle",), dict(sorted(rows.items())))


def _dates(dates: Mapping[tuple[str, str], dt.date]) -> Iterator[str]:
    if dates:
        yield _table(("reference_dates",), {f"{mode}@{level}": day for (mode, level), day in sorted(dates.items())})


def _vocabulary(words: Vocabulary) -> Iterator[str]:
    yield _table(("vocabulary",), {"levels": words.levels, "blocs": words.blocs})
    yield _table(("vocabulary", "synonyms"), _by_word(words.synonyms))
    yield _table(("vocabulary", "sectors"), _by_word(words.sectors))
    for kind in words.kinds.values():
        pairs: dict[str, object] = {"title": kind.title, "synonyms": kind.synonyms}
        pairs |= {flag: True for flag in ("head", "key", "top", "sensitive") if getattr(kind, flag)}
        yield _table(("vocabulary", "kinds", kind.name), pairs)
    ranks: dict[str, dict[str, int]] = {}
    for (kind_name, level), rank in sorted(words.ranks.items()):
        ranks.setdefault(level, {})[kind_name] = rank
    for level, row in sorted(ranks.items()):
        yield _table(("vocabulary", "ranks", level), row)
    for name, scale in sorted(words.scales.items()):
        yield _table(("vocabulary", "scales", name, "levels"), scale.levels)
        yield _table(("vocabulary", "scales", name, "synonyms"), _by_word(scale.synonyms))
    yield _table(("vocabulary", "retirement"), dict(sorted(words.retirement.items())))


def _by_word(spellings: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    ways: dict[str, list[str]] = {}
    for spelling, word in spellings.items():
        ways.setdefault(word, []).extend([spelling] if spelling != word else [])
    return {word: tuple(found) for word, found in ways.items()}


def _table(path: tuple[str, ...], pairs: Mapping[str, object]) -> str:
    return f"[{'.'.join(_key(part) for part in path)}]\n{_pairs(pairs)}".rstrip("\n")


def _pairs(pairs: Mapping[str, object]) -> str:
    return "\n".join(_assignments(pairs))


def _assignments(pairs: Mapping[str, object]) -> list[str]:
    return [f"{_key(key)} = {toml_value(value)}" for key, value in pairs.items() if value is not None]


def _key(word: str) -> str:
    return word if _BARE.fullmatch(word) else _string(word)


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_value(value: object) -> str:
    """A value as TOML writes it; tables inline."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return f"[{', '.join(toml_value(part) for part in value)}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(_assignments(value))}}}"
    return str(value)
