"""Time served, as experience: stints at their shortest, in plain Python."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.calendar import day_after, months_between

if TYPE_CHECKING:
    from luanchuyen.optimizer.situation.situation import Situation


class Served(NamedTuple):
    """A stint in a unit of the sheet, ``until`` the day after its last one."""

    unit_id: str
    since: dt.date
    until: dt.date

    @property
    def months(self) -> int:
        """Whole months served."""
        return months_between(self.since, self.until)


def stints(cadre: Cadre, situation: Situation) -> list[Served]:
    """The rows of the working record that name a unit of the sheet, and the present stint.

    Partial dates are taken at the end that makes the stint shorter; an open end is the start of the plan.
    """
    start, units = situation.start, situation.instance.units
    found = [
        Served(stint.unit_id, stint.since.last, min(day_after(stint.to.first), start) if stint.to else start)
        for stint in cadre.career
        if stint.unit_id is not None and stint.unit_id in units
    ]
    found.append(Served(situation.unit_of[cadre.cadre_id], cadre.in_post_since.last, start))
    return [served for served in found if served.since <= served.until]
