"""``record``: the moves of a period counted, what they changed, and what does not add up."""

from __future__ import annotations

from pathlib import Path

from luanchuyen.commands.input import read_input
from luanchuyen.commands.library.counting import Period
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.errors import ExitCode, UsageError
from luanchuyen.optimizer.record.record import Record, earliest
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.reports.writing.single_file import check_file, write_file
from luanchuyen.sheets.record.writer import record_csv, record_xlsx
from luanchuyen.wording.numbers import day
from luanchuyen.wording.record.lines import record_lines

ENDINGS = (".xlsx", ".csv")


def run(
    console: Console,
    book: Path,
    first: str | None,
    last: str | None,
    out: Path | None,
    stated: tuple[str, ...],
    force: bool = False,
) -> ExitCode:
    """Count and tell; write the tables where asked, over what is there only with ``force``."""
    period = Period.of(first, last, stated)
    _check_out(book, out, force)
    counted = period.counted(read_input(book))
    situation, record, remarks = counted.situation, counted.record, counted.remarks
    _note(console, situation, record)
    warned = sum(problem.severity == "warning" for problem in counted.source.reading.problems)
    if warned:
        console.note(say("record.warnings", count=warned, path=book))
    for line in record_lines(situation, record, remarks):
        console.tell(line)
    if out is not None:
        xlsx = out.suffix.casefold() == ".xlsx"
        content = record_xlsx(situation, record, remarks) if xlsx else record_csv(situation, record)
        write_file(out, content, (book,), force)
        console.tell(say("record.written", path=out))
    console.give(counted.to_dict())
    return ExitCode.DONE


def _note(console: Console, situation: Situation, record: Record) -> None:
    """Say where there is nothing to count."""
    if earliest(situation) is None:
        console.note(say("record.no_career", sheet=situation.instance.sheet("career")))
    elif not record.moves:
        console.note(say("record.no_moves", first=day(record.first), last=day(record.last)))


def _check_out(book: Path, out: Path | None, force: bool) -> None:
    if out is None:
        return
    if out.suffix.casefold() not in ENDINGS:
        raise UsageError("record.bad_ending", path=out)
    check_file(out, (book,), force)
