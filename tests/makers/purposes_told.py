"""The purpose of a move and the rank a homecoming is counted from, told a third time: from the page of the rules.

Months are counted by stepping through the calendar. Nothing of optimizer/returning is asked.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass

from luanchuyen.models.cadre import Stint
from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.places.tables import Place
from luanchuyen.models.unit import Unit
from luanchuyen.optimizer.rules.in_force import rules_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group


@dataclass(frozen=True)
class Move:
    """A cadre into the lead post of a group."""

    situation: Situation
    cadre_id: str
    group: Group

    @property
    def purpose(self) -> str:
        """Typed; two_term; non_local; return; training or other."""
        post = self.situation.post(self.group.lead)
        if post.purpose is not None and post.purpose != "return":
            return post.purpose
        if self.comes_home and (post.purpose == "return" or not self.due_by & {"consecutive_terms", "non_local"}):
            return "return"
        if post.purpose == "return":
            return "other"
        if "consecutive_terms" in self.due_by:
            return "two_term"
        if "non_local" in self.due_by:
            return "non_local"
        return {"rotation": "training"}.get(post.form, "other")

    @property
    def due_by(self) -> set[str]:
        """The rules by which holders of the post are due."""
        due = self.situation.due_holdings
        return {rule for (_, post_id), rules in due.items() for rule in rules if post_id == self.group.lead}

    @property
    def comes_home(self) -> bool:
        """On a rotation here that still runs, for long enough or by a waiver, from the post's unit."""
        if not self.rows_at_home:
            return False
        least = rules_of(self.situation)["stint_length"].min_months  # type: ignore[attr-defined]
        return any(self.months(row) >= least for row in self.rotation) or self.waived

    @property
    def record(self) -> list[tuple[dt.date, list[Stint]]]:
        """The rows that are no reappointment by their first day, the latest day first."""
        rows = [row for row in self.situation.cadre(self.cadre_id).career if row.form != "reappointment"]
        days = sorted({earliest(row.since) for row in rows})
        return [(day, [row for row in rows if earliest(row.since) == day]) for day in reversed(days)]

    @property
    def rotation(self) -> list[Stint]:
        """The rows of the latest day that are a rotation to the present unit and still run."""
        here = self.situation.unit_of[self.cadre_id]
        rows = self.record[0][1] if self.record else []
        return [row for row in rows if row.form == "rotation" and row.unit_id == here and self.still_runs(row)]

    def still_runs(self, row: Stint) -> bool:
        """No end; an end on the eve of the start or later; an end after the facts were taken."""
        if row.to is None:
            return True
        end, eve = earliest(row.to), self.situation.start - dt.timedelta(days=1)
        return end >= eve or end > self.situation.instance.settings.as_of

    def months(self, row: Stint) -> int:
        """Whole months from its first day, read as late as may be, to the start or the day after its end."""
        ends = [self.situation.start]
        if row.to is not None:
            ends.append(earliest(row.to) + dt.timedelta(days=1))
        return whole_months(latest(row.since), min(ends))

    @property
    def rows_at_home(self) -> list[Stint]:
        """Of the rows next before the rotation those served in the post's unit, or in one of its place unlisted."""
        if not self.rotation or len(self.record) < 2:
            return []
        return [row for row in self.record[1][1] if self.is_of(row, self.unit)]

    def is_of(self, row: Stint, unit: Unit) -> bool:
        """Whether a row was served in the unit."""
        if row.unit_id is not None and row.unit_id in self.situation.instance.units:
            return row.unit_id == unit.unit_id
        return isinstance(row.place, Place) and isinstance(unit.place, Place) and row.place == unit.place

    @property
    def unit(self) -> Unit:
        """The post's unit."""
        return self.situation.instance.units[self.situation.post(self.group.lead).unit_id]

    @property
    def waived(self) -> bool:
        """A waiver of stint_length names the cadre, a post of the group, or both."""
        for waiver in self.situation.instance.waivers:
            whose = waiver.cadre_id is None or waiver.cadre_id == self.cadre_id
            its = waiver.post_id is None or waiver.post_id in self.group.posts
            if waiver.rule == "stint_length" and whose and its:
                return True
        return False

    @property
    def rank_before(self) -> int | None:
        """The rank that the step is counted from."""
        own = self.situation.rank_of_cadre(self.cadre_id)
        if self.purpose != "return":
            return own
        ranks = []
        for row in self.rows_at_home:
            alike = [
                p
                for p in self.situation.instance.posts.values()
                if (p.unit_id, p.kind) == (self.unit.unit_id, row.kind)
            ]
            by_posts = [self.situation.rank_of_post(p.post_id) for p in alike]
            by_table = [self.situation.policy.vocabulary.ranks.get((row.kind or "", self.unit.level))]
            known = [r for r in by_posts if r is not None] or [r for r in by_table if r is not None]
            ranks.append(min(known) if known else own)
        return min((r for r in ranks if r is not None), default=None)

    @property
    def rank_step(self) -> int:
        """The amount of the rule rank_step."""
        rule, before, after = (
            rules_of(self.situation)["rank_step"],
            self.rank_before,
            self.situation.rank_of_post(self.group.lead),
        )
        if before is None or after is None:
            return 1
        steps_up, steps_down = max(0, before - after), max(0, after - before)
        up = 0 if self.purpose == "return" else rule.up  # type: ignore[attr-defined]
        return max(0, steps_up - up) + max(0, steps_down - rule.down)  # type: ignore[attr-defined]


def earliest(date: PartialDate) -> dt.date:
    """The first day that a date may mean."""
    return dt.date(date.year, max(date.month, 1), max(date.day, 1))


def latest(date: PartialDate) -> dt.date:
    """The last day that a date may mean."""
    month = date.month or 12
    return dt.date(date.year, month, date.day or monthrange(date.year, month)[1])


def whole_months(first: dt.date, until: dt.date) -> int:
    """How often a month can be stepped on from the first day without passing ``until``; -1 where it lies before."""
    if until < first:
        return -1
    months, year, month = 0, first.year, first.month
    while True:
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        if dt.date(year, month, min(first.day, monthrange(year, month)[1])) > until:
            return months
        months += 1
