"""The child that opens a foreign workbook: it may want too much memory, or be ended by what it opens."""

from __future__ import annotations

import datetime as dt
import io
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress

from luanchuyen.models.text.container import BrokenError, HostileError
from luanchuyen.models.text.markup import MalformedError
from luanchuyen.optimizer.processes.parent import Parent
from luanchuyen.sheets.opening.foreign.aside import FAULTS, SheetAside
from luanchuyen.sheets.opening.foreign.ods_markup import ods_asides
from luanchuyen.sheets.opening.foreign.xls_records import xls_asides
from luanchuyen.sheets.opening.foreign.xlsb_records import xlsb_asides
from luanchuyen.sheets.opening.grid import DATE, FAULT, LAST_ROW, NUMBER, TRUTH, Cell, Grid, MergedRange

MOST_MEMORY = 2**30
"""Bytes of addresses, where the system knows such a cap; elsewhere what is counted beforehand has to do."""

MISSING = "library_missing"
"""In place of the message's name: the library is not installed."""

_ERRORS = frozenset(FAULTS.values())

Answer = tuple[Grid, ...] | tuple[str, Mapping[str, object]]
"""The sheets; or the name of the message that refuses the file, with its values."""


def answer_of(data: bytes, kind: str) -> Answer:
    """The sheets of the bytes of a workbook of that kind: xls, xlsb or ods."""
    try:
        return grids_of(data, kind)
    except HostileError as hostile:
        return hostile.name, hostile.values
    except (BrokenError, MalformedError, MemoryError):
        return "foreign_broken", {}
    except ModuleNotFoundError as missing:
        return MISSING, {"name": missing.name}


def grids_of(data: bytes, kind: str) -> tuple[Grid, ...]:
    """Every sheet of cells. Raises BrokenError, HostileError, MalformedError or MemoryError."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    asides = _asides(data, kind)
    grids = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [entry.name for entry in book.sheets_metadata]
        by_name = dict(zip(names, asides, strict=True)) if isinstance(asides, list) else asides
        for entry in book.sheets_metadata:
            if entry.typ == SheetTypeEnum.WorkSheet:
                sheet, aside = book.get_sheet_by_name(entry.name), by_name[entry.name]
                for (top, left), (bottom, right) in (sheet.merged_cell_ranges or ()) if kind == "xls" else ():
                    aside.block(MergedRange(top + 1, left + 1, bottom + 1, right + 1))
                top, left = sheet.start or (0, 0)
                hidden = entry.visible != SheetVisibleEnum.Visible
                grids.append(_grid(entry.name, hidden, sheet.to_python(), (top + 1, left + 1), aside))
    except PasswordError as locked:
        raise HostileError("encrypted") from locked
    except (CalamineError, ValueError, KeyError, OSError) as broken:
        raise BrokenError from broken
    if not grids:
        raise BrokenError
    return tuple(grids)


def _asides(data: bytes, kind: str) -> list[SheetAside] | dict[str, SheetAside]:
    if kind == "xls":
        return xls_asides(data)
    return xlsb_asides(data) if kind == "xlsb" else ods_asides(data)


def _grid(
    title: str, hidden: bool, lines: Sequence[Sequence[object]], start: tuple[int, int], aside: SheetAside
) -> Grid:
    """One sheet, its cells where they truly stand: the library leaves out blank rows and columns before the first."""
    top, left = start
    rows: dict[int, dict[int, Cell]] = {}
    for row, line in enumerate(lines, top):
        cells = {column: cell for column, value in enumerate(line, left) if (cell := _cell(value)) is not None}
        if cells:
            rows[row] = cells
    for (row, column), text in aside.faults.items():
        rows.setdefault(row, {})[column] = Cell(text, FAULT)
    for block in aside.blocks:
        for row in range(block.top, block.bottom + 1):
            for column in range(block.left, block.right + 1) if row in rows else ():
                if (row, column) != (block.top, block.left):
                    rows[row].pop(column, None)
    kept = {row: dict(sorted(rows[row].items())) for row in sorted(rows) if rows[row] and row <= LAST_ROW}
    return Grid(title, kept, tuple(sorted(aside.blocks, key=lambda block: (block.top, block.left))), hidden)


def _cell(value: object) -> Cell | None:
    """The cell of a value; None where it is blank."""
    if isinstance(value, str):
        if value in _ERRORS:
            return Cell(value, FAULT)
        return Cell(value) if value.strip() else None
    if isinstance(value, bool):
        return Cell(value, TRUTH)
    if isinstance(value, float):
        return Cell(int(value) if value.is_integer() and abs(value) < 1e15 else value, NUMBER)
    if isinstance(value, int):
        return Cell(value, NUMBER)
    if isinstance(value, dt.datetime):
        return Cell(value, DATE)
    if isinstance(value, dt.date):
        return Cell(dt.datetime(value.year, value.month, value.day), DATE)
    return Cell(str(value))


def serve() -> None:
    """Answer one question of the parent and end."""
    parent = Parent()
    if sys.platform != "win32":
        import resource

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))
    parent.tell(answer_of(*parent.hear()))


if __name__ == "__main__":
    serve()
