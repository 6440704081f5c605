"""One sheet's part with some cells written anew: texts stand in the cell itself, so that the shared ones stay."""

from __future__ import annotations

import re
from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from luanchuyen.sheets.opening.areas import block_of
from luanchuyen.sheets.opening.grid import MergedRange, coordinate
from luanchuyen.sheets.rewriting.formulas import freed
from luanchuyen.sheets.rewriting.placing import Place, SheetChanges
from luanchuyen.sheets.rewriting.spans import RowSpan, SheetSpans, Span, spans_of, spliced
from luanchuyen.sheets.rewriting.values import NewCell

_LIKE_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
Piece = tuple[int, int, bytes]


@dataclass
class RewrittenSheet:
    """The bytes of the part; ``lost``: the places of formulas that gave way to their values."""

    data: bytes
    lost: list[Place] = field(default_factory=list)


def rewritten_sheet(data: bytes, changes: SheetChanges) -> RewrittenSheet:
    """The part with the changes in it. It was read before: it is sound XML, in UTF-8."""
    return _Rewriting(data, changes).made()


def new_sheet(changes: SheetChanges, heading_style: str) -> bytes:
    """The part of a sheet that was not there; its headings look like those of another one."""
    rows: dict[int, dict[int, NewCell]] = defaultdict(dict)
    for (row, column), cell in sorted(changes.cells.items()):
        rows[row][column] = cell
    body = b"".join(
        b'<row r="%d">%b</row>'
        % (row, b"".join(cell_xml("", (row, c), cell, heading_style if row == 1 else "") for c, cell in cells.items()))
        for row, cells in rows.items()
    )
    most = max(column for _, column in changes.cells)
    return (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b'<cols><col min="1" max="%d" width="20" customWidth="1"/></cols><sheetData>%b</sheetData></worksheet>'
        % (most, body)
    )


def cell_xml(prefix: str, place: Place, cell: NewCell, style: str) -> bytes:
    """A cell's element; ``style``: the number of its look, "" = none."""
    look = f' s="{style}"' if style else ""
    head = f'<{prefix}c r="{coordinate(*place)}"{look}'
    if cell.number is not None:
        return f"{head}><{prefix}v>{cell.number}</{prefix}v></{prefix}c>".encode()
    if not cell.text:
        return f"{head}/>".encode()
    text = escape(_LIKE_ESCAPE.sub("_x005F_", cell.text))
    space = ' xml:space="preserve"' if cell.text != cell.text.strip() or "\n" in cell.text else ""
    inner = f"<{prefix}is><{prefix}t{space}>{text}</{prefix}t></{prefix}is>"
    return f'{head} t="inlineStr">{inner}</{prefix}c>'.encode()


