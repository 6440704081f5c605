"""Where everything of a sheet stands in the bytes of its part: rows, cells, formulas, merged ranges."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from dataclasses import dataclass, field
from xml.parsers import expat

from luanchuyen.sheets.opening.areas import place_of
from luanchuyen.sheets.opening.cell_styles import whole
from luanchuyen.sheets.opening.grid import LAST_ROW

_TAG = re.compile(rb"<[^\"'>]*(?:\"[^\"]*\"[^\"'>]*|'[^']*'[^\"'>]*)*>")


@dataclass
class Span:
    """An element: from ``start`` to ``end``, its opening tag up to ``inner``; ``close``: where the closing one begins.

    ``empty``: it is one tag alone, and ``close`` = ``inner`` = ``end``.
    """

    name: str
    attributes: dict[str, str]
    start: int
    inner: int
    empty: bool
    close: int = 0
    end: int = 0


@dataclass
class FormulaSpan(Span):
    """A formula of the cell at ``place`` and its text, as written."""

    place: tuple[int, int] = (0, 0)
    text: str = ""


@dataclass
class RowSpan:
    """A row; its cells by column where they were asked for."""

    span: Span
    cells: dict[int, Span] = field(default_factory=dict)


@dataclass
class SheetSpans:
    """A sheet: its rows by number, those of ``kept`` with their cells, and what else is to be written anew."""

    rows: dict[int, RowSpan] = field(default_factory=dict)
    formulas: list[FormulaSpan] = field(default_factory=list)
    merges: list[Span] = field(default_factory=list)
    others: dict[str, Span] = field(default_factory=dict)
    """The elements of which there is one: sheetData, mergeCells, dimension."""


Close = Callable[[Span], None]


class SpanReader:
    """Walks through the elements of a part; ``begin`` and ``finish`` hear of each, with its place in the bytes."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._open: list[Span] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self.text

    def read(self) -> None:
        """Read all of a part that was read before, and so is known to be well-formed."""
        self._parser.Parse(self.data, True)

    def begin(self, span: Span, name: str) -> Span:
        """An element begins; the span to keep of it. ``name``: without its prefix."""
        return span

    def finish(self, span: Span, name: str) -> None:
        """It ends."""

    def text(self, text: str) -> None:
        """Letters."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        start = self._parser.CurrentByteIndex
        tag = _TAG.match(self.data, start)
        assert tag is not None
        span = Span(name, attributes, start, tag.end(), tag[0].endswith(b"/>"))
        self._open.append(self.begin(span, local(name)))

    def _end(self, name: str) -> None:
        span = self._open.pop()
        if span.empty:
            span.close = span.end = span.inner
        else:
            span.close = self._parser.CurrentByteIndex
            span.end = self.data.index(b">", span.close) + 1
        self.finish(span, local(name))


class SheetReader(SpanReader):
    """The spans of a sheet; cells are kept of the rows ``kept`` alone. Rows and cells may leave out where they are."""

    def __init__(self, data: bytes, kept: Set[int]) -> None:
        super().__init__(data)
        self.found = SheetSpans()
        self._kept = kept
        self._row = self._column = 0
        self._formula: FormulaSpan | None = None
        self._in_data = self._in_cell = False

    def begin(self, span: Span, name: str) -> Span:
        """Note it."""
        if name == "row" and self._in_data:  # anchors of controls have rows too
            row = whole(span.attributes.get("r", "").partition(".")[0])
            self._row, self._column = row if 0 < row <= LAST_ROW else self._row + 1, 0
            self.found.rows[self._row] = RowSpan(span)
        elif name == "c" and self._in_data:
            place = place_of(span.attributes.get("r", ""))
            self._row, self._column = place if place is not None else (self._row, self._column + 1)
            self._in_cell = True
            if self._row in self._kept:
                self.found.rows[self._row].cells[self._column] = span
        elif name == "f" and self._in_cell:
            place = (self._row, self._column)
            span = self._formula = FormulaSpan(
                span.name, span.attributes, span.start, span.inner, span.empty, place=place
            )
            self.found.formulas.append(self._formula)
        elif name == "mergeCell":
            self.found.merges.append(span)
        elif name in ("sheetData", "mergeCells", "dimension"):
            self.found.others[name] = span
            self._in_data = name == "sheetData"
        return span

    def finish(self, span: Span, name: str) -> None:
        """Leave it."""
        if name == "f":
            self._formula = None
        elif name == "c":
            self._in_cell = False
        elif name == "sheetData":
            self._in_data = False

    def text(self, text: str) -> None:
        """The text of a formula."""
        if self._formula is not None:
            self._formula.text += text


def local(name: str) -> str:
    """An element's name without its prefix."""
    return name.rpartition(":")[2]


def spans_of(data: bytes, kept: Set[int]) -> SheetSpans:
    """The spans of a sheet's part."""
    reader = SheetReader(data, kept)
    reader.read()
    return reader.found


def spliced(data: bytes, pieces: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with each (start, end) replaced; of several at one place in their order."""
    found, at = [], 0
    for start, end, piece in sorted(pieces, key=lambda piece: piece[:2]):
        found += [data[at:start], piece]
        at = end
    return b"".join([*found, data[at:]])
