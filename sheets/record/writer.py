"""Writes a record to be printed or sorted: a workbook of two or three pages, or one table as CSV."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from xlsxwriter.workbook import Workbook

from luanchuyen.messages import say
from luanchuyen.models.people import YOUNG
from luanchuyen.models.text.csv_text import csv_bytes
from luanchuyen.optimizer.record.reconciliation import Reconciled
from luanchuyen.optimizer.record.record import Record, RecordLine
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.sheets.paper.formats import PAGE_PIXELS, Formats, PrintedSheet, headed, share
from luanchuyen.sheets.paper.workbook import new_workbook
from luanchuyen.wording.numbers import day
from luanchuyen.wording.record.words import RecordWords, eve, status_of

COUNTS = ("moves", "persons", "posts", "women", "under_40", "ethnic", "heads", "deputies", "cross_bloc")
EXTERNAL = ("moves", "persons", "heads", "key")


def record_csv(situation: Situation, record: Record) -> bytes:
    """The lines of forms and directions, as Excel opens them: UTF-8 with its mark."""
    words = RecordWords(situation)
    return csv_bytes([headings(), *([*named_line(words, line), *line.counts(COUNTS)] for line in record.lines)])


def record_xlsx(situation: Situation, record: Record, remarks: Sequence[Reconciled]) -> bytes:
    """The workbook. The same record gives the same bytes: no clock, no user, no machine."""
    stream = io.BytesIO()
    workbook = new_workbook(stream, situation.instance.settings.as_of)
    pages = _Pages(workbook, situation, record)
    pages.lines(remarks)
    pages.change()
    if record.external:
        pages.external()
    workbook.close()
    return stream.getvalue()


def headings() -> list[str]:
    """The headings of the lines of forms and directions."""
    return [say(f"record.column_{name}", age=YOUNG) for name in ("form", "direction", *COUNTS)]


def named_line(words: RecordWords, line: RecordLine) -> tuple[str, str]:
    """Form and direction of a line."""
    return words.form(line.form) if line.form else say("record.moving"), words.direction(line.direction)


class _Pages:
    """The pages of one workbook."""

    def __init__(self, workbook: Workbook, situation: Situation, record: Record) -> None:
        self.workbook = workbook
        self.situation = situation
        self.record = record
        self.words = RecordWords(situation)
        self.formats = Formats(workbook)

    def _sheet(self, name: str, widths: Sequence[int], note: str = "") -> PrintedSheet:
        settings = self.situation.instance.settings
        sheet = PrintedSheet(self.workbook, self.formats, say(f"record.sheet_{name}"), widths)
        title = say("record.title", first=day(self.record.first), last=day(self.record.last))
        return headed(sheet, title, settings.organisation, settings.secrecy, note)

    def lines(self, remarks: Sequence[Reconciled]) -> None:
        """The lines of forms and directions, and what does not add up."""
        sheet = self._sheet("lines", share([170, 120], len(COUNTS)), say("record.note"))
        heading = sheet.row
        sheet.cells(headings(), "head")
        sheet.worksheet.freeze_panes(sheet.row, 0)
        for line in self.record.lines:
            whole = line.direction is None
            styles = ["group", "group"] if whole else ["text", "text"]
            cells: list[str | int] = [*named_line(self.words, line), *line.counts(COUNTS)]
            sheet.cells(cells, [*styles, *["total" if whole else "number"] * len(COUNTS)])
        if not self.record.lines:
            sheet.line(say("record.nothing"))
        if remarks:
            sheet.gap()
            sheet.line(say("record.reconciliation"), "strong")
        for remark in remarks:
            sheet.line(f"- {self.words.remark(remark)}")
        sheet.printed(heading)

    def change(self) -> None:
        """What stood before and after; the places and the heads that are still to be seen to."""
        side = 200
        sheet = self._sheet("change", [PAGE_PIXELS - 2 * side, side, side], say("record.note_change"))
        heading = sheet.row
        days = {"before": eve(self.record.first), "after": day(self.record.last)}
        dated = [say(f"record.column_{name}", day=days[name]) for name in days]
        sheet.cells([say("record.column_what"), *dated], "head")
        sheet.worksheet.freeze_panes(sheet.row, 0)
        for row in self.words.changes(self.record):
            sheet.cells(row, ["text", "centre", "centre"])
        what, count = self.words.head_changes(self.record)
        sheet.cells([what, say("record.no_mark"), count], ["text", "centre", "centre"])
        for title, rows in (
            (say("record.open_places"), self._places()),
            (self.words.terms_name(self.record.after.terms.limit), self._heads()),
            (self.words.head_changes()[0], self._changed()),
        ):
            listed = list(rows)
            if listed:
                sheet.line(title, "group")
            for row in listed:
                sheet.cells(row, ["text", "centre", "centre"])
        sheet.printed(heading)

    def _places(self) -> Iterator[tuple[str, str, str]]:
        before, after = self.record.before.coverage, self.record.after.coverage
        for place in sorted({*before.open, *after.open}, key=str):
            said = [say(f"record.place_{status_of(place, one)}") for one in (before, after)]
            yield self.situation.gazetteer.short_name(place), said[0], said[1]

    def _heads(self) -> Iterator[tuple[str, str, str]]:
        before, after = set(self.record.before.terms.past), set(self.record.after.terms.past)
        for cadre_id in sorted(before | after):
            marks = [say("record.mark" if cadre_id in those else "record.no_mark") for those in (before, after)]
            yield f"{self.situation.cadre(cadre_id).name} ({cadre_id})", marks[0], marks[1]

    def _changed(self) -> Iterator[tuple[str, str, str]]:
        for post in self.record.changed_twice:
            yield self.words.head_of(post), say("record.no_mark"), say("record.mark")

    def external(self) -> None:
        """Moves in and out."""
        sheet = self._sheet("external", share([200, 270], len(EXTERNAL)))
        heading = sheet.row
        sheet.cells([say(f"record.column_{name}") for name in ("direction", "level", *EXTERNAL)], "head")
        for line in self.record.external:
            cells: list[str | int] = [self.words.direction(line.direction), self.words.level(line.level)]
            numbers = [getattr(line, name) for name in EXTERNAL]
            sheet.cells([*cells, *numbers], ["text", "text", *["number"] * len(EXTERNAL)])
        sheet.printed(heading)
