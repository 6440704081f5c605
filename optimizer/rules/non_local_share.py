"""A kind of post reaches its share of non-local holders.

What it asks: of the posts of a kind and level, at least ``percent`` % are held by people who are not local.
Why: targets such as "30 % bí thư đảng ủy cấp xã" (Hải Dương 2024, read in the press).
Numbers: ``shares``, a list of {kind, level, percent}; empty by default, our choice.
Amount: per entry, max(0, ceil(percent x N / 100) - h): N the seats of that kind and level, frozen ones too; h
those held after the plan by non-local people.
Edges: unknown homes and empty seats do not count in h.
Example: 10 posts, 30 %, 2 held: 1; 7 posts, 30 % (2.1, so 3), 3 held: 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.optimizer.rules.number import PERCENT, Part, number
from luanchuyen.optimizer.rules.rule import PlanBreach, Rule
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.excess import Excess
    from luanchuyen.optimizer.columns.moves import Moves
    from luanchuyen.optimizer.columns.pairs import Columns
    from luanchuyen.optimizer.integer.arrays import BoolArray

_SHARE = {"kind": Part(str, "kinds"), "level": Part(str, "levels"), "percent": Part(int, most=PERCENT)}


@dataclass(frozen=True)
class NonLocalShare(Rule):
    """Posts missing to each share."""

    name = "non_local_share"
    waivable = False
    shares: tuple[Mapping[str, object], ...] = number((), table=_SHARE)

    def breaches(self, lineup: Lineup, situation: Situation) -> Sequence[PlanBreach]:
        """One an entry whose share is not reached."""
        found = []
        for share in self.shares:
            posts = self._posts(share, situation)
            held = sum(situation.locality(c, p) == "non_local" for p in posts for c in lineup.occupants[p])
            missing = self._need(share, posts, situation) - held
            if missing > 0:
                found.append(PlanBreach(missing, self._subject(share)))
        return found

    def excess(self, moves: Moves) -> Excess:
        """w >= need - [non-local holdings], one row an entry."""
        import numpy as np

        from luanchuyen.optimizer.columns.excess import Excess
        from luanchuyen.optimizer.columns.locality import holds_as_non_local
        from luanchuyen.optimizer.columns.moves import tally

        columns = moves.columns
        seats = columns.of_posts("seats", lambda p: p.seats)
        away = holds_as_non_local(columns)
        parts = []
        for place, share in enumerate(self.shares):
            meant = self._meant(columns, share)
            row_of = np.where(meant, 0, -1)
            due = int(str(share["percent"])) * int(seats[meant].sum())
            counted = tally(moves, 1, lambda p, row_of=row_of: row_of[p], away)  # type: ignore[misc]
            constant, row, move, coefficient = counted.below((due + 99) // 100)
            parts.append((np.array([place]), constant, row + place, move, coefficient))
        empty = [np.zeros(0, np.int64)] * 5
        joined = [np.concatenate(column) for column in zip(*parts, strict=True)] if parts else empty
        return Excess([self._subject(share) for share in self.shares], *joined)

    def _posts(self, share: Mapping[str, object], situation: Situation) -> list[str]:
        posts, units = situation.instance.posts, situation.instance.units
        return [
            p.post_id for p in posts.values() if p.kind == share["kind"] and units[p.unit_id].level == share["level"]
        ]

    def _need(self, share: Mapping[str, object], posts: list[str], situation: Situation) -> int:
        seats = sum(situation.post(p).seats for p in posts)
        return -(-int(str(share["percent"])) * seats // 100)

    def _meant(self, columns: Columns, share: Mapping[str, object]) -> BoolArray:
        """The posts of the share's kind and level, shape (posts,)."""
        units = columns.situation.instance.units
        key = share["kind"], share["level"]
        found: BoolArray = columns.of_posts(("meant", *key), lambda p: (p.kind, units[p.unit_id].level) == key) == 1
        return found

    def _subject(self, share: Mapping[str, object]) -> dict[str, object]:
        return {"kind": share["kind"], "level": share["level"]}
