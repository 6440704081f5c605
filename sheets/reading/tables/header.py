"""Finds the heading rows of a sheet and what each of its columns is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from luanchuyen.models.text.folding import clean, fold, fold_plain
from luanchuyen.sheets.form.column import Column, Sheet
from luanchuyen.sheets.opening.grid import Grid, shown
from luanchuyen.sheets.reading.tables.headings import Headings
from luanchuyen.sheets.reading.tables.tiers import paths_of, places_of, readings_of, with_tiers_below

ROWS_SEARCHED = 30
_NUMBERED = re.compile(r"[(\[]?\s*(\d{1,3}|[A-Za-z]|[IVXLivxl]{2,7})\s*[)\].]?(?:\s*=.*)?")
_TENS, _ONES = ("", "X", "XX", "XXX", "XL"), ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
_ROMAN = [ten + one for ten in _TENS for one in _ONES][1:]
_LEAST = 3
"""A row with fewer numbers than this may be one of facts."""
_HEADS_AGAIN = 2
"""Cells that say the heading of their column: one alone may be somebody's name."""
_EXACT, _SYNONYM, _BARE, _PARENT = range(4)
"""How surely a heading means a column: so written, by a synonym, as a word that facts hold too, by what is above it."""
_WORDS_OF_FACTS = frozenset({"nam", "nữ"})


@dataclass(frozen=True)
class Heading:
    """``columns`` by their place in the grid; ``written`` every heading as it stands, known or not.

    ``doubled``: columns that several headings mean, none better than the others. ``sure``: how many columns are not
    known by a word alone that facts hold too. ``divided``: columns whose heading
    stands over several, each with what it is called below: place -> text.
    """

    rows: tuple[int, ...]
    columns: Mapping[int, Column]
    written: Mapping[int, str]
    doubled: tuple[tuple[Column, tuple[int, ...]], ...] = ()
    sure: int = 0
    divided: tuple[tuple[Column, Mapping[int, str]], ...] = field(default=())


def find_heading(grid: Grid, sheet: Sheet) -> Heading | None:
    """The best heading among the first rows, of one row or several; None where no row looks like one."""
    headings = Headings(sheet)
    best: Heading | None = None
    for row in _rows_to_search(grid, sheet):
        for rows in ((row,), (row, row + 1)):
            if best is not None and len(places_of(grid, rows)) <= best.sure:
                continue  # no more columns than are known already
            found = _heading(grid, headings, rows)
            if best is None or found.sure > best.sure:
                best = found
    if best is None or best.sure < min(2, len(sheet.columns)):
        return None
    whole = with_tiers_below(grid, best.rows[0])
    return _heading(grid, headings, whole) if len(whole) > len(best.rows) else best


def first_line(grid: Grid, heading: Heading) -> int:
    """The first row under the heading, a row of column numbers "(1) (2) (3)" left aside."""
    row = heading.rows[-1] + 1
    return row + 1 if _is_numbering(grid, row) else row


def said_again(grid: Grid, sheet: Sheet, heading: Heading, rows: Iterable[int]) -> list[int]:
    """Of ``rows`` those that say the heading once more, as a list printed page by page does, with their numbering."""
    headings, found = Headings(sheet), list[int]()
    for row in rows:
        if _all_heads(grid, headings, heading, row) or (found and found[-1] == row - 1 and _is_numbering(grid, row)):
            found.append(row)
    return found


def _all_heads(grid: Grid, headings: Headings, heading: Heading, row: int) -> bool:
    told = 0
    for place, cell in grid.rows[row].items():  # the first that is none ends it: a board has many rows
        text = clean(shown(cell)) if place in heading.written else ""
        if text and not _names(headings, heading, place, text):
            return False
        told += bool(text)
    return told >= _HEADS_AGAIN


def _names(headings: Headings, heading: Heading, place: int, text: str) -> bool:
    """Whether ``text`` is the heading of the column at ``place``, or a part of it, in any spelling."""
    if fold(text) in map(fold, (heading.written[place], *heading.written[place].split(": "))):
        return True
    known, meant = heading.columns.get(place), headings.find(text)
    return known is not None and meant is not None and meant[0] == known


def looks_turned(grid: Grid, sheet: Sheet) -> bool:
    """Whether the headings stand below each other in the first column instead of beside each other."""
    headings = Headings(sheet)
    first = min((column for row in grid.rows.values() for column in row), default=1)
    filled = filter(None, (grid.text(row, first) for row in grid.rows))
    texts = list(islice(filled, 2 * headings.count))  # of more lines the headings cannot be six in ten
    known = {found[0].id for found in map(headings.find, texts) if found is not None}
    return len(known) >= 3 and len(known) >= 0.6 * len(texts)


def _rows_to_search(grid: Grid, sheet: Sheet) -> Iterable[int]:
    for name, block in grid.tables.items():
        if fold_plain(name.replace("_", " ")) in (fold_plain(sheet.title), sheet.id):
            return [block.top]
    return list(islice(grid.rows, ROWS_SEARCHED))


def _heading(grid: Grid, headings: Headings, rows: tuple[int, ...]) -> Heading:
    paths = paths_of(grid, rows)
    found: dict[str, list[tuple[int, int]]] = {}
    meant: dict[str, Column] = {}
    for place, path in paths.items():
        match = _match(headings, path)
        if match is not None:
            meant[match[0].id] = match[0]
            found.setdefault(match[0].id, []).append((place, match[1]))
    columns: dict[int, Column] = {}
    doubled, divided, sure = [], [], 0
    for column_id, hits in found.items():
        surest = min(how for _, how in hits)
        places = tuple(place for place, how in hits if how == surest)
        columns[places[0]] = meant[column_id]
        sure += surest != _BARE
        if len(places) > 1 and surest == _PARENT:
            divided.append((meant[column_id], {place: paths[place][-1] for place in places}))
        elif len(places) > 1:
            doubled.append((meant[column_id], places))
    written = {place: ": ".join(path) for place, path in paths.items()}
    return Heading(rows, columns, written, tuple(doubled), sure, tuple(divided))


def _match(headings: Headings, path: tuple[str, ...]) -> tuple[Column, int] | None:
    """The column that a heading means, and how surely: by itself, else by the nearest heading above it."""
    for text in readings_of(path):
        found = headings.find(text)
        if found is not None and fold(text) in _WORDS_OF_FACTS:
            return found[0], _BARE
        if found is not None:
            return found[0], _EXACT if found[1] else _SYNONYM
    above = (headings.find(text) for text in reversed(path[:-1]) if fold(text) not in _WORDS_OF_FACTS)
    return next(((found[0], _PARENT) for found in above if found is not None), None)


def _is_numbering(grid: Grid, row: int) -> bool:
    """Whether a row numbers the columns: 1, 2, 3, I, II, III or A, B, C from the first on, or A, B, 1, 2, 3; in any
    brackets."""
    texts = [clean(shown(cell)) for _, cell in sorted(grid.rows.get(row, {}).items())]
    marks = [found[1] if found else "" for found in map(_NUMBERED.fullmatch, filter(None, texts))]
    if not all(marks):
        return False
    if any(mark.isalpha() and len(mark) > 1 for mark in marks):
        return len(marks) >= _LEAST and [mark.upper() for mark in marks] == _ROMAN[: len(marks)]
    numbers = [int(mark) for mark in marks if mark.isdigit()]
    letters = [ord(mark.upper()) - ord("A") + 1 for mark in marks if mark.isalpha()]
    counted = all(same == list(range(1, len(same) + 1)) for same in (numbers, letters))
    return counted and (len(numbers) >= _LEAST or (not numbers and len(letters) >= _LEAST))
