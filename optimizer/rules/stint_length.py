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

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.calendar import months_between
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.number import MONTHS, number
from luanchuyen.optimizer.rules.rule import Breach, Met, Rule
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

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
        served = self._served(cadre, situation)
        if served is None or served >= self.min_months:
            return None
        return Breach(self.min_months - served, "", (("cadres", "in_post_since"),), served, self.min_months)

    def met(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Sequence[Met]:
        """The months served, where they are enough."""
        served = self._served(cadre, situation)
        return (Met(served, self.min_months),) if served is not None and served >= self.min_months > 0 else ()

    def _served(self, cadre: Cadre, situation: Situation) -> int | None:
        """Whole months in the present post; None of whom the rule asks nothing."""
        if self.applies_to == "rotating" and cadre.career:
            latest = max(stint.since.first for stint in cadre.career)
            if not any(stint.since.first == latest and stint.form == "rotation" for stint in cadre.career):
                return None
        return max(0, months_between(cadre.in_post_since.last, situation.start))

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
