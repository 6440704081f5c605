"""Who comes back from a rotation, and to which unit: told cadre by cadre, in plain Python.

The present posting is the latest row of the working record, by its date, that names the unit where the cadre is
now or covers the start; a later row elsewhere ends it. If it is a luân chuyển, the units of the rows of the day
next before it are those he came from. Just those units count, not others of one place with them (our choice). A
date known in part is taken at its first day for the order, at its last for the months served.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from luanchuyen.models.calendar import months_between

if TYPE_CHECKING:
    from luanchuyen.models.cadre import Stint
    from luanchuyen.optimizer.situation import Situation


class Homecoming(NamedTuple):
    """The units a cadre on rotation came from, and the whole months of the rotation at the start."""

    units: frozenset[str]
    months: int


def homecomings(situation: Situation) -> dict[str, Homecoming]:
    """Everybody whose present posting is a rotation with a row before it in a unit of the sheet."""
    found = {}
    for cadre_id, cadre in situation.instance.cadres.items():
        if not any(stint.form == "rotation" for stint in cadre.career):
            continue
        rotation = _rotation(cadre.career, situation.unit_of[cadre_id], situation)
        earlier = [s for s in cadre.career if rotation and s.since.first < rotation.since.first]
        if rotation is None or not earlier:
            continue
        day = max(stint.since.first for stint in earlier)
        units = frozenset(s.unit_id for s in earlier if s.since.first == day and s.unit_id is not None)
        found[cadre_id] = Homecoming(units, months_between(rotation.since.last, situation.start))
    return found


def _rotation(career: tuple[Stint, ...], present: str, situation: Situation) -> Stint | None:
    """The row of the present posting, if it is a rotation; of several of one day the first that is."""
    start = situation.start
    here = [
        stint
        for stint in career
        if stint.unit_id == present or (stint.since.first <= start and (stint.to is None or stint.to.last >= start))
    ]
    day = max((stint.since.first for stint in here), default=None)
    if day is None or any(stint.since.first > day for stint in career):
        return None
    return next((s for s in here if s.since.first == day and s.form == "rotation"), None)
