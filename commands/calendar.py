"""``calendar``: what falls due until a day, on the screen, as a workbook or for a calendar program."""

from __future__ import annotations

from pathlib import Path

from luanchuyen.commands.library.foreseeing import calendar, ics_of_foreseen
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.errors import ExitCode, UsageError
from luanchuyen.reports.writing.single_file import check_file, write_file
from luanchuyen.sheets.deadlines.writer import deadlines_xlsx
from luanchuyen.wording.deadlines import deadline_lines

ENDINGS = (".xlsx", ".ics")


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
        content = ics_of_foreseen(found) if ics else deadlines_xlsx(found.situation, found.deadlines, found.last)
        write_file(out, content, (book,), force)
        console.tell(say("record.written", path=out))
    console.give(found.to_dict())
    return ExitCode.DONE
