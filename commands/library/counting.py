"""``record`` from Python: the moves of a period counted, what they changed, and what does not add up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from luanchuyen.commands.input import Case, Input, read_input
from luanchuyen.messages import say, shortened
from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.errors import UsageError
from luanchuyen.optimizer.record.reconciliation import Reconciled, Stated, reconciliation
from luanchuyen.optimizer.record.record import Record, earliest, record_of_period
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.reports.record_json import record_to_dict
from luanchuyen.sheets.reading.cells.typed import day_of, word_of, words_of
from luanchuyen.wording.numbers import day

Day = str | dt.date | None


@dataclass(frozen=True)
class Counted:
    """A record, what does not add up in it, and the facts that it was counted from."""

    record: Record
    remarks: tuple[Reconciled, ...]
    situation: Situation
    source: Input

    def to_dict(self) -> dict[str, object]:
        """What ``record --json`` prints."""
        return record_to_dict(self.record, self.remarks)


@dataclass(frozen=True)
class Period:
    """What is asked: from and to as people write days, months or years; the numbers that other reports state."""

    first: PartialDate | None
    last: PartialDate | None
    stated: tuple[Stated, ...]

    @classmethod
    def of(cls, first: Day, last: Day, stated: Iterable[str]) -> Period:
        """The question as it was typed. Raises UsageError."""
        return cls(_day("--from", first), _day("--to", last), tuple(map(_stated, stated)))

    def counted(self, source: Input) -> Counted:
        """The answer. Raises DataError as reading does, UsageError for a period without a day."""
        situation = situation_of(source.instance, source.policy)
        start = self.first.first if self.first else earliest(situation)
        end = self.last.last if self.last else source.instance.settings.as_of
        if start is not None and start > end:
            raise UsageError("record.wrong_order", first=day(start), last=day(end))
        record = record_of_period(situation, start, end)
        return Counted(record, tuple(reconciliation(record, self.stated)), situation, source)


def record(book: str | Path | Case, first: Day = None, last: Day = None, stated: Iterable[str] = ()) -> Counted:
    """Count the rotations, transfers and appointments that a workbook records between two days.

    ``first``, ``last``: a date, or text as people write days, months and years; by default the earliest row and the
    day of the facts. ``stated``: numbers of other reports to be held against ours, such as "rotation:down=7". Raises
    as ``open_case`` does; UsageError for what cannot be read as a day or a number.
    """
    period = Period.of(first, last, stated)
    return period.counted(book.source if isinstance(book, Case) else read_input(book))


def whole_day(name: str, text: str | dt.date) -> dt.date:
    """A whole day as people write it. Raises UsageError; ``name``: what it was given for."""
    found = _day(name, text)
    if found is None or not found.whole:
        raise UsageError("record.bad_day", name=name, value=shortened(str(text)))
    return found.first


def last_day_of(name: str, text: str | dt.date) -> dt.date:
    """The last day of a day, a month or a year as people write it. Raises UsageError as ``whole_day``."""
    found = _day(name, text)
    assert found is not None
    return found.last


def _day(name: str, text: Day) -> PartialDate | None:
    """A day, a month or a year as people write it."""
    if text is None:
        return None
    if isinstance(text, dt.date):
        return PartialDate.of(text)
    found = day_of(text)
    if found is None:
        raise UsageError("record.bad_date", name=name, value=shortened(text))
    return found


def _stated(text: str) -> Stated:
    """``luân chuyển=11`` or ``rotation:down=7``."""
    left, equals, number = text.rpartition("=")
    form, colon, direction = left.partition(":")
    if not (equals and form.strip() and number.strip().isdecimal() and len(number) < 10):
        raise UsageError("record.bad_stated", value=shortened(text))
    way = _word("direction", direction) if colon else None
    return Stated(_word("form", form), way, int(number))


def _word(what: str, text: str) -> str:
    found = word_of(what, text)
    if found is None:
        offered = ", ".join(say(f"record.{what}_{code}") for code in words_of(what))
        raise UsageError(f"record.unknown_{what}", value=text.strip(), known=offered)
    return found
