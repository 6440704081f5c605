"""Who has done a turn in a hard area is not sent again.

What it asks: a cadre with ``months`` of service in hard areas does not go to another one.
Why: an equity credit, after the United States Foreign Service (read); officials are rotated to difficult
areas here too (Điện Biên 2017, press account). The figures and the weight are our choice, unverified.
Numbers: ``from`` (2): the level of Vùng khó khăn that counts as hard; ``months`` (24).
Amount: 1 if the post's unit is hard, is not their present one, and their stints in hard units cover ``months``;
else 0.
Edges: stints are rows of the working record with a unit's code, and the present one; months that overlap
count once; a past stint includes its last day; partial dates are taken at their shortest; a blank level is
0; of a bundle the lead post's unit counts.
Example: 24 months at level 2: to level 3, 1; to level 0, 0; 23 months, 0; within the same unit, 0.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.number import MONTHS, number
from luanchuyen.optimizer.rules.rule import Breach, Rule
from luanchuyen.optimizer.situation.experience import stints
from luanchuyen.optimizer.situation.locality import covered_months
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Columns, Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray


@dataclass(frozen=True)
class Hardship(Rule):
    """A second turn in a hard area."""

    name = "hardship"
    from_: int = number(2, looser="more")
    months: int = number(24, looser="less", step=MONTHS)

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """1 for a further turn."""
        units = situation.instance.units
        if units[post.unit_id].hardship < self.from_ or post.unit_id == situation.unit_of[cadre.cadre_id]:
            return None
        hard = [s for s in stints(cadre, situation) if units[s.unit_id].hardship >= self.from_]
        served = covered_months([(s.since, s.until) for s in hard])
        if served < self.months:
            return None
        fields = (("units", "hardship"), ("career", "unit_id"), ("cadres", "in_post_since"))
        return Breach(1, "", fields, served, self.months - 1)

    def amounts(self, pairs: Pairs) -> IntArray:
        """Cadres who have had their turn, in hard units other than theirs."""
        columns, situation = pairs.columns, pairs.situation
        units, home = situation.instance.units, situation.unit_of
        hard = pairs.of_post(("hard", self.from_), lambda post: units[post.unit_id].hardship >= self.from_)
        unit = columns.coded("posts", "unit", lambda post: post.unit_id)[pairs.post]
        present = columns.coded("cadres", "unit", lambda cadre: home[cadre.cadre_id])[pairs.cadre]
        turned = columns.once(("turned", self.from_, self.months), lambda: self._turned(columns))
        again: IntArray = hard * turned[pairs.cadre] * (unit != present)
        return again

    def _turned(self, columns: Columns) -> IntArray:
        """Whether each cadre has had their turn."""
        import numpy as np

        from luanchuyen.optimizer.columns.experience import stint_table
        from luanchuyen.optimizer.columns.locality import months_of_union

        units, table = columns.situation.instance.units, stint_table(columns)
        spans: dict[int, list[tuple[dt.date, dt.date]]] = defaultdict(list)
        for owner, unit_id, span in zip(table.owner.tolist(), table.units, table.spans, strict=True):
            if units[unit_id].hardship >= self.from_:
                spans[owner].append(span)
        turned = np.zeros(len(columns.cadre_ids), np.int64)
        if self.months <= 0:
            turned[:] = 1
        turned[[owner for owner, hard in spans.items() if months_of_union(hard) >= self.months]] = 1
        return turned
