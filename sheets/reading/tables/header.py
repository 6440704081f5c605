"""Finds the heading row of a sheet and what each of its columns is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from luanchuyen.models.text.folding import clean, fold, fold_plain
from luanchuyen.sheets.form.column import Column, Sheet
from luanchuyen.sheets.form.facts import BIRTH_BY_SEX
from luanchuyen.sheets.opening.grid import Grid, MergedRange, shown

ROWS_SEARCHED = 30
_HINT = re.compile(r"\s*\([^()]*\)")
_NUMBERED = re.compile(r"\(?\s*(\d{1,3}|[A-Z])\s*\)?")


@dataclass(frozen=True)
class Heading:
    """``columns`` by their place in the grid; ``written`` every heading as it stands, known or not."""

    rows: tuple[int, ...]
    columns: Mapping[int, Column]
    written: Mapping[int, str]
    doubled: tuple[tuple[Column, tuple[int, ...]], ...] = ()


class Headings:
    """Every way the headings of one sheet are written."""

    def __init__(self, sheet: Sheet) -> None:
        self._exact: dict[str, Column] = {}
        self._others: dict[str, Column] = {}
        plain: dict[str, list[Column]] = {}
        declared = [*sheet, *(BIRTH_BY_SEX if sheet.id == "cadres" else ())]
        for column in declared:
            self._exact[fold(column.heading)] = column
        for column in declared:
            self._exact.setdefault(fold(column.id), column)
            for name in column.synonyms:
                self._others.setdefault(fold(name), column)
            for name in (column.heading, *column.synonyms):
                plain.setdefault(fold_plain(name), []).append(column)
        self._found: dict[str, tuple[Column, bool] | None] = {}
        self._plain = {name: columns[0] for name, columns in plain.items() if len(set(columns)) == 1}

    def find(self, written: str) -> tuple[Column, bool] | None:
        """The column a heading means, and whether it is written exactly so, not by a synonym."""
        if written not in self._found:
            self._found[written] = self._find(written)
        return self._found[written]

    def _find(self, written: str) -> tuple[Column, bool] | None:
        bare = clean(written).replace("*", "").rstrip(" :").strip()
        for text in dict.fromkeys((bare, _HINT.sub("", bare).strip())):
            key = fold(text)
            if not key:
                continue
            if key in self._exact:
                return self._exact[key], True
            column = self._others.get(key) or self._plain.get(key.replace("_", " "))
            if column is not None:
                return column, False
        return None


def find_heading(grid: Grid, sheet: Sheet) -> Heading | None:
    """The best heading among the first rows, of one row or two; None where no row looks like one."""
    headings = Headings(sheet)
    best: Heading | None = None
    for row in _rows_to_search(grid, sheet):
        for rows in ((row,), (row, row + 1)):
            if best is not None and len(_places(grid, rows)) <= len(best.columns):
                continue  # no more columns than are known already
            found = _heading(grid, headings, rows)
            if best is None or len(found.columns) > len(best.columns):
                best = found
    least = min(2, len(sheet.columns))
    return best if best is not None and len(best.columns) >= least else None


def first_line(grid: Grid, heading: Heading) -> int:
    """The first row under the heading, a row of column numbers "(1) (2) (3)" left aside."""
    row = heading.rows[-1] + 1
    return row + 1 if _is_numbering(grid, row) else row


def looks_turned(grid: Grid, sheet: Sheet) -> bool:
    """Whether the headings stand below each other in the first column instead of beside each other."""
    headings = Headings(sheet)
    first = min((column for row in grid.rows.values() for column in row), default=1)
    texts = [grid.text(row, first) for row in grid.rows if grid.text(row, first)]
    known = {found[0].id for found in map(headings.find, texts) if found is not None}
    return len(known) >= 3 and len(known) >= 0.6 * len(texts)


def _rows_to_search(grid: Grid, sheet: Sheet) -> Iterable[int]:
    for name, block in grid.tables.items():
        if fold_plain(name.replace("_", " ")) in (fold_plain(sheet.title), sheet.id):
            return [block.top]
    return list(islice(grid.rows, ROWS_SEARCHED))


def _heading(grid: Grid, headings: Headings, rows: tuple[int, ...]) -> Heading:
    written = _written(grid, rows)
    found: dict[str, list[tuple[int, bool]]] = {}
    meant: dict[str, Column] = {}
    for place, texts in written.items():
        match = next((hit for hit in map(headings.find, texts) if hit is not None), None)
        if match is not None:
            meant[match[0].id] = match[0]
            found.setdefault(match[0].id, []).append((place, match[1]))
    columns: dict[int, Column] = {}
    doubled = []
    for column_id, hits in found.items():
        exact = [place for place, is_exact in hits if is_exact] or [place for place, _ in hits]
        columns[exact[0]] = meant[column_id]
        if len(exact) > 1:
            doubled.append((meant[column_id], tuple(exact)))
    return Heading(rows, columns, {place: texts[0] for place, texts in written.items()}, tuple(doubled))


def _written(grid: Grid, rows: tuple[int, ...]) -> dict[int, tuple[str, ...]]:
    """For each column the ways to read its heading, best first; merged headings spread over their cells."""
    top = _spread(grid, rows[0])
    if len(rows) == 1:
        return {place: (text,) for place, text in top.items()}
    bottom = _spread(grid, rows[1])
    written: dict[int, tuple[str, ...]] = {}
    above = ""
    for place in sorted(top.keys() | bottom.keys()):
        above = top.get(place, "") or above
        below = bottom.get(place, "")
        if not below or below == above:
            written[place] = (top.get(place, "") or below,)
        else:
            written[place] = (f"{above}: {below}", f"{above} {below}", below)
            if place in top:
                written[place] += (top[place],)
    return written


def _spread(grid: Grid, row: int) -> dict[int, str]:
    texts = {column: clean(shown(cell)) for column, cell in grid.rows.get(row, {}).items()}
    for block in grid.blocks:
        if block.top <= row <= block.bottom:
            text = clean(grid.text(block.top, block.left))
            if text:
                texts |= {column: text for column in _across(block)}
    return {column: text for column, text in sorted(texts.items()) if text}


def _places(grid: Grid, rows: tuple[int, ...]) -> set[int]:
    """The columns in which a heading of these rows could stand."""
    merged = (block for block in grid.blocks if any(block.top <= row <= block.bottom for row in rows))
    return {column for row in rows for column in grid.rows.get(row, ())}.union(*map(_across, merged))


def _across(block: MergedRange) -> range:
    return range(block.left, min(block.right, block.left + 50) + 1)


def _is_numbering(grid: Grid, row: int) -> bool:
    texts = [clean(shown(cell)) for _, cell in sorted(grid.rows.get(row, {}).items())]
    numbers = [int(found[1]) for found in map(_NUMBERED.fullmatch, texts) if found and found[1].isdigit()]
    return (
        len(numbers) >= 3
        and all(map(_NUMBERED.fullmatch, texts))
        and numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    )
