"""Posts that one person holds together, as a book says of kinds: ``[bundle]`` with require, allow and forbid."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from luanchuyen.models.policy import BUNDLE_MODES, BundleRule
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.optimizer.rules.number import Part
from luanchuyen.scenarios.rulebook.files import Sheet
from luanchuyen.scenarios.rulebook.objections import Objections, Refused
from luanchuyen.scenarios.rulebook.spellings import kind_of, level_of_units
from luanchuyen.scenarios.rulebook.values import Table, one_of, read

TABLE = "bundle"
_ROW = Table({"kinds": Part(tuple[str, ...]), "level": Part(str)})
_Key = tuple[frozenset[str], str]


def bundles(sheets: Iterable[Sheet], words: Vocabulary, objections: Objections) -> tuple[BundleRule, ...]:
    """What the books say, a book's own word on the same kinds and level in place of the one it extends."""
    found: dict[_Key, BundleRule] = {}
    for sheet in sheets:
        found |= _of_sheet(sheet, words, objections.within(sheet.place))
    return tuple(sorted(found.values(), key=lambda rule: (words.depth(rule.level), rule.kinds, rule.mode)))


def _of_sheet(sheet: Sheet, words: Vocabulary, objections: Objections) -> dict[_Key, BundleRule]:
    own: dict[_Key, BundleRule] = {}
    for where, mode, row in _rows(sheet.table.get(TABLE, {}), objections):
        try:
            rule = _rule(mode, row, words)
            key = (frozenset(rule.kinds), rule.level)
            first = own.setdefault(key, rule)
            if first.mode != mode:
                both = f"{', '.join(rule.kinds)} @ {rule.level}"
                raise Refused("two_modes", value=both, first=first.mode, second=mode)
        except Refused as refused:
            objections.add(where, refused)
    return own


def _rows(table: Any, objections: Objections) -> Iterator[tuple[str, str, Any]]:
    """Every row with its place and its mode."""
    if not isinstance(table, Mapping):
        objections.add(TABLE, Refused("not_table", value=table))
        return
    for mode, rows in table.items():
        where = f"{TABLE}.{mode}"
        if mode not in BUNDLE_MODES:
            objections.add(where, Refused("unknown_key", value=mode, nearest=one_of(mode, BUNDLE_MODES)))
        elif not isinstance(rows, list):
            objections.add(where, Refused("not_list", value=rows))
        else:
            yield from ((f"{where}[{number}]", mode, row) for number, row in enumerate(rows, 1))


def _rule(mode: str, row: Any, words: Vocabulary) -> BundleRule:
    parts: Any = read(row, _ROW)
    kinds = {kind_of(kind, words) for kind in parts["kinds"]}
    if len(kinds) != len(parts["kinds"]) or len(kinds) < 2:
        raise Refused("too_few_kinds", value=parts["kinds"])
    ordered = tuple(kind for kind in words.kinds if kind in kinds)
    return BundleRule(ordered, level_of_units(parts["level"], words), mode)
