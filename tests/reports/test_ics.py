"""An iCalendar file: lines that end and fold as RFC 5545 asks, all-day events, nothing of a clock."""

from __future__ import annotations

import datetime as dt

from luanchuyen.reports.ics import AllDayEvent, ics_of

DAY = dt.date(2026, 12, 31)
LONG = "Hết thời hạn luân chuyển, biệt phái; Bí thư Đảng ủy xã \\ Mường Nhé\nvà các chức danh khác của xã Mường Nhé"


def unfolded(data: bytes) -> list[str]:
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    lines = data.split(b"\r\n")[:-1]
    assert all(len(line) <= 75 for line in lines)
    [line.decode() for line in lines]  # never cut within a letter
    return data.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def test_an_event_lasts_its_day_in_no_time_zone() -> None:
    lines = unfolded(ics_of([AllDayEvent(DAY, ("retirement", "C1"), "Nghỉ hưu", "3 nguồn")], dt.date(2026, 7, 1), "x"))
    assert lines[:4] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//luanchuyen//calendar//VI", "CALSCALE:GREGORIAN"]
    event = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT")]
    assert event[2:] == [
        "DTSTAMP:20260701T000000Z", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "SUMMARY:Nghỉ hưu",
        "DESCRIPTION:3 nguồn", "TRANSP:TRANSPARENT",
    ]  # fmt: skip
    assert lines[-1] == "END:VCALENDAR"


def test_long_texts_are_folded_and_escaped() -> None:
    lines = unfolded(ics_of([AllDayEvent(DAY, ("a",), LONG)], DAY, "x"))
    told = next(line for line in lines if line.startswith("SUMMARY:"))
    assert told == "SUMMARY:" + LONG.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;").replace("\n", "\\n")


def test_an_event_is_known_again_when_its_words_or_its_day_change() -> None:
    def uid(event: AllDayEvent) -> str:
        return next(line for line in unfolded(ics_of([event], DAY, "x")) if line.startswith("UID:"))

    first = uid(AllDayEvent(DAY, ("retirement", "C1"), "Nghỉ hưu"))
    assert first == uid(AllDayEvent(dt.date(2027, 1, 31), ("retirement", "C1"), "Retirement"))
    assert first != uid(AllDayEvent(DAY, ("retirement", "C2"), "Nghỉ hưu"))
