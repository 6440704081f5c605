"""A unit does not lose too many people at once.

What it asks: of the cadres listed in a unit only so many go elsewhere in one plan.
Why: the sending unit's work must go on (account 001 staffs the sending unit); the figures are our choice, unverified.
Numbers: ``max_leave`` (2) persons, ``max_leave_share`` (20) percent of the cadres listed; the larger holds.
Amount: per unit, max(0, n - cap): n its cadres moved to posts none of which is in it, who neither must leave
nor are due by a rule; cap = max(max_leave, listed x max_leave_share div 100).
Edges: moves within do not count. Waived: the cadre named, or a holder of the post named, is no leaver.
Example: 5 listed, 3 go: 1; one of them due: 0; 20 listed (cap 4), 4 go: 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.optimizer.rules.number import SHARE, number
from luanchuyen.optimizer.rules.unit_rule import UnitRule
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.excess import Excess
    from luanchuyen.optimizer.columns.moves import Moves
    from luanchuyen.optimizer.integer.arrays import BoolArray


@dataclass(frozen=True)
class Release(UnitRule):
    """Leavers of a unit beyond what it can spare."""

    name = "release"
    max_leave: int = number(2, looser="more")
    max_leave_share: int = number(20, looser="more", step=SHARE)

    def brought(self, cadre_id: str, lineup: Lineup) -> Mapping[str, int]:
        """One leaver of the unit, where a move leaves it and counts."""
        situation = lineup.situation
        home = situation.unit_of[cadre_id]
        away = all(situation.post(p).unit_id != home for p in lineup.taken(cadre_id))
        return {home: 1} if away and self._counts(situation, cadre_id) else {}

    def limit(self, unit_id: str, situation: Situation) -> int | None:
        """The cap of a unit."""
        listed = situation.once("listed by unit", lambda: Counter(situation.unit_of.values()))
        return max(self.max_leave, listed[unit_id] * self.max_leave_share // 100)

    def _counts(self, situation: Situation, cadre_id: str) -> bool:
        if cadre_id in situation.leaves or cadre_id in situation.due:
            return False
        return not situation.waivers.of_leaver(self.name, cadre_id, situation.held[cadre_id])

    def excess(self, moves: Moves) -> Excess:
        """w >= [leavers] - cap."""
        import numpy as np

        from luanchuyen.optimizer.columns.excess import one_row_each
        from luanchuyen.optimizer.columns.moves import count_once

        situation, columns = moves.situation, moves.columns
        units = sorted(set(situation.unit_of.values()))
        at = {unit_id: i for i, unit_id in enumerate(units)}
        home = columns.of_cadres("release_home", lambda c: at[situation.unit_of[c.cadre_id]])
        unit_of_post = columns.of_posts("release_unit", lambda p: at.get(p.unit_id, -1))
        stays = np.zeros(len(moves), bool)
        stays[moves.enter.owner[unit_of_post[moves.enter.post] == home[moves.enter.cadre]]] = True
        going = np.flatnonzero(~self._excused(moves)[moves.cadre] & ~stays)
        count = count_once(len(units), home[moves.cadre[going]], going, len(moves))
        listed = np.bincount(home, minlength=len(units))
        limit = np.maximum(self.max_leave, listed * self.max_leave_share // 100)
        return one_row_each([{"unit": u} for u in units], *count.above(limit))

    def _excused(self, moves: Moves) -> BoolArray:
        """The cadres who are no leavers: who must leave, are due, or whom a waiver names, shape (cadres,)."""
        import numpy as np

        situation, columns, stay = moves.situation, moves.columns, moves.stay
        excused = np.zeros(len(columns.cadre_ids), bool)
        excused[[columns.cadre_index[c] for c in (*situation.leaves, *situation.due)]] = True
        for waiver in situation.waivers.of(self.name):
            if waiver.cadre_id is None:
                excused[stay.cadre[stay.post == columns.post_index.get(waiver.post_id or "", -1)]] = True
            elif waiver.cadre_id in columns.cadre_index:
                excused[columns.cadre_index[waiver.cadre_id]] = True
        return excused
