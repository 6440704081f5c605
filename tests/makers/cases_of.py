"""Cases of rules, tests/cases/<rule>.toml: merged over what a file's cases share, made into a Situation."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from tables_read import read_tables

from luanchuyen.models.instance import Instance
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.policy import BundleRule, Entry, Policy
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.rulebook.book import load_rules

FOLDER = Path(__file__).parents[1] / "cases"
KEYS = {"units": "unit_id", "posts": "post_id", "cadres": "cadre_id"}
LISTS = ("career", "relations", "locks", "waivers", "panel")
EXPECTED = ("pair", "plan", "amount", "missing", "standing", "stands", "due", "local", "given", "groups", "subjects")
BOOK = ("bundles", "reference_dates")
SETTINGS = {"as_of": "01/07/2026", "start": "01/07/2026"}


@dataclass(frozen=True)
class Case:
    """One case: what it expects, and the situation it expects it of."""

    rule: str
    name: str
    numbers: Mapping[str, Any]
    others: Mapping[str, Mapping[str, Any]]
    settings: Mapping[str, str]
    tables: Mapping[str, list[dict[str, str]]]
    expected: Mapping[str, Any] = field(default_factory=dict)
    book: Mapping[str, Any] = field(default_factory=dict)
    """What its rule book says of ``bundles`` and ``reference_dates`` (mode@level: day)."""

    def __str__(self) -> str:
        return f"{self.rule}: {self.name}"

    def situation(self) -> Situation:
        """What the case's facts mean under its rules."""
        return situation_of(self.instance, self.policy(), given=self.given_plan())

    @cached_property
    def instance(self) -> Instance:
        """The tables read as a workbook's. Fails with the reader's problems."""
        policy = self.policy()
        settings = {**SETTINGS, **self.settings}
        rows = [{"key": key, "value": value} for key, value in settings.items()]
        reading = read_tables({"settings": rows, **self.tables}, policy.vocabulary, Gazetteer.load(), policy.bundles)
        assert reading.instance is not None, [(p.key, p.cells, p.values) for p in reading.errors]
        return reading.instance

    def policy(self) -> Policy:
        """The rule at its level (hard where the book has it off), those the case names, all else off."""
        book = default_book()
        entries = {name: replace(book.entry(name), level="off", numbers={}) for name in register()}
        level = "soft" if book.entry(self.rule).level == "soft" else "hard"
        entries[self.rule] = _entry(book, self.rule, {"level": level, **self.numbers})
        entries |= {name: _entry(book, name, settings) for name, settings in self.others.items()}
        bundles = tuple(BundleRule(tuple(b["kinds"]), b["level"], b["mode"]) for b in self.book.get("bundles", ()))
        days = {tuple(key.split("@")): day for key, day in self.book.get("reference_dates", {}).items()}
        return replace(book, entries=entries, bundles=bundles, reference_dates=days)

    def given_plan(self) -> dict[str, tuple[str, ...]] | None:
        if "given" not in self.expected:
            return None
        given: dict[str, tuple[str, ...]] = {}
        for cadre_id, post_id in self.expected["given"]:
            given[cadre_id] = tuple(sorted((*given.get(cadre_id, ()), post_id)))
        return given


@cache
def default_book() -> Policy:
    """The default rule book: its words, and the levels, tiers and weights of its rules."""
    return load_rules("qd65-2026")


def cases_of(rule: str) -> Iterator[Case]:
    """The cases of a rule's file."""
    shared = tomllib.loads((FOLDER / f"{rule}.toml").read_text(encoding="utf-8"))
    assert shared["rule"] == rule
    for own in shared["case"]:
        yield Case(
            rule,
            own["name"],
            {**shared.get("numbers", {}), **own.get("numbers", {})},
            {**shared.get("others", {}), **own.get("others", {})},
            {**shared.get("settings", {}), **own.get("settings", {})},
            _tables(shared, own),
            {key: value for key, value in own.items() if key in EXPECTED},
            {key: value for key, value in own.items() if key in BOOK},
        )


@cache
def all_cases() -> list[Case]:
    """Every case of every file."""
    return [case for path in sorted(FOLDER.glob("*.toml")) for case in cases_of(path.stem)]


def _tables(shared: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, list[dict[str, str]]]:
    tables: dict[str, list[dict[str, str]]] = {}
    for table, key in KEYS.items():
        merged: dict[str, dict[str, str]] = {}
        for row in (*shared.get(table, ()), *own.get(table, ())):
            merged.setdefault(row[key], {}).update({name: _text(value) for name, value in row.items()})
        tables[table] = list(merged.values())
    for table in LISTS:
        rows = [*shared.get(table, ()), *own.get(table, ())]
        if rows:
            tables[table] = [{name: _text(value) for name, value in row.items()} for row in rows]
    return tables


def _text(value: object) -> str:
    return ("có" if value else "không") if isinstance(value, bool) else str(value)


def _entry(book: Policy, rule: str, settings: Mapping[str, Any]) -> Entry:
    own = {key: _tupled(value) for key, value in settings.items()}
    fields = {key: own.pop(key) for key in ("level", "tier", "weight") if key in own}
    return replace(book.entry(rule), numbers=own, **fields)


def _tupled(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_tupled, value))
    return {k: _tupled(v) for k, v in value.items()} if isinstance(value, dict) else value
