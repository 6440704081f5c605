"""A finding: what a rule says of a plan, as data; the sentence is made at the edge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from luanchuyen.models.waiver import Waiver

FindingLevel = Literal["hard", "soft", "standing"]
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
