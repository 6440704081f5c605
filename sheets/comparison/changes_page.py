"""The sheet Nội dung thay đổi: what is otherwise in each plan than in the base, and what came of it."""

from __future__ import annotations

from luanchuyen.messages import knows, say
from luanchuyen.models.comparison import Compared
from luanchuyen.sheets.comparison.book import ComparisonBook
from luanchuyen.wording.comparison.words import conditions_words, proof_words
from luanchuyen.wording.conflicts import conflict_words

WIDTHS = {"number": 44, "name": 210, "changes_changes": 420, "changes_result": 356}


def write(book: ComparisonBook) -> None:
    """Add the sheet."""
    title = say("compare.changes_title")
    sheet = book.sheet(say("compare.sheet_changes"), title, list(WIDTHS.values()))
    heading = sheet.row
    sheet.cells([say(f"compare.{name}") for name in WIDTHS], "head")
    sheet.worksheet.freeze_panes(sheet.row, 0)
    for number, one in book.numbered:
        cells = [number, book.name(one), conditions_words(one, book.naming), result(book, one)]
        sheet.cells(cells, ["centre", "text", "text", "text"])
    sheet.printed(heading)


def result(book: ComparisonBook, one: Compared) -> str:
    """How sure the plan is; without one, why: the conflict, or the failure."""
    lines = [proof_words(one)]
    if one.failure:
        lines.append(say(one.failure) if knows(one.failure) else one.failure)
    if one.conflicts:
        lines += [say("compare.conflict_head"), *(f"- {line}" for line in conflict_words(one.conflicts, book.naming))]
    return "\n".join(lines)
