"""The waiting time after a disciplinary measure is over.

What it asks: after khiển trách, cảnh cáo or cách chức nobody is moved up before the waiting time has
passed.
Why: 24, 36 and 60 months before a promotion: QĐ 377-QĐ/TW (read in digests). QĐ 98-QĐ/TW moved nobody under
discipline; QĐ 65 dropped that clause (read), hence ``applies_to``. That "under discipline" means within
these months is our choice, unverified.
Numbers: months to wait: ``reprimand`` (24), ``warning`` (36), ``removal`` (60); ``applies_to``: up
(default) or any.
Amount: if it applies, max(0, wait - whole months from the measure to the start).
Edges: up means a rank higher than the present one; a rank not known on either side counts as up (our
choice); a measure without a date is missing: the whole wait; a month or a year alone is taken at its last
day.
Example: start 01/07/2026: cảnh cáo of 15/08/2024, up, 14; to an equal post, 0; cách chức without a date,
up, 60.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.calendar import months_between
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.number import MONTHS, number
from luanchuyen.optimizer.rules.rank_step import ranks
from luanchuyen.optimizer.rules.rule import Breach, Rule
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray

_FIELDS = (("cadres", "discipline"), ("cadres", "discipline_date"))


@dataclass(frozen=True)
class Discipline(Rule):
    """Months missing to the waiting time after a measure."""

    name = "discipline"
    reprimand: int = number(24, looser="less", step=MONTHS)
    warning: int = number(36, looser="less", step=MONTHS)
    removal: int = number(60, looser="less", step=MONTHS)
    applies_to: str = number("up", words=("any", "up"), looser="more")

    @property
    def waits(self) -> dict[str | None, int]:
        """The months to wait after each measure; none after none."""
        return {None: 0, "reprimand": self.reprimand, "warning": self.warning, "removal": self.removal}

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """The months still to wait."""
        wait = self.waits[cadre.discipline]
        if wait == 0 or (self.applies_to == "up" and not _rises(cadre, post, situation)):
            return None
        if cadre.discipline_date is None:
            return Breach(wait, "missing", _FIELDS[1:], needed=wait)
        since = months_between(cadre.discipline_date.last, situation.start)
        return Breach(wait - since, "", _FIELDS, since, wait) if wait > since else None

    def amounts(self, pairs: Pairs) -> IntArray:
        """The months still to wait of every cadre, where the pair goes up."""
        import numpy as np

        from luanchuyen.optimizer.columns.pairs import UNKNOWN, latest_day

        columns = pairs.columns
        waits = self.waits
        wait = columns.of_cadres(("wait", *waits.values()), lambda cadre: waits[cadre.discipline])
        passed = columns.months_since("discipline_date", lambda c: latest_day(c.discipline_date))
        passed = np.where(columns.of_cadres("undated", lambda c: c.discipline_date is None), 0, passed)
        left = np.where(wait > 0, np.maximum(0, wait - passed), 0)[pairs.cadre]
        if self.applies_to == "up":
            before, after = ranks(pairs)
            left[(before != UNKNOWN) & (after != UNKNOWN) & (after >= before)] = 0
        return left


def _rises(cadre: Cadre, post: Post, situation: Situation) -> bool:
    before, after = situation.rank_of_cadre(cadre.cadre_id), situation.rank_of_post(post.post_id)
    return before is None or after is None or after < before
