"""An .xlsx into grids, by expat and as Excel reads it: what other programs leave out or add does no harm.

openpyxl is not asked: it makes an object of each cell under a merge or a link, and takes a missing style amiss.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from luanchuyen.models.text.container import BrokenError, HostileError
from luanchuyen.models.text.markup import MalformedError
from luanchuyen.sheets.opening.areas import block_of, place_of
from luanchuyen.sheets.opening.cell_styles import Style, StyleSheet
from luanchuyen.sheets.opening.contents import contents_of
from luanchuyen.sheets.opening.grid import Cell, Grid, MergedRange
from luanchuyen.sheets.opening.relations import Package
from luanchuyen.sheets.opening.sheet_part import SheetPart, text_cell


class DamagedError(Exception):
    """No workbook can be made of the bytes."""


def grids(data: bytes) -> tuple[Grid, ...]:
    """Every sheet of a workbook that preflight.py let through. Raises DamagedError."""
    return _all(data, False)


def written(data: bytes) -> tuple[Grid, ...]:
    """Every sheet with its cells as they were written: a formula is its own text. Raises DamagedError."""
    return _all(data, True)


def _all(data: bytes, as_written: bool) -> tuple[Grid, ...]:
    try:
        found = _grids(Package(data), as_written)
    except (BrokenError, HostileError, MalformedError, IndexError, KeyError, ValueError) as broken:
        raise DamagedError from broken
    if not found:
        raise DamagedError
    return found


def _grids(package: Package, as_written: bool) -> tuple[Grid, ...]:
    contents = contents_of(package)
    if contents is None:
        raise DamagedError
    styles = _styles(package, contents.part)
    texts = _texts(package, contents.part)
    found = []
    for entry in contents.sheets:
        sheet = SheetPart(styles, texts.__getitem__, contents.since_1904, as_written)
        package.read_again(entry.part, sheet.starts, sheet.ends, sheet.texts)
        sheet.finish()
        found.append(_grid(package, entry.part, entry.title, entry.hidden, sheet))
    return tuple(found)


def _grid(package: Package, part: str, title: str, hidden: bool, sheet: SheetPart) -> Grid:
    remarked: set[tuple[int, int]] = set()
    tables: dict[str, MergedRange] = {}

    def remark(name: str, attributes: dict[str, str]) -> None:
        place = place_of(attributes.get("ref", "")) if name == "comment" else None
        if place is not None:
            remarked.add(place)

    def table(name: str, attributes: dict[str, str]) -> None:
        block = block_of(attributes.get("ref", "")) if name == "table" else None
        if block is not None:
            tables[attributes.get("displayName") or attributes.get("name", "")] = block

    readers: Mapping[str, Callable[[str, dict[str, str]], None]] = {"comments": remark, "table": table}
    for relation, target in package.relations(part):
        if relation.kind in readers:
            package.read(target, readers[relation.kind])
    return Grid(
        title=title,
        rows=sheet.rows,
        blocks=tuple(sheet.blocks),
        hidden=hidden,
        hidden_rows=frozenset(sheet.hidden_rows),
        hidden_columns=tuple(sheet.hidden_columns),
        struck_rows=sheet.struck_rows(),
        legacy_fonts=frozenset(sheet.legacy_fonts),
        remarked=tuple(sorted(remarked)),
        fills=tuple(sheet.fills.values()),
        tables=tables,
    )


def _styles(package: Package, book: str) -> Sequence[Style]:
    sheet = StyleSheet()
    part = package.one("styles", book)
    if part is not None:
        package.read(part, sheet.starts)
    return sheet.styles()


def _texts(package: Package, book: str) -> Sequence[Cell | None]:
    """The shared texts as cells, without how they are read aloud."""
    part = package.one("sharedStrings", book)
    found: list[Cell | None] = []
    pieces: list[str] = []
    collects, aloud = False, 0

    def starts(name: str, attributes: dict[str, str]) -> None:
        nonlocal collects, aloud
        if ":" in name:
            name = name.rpartition(":")[2]
        aloud += name == "rPh"
        collects = name == "t" and not aloud

    def ends(name: str) -> None:
        nonlocal collects, aloud
        if ":" in name:
            name = name.rpartition(":")[2]
        collects = False
        aloud -= name == "rPh"
        if name == "si":
            found.append(text_cell("".join(pieces)))
            pieces.clear()

    def texts(text: str) -> None:
        if collects:
            pieces.append(text)

    if part is not None:
        package.read_again(part, starts, ends, texts)
    return found
