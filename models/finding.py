"""A finding: what a rule says of a plan, as data; the sentence is made at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from luanchuyen.models.waiver import Waiver

FindingLevel = Literal["hard", "soft", "standing"]
FINDING_LEVELS: tuple[FindingLevel, ...] = get_args(FindingLevel)
Subject = Mapping[str, object]


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
        from luanchuyen.models.plan_values import finding_to_dict

        return finding_to_dict(self)

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Finding:
        """The finding that ``to_dict`` told. Raises KeyError, TypeError or ValueError on another form."""
        from luanchuyen.models.plan_values import finding_from_dict

        return finding_from_dict(told)
