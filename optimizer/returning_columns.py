"""Who comes back from a rotation, for all pairs at once: the solver's telling.

The rows of the records of those who ever went on rotation are sorted by (cadre, day), the latest last.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

import numpy as np

from luanchuyen.models.cadre import Stint
from luanchuyen.optimizer.pairs import BoolArray, Columns, Pairs


def return_pairs(columns: Columns) -> Pairs:
    """Every (cadre, post) that brings a cadre back, in this order; made once."""
    return columns.once("returns", lambda: _pairs(columns))


def returns(pairs: Pairs) -> BoolArray:
    """Which pairs bring their cadre back."""
    back, width = return_pairs(pairs.columns), len(pairs.columns.post_ids)
    if not len(back):
        return np.zeros(len(pairs), bool)
    somewhere = np.zeros(len(pairs.columns.cadre_ids), bool)
    somewhere[back.cadre] = True
    found: BoolArray = somewhere[pairs.cadre]
    asked = np.flatnonzero(found)
    wanted = pairs.cadre[asked] * width + pairs.post[asked]
    found[asked] = np.isin(wanted, back.cadre * width + back.post)
    return found


def _pairs(columns: Columns) -> Pairs:
    situation = columns.situation
    posts: dict[str, list[int]] = defaultdict(list)
    for post in situation.instance.posts.values():
        posts[post.unit_id].append(columns.post_index[post.post_id])
    least = situation.definitions.rotation_months
    lasted: list[tuple[int, int]] = []
    short: list[tuple[int, int]] = []
    for cadre, units, since in _rotations(columns):
        kept = lasted if _months(since, situation.start) >= least else short
        kept += [(cadre, post) for unit in units for post in posts[unit]]
    rows = sorted(lasted + _waived(columns, short))
    table = np.array(rows, np.int64).reshape(-1, 2)
    return Pairs(columns, table[:, 0], table[:, 1])


def _rotations(columns: Columns) -> list[tuple[int, set[str], dt.date]]:
    """(cadre, the units he came from, since when at the latest) of every cadre whose present posting is a rotation."""
    situation, found = columns.situation, []
    records = [cadre.career for cadre in situation.instance.cadres.values()]
    rotated = {index for index, record in enumerate(records) for stint in record if stint.form == "rotation"}
    for index in sorted(rotated):
        cadre_id = columns.cadre_ids[index]
        days: dict[dt.date, list[Stint]] = {}
        for stint in records[index]:
            days.setdefault(stint.since.first, []).append(stint)
        latest, *before = sorted(days, reverse=True)
        current = [s for s in days[latest] if s.unit_id == situation.unit_of[cadre_id] or _covers(s, situation.start)]
        since = [stint.since.last for stint in current if stint.form == "rotation"]
        if since and before:
            units = {stint.unit_id for stint in days[before[0]] if stint.unit_id}
            found.append((index, units, since[0]))
    return found


def _covers(stint: Stint, day: dt.date) -> bool:
    return not (stint.since.first > day or (stint.to is not None and stint.to.last < day))


def _months(since: dt.date, start: dt.date) -> int:
    """Whole months served, by month numbers: one less where the day, clipped to the month's end, is not reached."""
    apart = (start.year - since.year) * 12 + start.month - since.month
    month_ends = (start + dt.timedelta(days=1)).day == 1
    return apart - int(start.day < since.day and not month_ends)


def _waived(columns: Columns, pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Of pairs too early to return those that a waiver of stint_length names, by the cadre or a post of the group."""
    situation = columns.situation
    waivers = situation.waivers.of("stint_length")
    named: set[tuple[str | None, str | None]] = {
        (waiver.cadre_id, mate)
        for waiver in waivers
        for mate in (situation.group_of[waiver.post_id].posts if waiver.post_id in situation.group_of else (None,))
        if waiver.post_id is None or mate is not None
    }
    kept = []
    for cadre, post in pairs:
        cadre_id, post_id = columns.cadre_ids[cadre], columns.post_ids[post]
        if not named.isdisjoint({(cadre_id, post_id), (cadre_id, None), (None, post_id)}):
            kept.append((cadre, post))
    return kept
