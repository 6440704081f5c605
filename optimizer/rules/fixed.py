"""Decisions already taken stand: who is fixed to a post is in it after the plan.

What it asks: each row cố định of the sheet Khóa holds.
Why: the committee decides; the plan follows.
Numbers: none.
Amount: per row (cadre, post), 1 if the post is not among those they hold after the plan.
Edges: their own post: they stay; a bundled post means the bundle; level soft prices the decision instead.
Example: fixed C1 to P1, in the plan, 0; not, 1; fixed to their own post and moved, 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.waiver import FIXED, Lock
from luanchuyen.optimizer.rules.rule import PlanBreach, Rule
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.excess import Excess
    from luanchuyen.optimizer.columns.moves import Moves


@dataclass(frozen=True)
class Fixed(Rule):
    """Fixed decisions that the plan does not keep."""

    name = FIXED
    waivable = False
    claims = True

    def asked_for(self, situation: Situation) -> bool:
        """Some row is cố định."""
        return bool(self._rows(situation))

    def breaches(self, lineup: Lineup, situation: Situation) -> Sequence[PlanBreach]:
        """One a row that is not kept."""
        rows = ((lock.cadre_id, lock.post_id) for lock in self._rows(situation))
        return [PlanBreach(1, {"cadre": c, "post": p}) for c, p in rows if p not in lineup.after(c)]

    def excess(self, moves: Moves) -> Excess:
        """w >= 1 - [post in after(cadre)]."""
        from dataclasses import replace

        from luanchuyen.models.committee.decision import Decision
        from luanchuyen.optimizer.columns.decided import decided

        rows = self._rows(moves.situation)
        excess = decided(moves, [Decision("fix", r.cadre_id, r.post_id) for r in rows])
        return replace(excess, subjects=[{"cadre": r.cadre_id, "post": r.post_id} for r in rows])

    def _rows(self, situation: Situation) -> list[Lock]:
        return [lock for lock in situation.instance.locks if lock.lock == FIXED]
