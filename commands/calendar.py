"""``calendar``: what falls due until a day, on the screen, as a workbook or for a calendar program."""

from __future__ import annotations

from pathlib import Path

from luanchuyen.commands.library.foreseeing import Foreseen, calendar
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.errors import ExitCode, UsageError
from luanchuyen.reports.ics import AllDayEvent, ics_of
from luanchuyen.reports.writing.single_file import check_file, write_file
from luanchuyen.sheets.deadlines.writer import deadlines_xlsx
from luanchuyen.wording.deadlines import DeadlineWords, deadline_lines
from luanchuyen.wording.numbers import day

ENDINGS = (".xlsx", ".ics")
_SEVERAL = ("remark_due", "waiver_end")
"""Kinds of which one person or post may have more than one: told apart by their day."""


def run(console: Console, book: Path, to: str, out: Path | None, force: bool = False) -> ExitCode:
    """Tell, and write where asked, over what is there only with ``force``."""
    if out is not None:
        if out.suffix.casefold() not in ENDINGS:
            raise UsageError("calendar.bad_ending", path=out)
        check_file(out, (book,), force)
    found = calendar(book, to)
    for line in deadline_lines(found.situation, found.deadlines, found.last):
        console.tell(line)
    if out is not None:
        ics = out.suffix.casefold() == ".ics"
        content = _ics(found) if ics else deadlines_xlsx(found.situation, found.deadlines, found.last)
        write_file(out, content, (book,), force)
        console.tell(say("record.written", path=out))
    console.give(found.to_dict())
    return ExitCode.DONE


def _ics(found: Foreseen) -> bytes:
    """By code, without names: such files are kept where others may read them."""
    words, events = DeadlineWords(found.situation), []
    for one in found.deadlines:
        identity = (one.kind, one.cadre or "", one.post or "", *([str(one.date)] if one.kind in _SEVERAL else ()))
        events.append(AllDayEvent(one.date, identity, words.coded(one), words.successors(one)))
    title = say("calendar.title", first=day(found.as_of), last=day(found.last))
    return ics_of(events, found.as_of, title)
