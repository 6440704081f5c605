"""No move while a deferral runs.

What it asks: who is deferred (illness, a small child, a course) is not moved before the deferral ends.
Why: protections of pregnancy, nursing and illness: general knowledge, unverified; the clerk gives date and
reason.
Numbers: none.
Amount: 1 if the start is on or before the last day of the deferral, or a reason stands without a date; else
0.
Edges: a month or a year alone runs to its last day; a reason whose date has passed no longer counts.
Example: start 01/07/2026: until 30/06/2026, 0; until 01/07/2026, 1; until "2026", 1; a reason and no date,
1.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.rule import Breach, Rule
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray

_NEVER, _ENDLESS = 0, dt.date.max.toordinal() + 1


@dataclass(frozen=True)
class Deferral(Rule):
    """A deferral that still runs at the start."""

    name = "deferral"

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """1 while it runs."""
        if cadre.deferred_until is not None:
            last, fields = cadre.deferred_until.last, (("cadres", "deferred_until"),)
            runs = situation.start <= last
            return Breach(1, "", fields, last.isoformat(), situation.start.isoformat()) if runs else None
        return Breach(1, "", (("cadres", "deferral"),), cadre.deferral) if cadre.deferral else None

    def amounts(self, pairs: Pairs) -> IntArray:
        """By the day on which each cadre's deferral ends, as a number."""
        import numpy as np

        def ends(cadre: Cadre) -> int:
            if cadre.deferred_until is None:
                return _ENDLESS if cadre.deferral else _NEVER
            return cadre.deferred_until.last.toordinal()

        end = pairs.columns.of_cadres("deferral ends", ends)
        return (end >= pairs.situation.start.toordinal()).astype(np.int64)[pairs.cadre]
