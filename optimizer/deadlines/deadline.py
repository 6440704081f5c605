"""A day on which something falls due."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal[
    "rotation_end", "two_terms", "retirement", "post_due", "waiver_end", "over_number_end", "remark_due"
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Deadline:
    """``cadre`` or ``post`` None: it is about none. ``unit``: the post's, else the cadre's; None of neither.

    ``successors``: how many others could take the post by the hard rules on that day; 0 where there is no post.
    """

    date: dt.date
    kind: Kind
    cadre: str | None
    post: str | None
    unit: str | None
    successors: int = 0

    @property
    def order(self) -> tuple[object, ...]:
        """By day, then in the order of kinds, posts and cadres."""
        return self.date, KINDS.index(self.kind), self.post or "", self.cadre or ""
