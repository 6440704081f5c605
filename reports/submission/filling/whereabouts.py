"""Where in a form something stands, as who mends it would look for it: the table and its cell, or the paragraph."""

from __future__ import annotations

import posixpath

from luanchuyen.messages import say
from luanchuyen.reports.submission.filling.elements import (
    CELL,
    PARAGRAPH,
    ROW,
    TABLE,
    Element,
    above,
    paragraphs,
    text_of,
)

_QUOTED = 40
_STORIES = ("header", "footer", "footnotes", "endnotes", "comments")


def part_said(part: str) -> str:
    """A part in words: the text itself, a header, a footer; one without words by its name."""
    name = posixpath.basename(part).partition(".")[0].rstrip("0123456789")
    if name in _STORIES:
        return say(f"submission.in_{name}")
    return say("submission.in_document") if name == "document" else part


def whereabouts(part: str, element: Element) -> str:
    """``thân văn bản, bảng 2, hàng 3, ô 1`` or ``thân văn bản, đoạn 14 (“Kính gửi …”)``."""
    root = element.getroottree().getroot()
    cell = above(element, CELL)
    if cell is not None:
        return _in_table(part, root, cell)
    paragraph = element if element.tag == PARAGRAPH else above(element, PARAGRAPH)
    if paragraph is None:
        return part_said(part)
    number = paragraphs(root).index(paragraph) + 1
    said = " ".join(text_of(paragraph).split())
    quoted = f"{said[:_QUOTED]}…" if len(said) > _QUOTED else said
    key = "at_paragraph" if quoted else "at_number"
    return say(f"submission.{key}", part=part_said(part), number=number, quoted=quoted)


def _in_table(part: str, root: Element, cell: Element) -> str:
    row, table = above(cell, ROW), above(cell, TABLE)
    assert row is not None and table is not None
    rows = [one for one in table.iter(ROW) if above(one, TABLE) is table]
    cells = [one for one in row.iter(CELL) if above(one, ROW) is row]
    place = {"row": rows.index(row) + 1, "cell": cells.index(cell) + 1}
    return say("submission.at_cell", part=part_said(part), table=list(root.iter(TABLE)).index(table) + 1, **place)