class _Rewriting:
    """The pieces of one part that are written anew."""

    def __init__(self, data: bytes, changes: SheetChanges) -> None:
        self.data, self.changes = data, changes
        self.cells: dict[int, dict[int, NewCell]] = defaultdict(dict)
        for (row, column), cell in changes.cells.items():
            self.cells[row][column] = cell
        looks = (look for cell in changes.cells.values() for look in (cell.like, cell.beside) if look)
        kept = {*self.cells, *(row for row, _ in looks)}
        self.spans: SheetSpans = spans_of(data, kept)
        name = self.spans.others["sheetData"].name
        self.prefix = name[: -len("sheetData")]

    def made(self) -> RewrittenSheet:
        """The part anew."""
        lost, pieces = freed(self.spans, self.changes.cells.keys())
        pieces += [piece for row, cells in self.cells.items() for piece in self._row(row, cells)]
        pieces += [*self._new_rows(), *self._merges(), *self._dimension()]
        return RewrittenSheet(spliced(self.data, pieces), lost)

    def _row(self, row: int, cells: dict[int, NewCell]) -> Iterator[Piece]:
        """The cells of a row that is there."""
        found = self.spans.rows.get(row)
        if found is None:
            return
        missing = {column: cell for column, cell in cells.items() if column not in found.cells}
        for column, cell in cells.items():
            span = found.cells.get(column)
            if span is not None:
                yield span.start, span.end, self._cell((row, column), cell, span)
        if found.span.empty and missing:
            body = b"".join(self._cell((row, c), cell, None) for c, cell in sorted(missing.items()))
            opening = self.data[found.span.start : found.span.end - 2].rstrip()
            yield found.span.start, found.span.end, opening + b">" + body + f"</{found.span.name}>".encode()
            return
        for column, cell in sorted(missing.items()):
            after = min((c for c in found.cells if c > column), default=None)
            at = found.span.close if after is None else found.cells[after].start
            yield at, at, self._cell((row, column), cell, None)
        yield from self._widened(found, missing)

    def _widened(self, found: RowSpan, missing: dict[int, NewCell]) -> Iterator[Piece]:
        """The columns that a row says it spans, where it now spans more."""
        first, colon, last = found.span.attributes.get("spans", "").partition(":")
        if missing and colon and first.isdecimal() and last.isdecimal() and max(missing) > int(last):
            tag = self.data[found.span.start : found.span.inner]
            wider = re.sub(rb'(\sspans\s*=\s*["\'])[^"\']*', rb"\g<1>%d:%d" % (int(first), max(missing)), tag)
            yield found.span.start, found.span.inner, wider

    def _new_rows(self) -> Iterator[Piece]:
        sheet = self.spans.others["sheetData"]
        rows = {row: cells for row, cells in self.cells.items() if row not in self.spans.rows}
        made = {}
        for row, cells in sorted(rows.items()):
            body = b"".join(self._cell((row, c), cell, None) for c, cell in sorted(cells.items()))
            made[row] = f'<{self.prefix}row r="{row}">'.encode() + body + f"</{self.prefix}row>".encode()
        if sheet.empty and made:
            whole = f"<{sheet.name}>".encode() + b"".join(made.values()) + f"</{sheet.name}>".encode()
            yield sheet.start, sheet.end, whole
            return
        below: dict[int, bytes] = defaultdict(bytes)
        numbers = sorted(self.spans.rows)
        for row, xml in made.items():
            after = bisect(numbers, row)
            below[self.spans.rows[numbers[after]].span.start if after < len(numbers) else sheet.close] += xml
        yield from ((at, at, xml) for at, xml in below.items())

    def _cell(self, place: Place, cell: NewCell, span: Span | None) -> bytes:
        """A cell with its own look, or that of the cell that it is to be like."""
        look = cell.like or (cell.beside if span is None else None)
        row = self.spans.rows.get(look[0]) if look else None
        sample = row.cells.get(look[1]) if row and look else None
        own = sample or span
        return cell_xml(self.prefix, place, cell, own.attributes.get("s", "") if own else "")

    def _merges(self) -> Iterator[Piece]:
        """Without the merged ranges that are taken apart."""
        split: list[MergedRange] = self.changes.split
        gone = [span for span in self.spans.merges if block_of(span.attributes.get("ref", "")) in split]
        around = self.spans.others.get("mergeCells")
        if around is None or not gone:
            return
        if len(gone) == len(self.spans.merges):
            yield around.start, around.end, b""
            return
        yield from ((span.start, span.end, b"") for span in gone)
        if "count" in around.attributes:
            tag = self.data[around.start : around.inner]
            left = len(self.spans.merges) - len(gone)
            fewer = re.sub(rb'(\scount\s*=\s*["\'])[^"\']*', rb"\g<1>%d" % left, tag)
            yield around.start, around.inner, fewer

    def _dimension(self) -> Iterator[Piece]:
        """The rectangle that the sheet says it fills, where cells are added outside it."""
        span = self.spans.others.get("dimension")
        block = block_of(span.attributes.get("ref", "")) if span else None
        if span is None or block is None:
            return
        bottom = max([block.bottom, *(row for row, _ in self.changes.cells)])
        right = max([block.right, *(column for _, column in self.changes.cells)])
        if (bottom, right) != (block.bottom, block.right):
            ref = f"{coordinate(block.top, block.left)}:{coordinate(bottom, right)}"
            tag = self.data[span.start : span.inner]
            yield span.start, span.inner, re.sub(rb'(\sref\s*=\s*["\'])[^"\']*', rb"\g<1>" + ref.encode(), tag)
