"""Time served by all cadres at once: the solver's telling of experience."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from luanchuyen.optimizer.columns.pairs import Columns
from luanchuyen.optimizer.integer.arrays import IntArray


@dataclass(frozen=True)
class StintTable:
    """Stints of every cadre in units of the sheet: ``owner`` is the cadre's index, ``units`` are codes."""

    owner: IntArray
    units: list[str]
    months: IntArray
    spans: list[tuple[dt.date, dt.date]]


def stint_table(columns: Columns) -> StintTable:
    """The table, made once: rows of the working record with a unit, and the present stint of each."""
    return columns.once("stints", lambda: _table(columns))


def _table(columns: Columns) -> StintTable:
    situation = columns.situation
    known = situation.instance.units.keys()
    owner, units, spans = [], [], []
    for index, (cadre_id, cadre) in enumerate(situation.instance.cadres.items()):
        rows = [(stint.unit_id, stint.since, stint.to) for stint in cadre.career]
        rows.append((situation.unit_of[cadre_id], cadre.in_post_since, None))
        for unit_id, since, to in rows:
            gone = to is not None and to.first < situation.start
            ends = to.first + dt.timedelta(days=1) if to is not None and gone else situation.start
            if unit_id in known and since.last <= ends:
                owner.append(index)
                units.append(str(unit_id))
                spans.append((since.last, ends))
    return StintTable(np.array(owner, np.int64), units, _months(spans), spans)


def _months(spans: list[tuple[dt.date, dt.date]]) -> IntArray:
    """Whole months of every span: months apart, less one where the day is not reached."""
    rows = [(a.year, a.month, a.day, b.year, b.month, b.day) for a, b in spans]
    days = np.array(rows, np.int64).reshape(-1, 6).T
    year, month, day, last_year, last_month, last_day = days
    after = np.array([(b + dt.timedelta(days=1)).day for _, b in spans], np.int64)
    reached = (last_day >= day) | (after == 1)
    apart: IntArray = (last_year - year) * 12 + last_month - month - ~reached
    return apart
