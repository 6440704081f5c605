"""Days as an iCalendar file (RFC 5545): all-day events without a time zone, the same bytes for the same days."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 75
"""Octets of a line; longer ones are folded."""


@dataclass(frozen=True)
class AllDayEvent:
    """``identity``: what stays the same when the words change, and the day where one thing has several."""

    date: dt.date
    identity: tuple[str, ...]
    summary: str
    description: str = ""


def ics_of(events: Iterable[AllDayEvent], stamp: dt.date, name: str) -> bytes:
    """The file; ``stamp``: the day of the facts, which stands for when the events were made; ``name``: of the
    calendar."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//luanchuyen//calendar//VI", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{_escaped(name)}")
    for event in events:
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(event: AllDayEvent, stamp: dt.date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{hashlib.sha256(chr(0).join(event.identity).encode()).hexdigest()[:32]}@luanchuyen"
    yield f"DTSTAMP:{_day(stamp)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(event.date)}"
    yield f"DTEND;VALUE=DATE:{_day(event.date + dt.timedelta(days=1))}"
    yield f"SUMMARY:{_escaped(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_escaped(event.description)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _day(date: dt.date) -> str:
    return f"{date.year:04}{date.month:02}{date.day:02}"


def _escaped(text: str) -> str:
    """A text value: its backslashes, semicolons, commas and line ends escaped."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, "\\" + mark)
    return "\\n".join(text.splitlines())


def _folded(line: str) -> bytes:
    """The line with its end, folded where it is long, never within a letter."""
    pieces, piece = [], b""
    for letter in line:
        more = letter.encode()
        if len(piece) + len(more) > LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += more
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
