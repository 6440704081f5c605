"""An .xlsx with some of its facts changed: the cells in their sheets, and what of the file hangs on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from luanchuyen.models.update import Updates
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.sheets.opening import xlsx
from luanchuyen.sheets.opening.contents import Contents, SheetEntry, contents_of
from luanchuyen.sheets.opening.grid import Grid
from luanchuyen.sheets.opening.relations import Package
from luanchuyen.sheets.reading.tables.header import find_heading
from luanchuyen.sheets.reading.tables.table import Table
from luanchuyen.sheets.rewriting.formulas import formula_texts, names_a_sheet
from luanchuyen.sheets.rewriting.package import (
    counted_on_opening,
    lengthened_table,
    repacked,
    with_sheet,
    without_counted,
    without_part,
)
from luanchuyen.sheets.rewriting.placing import Place, Placing, SheetChanges, cell_name
from luanchuyen.sheets.rewriting.rewritten import Rewritten, told_changes
from luanchuyen.sheets.rewriting.sheet_xml import new_sheet, rewritten_sheet
from luanchuyen.sheets.rewriting.spans import spans_of

_FORMULA = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?f[\s/>]")


def rewritten_workbook(data: bytes, tables: Mapping[str, Table], updates: Updates, vocabulary: Vocabulary) -> Rewritten:
    """The file with the updates in it. ``tables``: as they were read from these very bytes."""
    package = Package(data)
    contents = contents_of(package)
    assert contents is not None  # it was read
    grids = xlsx.grids(data)
    changes = Placing(grids, tables, vocabulary, contents.since_1904).changes(updates)
    made = _Parts(package, contents)
    for one in changes:
        heading = _heading_place({grid.title: grid for grid in grids}, tables["cadres"]) if one.new else None
        made.change(one, heading)
    made.settle({one.title for one in changes}, tables)
    told = told_changes(changes, {grid.title: grid for grid in grids})
    return Rewritten(repacked(data, made.anew), told, tuple(made.lost), tuple(made.stale))


@dataclass
class _Parts:
    """The parts that are written anew, by the names that the file writes; ``lost``, ``stale``: cells with formulas
    that gave way, and with formulas that read what has changed."""

    package: Package
    contents: Contents
    anew: dict[str, bytes | None] = field(default_factory=dict)
    lost: list[tuple[str, str]] = field(default_factory=list)
    stale: list[tuple[str, str]] = field(default_factory=list)
    _gone: dict[str, set[Place]] = field(default_factory=dict)

    def change(self, changes: SheetChanges, heading: tuple[str, Place] | None) -> None:
        """Write one sheet anew, or add it, its headings as the one at ``heading`` (sheet, place)."""
        if heading is not None:
            content, kept = new_sheet(changes, self._look(*heading)), {k: v for k, v in self.anew.items() if v}
            with_sheet(self.package, self.contents, kept, changes.title, content)
            self.anew |= kept
            return
        entry = self._entry(changes.title)
        found = rewritten_sheet(self.package.content(entry.part), changes)
        self.anew[self.package.written_name(entry.part)] = found.data
        self._gone[entry.title] = set(found.lost)
        self.lost += [(entry.title, cell_name(place)) for place in sorted(found.lost)]
        for relation, target in self.package.relations(entry.part) if changes.added else ():
            longer = lengthened_table(self.package.content(target), changes.added) if relation.kind == "table" else None
            if longer is not None:
                self.anew[self.package.written_name(target)] = longer

    def _look(self, title: str, place: Place) -> str:
        """The number of a cell's look."""
        found = spans_of(self.package.content(self._entry(title).part), {place[0]}).rows.get(place[0])
        cell = found.cells.get(place[1]) if found else None
        return cell.attributes.get("s", "") if cell else ""

    def settle(self, changed: set[str], tables: Mapping[str, Table]) -> None:
        """What the formulas of the book ask for, where it has any."""
        if not any(_FORMULA.search(self.package.content(entry.part)) for entry in self.contents.sheets):
            return
        book = self.package.written_name(self.contents.part)
        self.anew[book] = counted_on_opening(self.anew.get(book) or self.package.content(self.contents.part))
        chain = self.package.one("calcChain", self.contents.part)
        if chain is not None and any(self._gone.values()):
            self._shorten(chain)
        for table in tables.values():
            self.stale += [(table.title, cell_name(place)) for place in self._stale(table, changed)]

    def _shorten(self, chain: str) -> None:
        """Take the formulas that are gone out of the order of counting; an order of none may not be there."""
        numbers = _numbers(self.package, self.contents)
        gone = {numbers[title]: places for title, places in self._gone.items()}
        left = without_counted(self.package.content(chain), gone)
        if left is None:
            without_part(self.package, self.contents, self.anew, chain)
        else:
            self.anew[self.package.written_name(chain)] = left

    def _stale(self, table: Table, changed: set[str]) -> Iterator[Place]:
        entry = self._entry(table.title)
        name = self.package.written_name(entry.part)
        data = self.anew.get(name) or self.package.content(entry.part)
        read, rows = set(table.letters.values()), {line.row for line in table.lines}
        for place, text in sorted(formula_texts(spans_of(data, frozenset())).items()):
            mine = cell_name(place).rstrip("0123456789") in read and place[0] in rows
            if mine and names_a_sheet(text, changed, table.title in changed):
                yield place

    def _entry(self, title: str) -> SheetEntry:
        return next(entry for entry in self.contents.sheets if entry.title == title)


def _heading_place(grids: Mapping[str, Grid], table: Table) -> tuple[str, Place]:
    """Where the first heading of a table stands."""
    heading = find_heading(grids[table.title], table.sheet)
    return table.title, (heading.rows[0], min(heading.columns)) if heading else (1, 1)


def _numbers(package: Package, contents: Contents) -> dict[str, int]:
    """The number by which the order of counting names each sheet."""
    found: dict[str, int] = {}

    def starts(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet" and attributes.get("sheetId", "").isdecimal():
            found[attributes.get("name", "")] = int(attributes["sheetId"])

    package.read(contents.part, starts)
    return found
