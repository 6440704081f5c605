"""A grid into a table: which columns it has, which rows are records, what lies around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from luanchuyen.models.errors import Severity
from luanchuyen.models.text.first_few import first_few
from luanchuyen.models.text.folding import clean, fold, fold_plain, nearest
from luanchuyen.sheets.form.column import Column, Sheet
from luanchuyen.sheets.opening.grid import LAST_COLUMN, LAST_ROW, Cell, Grid, coordinate, letters, shown
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.divided import Divided, divided_columns
from luanchuyen.sheets.reading.tables.header import Heading, find_heading, first_line, looks_turned, said_again
from luanchuyen.sheets.reading.tables.table import Table, TableRow

BLANK_ROWS = 20
_NUMBER_COLUMNS = frozenset({"stt", "tt", "số tt", "số thứ tự", "no", "no."})
_TOTALS = frozenset({"tong", "cong", "tong cong", "tong so"})
_MANY_FILLS = 3
_MOST_PIECES = 12
_IDENTITY = frozenset({"cccd", "cmnd", "cmtnd"})


def table_of(grid: Grid, sheet: Sheet, problems: Problems) -> Table | None:
    """The table on a sheet; None, with the reason noted, where there is no heading to go by."""
    _look_around(grid, problems)
    heading = None if looks_turned(grid, sheet) else find_heading(grid, sheet)
    if heading is None:
        if sheet.id == "settings" and grid.rows:
            heading = Heading((0,), dict(zip((1, 2), sheet, strict=True)), {})
        else:
            _no_heading(grid, sheet, problems)
            return None
    start = first_line(grid, heading)
    divided, heading = divided_columns(grid, sheet, heading, start)
    _check_columns(grid, sheet, heading, divided, problems)
    _look_within(grid, sheet, heading, problems)
    letters_of = {column.id: letters(place) for place, column in heading.columns.items()}
    lines = _lines(grid, sheet, heading, divided, start, problems)
    several = {one.column.id: tuple(map(letters, one.heads)) for one in divided}
    return Table(sheet, grid.title, letters_of, tuple(lines), several)


def _no_heading(grid: Grid, sheet: Sheet, problems: Problems) -> None:
    if not grid.rows:
        if sheet.required:
            problems.add("empty_sheet", grid.title)
    elif looks_turned(grid, sheet):
        problems.add("turned", grid.title)
    else:
        wanted = ", ".join(column.heading for column in sheet if column.required)
        problems.add("no_heading", grid.title, columns=wanted)


def _look_around(grid: Grid, problems: Problems) -> None:
    """What the eye sees and the data do not: hidden and struck rows, old fonts."""
    for name, rows in (("hidden_rows", grid.hidden_rows), ("struck_rows", grid.struck_rows)):
        if rows:
            problems.add(name, grid.title, severity="warning", rows=_ranges(sorted(rows)))
    if grid.legacy_fonts:
        fonts = ", ".join(sorted(grid.legacy_fonts))
        problems.add("old_font_name", grid.title, severity="warning", fonts=fonts)


def _look_within(grid: Grid, sheet: Sheet, heading: Heading, problems: Problems) -> None:
    """Comments and colours under the heading; those of the heading, and of the names of settings, explain it."""
    start = heading.rows[-1] + 1
    first = 2 if sheet.id == "settings" else 1
    remarked = [coordinate(row, column) for row, column in grid.remarked if row >= start and column >= first]
    if remarked:
        problems.add("comments", grid.title, *remarked, severity="warning")
    if sum(last >= start for last in grid.fills) > _MANY_FILLS:
        problems.add("colours", grid.title, severity="warning")


def _tell_hidden(grid: Grid, heading: Heading, problems: Problems) -> None:
    """Hidden columns, which are read as the others are."""
    row = heading.rows[-1]
    unseen = [place for place in heading.columns if any(first <= place <= last for first, last in grid.hidden_columns)]
    if unseen:
        problems.add("hidden_columns", grid.title, *(coordinate(row, place) for place in sorted(unseen)),
                     severity="info", letters=", ".join(map(letters, sorted(unseen))))  # fmt: skip


def _check_columns(grid: Grid, sheet: Sheet, heading: Heading, divided: Sequence[Divided], problems: Problems) -> None:
    row = heading.rows[-1]
    _tell_hidden(grid, heading, problems)
    for column, heads in heading.divided:
        cells = [coordinate(row, place) for place in heads]
        problems.add("divided_column", grid.title, *cells, column=column.heading, names=", ".join(heads.values()))
    for one in divided:
        if one.otherwise:
            cell = coordinate(row, min(one.heads))
            problems.add("one_sex_column", grid.title, cell, severity="warning",
                         marked=next(iter(one.heads.values())), other=one.otherwise)  # fmt: skip
    twice = {place for _, places in heading.doubled for place in places}
    for column, places in heading.doubled:
        cells = [coordinate(row, place) for place in places]
        problems.add("doubled_column", grid.title, *cells, column=column.heading)
    have = {column.id for column in heading.columns.values()}
    if {"birth_male", "birth_female"} <= have:
        have |= {"birth", "sex"}
    missing = [column.heading for column in sheet if column.required and column.id not in have]
    if missing:
        problems.add("missing_columns", grid.title, coordinate(row, 1), columns=", ".join(missing))
    free = [column.heading for column in sheet if column.id not in have]
    unknown = []
    parts = {place for _, heads in heading.divided for place in heads} | {p for one in divided for p in one.heads}
    for place, text in heading.written.items():
        if place in heading.columns or place in parts | twice or fold(text) in _NUMBER_COLUMNS:
            continue
        close = nearest(text, free, 1)
        if _IDENTITY.intersection(fold_plain(text).split()):
            problems.add("identity_column", grid.title, coordinate(row, place), severity="warning", text=text)
        elif close:
            problems.add("column_like", grid.title, coordinate(row, place), severity="warning",
                         text=text, nearest=close[0])  # fmt: skip
        else:
            unknown.append((coordinate(row, place), text))
    if unknown:
        cells = [cell for cell, _ in unknown]
        names = ", ".join(text for _, text in unknown)
        problems.add("unknown_columns", grid.title, *cells, severity="warning", columns=names)


def _lines(
    grid: Grid, sheet: Sheet, heading: Heading, divided: Sequence[Divided], start: int, problems: Problems
) -> list[TableRow]:
    several = {one.column.id for one in divided}
    columns = {place: column for place, column in heading.columns.items() if column.id not in several}
    filled = _filled(grid, heading, start, problems)
    for row in _headings_again(grid, sheet, heading, filled, problems):
        del filled[row]
    required = [column.id for column in sheet if column.required]
    lines: list[TableRow] = []
    passed: list[int] = []
    unnamed: dict[int, int] = {}
    last = start - 1
    for row, cells in filled.items():
        if row - last > BLANK_ROWS + 1:
            late = [number for number in filled if number >= row]
            _stray(grid, late, problems)
            break
        last = row
        known = {columns[place].id: cell for place, cell in cells.items() if place in columns}
        made = {one.column.id: found for one in divided if (found := one.cell_of(cells)) is not None} if known else {}
        known |= {name: cell for name, (_, cell) in made.items()}
        if known and _is_record(sheet, required, known):
            lines.append(TableRow(row, known, {name: letters(place) for name, (place, _) in made.items()}))
            for place in cells.keys() - heading.written.keys() - columns.keys():
                unnamed.setdefault(place, row)
        else:
            passed.append(row)
    _tell_passed(grid, passed, lines, problems)
    for place, row in sorted(unnamed.items()):
        name = "stray_cell" if place == LAST_COLUMN else "unnamed_column"
        cell = coordinate(row, place)
        problems.add(name, grid.title, cell, severity="warning", letters=letters(place), cell=cell)
    if not lines and sheet.required:
        problems.add("no_rows", grid.title, severity="warning")
    return lines


def _headings_again(grid: Grid, sheet: Sheet, heading: Heading, rows: Iterable[int], problems: Problems) -> list[int]:
    again = said_again(grid, sheet, heading, rows)
    if again:
        problems.add("heading_again", grid.title, severity="info", rows=_ranges(again))
    return again


def _is_record(sheet: Sheet, required: list[str], cells: Mapping[str, Cell]) -> bool:
    """Whether a row is a record, perhaps an incomplete one, and no section title, total or signature."""
    full = 2 * sum(column in cells for column in required) >= len(required)
    if sheet.key not in cells:
        return full and len(cells) >= 2
    key = clean(shown(cells[sheet.key]))
    if fold_plain(key) in _TOTALS:
        return False
    return full or not (" " in key or key.endswith(":"))


def _filled(grid: Grid, heading: Heading, start: int, problems: Problems) -> dict[int, Mapping[int, Cell]]:
    """The rows from ``start`` on, with every cell of a merged range holding what its first cell holds."""
    rows = {row: cells for row, cells in grid.rows.items() if row >= start}
    down: list[tuple[str, str, Column]] = []
    for block in grid.blocks:
        cell = grid.rows.get(block.top, {}).get(block.left)
        if block.top < start or cell is None:
            continue
        known = [column for column in range(block.left, block.right + 1) if column in heading.columns]
        if block.left != block.right:
            if len(known) > 1 and len(grid.rows[block.top]) > 1:
                problems.add("merged_across", grid.title, coordinate(block.top, block.left), area=str(block))
        elif known:
            for row in range(block.top, min(block.bottom, LAST_ROW) + 1):
                if row in rows:
                    rows[row] = dict(sorted({**rows[row], block.left: cell}.items()))
            down.append((coordinate(block.top, block.left), str(block), heading.columns[block.left]))
    _tell_merged_down(grid, down, problems)
    return rows


def _tell_merged_down(grid: Grid, down: list[tuple[str, str, Column]], problems: Problems) -> None:
    """What one cell says of several rows; of a name that is never meant."""
    names = [one for one in down if one[2].id == "name"]
    others = [one for one in down if one[2].id != "name"]
    kinds: tuple[tuple[str, Severity, list[tuple[str, str, Column]]], ...] = (
        ("merged_names", "warning", names),
        ("merged_down", "normalised", others),
    )
    for name, severity, told in kinds:
        if told:
            areas = first_few([area for _, area, _ in told], _MOST_PIECES)
            problems.add(name, grid.title, *(cell for cell, _, _ in told), severity=severity, area=areas)


def _stray(grid: Grid, rows: list[int], problems: Problems) -> None:
    first = rows[0]
    cell = coordinate(first, min(grid.rows[first]))
    name = "stray_cell" if first == LAST_ROW else "after_gap"
    problems.add(name, grid.title, cell, severity="warning", cell=cell, rows=_ranges(rows), blank=BLANK_ROWS)


def _tell_passed(grid: Grid, passed: list[int], lines: list[TableRow], problems: Problems) -> None:
    end = lines[-1].row if lines else 0
    for name, rows in (
        ("section_rows", [row for row in passed if row < end]),
        ("rows_below", [row for row in passed if row > end]),
    ):
        if rows:
            problems.add(name, grid.title, severity="warning", rows=_ranges(rows))


def _ranges(rows: list[int]) -> str:
    """``3–5, 9``: the rows, those that follow each other joined, at most a dozen pieces."""
    pieces: list[list[int]] = []
    for row in rows:
        if pieces and row == pieces[-1][-1] + 1:
            pieces[-1] = [pieces[-1][0], row]
        else:
            pieces.append([row])
    return first_few(["–".join(map(str, piece)) for piece in pieces], _MOST_PIECES)
