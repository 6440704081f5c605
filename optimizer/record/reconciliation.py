"""Totals that do not add up, and what another account states against what the sheet has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations

from luanchuyen.models.post import FORMS
from luanchuyen.optimizer.record.moves import CAREER_FORMS
from luanchuyen.optimizer.record.record import UNTOLD, Record, RecordLine

MOST_WAYS = 3
"""So many ways of making up a stated number are named."""


@dataclass(frozen=True)
class Stated:
    """A number that another account gives for a form, in one direction or (None) in all."""

    form: str
    direction: str | None
    number: int


@dataclass(frozen=True)
class Reconciled:
    """One line of reconciliation: its key and its numbers."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


def reconciliation(record: Record, stated: Iterable[Stated] = ()) -> tuple[Reconciled, ...]:
    """Every remark: of each form, of the places that cannot be judged, of what is stated elsewhere."""
    found = [remark for form in CAREER_FORMS for remark in _of_form(record, form)]
    found += _of_places(record)
    return (*found, *(_stated(record, one) for one in stated))


def _of_form(record: Record, form: str) -> Iterator[Reconciled]:
    whole = record.line(form)
    if whole is None:
        return
    parts = [line for line in record.lines if line.form == form and line.direction is not None]
    summed = sum(line.persons for line in parts)
    if summed > whole.persons:
        yield Reconciled("persons_by_direction", {"form": form, "persons": whole.persons, "sum": summed})
    if whole.moves > whole.persons:
        yield Reconciled("moves_of_persons", {"form": form, "moves": whole.moves, "persons": whole.persons})
    untold = record.line(form, UNTOLD)
    if untold is not None and form in FORMS:
        yield Reconciled("no_direction", {"form": form, "moves": untold.moves})
    if whole.posts > whole.moves:
        yield Reconciled("posts_of_moves", {"form": form, "posts": whole.posts, "moves": whole.moves})
    rest = whole.moves - whole.heads - whole.deputies
    if rest:
        values = {"form": form, "moves": whole.moves, "heads": whole.heads, "deputies": whole.deputies, "rest": rest}
        yield Reconciled("neither_head_nor_deputy", values)


def _of_places(record: Record) -> Iterator[Reconciled]:
    for when, standing in (("before", record.before), ("after", record.after)):
        coverage, terms = standing.coverage, standing.terms
        if coverage.unknown:
            yield Reconciled("home_unknown", {"when": when, "places": len(coverage.unknown), "of": coverage.of})
        if coverage.unheld:
            yield Reconciled("no_holder", {"when": when, "places": len(coverage.unheld), "of": coverage.of})
        if terms.unknown:
            yield Reconciled("terms_unknown", {"when": when, "persons": len(terms.unknown)})


def _stated(record: Record, stated: Stated) -> Reconciled:
    """Stated against counted moves; where they differ, the sums of directions or forms that make the number."""
    line = record.line(stated.form, stated.direction)
    counted = line.moves if line else 0
    parts = _parts(record, stated.form) if stated.direction is None else {}
    values: dict[str, object] = {
        "form": stated.form,
        "direction": stated.direction,
        "stated": stated.number,
        "counted": counted,
        "parts": parts,
        "ways": [],
        "forms": [],
        "equals": "",
    }
    if counted == stated.number:
        return Reconciled("stated_agrees", values)
    values["ways"] = _sums(parts, stated.number)
    if stated.direction is None and not values["ways"]:
        values["forms"] = _forms(record, stated)
    values["equals"] = next((name for name in ("persons", "posts") if _is(line, name, stated.number)), "")
    return Reconciled("stated_differs", values)


def _is(line: RecordLine | None, name: str, number: int) -> bool:
    return line is not None and getattr(line, name) == number


def _parts(record: Record, form: str) -> dict[str, int]:
    return {line.direction: line.moves for line in record.lines if line.form == form and line.direction is not None}


def _forms(record: Record, stated: Stated) -> list[dict[str, int]]:
    """Sums over several forms, the stated one among them, that make the number."""
    wholes = {line.form: line.moves for line in record.lines if line.form is not None and line.direction is None}
    return [way for way in _sums(wholes, stated.number) if stated.form in way and len(way) > 1]


def _sums(parts: Mapping[str, int], number: int) -> list[dict[str, int]]:
    """The choices of parts that add up to a number, those of most parts first."""
    names = [name for name, amount in parts.items() if amount]
    found = [
        {name: parts[name] for name in chosen}
        for size in range(len(names), 0, -1)
        for chosen in combinations(names, size)
        if sum(parts[name] for name in chosen) == number
    ]
    return found[:MOST_WAYS]
