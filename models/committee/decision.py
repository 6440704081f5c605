"""What a committee has decided for the plan to come: it binds whatever the rule book says of locks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from luanchuyen.models.waiver import Waiver

DecisionKind = Literal["fix", "forbid", "stay", "at_most"]
ANYBODY = "*"
"""Who is meant where a decision is about everybody."""


@dataclass(frozen=True, order=True)
class Decision:
    """One decision, by codes.

    ``fix``: ``cadre`` is in ``post`` after the plan. ``forbid``: ``cadre``, or ANYBODY, does not enter ``post``; its
    holder may stay. ``stay``: ``cadre`` gets no new post (``post`` ""): who must leave, leaves and waits. ``at_most``:
    at most ``most`` persons enter ``post``. ``cells``: where it was written, such as ``Phương án 1!K12``.
    """

    kind: DecisionKind
    cadre: str
    post: str = ""
    most: int = 0
    cells: tuple[str, ...] = field(default=(), compare=False)

    def told(self) -> list[str | None]:
        """As ``record.options.locks`` of plans.json tells it: [cadre or "*", post or None, what]."""
        what = f"{self.kind} {self.most}" if self.kind == "at_most" else self.kind
        return [self.cadre, self.post or None, what]

    @classmethod
    def from_told(cls, row: Sequence[object]) -> Decision:
        """The decision that ``told`` told. Raises ValueError on another form."""
        cadre, post, what = row
        kind, _, most = str(what).partition(" ")
        whole = not most or (most.isdecimal() and most.isascii())
        if not isinstance(cadre, str) or not isinstance(post, str | None) or not whole:
            raise ValueError("decision")
        made = {
            "fix": lambda: cls("fix", cadre, post or ""),
            "forbid": lambda: cls("forbid", cadre, post or ""),
            "stay": lambda: cls("stay", cadre),
            "at_most": lambda: cls("at_most", ANYBODY, post or "", int(most or 0)),
        }.get(kind)
        decision = made() if made else None
        if decision is None or decision.told() != list(row):
            raise ValueError("decision")
        return decision


@dataclass(frozen=True)
class Decided:
    """All that was decided in one workbook of plans, ``sha256``: decisions, and waivers besides the instance's."""

    decisions: tuple[Decision, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    sha256: str | None = None

    def __post_init__(self) -> None:
        """Each decision once, in order."""
        object.__setattr__(self, "decisions", tuple(sorted(set(self.decisions))))


NOTHING_DECIDED = Decided()
