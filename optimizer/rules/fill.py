"""Seats are not left empty by the plan.

What it asks: posts free at the start, ending, due, or emptied by the plan itself get somebody.
Why: a move frees the mover's post; a seat left empty for years after a rotation is the opposite failure
(Đô Lương, press). Weights are our choice, unverified.
Numbers: ``key_weight`` (3) a key post's seat counts; ``horizon_months`` (12) a post whose date of falling vacant
is that near counts as ending.
Amount: per post not frozen, k x max(0, seats - seats held outside the sheet - occupants after the plan who are
not due by a rule or have moved), k = key_weight for a key post, else 1.
Edges: the seat of a due holder who stays counts as empty; over its number a post counts 0 until under it; each
post of an empty bundle counts; có người with no holder in the sheet counts 0.
Example: key post free, nobody fits, 3; A and B swap, 0; A goes to a free post and nobody comes, 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.optimizer.rules.number import number
from luanchuyen.optimizer.rules.rule import PlanBreach, Rule
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.excess import Excess
    from luanchuyen.optimizer.columns.moves import Moves


@dataclass(frozen=True)
class Fill(Rule):
    """Empty seats, a key post's seat ``key_weight`` times."""

    name = "fill"
    waivable = False
    told = "elsewhere"
    claims = True
    says_who_leaves = True
    key_weight: int = 3
    horizon_months: int = number(12, defines="horizon_months")

    def breaches(self, lineup: Lineup, situation: Situation) -> Sequence[PlanBreach]:
        """The empty seats of every post that is not frozen."""
        found, moves, due, occupants = [], lineup.moves, situation.due, lineup.occupants
        for post_id, seats in situation.seats_in_sheet.items():
            counted = [c for c in occupants[post_id] if c in moves or c not in due]
            empty = seats - len(counted)
            if empty > 0 and not situation.group_of[post_id].frozen:
                found.append(PlanBreach(self._weight(situation, post_id) * empty, {"post": post_id}))
        return found

    def excess(self, moves: Moves) -> Excess:
        """w >= k x (seats - outside - in - stayers not due by rule)."""
        import numpy as np

        from luanchuyen.optimizer.columns.excess import Excess
        from luanchuyen.optimizer.columns.moves import everybody, tally
        from luanchuyen.optimizer.columns.pairs import Standing

        situation, columns = moves.situation, moves.columns
        due = columns.of_cadres(Standing("due_by_rule"), lambda c: c.cadre_id in situation.due)
        weight = columns.of_posts(("fill", self.key_weight), lambda p: self._weight(situation, p.post_id))
        seats = columns.of_posts(Standing("room_in_sheet"), lambda p: p.seats - situation.outside[p.post_id])
        open_post = columns.of_posts(Standing("not_frozen"), lambda p: not situation.group_of[p.post_id].frozen) == 1
        posts = np.flatnonzero(open_post)
        row_of = np.full(len(columns.post_ids), -1, np.int64)
        row_of[posts] = np.arange(len(posts))
        count = tally(moves, len(posts), lambda p: row_of[p], everybody, settled=due == 0)
        constant, row, move, coefficient = count.below(seats[posts])
        k = weight[posts]
        subjects = [{"post": columns.post_ids[p]} for p in posts]
        return Excess(subjects, np.arange(len(posts)), k * constant, row, move, k[row] * coefficient)

    def _weight(self, situation: Situation, post_id: str) -> int:
        return self.key_weight if situation.is_key(post_id) else 1
