"""The cells for the hand, line by line, into marks; what cannot be read with its reason."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import cast

from luanchuyen.models.committee.decision import ANYBODY, Decision, DecisionKind
from luanchuyen.models.committee.edit import EditKind, Unread, WrittenWaiver
from luanchuyen.models.origin import Origin
from luanchuyen.models.text.folding import clean, fold_plain
from luanchuyen.models.waiver import Waiver
from luanchuyen.scenarios.decisions.lines import RECORDED, PlanLine, lines_a_post
from luanchuyen.scenarios.decisions.marks import Mark, meant, refused, waived_pairs
from luanchuyen.sheets.edits.line_codes import LineCodes, UnknownLineError
from luanchuyen.sheets.edits.plan_sheets import Cells, HandCell, PlanSheet
from luanchuyen.sheets.edits.written_waivers import Written, written_waivers
from luanchuyen.sheets.form.words import AT_MOST, DECISION

_WORDS = {fold_plain(word.title): cast("EditKind", word.code) for word in DECISION}
_AT_MOST = re.compile(re.escape(fold_plain(AT_MOST)).replace(re.escape("{most}"), r"(\d{1,6})"))


class UnreadCellError(Exception):
    """A cell that cannot be read: the key of its reason, and whom it may mean."""

    def __init__(self, key: str, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(key)
        self.key, self.candidates = key, candidates


class MarkedLines:
    """What is written at the lines of ``sheets``: ``marks``, ``unread``, ``waivers``, in their order.

    ``carried``: decisions of an earlier round, which the section of recorded decisions tells again. ``lines``: how many
    lines each post has, by the run, else by the sheets.
    """

    def __init__(self, sheets: Sequence[PlanSheet], codes: LineCodes, carried: Collection[Decision]) -> None:
        self.codes, self.carried = codes, frozenset(carried)
        self.marks: list[Mark] = []
        self.unread: list[Unread] = []
        self.waivers: list[WrittenWaiver] = []
        found = [(cells, self._known(sheet, cells)) for sheet in sheets for cells in sheet.lines()]
        known = [line for _, line in found if isinstance(line, PlanLine)]
        self.lines = lines_a_post(known if codes.known is None else codes.known)
        for sheet in sheets:
            self._missing(sheet)
        for cells, line in found:
            if isinstance(line, PlanLine):
                self._line(line, cells)
            else:
                self._refuse(line, *(cells.get(role) for role in ("mark", "waiver")))

    def _known(self, sheet: PlanSheet, cells: Cells) -> PlanLine | str:
        """The line, or the reason why the cells name none."""
        try:
            return self.codes.line(sheet, cells)
        except UnknownLineError as unknown:
            return str(unknown.args[0])

    def _missing(self, sheet: PlanSheet) -> None:
        if sheet.printed and "mark" not in sheet.columns:
            self.unread.append(Unread(sheet.title, sheet.heading(), "", "no_mark_column"))

    def _refuse(self, key: str, *cells: HandCell | None, candidates: tuple[str, ...] = ()) -> None:
        for cell in cells:
            if cell is not None:
                self.unread.append(Unread(cell.sheet, cell.cell, cell.text, cell.fault or key, candidates))

    def _line(self, line: PlanLine, cells: Cells) -> None:
        mark = None
        if (cell := cells.get("mark")) is not None:
            try:
                mark = self._mark(line, cell)
            except UnreadCellError as error:
                self._refuse(error.key, cell, candidates=error.candidates)
        reason = self._reason(cells, needed=mark is not None or "waiver" in cells)
        waivers = tuple(self._waivers(line, mark, cells, reason)) if "waiver" in cells else ()
        if mark is not None:
            self.marks.append(Mark(line, mark.kind, mark.cell, mark.chosen, mark.most, reason, waivers))

    def _reason(self, cells: Cells, needed: bool) -> str:
        cell = cells.get("reason")
        if cell is None or (cell.fault and not needed):
            return ""
        if cell.fault:
            self._refuse(cell.fault, cell)
            return ""
        return clean(cell.text)

    def _mark(self, line: PlanLine, cell: HandCell) -> Mark:
        """The mark of a cell. Raises UnreadCellError."""
        if cell.fault:
            raise UnreadCellError(cell.fault)
        text = fold_plain(cell.text).strip(" .,;:!")
        limit = _AT_MOST.fullmatch(text)
        if text in _WORDS:
            mark = Mark(line, _WORDS[text], cell.place)
        elif limit and line.plan == RECORDED and line.sort == "empty":
            mark = Mark(line, "leave_empty", cell.place, most=int(limit[1]))
        else:
            mark = Mark(line, "choose", cell.place, chosen=self._chosen(cell))
        reason = self._not_recorded(mark)
        mark = meant(mark)
        reason = reason or refused(mark)
        if reason:
            raise UnreadCellError(reason)
        return mark

    def _chosen(self, cell: HandCell) -> str:
        found = self.codes.people.meant(cell.text, cell.number)
        if len(found) != 1:
            raise UnreadCellError("fits_several" if found else "unknown_word", found)
        return found[0]

    def _not_recorded(self, mark: Mark) -> str | None:
        """Agreement at a recorded line: to what stood there, or to the pair? It is read where both are one."""
        line = mark.line
        if line.plan != RECORDED or mark.kind != "agree" or not self.carried:
            return None
        what: tuple[DecisionKind, str] = ("fix", line.cadre) if line.cadre else ("forbid", ANYBODY)
        both = bool(line.posts) and all(Decision(*what, post) in self.carried for post in line.posts)
        return None if both else "not_recorded"

    def _waivers(self, line: PlanLine, mark: Mark | None, cells: Cells, reason: str) -> Iterator[Waiver]:
        """The complete waivers of a line with a decision; every one that is written is listed."""
        cell = cells["waiver"]
        if cell.fault:
            self._refuse(cell.fault, cell)
            return
        pairs = waived_pairs(mark, self.lines, self.codes.situation) if mark is not None else ()
        for written in written_waivers(cell.text):
            if not written.rule:
                self.unread.append(Unread(cell.sheet, cell.cell, written.text, written.key))
                continue
            cadre, post = pairs[0] if pairs else (line.cadre or None, line.posts[0] if line.posts else None)
            lacks = [*written.lacks, *([] if reason else ["reason"]), *([] if pairs else ["decision"])]
            told = (written.rule, cadre, post, written.document, written.date, written.authority, reason)
            self.waivers.append(WrittenWaiver(*told, tuple(lacks)))
            if not lacks and written.day is not None:
                for pair in pairs:
                    yield _waiver(written, pair, reason, cells)


def _waiver(written: Written, pair: tuple[str | None, str | None], reason: str, cells: Cells) -> Waiver:
    """The waiver as of the sheet Ngoại lệ, with the cells where it was written."""
    cell, why = cells["waiver"], cells["reason"]
    assert written.day is not None
    fields = dict.fromkeys(("rule", "cadre_id", "post_id", "authority", "document", "date"), cell.cell)
    origin = Origin(cell.sheet, cell.row, {**fields, "reason": why.cell})
    return Waiver(written.rule, *pair, written.authority, written.document, written.day, reason, origin)
