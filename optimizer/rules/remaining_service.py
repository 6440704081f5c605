"""Enough working time is left.

What it asks: from the start of the move until retirement there is the time that the move's purpose needs.
Why: ten years in general: QĐ 98-QĐ/TW Art 5(3), QĐ 65-QĐ/TW Art 5, NĐ 138/2020 Art 56, NĐ 170/2025 (read in
digests); one term for non-local and two-term moves: QĐ 98, NĐ 138/2020, NĐ 170/2025 (read). Retirement: NĐ
135/2020 (read).
Numbers: months needed by purpose: ``training`` (120), ``non_local`` (60), ``two_term`` (60), ``reinforce``
(0), ``return`` (0), ``other`` (0).
Amount: max(0, need of the purpose - months remaining).
Edges: the purpose typed on the post, or the rule by which it is due, comes first; else who comes home from a
rotation that still runs and has lasted its months (or that a waiver of stint_length ends early) moves for a
return; a typed return is one for who comes home, other for the rest; where the rule book names a day for the
post's mode and level, months count from that day; the last working day counts: 01/07/2026 to 30/06/2036 is
120 months; a birth year alone is 1 January; the sheet's own date of retirement overrides the table; who is
retired at the start breaches every purpose.
Example: a man born 06/1974, training, 0; born 31/05/1974, 1; a woman born 1976 (115 left), training, 5.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import PURPOSES, Post
from luanchuyen.models.retirement import remaining_months
from luanchuyen.optimizer.rules.number import MONTHS, number
from luanchuyen.optimizer.rules.rule import Breach, Met, Rule
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Columns, Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray

_LONGEST_LIFE = 130


@dataclass(frozen=True)
class RemainingService(Rule):
    """Months missing until retirement."""

    name = "remaining_service"
    training: int = number(120, looser="less", step=MONTHS)
    non_local: int = number(60, looser="less", step=MONTHS)
    two_term: int = number(60, looser="less", step=MONTHS)
    reinforce: int = number(0, looser="less", step=MONTHS)
    return_: int = number(0, looser="less", step=MONTHS)
    other: int = number(0, looser="less", step=MONTHS)

    def need(self, purpose: str) -> int:
        """The months that a purpose asks."""
        needs = {name: getattr(self, field) for name, field in self.number_names().items()}
        return int(needs[purpose])

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """The months they lack for the purpose of their move."""
        return self.judge_within(cadre, post, situation.group_of[post.post_id], situation)

    def judge_within(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Breach | None:
        """The same of a move that takes ``group``."""
        left, purpose = self._left(cadre, post, group, situation)
        missing = self.need(purpose) - left
        source = [("cadres", "retires")] if cadre.retires else [("cadres", "birth"), ("cadres", "sex")]
        fields = (*source, ("posts", "purpose"))
        return Breach(missing, "", fields, left, left + missing, number=purpose) if missing > 0 else None

    def met(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Sequence[Met]:
        """The months left, where the purpose asks some and they are enough."""
        left, purpose = self._left(cadre, post, group, situation)
        return (Met(left, self.need(purpose)),) if left >= self.need(purpose) > 0 else ()

    def _left(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> tuple[int, str]:
        """The months until retirement, and the purpose of the move."""
        table = situation.policy.vocabulary.retirement
        left = remaining_months(cadre, table, situation.day_of_ages(post.post_id))
        return left, situation.purpose_of(cadre.cadre_id, post.post_id, group)

    def amounts(self, pairs: Pairs) -> IntArray:
        """The need of every post less the months of every cadre."""
        import numpy as np

        from luanchuyen.optimizer.columns.pairs import Standing, on_their_days
        from luanchuyen.optimizer.columns.returning import returns

        situation = pairs.situation
        asked = np.array([self.need(purpose) for purpose in PURPOSES], np.int64)
        purpose = pairs.of_post(Standing("purpose"), lambda post: PURPOSES.index(situation.purpose(post.post_id)))
        purpose[returns(pairs)] = PURPOSES.index("return")
        left = on_their_days(pairs, lambda day: months_left(pairs.columns, day))
        missing: IntArray = np.maximum(0, asked[purpose] - left)
        return missing


def months_left(columns: Columns, day: dt.date) -> IntArray:
    """Each cadre's whole months from a day until retirement, shape (cadres,)."""
    import numpy as np

    situation = columns.situation
    typed = columns.months_until("after retires", lambda c: _next_day(c.retires.last) if c.retires else None, day)
    born = columns.of_cadres("birth month", lambda c: c.birth.year * 12 + max(c.birth.month, 1) - 1)
    woman = columns.of_cadres("woman", lambda c: c.sex != "male")
    tables = situation.policy.vocabulary.retirement
    month = np.where(woman, _last_months(born, tables["female"]), _last_months(born, tables["male"]))
    left = month + 1 - (day.year * 12 + day.month - 1) - (day.day > 1)
    return np.where(columns.of_cadres("retires", lambda c: c.retires is not None), typed, left)


def _last_months(born: IntArray, rows: tuple[tuple[int, int], ...]) -> IntArray:
    """The last month of service: in year Y retire those who reach A(Y) by its December and did not before."""
    import numpy as np

    if not len(born):
        return born
    years = np.arange(born.min() // 12, born.max() // 12 + _LONGEST_LIFE)
    since = np.array([year for year, _ in rows], np.int64)
    ages = np.array([months for _, months in rows], np.int64)
    age = ages[np.maximum(0, np.searchsorted(since, years, side="right") - 1)]
    latest_birth = np.maximum.accumulate(years * 12 + 11 - age)
    reached: IntArray = born + age[np.searchsorted(latest_birth, born)]
    return reached


def _next_day(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=1)
