"""Whoever must leave their post is given another.

What it asks: a cadre whose post ends (typed sắp trống, or falling vacant within the horizon) is placed somewhere.
Why: the home unit owes a place after a posting, QĐ 65-QĐ/TW Arts 6 and 10 (read in digests).
Numbers: none; the horizon is that of ``fill``.
Amount: 1 for each cadre who leaves and is not moved, unless they retire within the horizon.
Edges: a holder due by a rule who stays is no leaver.
Example: sắp trống and placed, 0; not placed, 1; retires in three months, 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.calendar import add_months
from luanchuyen.models.retirement import retires_on
from luanchuyen.optimizer.rules.remaining_service import months_left
from luanchuyen.optimizer.rules.rule import PlanBreach, Rule
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.excess import Excess
    from luanchuyen.optimizer.columns.moves import Moves


@dataclass(frozen=True)
class Placement(Rule):
    """Cadres who must leave and are placed nowhere."""

    name = "placement"
    waivable = False
    told = "elsewhere"
    claims = True

    def breaches(self, lineup: Lineup, situation: Situation) -> Sequence[PlanBreach]:
        """One for every leaver to be placed who is not moved."""
        waiting = [c for c in self._to_place(situation) if c not in lineup.moves]
        return [PlanBreach(1, {"cadre": c}) for c in waiting]

    def excess(self, moves: Moves) -> Excess:
        """w >= 1 - sum of their moves."""
        import numpy as np

        from luanchuyen.optimizer.columns.excess import one_row_each
        from luanchuyen.optimizer.columns.pairs import Standing

        situation, columns = moves.situation, moves.columns
        # In service on the day after the horizon: a whole month or none is left from the day after that.
        late = add_months(situation.start, situation.horizon_months) + dt.timedelta(days=2)
        leaving = columns.of_cadres(Standing("leaves"), lambda c: c.cadre_id in situation.leaves) == 1
        owed = np.flatnonzero(leaving & (months_left(columns, late) >= 0))
        row_of = np.full(len(leaving), -1, np.int64)
        row_of[owed] = np.arange(len(owed))
        row = row_of[moves.cadre]
        move = np.flatnonzero(row >= 0)
        one = np.ones(len(owed), np.int64)
        return one_row_each(
            [{"cadre": columns.cadre_ids[c]} for c in owed], one, row[move], move, -np.ones(len(move), np.int64)
        )

    def _to_place(self, situation: Situation) -> list[str]:
        horizon = add_months(situation.start, situation.horizon_months)
        table = situation.policy.vocabulary.retirement
        return [c for c in sorted(situation.leaves) if retires_on(situation.cadre(c), table) > horizon]
