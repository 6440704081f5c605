"""What the board has decided or recorded beside the facts: waivers, locks, relations, panel points."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.origin import NOWHERE, Origin

FIXED, FORBIDDEN = "fixed", "forbidden"
"""The words of a lock. The rule that keeps its rows bears its name: each is one thing in two places."""


@dataclass(frozen=True)
class Waiver:
    """An exception granted by the competent authority: the rule does not bind this cadre and/or post.

    ``until``: the last day on which it counts, None = without end. A date known in part ends it at its first day.
    """

    rule: str
    cadre_id: str | None
    post_id: str | None
    authority: str
    document: str
    date: PartialDate
    reason: str
    origin: Origin = field(default=NOWHERE, compare=False)
    until: PartialDate | None = field(default=None, compare=False)

    def counts_on(self, day: dt.date) -> bool:
        """Whether it still counts on a day."""
        return self.until is None or day <= self.until.first

    def to_dict(self) -> dict[str, object]:
        """As a run's record tells it."""
        return {
            "rule": self.rule,
            "cadre": self.cadre_id,
            "post": self.post_id,
            "authority": self.authority,
            "document": self.document,
            "date": str(self.date),
            "reason": self.reason,
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Waiver:
        """The waiver that ``to_dict`` told. Raises KeyError, TypeError or ValueError on another form."""
        parts = [int(part) for part in reversed(told["date"].split("/"))]
        named = {key: told[key] for key in ("rule", "authority", "document", "reason")}
        return cls(cadre_id=told["cadre"], post_id=told["post"], date=PartialDate(*parts), **named)


@dataclass(frozen=True)
class Lock:
    """A decision taken: ``fixed`` (cố định) or ``forbidden`` (cấm); cadre "*" of a forbidden row = nobody."""

    cadre_id: str
    post_id: str
    lock: str
    reason: str = ""
    origin: Origin = NOWHERE


@dataclass(frozen=True)
class Relation:
    """Two relatives."""

    cadre_id: str
    relative_id: str
    relation: str
    origin: Origin = NOWHERE


@dataclass(frozen=True)
class PanelRow:
    """The board's own points for a pair, and what the move costs; None = blank."""

    cadre_id: str
    post_id: str
    points: int | None = None
    cost: int | None = None
    origin: Origin = NOWHERE
