"""A secondment is for no longer than the law allows.

What it asks: who is seconded (biệt phái) is sent for at most ``max_months``.
Why: NĐ 170/2025 Art 26: a secondment lasts at most three years, unless a law of the sector says otherwise
(read in a digest). That one which already runs counts to its typed end, by months begun, is our choice.
Numbers: ``max_months`` (36).
Amount: into a post whose form of moving is biệt phái, max(0, months of the term in Tham số - max_months); else 0.
Standing: who stays on a secondment that runs and is longer, by the months begun beyond: to the last day typed in
the working record, else to the start.
Edges: a blank form is a rotation; of a bundle the lead post's form counts; what runs is the latest row of the working
record (bổ nhiệm lại aside) in the unit where they are; a waiver for them or for the post takes what stands too.
Example: a term of 48 months, biệt phái, 12; of 36 months, 0; điều động, 0.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.calendar import add_months, day_after, months_between
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.number import MONTHS, number
from luanchuyen.optimizer.rules.rule import Breach, PlanBreach, Rule
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.returning import running
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray


@dataclass(frozen=True)
class SecondmentLength(Rule):
    """Months of a secondment beyond ``max_months``."""

    name = "secondment_length"
    max_months: int = number(36, looser="more", step=MONTHS)

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """The months of the term that are too many."""
        term = situation.instance.settings.term_months
        if post.form != "secondment" or term <= self.max_months:
            return None
        return Breach(term - self.max_months, "", (("posts", "form"),), term, self.max_months)

    def amounts(self, pairs: Pairs) -> IntArray:
        """The same months at every post of that form."""
        seconded = pairs.of_post("seconded", lambda post: post.form == "secondment")
        return seconded * max(0, pairs.situation.instance.settings.term_months - self.max_months)

    def standing(self, lineup: Lineup) -> Sequence[PlanBreach]:
        """Who stays on a secondment that is longer."""
        situation = lineup.situation
        longer = situation.once(f"secondments beyond {self.max_months}", lambda: tuple(self._longer(situation)))
        return [PlanBreach(months, {"cadre": c}, standing=True) for c, months in longer if c not in lineup.moves]

    def _longer(self, situation: Situation) -> Iterator[tuple[str, int]]:
        """Whose secondment is longer, if they stay, and by how many months."""
        for cadre_id in situation.instance.cadres:
            if cadre_id in situation.leaves or situation.waived(self.name, cadre_id, situation.held[cadre_id]):
                continue
            for stint in running(situation, cadre_id, ("secondment",))[:1]:
                end = day_after(stint.to.last) if stint.to else situation.start
                beyond = _months_begun(self.last_day(stint.since.last), end)
                if beyond > 0:
                    yield cadre_id, beyond

    def last_day(self, since: dt.date) -> dt.date:
        """The day on which a secondment from ``since`` has lasted its months."""
        return add_months(since, self.max_months)


def _months_begun(first: dt.date, end: dt.date) -> int:
    """The months from a day to another one, the last of them as a whole; 0 if it is not later."""
    return months_between(first, end - dt.timedelta(days=1)) + 1 if end > first else 0
