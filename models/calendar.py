"""Whole months, partial dates and ages: the calendar that every rule counts with."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass


def last_day(year: int, month: int) -> dt.date:
    """The last day of a month."""
    return dt.date(year, month, monthrange(year, month)[1])


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day ``months`` later, clipped to the month's end."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return dt.date.min if year < dt.MINYEAR else dt.date.max
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def day_after(day: dt.date) -> dt.date:
    """The next day: the end of a stint, whose last day is served."""
    return day + dt.timedelta(days=1)


def months_between(start: dt.date, end: dt.date) -> int:
    """The largest whole k, negative if ``end`` is earlier, with ``add_months(start, k) <= end``.

    >>> months_between(dt.date(2023, 8, 31), dt.date(2026, 2, 28))
    30
    >>> months_between(dt.date(2026, 7, 1), dt.date(2026, 6, 15))
    -1
    """
    months = (end.year - start.year) * 12 + end.month - start.month
    return months if add_months(start, months) <= end else months - 1


@dataclass(frozen=True, order=True, slots=True)
class PartialDate:
    """A day, a month or a year as a personnel file gives it; 0 = not known."""

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def of(cls, day: dt.date) -> PartialDate:
        """The whole date ``day``."""
        return cls(day.year, day.month, day.day)

    @property
    def whole(self) -> bool:
        """Whether the day itself is known."""
        return bool(self.day)

    @property
    def first(self) -> dt.date:
        """The first day it may mean (births: a year alone is 1 January)."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day it may mean (taking office, discipline, deferral)."""
        if self.day:
            return dt.date(self.year, self.month, self.day)
        return last_day(self.year, self.month or 12)

    def __str__(self) -> str:
        parts = [f"{self.day:02}"] if self.day else []
        parts += [f"{self.month:02}"] if self.month else []
        return "/".join([*parts, f"{self.year:04}"])
