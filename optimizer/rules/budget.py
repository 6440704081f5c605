"""The moves into a unit cost no more than it has.

What it asks: housing, travel and support for those who come stay within the unit's budget.
Why: the destination arranges housing and travel, QĐ 65-QĐ/TW Art 11 (read in a digest).
Numbers: none; the unit's column Kinh phí hỗ trợ and the cost of each pair in Điểm hội đồng.
Amount: per unit with a budget, max(0, sum of the costs of the (cadre, post) into its posts - budget).
Edges: no cost on file is 0; a bundle pays each row to that post's unit; its own unit only; a budget of 0 is a
limit, blank is none. Waived: the move's cost does not count.
Example: budget 10, costs 6 and 5: 1; the 5 waived: 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.optimizer.rules.unit_rule import UnitRule
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.excess import Excess
    from luanchuyen.optimizer.columns.moves import Moves


@dataclass(frozen=True)
class Budget(UnitRule):
    """Cost beyond the budget of the unit that receives."""

    name = "budget"
    rests_on = (("unit", "budget"),)

    def asked_for(self, situation: Situation) -> bool:
        """Some unit has a budget."""
        return bool(self._limits(situation))

    def brought(self, cadre_id: str, lineup: Lineup) -> Mapping[str, int]:
        """The costs that a move brings upon the units of its posts."""
        spent: Counter[str] = Counter()
        for post_id in lineup.taken(cadre_id, self.name):
            row = lineup.situation.instance.panel.get((cadre_id, post_id))
            spent[lineup.situation.post(post_id).unit_id] += (row.cost or 0) if row else 0
        return spent

    def limit(self, unit_id: str, situation: Situation) -> int | None:
        """The unit's budget."""
        return situation.instance.units[unit_id].budget

    def excess(self, moves: Moves) -> Excess:
        """w >= [cost into the unit] - budget, moves only."""
        import numpy as np

        from luanchuyen.optimizer.columns.excess import one_row_each

        columns, limits = moves.columns, self._limits(moves.situation)
        at = {unit_id: i for i, unit_id in enumerate(limits)}
        width = len(columns.post_ids)
        priced = sorted(
            (columns.cadre_index[c] * width + columns.post_index[p], row.cost)
            for (c, p), row in moves.situation.instance.panel.items()
            if row.cost
        )
        keys = np.array([key for key, _ in priced], np.int64)
        costs = np.array([cost for _, cost in priced], np.int64)
        enter = moves.unwaived(self.name, moves.enter)
        wanted = enter.cadre * width + enter.post
        place = np.minimum(np.searchsorted(keys, wanted), max(len(keys) - 1, 0))
        unit = columns.of_posts("budget_unit", lambda p: at.get(p.unit_id, -1))[enter.post]
        known = (keys[place] == wanted if len(keys) else np.zeros(len(wanted), bool)) & (unit >= 0)
        limit = -np.array(list(limits.values()), np.int64)
        entries = (unit[known], enter.owner[known], costs[place[known]])
        return one_row_each([{"unit": u} for u in limits], limit, *entries)

    def _limits(self, situation: Situation) -> dict[str, int]:
        units = situation.instance.units.values()
        return {u.unit_id: u.budget for u in units if u.budget is not None}
