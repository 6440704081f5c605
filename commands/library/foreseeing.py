"""``calendar`` from Python: what falls due until a day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from luanchuyen.commands.input import Case, open_case
from luanchuyen.commands.library.counting import last_day_of
from luanchuyen.messages import say
from luanchuyen.models.errors import UsageError
from luanchuyen.optimizer.deadlines.collecting import deadlines_until
from luanchuyen.optimizer.deadlines.deadline import Deadline
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.reports.ics import AllDayEvent, ics_of
from luanchuyen.wording.deadlines import DeadlineWords
from luanchuyen.wording.numbers import day

_SEVERAL = ("remark_due", "waiver_end")
"""Kinds of which one person or post may have more than one: told apart by their day."""


@dataclass(frozen=True)
class Foreseen:
    """What falls due until ``last``, in order, what is overdue first; and the facts that it was read from."""

    deadlines: tuple[Deadline, ...]
    last: dt.date
    situation: Situation

    @property
    def as_of(self) -> dt.date:
        """The day of the facts."""
        return self.situation.instance.settings.as_of

    def to_dict(self) -> dict[str, object]:
        """What ``calendar --json`` prints."""
        quarters = Counter(quarter_of(one.date) for one in self.deadlines)
        return {
            "as_of": self.as_of.isoformat(),
            "to": self.last.isoformat(),
            "quarters": [{"quarter": name, "count": count} for name, count in sorted(quarters.items())],
            "deadlines": [{**asdict(one), "date": one.date.isoformat()} for one in self.deadlines],
        }


def calendar(book: str | Path | Case, to: str | dt.date) -> Foreseen:
    """What falls due in a workbook until ``to``, a date or text as people write days, months and years.

    Raises as ``open_case`` does; UsageError for a day that cannot be read, or before that of the facts.
    """
    last = last_day_of("--to", to)
    case = book if isinstance(book, Case) else open_case(book)
    as_of = case.instance.settings.as_of
    if last < as_of:
        raise UsageError("calendar.day_before", to=day(last), as_of=day(as_of))
    return Foreseen(deadlines_until(case.situation, last), last, case.situation)


def quarter_of(date: dt.date) -> str:
    """2026Q3."""
    return f"{date.year}Q{(date.month + 2) // 3}"


def ics_of_foreseen(found: Foreseen) -> bytes:
    """For a calendar program: by code, without names: such files are kept where others may read them."""
    words, events = DeadlineWords(found.situation), []
    for one in found.deadlines:
        identity = (one.kind, one.cadre or "", one.post or "", *([str(one.date)] if one.kind in _SEVERAL else ()))
        events.append(AllDayEvent(one.date, identity, words.coded(one), words.successors(one)))
    title = say("calendar.title", first=day(found.as_of), last=day(found.last))
    return ics_of(events, found.as_of, title)
