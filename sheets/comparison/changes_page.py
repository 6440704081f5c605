"""The sheet Nội dung thay đổi: what is otherwise in each plan than in the base, and what came of it."""

from __future__ import annotations

from luanchuyen.messages import knows, say
from luanchuyen.models.comparison import Compared
from luanchuyen.sheets.comparison.book import ComparisonBook
from luanchuyen.sheets.paper.formats import PrintedSheet
from luanchuyen.wording.comparison.words import conditions_words, proof_words, short_proof
from luanchuyen.wording.conflicts import conflict_words

WIDTHS = {"number": 44, "name": 210, "changes_changes": 420, "changes_result": 356}


STYLES = ("centre", "text", "text", "text")


def write(book: ComparisonBook) -> None:
    """Add the sheet."""
    title = say("compare.changes_title")
    sheet = book.sheet(say("compare.sheet_changes"), title, list(WIDTHS.values()))
    heading = sheet.row
    sheet.cells([say(f"compare.{name}") for name in WIDTHS], "head")
    sheet.worksheet.freeze_panes(sheet.row, 0)
    for number, name, one in book.told:
        _row(sheet, number, name, conditions_words(one, book.naming), result(book, one))
    last = sheet.row
    if rest := list(book.rest):
        sheet.line(say("compare.rest", count=len(rest)), "group")
    for number, name, one in rest:
        _row(sheet, number, name, conditions_words(one, book.naming), short_proof(one))
    # The points of a grid are told by their numbers; what other scenarios change stands here alone.
    sheet.printed(heading, last=last if book.comparison.points else None)


def _row(sheet: PrintedSheet, number: str, name: str, changes: str, came_of_it: str) -> None:
    """What is named by its only change tells it once."""
    if name != changes:
        sheet.cells([number, name, changes, came_of_it], STYLES)
        return
    sheet.put(0, number, "centre")
    height = sheet.across(name, "text", 1, 2)
    sheet.end_row(max(height, sheet.across(came_of_it, "text", 3, 3)))


def result(book: ComparisonBook, one: Compared) -> str:
    """How sure the plan is; without one, why: the conflict, or the failure."""
    lines = [proof_words(one)]
    if one.failure:
        lines.append(say(one.failure) if knows(one.failure) else one.failure)
    if one.conflicts:
        lines += [say("compare.conflict_head"), *(f"- {line}" for line in conflict_words(one.conflicts, book.naming))]
    return "\n".join(lines)
