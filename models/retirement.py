"""When a cadre retires: by the sliding table of Decree 135/2020, or on the date the sheet gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import count
from typing import TypeAlias

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.calendar import PartialDate, last_day, months_between

RetirementTable: TypeAlias = Mapping[str, tuple[tuple[int, int], ...]]


def retirement_date(birth: PartialDate, sex: str, table: RetirementTable) -> dt.date:
    """The last day of month m, m = birth month + A(Y) for the earliest year Y with m in year Y or before.

    A(Y) is the age in months of the last row of ``table[sex]`` at or before Y. A birth known by its year
    counts as January. Were the sex unknown, the women's table would hold (our choice: the earlier date).
    """
    rows = table.get(sex) or table["female"]
    born = birth.first
    first = born.year * 12 + born.month - 1
    for year in count((first + min(months for _, months in rows)) // 12):  # in no year before may anybody retire
        month = first + _age(rows, year)
        if month // 12 <= year:
            return last_day(month // 12, month % 12 + 1)
    raise AssertionError("an age of retirement is finite")


def _age(rows: tuple[tuple[int, int], ...], year: int) -> int:
    holding = [months for since, months in rows if since <= year]
    return holding[-1] if holding else rows[0][1]


def retires_on(cadre: Cadre, table: RetirementTable) -> dt.date:
    """The last day of service: the sheet's own date (of a partial one the last day), else the table's."""
    return cadre.retires.last if cadre.retires else retirement_date(cadre.birth, cadre.sex, table)


def remaining_months(cadre: Cadre, table: RetirementTable, start: dt.date) -> int:
    """Whole months of service from ``start``, negative if past; the last working day counts."""
    return months_between(start, retires_on(cadre, table) + dt.timedelta(days=1))
