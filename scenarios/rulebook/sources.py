"""The sources of a rule's numbers: a book's own laid over those of the book that it extends."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from luanchuyen.models.policy import Entry, Source
from luanchuyen.optimizer.rules.number import Part
from luanchuyen.scenarios.rulebook.objections import Objections, Refused
from luanchuyen.scenarios.rulebook.values import Table, one_of, read

KEY = "sources"
NOWHERE = Source("")
_PARTS = Table({"basis": Part(str), "verified": Part(bool, needed=False)})


def read_sources(rule: str, table: Any, numbers: Collection[str], objections: Objections) -> dict[str, Source]:
    """The sources of single numbers in a rule's table; what is wrong is objected to and left out."""
    where = f"{rule}.{KEY}"
    if not isinstance(table, Mapping):
        objections.add(where, Refused("not_table", value=table))
        return {}
    found = {}
    for number, value in table.items():
        try:
            if number not in numbers:
                raise Refused("unknown_key", value=number, nearest=one_of(number, tuple(numbers)))
            parts: Any = read(value, _PARTS)
            found[number] = Source(parts["basis"], parts.get("verified", False))
        except Refused as refused:
            objections.add(f"{where}.{number}", refused)
    return found


def first_sourced(entry: Entry, own: Mapping[str, Source]) -> Entry:
    """An entry that no book before it has set: its basis speaks for every number without a source of its own."""
    said = Source(entry.basis, entry.verified)
    return replace(entry, sources={number: source for number, source in own.items() if source != said})


def sourced(entry: Entry, base: Entry, table: Mapping[str, Any], own: Mapping[str, Source]) -> Entry:
    """``entry``, whose numbers ``table`` changed, with sources: what named an old number did not say the new one.

    A ``basis`` given with numbers is the source of those numbers; given alone, of the numbers without a source,
    else of those that the rule's basis gave. A new basis is not verified unless the table says so.
    """
    sources = {number: base.source(number) for number in base.numbers}
    changed = [number for number, value in entry.numbers.items() if value != base.numbers[number]]
    spoken = [number for number in sources if number not in base.sources]
    sources |= dict.fromkeys(changed, NOWHERE)
    if "basis" in table:
        said = Source(table["basis"], table.get("verified", base.verified and table["basis"] == base.basis))
        blank = [number for number, source in sources.items() if source == NOWHERE]
        named = [number for number in table if number in sources]
        sources |= dict.fromkeys(named or blank or spoken, said)
    else:
        said = Source(base.basis, table.get("verified", base.verified))
        sources |= {number: said for number in spoken if number not in changed}
        if spoken and set(spoken) <= set(changed):
            said = NOWHERE
    sources |= own
    kept = {number: source for number, source in sources.items() if source != said}
    return replace(entry, basis=said.basis, verified=said.verified, sources=kept)
