"""Whoever moves has served long enough in the present post.

What it asks: nobody is moved before ``min_months`` in the post they hold now.
Why: 36 months for each rotation: QĐ 65-QĐ/TW Art 8, NĐ 170/2025 Art 48 (read in digests). That it binds
those whose last move was no rotation as well is our choice, unverified.
Numbers: ``min_months`` (36); ``applies_to`` all (default) or rotating: only those whose last row of the
working record is luân chuyển, of rows of one day any; without any row they count as rotating (our choice).
Amount: max(0, min_months - max(0, whole months from in_post_since to the start)).
Edges: any move counts, within the unit too; so does a post that is not in the sheet; who must leave or
is due is judged the same; a month or a year alone is taken at its last day; earlier stints are facts, not
offences.
Example: start 01/07/2026: since 01/07/2023, 0; since 02/07/2023, 1; since "2023", 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.calendar import months_between
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.number import MONTHS, number
from luanchuyen.optimizer.rules.rule import Breach, Rule
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray


@dataclass(frozen=True)
class StintLength(Rule):
    """Months missing to ``min_months`` in the present post."""

    name = "stint_length"
    min_months: int = number(36, looser="less", step=MONTHS, defines="rotation_months")
    applies_to: str = number("all", words=("all", "rotating"), looser="more")

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """The months they lack."""
        if self.applies_to == "rotating" and cadre.career:
            latest = max(stint.since.first for stint in cadre.career)
            if not any(stint.since.first == latest and stint.form == "rotation" for stint in cadre.career):
                return None
        served = months_between(cadre.in_post_since.last, situation.start)
        missing = self.min_months - max(0, served)
        if missing <= 0:
            return None
        return Breach(missing, "", (("cadres", "in_post_since"),), max(0, served), self.min_months)

    def amounts(self, pairs: Pairs) -> IntArray:
        """By months since taking office; nought for those whose last row is no rotation."""
        import numpy as np

        from luanchuyen.optimizer.columns.pairs import latest_day

        columns = pairs.columns
        served = columns.months_since("in_post_since", lambda c: latest_day(c.in_post_since))
        missing: IntArray = np.maximum(0, self.min_months - np.maximum(0, served))
        if self.applies_to == "rotating":
            missing = np.where(columns.of_cadres("rotating", _rotating) == 1, missing, 0)
        return missing[pairs.cadre]


def _rotating(cadre: Cadre) -> bool:
    by_day = sorted((stint.since.first, stint.form == "rotation") for stint in cadre.career)
    return not by_day or by_day[-1][1]
