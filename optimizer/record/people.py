"""The people of moves, each counted once: all, women, the young, ethnic minorities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from luanchuyen.models.people import counts_as
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.situation.situation import Situation


class People(NamedTuple):
    """Numbers of persons."""

    persons: int
    women: int
    under_40: int
    ethnic: int


def people_of(situation: Situation, aged: Iterable[tuple[str, dt.date]]) -> People:
    """Counts (cadre, the day on which their age counts); who moved more than once is young if they once were."""
    moved = [(situation.cadre(cadre_id), day) for cadre_id, day in aged]
    among = ({c.cadre_id for c, day in moved if counts_as(part, c, day)} for part in People._fields[1:])
    return People(len({cadre.cadre_id for cadre, _ in moved}), *map(len, among))


def days_of_ages(situation: Situation, plan: Plan) -> dict[str, dt.date]:
    """The day on which the age of everybody moved counts: the rules' day for the lead of the posts taken."""
    return {
        cadre_id: situation.day_of_ages(situation.lead(assignment.post for assignment in taken))
        for cadre_id, taken in plan.by_cadre.items()
    }
