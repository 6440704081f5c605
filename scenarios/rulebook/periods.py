"""A plan whose start lies outside the period of its rule book: one warning, which never stops."""

from __future__ import annotations

import datetime as dt

from luanchuyen.models.errors import Problem
from luanchuyen.models.instance import Settings
from luanchuyen.models.policy import Period, Policy
from luanchuyen.scenarios.rulebook.dates import in_force
from luanchuyen.scenarios.rulebook.files import chain, shipped
from luanchuyen.scenarios.rulebook.objections import Objections


def periods() -> dict[str, Period]:
    """The shipped books of a regulation that was in force at some time, by name, the oldest first."""
    found = {name: in_force(chain(name), Objections()) for name in shipped()}
    return dict(sorted(((n, p) for n, p in found.items() if p.first), key=lambda pair: pair[1].first or dt.date.min))


def outside(policy: Policy, settings: Settings) -> tuple[Problem, ...]:
    """The warning, at the cell that names the rule book, with the shipped book whose period the start lies in."""
    period, start = policy.in_force, settings.start
    if start in period:
        return ()
    early = period.first is not None and start < period.first
    limit = period.first if early else period.last
    named = ", ".join(name for name, other in periods().items() if start in other) or "–"
    sheet, _, cell = settings.rules_cell.partition("!")
    values: dict[str, object] = {
        "start": f"{start:%d/%m/%Y}", "limit": f"{limit:%d/%m/%Y}", "book": policy.name, "named": named,
    }  # fmt: skip
    key = "readiness.before_period" if early else "readiness.after_period"
    return (Problem(key, sheet, (cell,) if cell else (), "warning", values),)
