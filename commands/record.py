"""``record``: the moves of a period counted, what they changed, and what does not add up."""

from __future__ import annotations

from pathlib import Path

from luanchuyen.commands.input import read_input
from luanchuyen.commands.record_lines import record_lines
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say, shortened
from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.errors import ExitCode, UsageError
from luanchuyen.optimizer.record.reconciliation import Stated, reconciliation
from luanchuyen.optimizer.record.record import Record, earliest, record_of_period
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.reports.record_json import record_to_dict
from luanchuyen.reports.writing.single_file import check_file, write_file
from luanchuyen.sheets.form import words
from luanchuyen.sheets.form.column import Word
from luanchuyen.sheets.opening.grid import Cell
from luanchuyen.sheets.reading.cells.dates import read_date
from luanchuyen.sheets.reading.cells.spellings import Spellings
from luanchuyen.sheets.record.writer import record_csv, record_xlsx
from luanchuyen.wording.numbers import day

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
    since, to = _day("--from", first), _day("--to", last)
    told = tuple(_stated(text) for text in stated)
    _check_out(book, out, force)
    source = read_input(book)
    situation = situation_of(source.instance, source.policy)
    start = since.first if since else earliest(situation)
    end = to.last if to else source.instance.settings.as_of
    if start is not None and start > end:
        raise UsageError("record.wrong_order", first=day(start), last=day(end))
    record = record_of_period(situation, start, end)
    remarks = reconciliation(record, told)
    _note(console, situation, record)
    warned = sum(problem.severity == "warning" for problem in source.reading.problems)
    if warned:
        console.note(say("record.warnings", count=warned, path=book))
    for line in record_lines(situation, record, remarks):
        console.tell(line)
    if out is not None:
        xlsx = out.suffix.casefold() == ".xlsx"
        content = record_xlsx(situation, record, remarks) if xlsx else record_csv(situation, record)
        write_file(out, content, (book,), force)
        console.tell(say("record.written", path=out))
    console.give(record_to_dict(record, remarks))
    return ExitCode.DONE


def _note(console: Console, situation: Situation, record: Record) -> None:
    """Say where there is nothing to count."""
    if earliest(situation) is None:
        console.note(say("record.no_career"))
    elif not record.moves:
        console.note(say("record.no_moves", first=day(record.first), last=day(record.last)))


def _day(name: str, text: str | None) -> PartialDate | None:
    """A day, a month or a year as people write it."""
    if text is None:
        return None
    found, _ = read_date(Cell(text))
    if not isinstance(found, PartialDate):
        raise UsageError("record.bad_date", name=name, value=shortened(text))
    return found


def _stated(text: str) -> Stated:
    """``luân chuyển=11`` or ``rotation:down=7``."""
    left, equals, number = text.rpartition("=")
    form, colon, direction = left.partition(":")
    if not (equals and form.strip() and number.strip().isdecimal() and len(number) < 10):
        raise UsageError("record.bad_stated", value=shortened(text))
    way = _word("direction", words.DIRECTION, direction) if colon else None
    return Stated(_word("form", words.CAREER_FORM, form), way, int(number))


def _word(what: str, known: tuple[Word, ...], text: str) -> str:
    synonyms = [(spelling, word.code) for word in known for spelling in word.synonyms]
    spellings = Spellings({word.code: word.title for word in known}, synonyms)
    found = spellings.find(text)
    if found is None:
        offered = ", ".join(say(f"record.{what}_{word.code}") for word in known)
        raise UsageError(f"record.unknown_{what}", value=text.strip(), known=offered)
    return found


def _check_out(book: Path, out: Path | None, force: bool) -> None:
    if out is None:
        return
    if out.suffix.casefold() not in ENDINGS:
        raise UsageError("record.bad_ending", path=out)
    check_file(out, (book,), force)
