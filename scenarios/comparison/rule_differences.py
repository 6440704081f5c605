"""How the rule books of two runs differ: their levels, tiers, weights and numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from luanchuyen.models.policy import Policy
from luanchuyen.models.text.bounded import toml_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.rulebook.text import effective_toml
from luanchuyen.scenarios.scenario import Change

NO_NUMBERS = frozenset({"basis", "verified", "sources", "title", "name", "extends"})
"""What a book says about itself; no plan is judged by it."""

BUDGET = "units.{0}.budget"
"""What a unit's budget is named among the numbers of a rule book, which has no table of units."""

NONE = "–"
"""Stands for a number that a book does not have."""


def rule_changes(base: Mapping[str, object], here: Mapping[str, object]) -> tuple[Change, ...]:
    """What is set otherwise ``here`` than in the ``base``, both rule books as tables, in the order of the keys."""
    before, after = flat(base), flat(here)
    keys = sorted(before.keys() | after.keys())
    return tuple(Change("set", (k,), after.get(k, NONE)) for k in keys if before.get(k) != after.get(k))


def numbers_of(policy: Policy) -> dict[str, str]:
    """Every number of a rule book in force as text, by its rule.key."""
    return flat(toml_of(effective_toml(policy)))


def numbers_at(situation: Situation) -> dict[str, str]:
    """The same with the budgets of units."""
    units = situation.instance.units.values()
    budgets = {BUDGET.format(u.unit_id): str(u.budget) for u in units if u.budget is not None}
    return {**numbers_of(situation.policy), **budgets}


def flat(table: Mapping[str, object]) -> dict[str, str]:
    """Every number of a book as text, by its dotted key."""
    return dict(_flat(table, ""))


def _flat(table: Mapping[str, object], above: str) -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if key in NO_NUMBERS:
            continue
        if isinstance(value, Mapping):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", _text(value)


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {_text(item)}" for key, item in value.items())
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.strftime("%d/%m/%Y") if isinstance(value, dt.date) else str(value)
