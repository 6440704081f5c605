"""Columns that a list divides: an x under Nam or Nữ, offices of the Party and of the State apart, day, month, year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from luanchuyen.models.text.folding import clean, fold
from luanchuyen.sheets.form import words
from luanchuyen.sheets.form.column import Column, Sheet
from luanchuyen.sheets.opening.grid import Cell, Grid, shown
from luanchuyen.sheets.reading.tables.header import Heading

_WINGDINGS = ("ü", "þ", "\uf0fc", "\uf0fe")
"""Ticks as the font Wingdings has them in place of letters."""
_MARKS = frozenset({*_WINGDINGS, "x", "v", "×", "✓", "✔", "√", "☑", "☒", "■", "●", "•", "*", "+", *words.YES})
_NO_MARKS = frozenset({"", "-", "–", "—", "0", "o", *words.NO})
_CHOSEN = frozenset({"word", "scale", "bloc", "level", "kind", "sector"})
_DAY = ("ngày", "tháng", "năm")
_BETWEEN = {"name": " "}
_BIRTHS = {"birth_male": "Nam", "birth_female": "Nữ"}


@dataclass(frozen=True)
class Divided:
    """One column that stands in several: ``heads`` is what each is called, by its place in the grid.

    ``manner``: the head over a mark is the value (marks), the texts stand one after the other (texts), or the parts
    make a date (date). ``otherwise``: what a row without a mark means.
    """

    column: Column
    heads: Mapping[int, str]
    manner: Literal["marks", "texts", "date"]
    otherwise: str = ""

    def cell_of(self, cells: Mapping[int, Cell]) -> tuple[int, Cell] | None:
        """The one cell that the row's cells make, and the place of the first of them; None where it is blank."""
        filled = {place: cells[place] for place in self.heads if place in cells and _is_filled(cells[place])}
        if not filled:
            return (min(self.heads), Cell(self.otherwise)) if self.otherwise else None
        if len(filled) == 1 and self.manner == "texts":
            return next(iter(filled.items()))
        return min(filled), Cell(self._text(filled))

    def _text(self, filled: Mapping[int, Cell]) -> str:
        if self.manner == "date":
            return "/".join(clean(shown(cell)) for _, cell in sorted(filled.items(), key=self._order))
        texts = [
            self.heads[place] if self.manner == "marks" and _is_mark(cell) else clean(shown(cell))
            for place, cell in filled.items()
        ]
        return _BETWEEN.get(self.column.id, "; ").join(texts)

    def _order(self, item: tuple[int, Cell]) -> int:
        return _DAY.index(fold(self.heads[item[0]]))


def divided_columns(grid: Grid, sheet: Sheet, heading: Heading, start: int) -> tuple[tuple[Divided, ...], Heading]:
    """What the columns that stand in several are, by what their cells hold; and the heading without them.

    The heading keeps those that are not understood.
    """
    if not heading.divided and not any(column.id in _BIRTHS for column in heading.columns.values()):
        return (), heading
    key = next((place for place, column in heading.columns.items() if column.id == sheet.key), None)
    rows = [cells for row, cells in grid.rows.items() if row >= start and (key is None or key in cells)]
    sex = _sex(sheet, heading, rows)
    columns = {place: column for place, column in heading.columns.items() if sex is None or column.id not in _BIRTHS}
    found, left = [] if sex is None else [sex], []
    for column, heads in heading.divided:
        manner = _manner(column, heads, rows)
        if manner is None:
            left.append((column, heads))
        else:
            found.append(Divided(column, heads, manner))
    columns |= {min(one.heads): one.column for one in found}
    return tuple(found), replace(heading, columns=columns, divided=tuple(left))


def _manner(
    column: Column, heads: Mapping[int, str], rows: Iterable[Mapping[int, Cell]]
) -> Literal["marks", "texts", "date"] | None:
    cells = [cells[place] for cells in rows for place in heads if place in cells and _is_filled(cells[place])]
    if column.reads in _CHOSEN or (cells and all(map(_is_mark, cells)) and column.reads == "text"):
        return "marks"
    if column.reads == "text":
        return "texts"
    parts = [fold(head) for head in heads.values()]
    return "date" if column.reads == "date" and len(set(parts)) == len(parts) and set(parts) <= set(_DAY) else None


def _sex(sheet: Sheet, heading: Heading, rows: Iterable[Mapping[int, Cell]]) -> Divided | None:
    """The columns Nam and Nữ, or one of them, where they hold marks and the birth stands elsewhere."""
    heads = {place: _BIRTHS[column.id] for place, column in heading.columns.items() if column.id in _BIRTHS}
    ids = {column.id for column in heading.columns.values()} | {column.id for column, _ in heading.divided}
    cells = [cells[place] for cells in rows for place in heads if place in cells and _is_filled(cells[place])]
    if not heads or "birth" not in ids or "sex" in ids or not all(map(_is_mark, cells)):
        return None
    other = "" if len(heads) > 1 else next(head for head in _BIRTHS.values() if head not in heads.values())
    return Divided(sheet.column("sex"), heads, "marks", other)


def _is_mark(cell: Cell) -> bool:
    return fold(shown(cell)) in _MARKS


def _is_filled(cell: Cell) -> bool:
    return fold(shown(cell)) not in _NO_MARKS
