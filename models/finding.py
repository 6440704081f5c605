"""A finding: what a rule says of a plan, as data; the sentence is made at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar, get_args

from luanchuyen.models.waiver import Waiver

FindingLevel = Literal["hard", "soft", "standing"]
FINDING_LEVELS: tuple[FindingLevel, ...] = get_args(FindingLevel)
Subject = Mapping[str, object]
Word = TypeVar("Word", bound=str)


@dataclass(frozen=True)
class Finding:
    """``amount`` is the shortfall, ``cost`` what it adds to ``tier`` (0 for hard, standing and waived ones).

    ``level``: hard | soft | standing. ``reason``: "" or "missing" (a fact is blank).
    """

    rule: str
    level: FindingLevel
    tier: int
    amount: int
    cost: int
    subject: Subject
    waiver: Waiver | None = None
    reason: str = ""
    cells: tuple[str, ...] = field(default=(), compare=False)

    def to_dict(self) -> dict[str, object]:
        """As plans.json tells it: without the cells, which are the workbook's."""
        return {
            "rule": self.rule,
            "level": self.level,
            "tier": self.tier,
            "amount": self.amount,
            "cost": self.cost,
            "subject": dict(self.subject),
            "reason": self.reason,
            "waiver": None if self.waiver is None else self.waiver.to_dict(),
        }

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Finding:
        """The finding that ``to_dict`` told. Raises KeyError, TypeError or ValueError on another form."""
        return cls(
            rule=told["rule"],
            level=known(told["level"], FINDING_LEVELS),
            tier=int(told["tier"]),
            amount=int(told["amount"]),
            cost=int(told["cost"]),
            subject=dict(told["subject"]),
            waiver=None if told["waiver"] is None else Waiver.from_dict(told["waiver"]),
            reason=told["reason"],
        )


def known(told: object, words: tuple[Word, ...]) -> Word:
    """One of some words. Raises ValueError for another."""
    found = next((word for word in words if word == told), None)
    if found is None:
        raise ValueError(f"none of {words}")
    return found
