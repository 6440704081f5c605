"""plans.xlsx held against what it should say: every cell but those for the hand, lines known by what they tell."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from luanchuyen.messages import LANGUAGES, sentences
from luanchuyen.sheets.edits.alignment import GivenColumns, GivenRow, Rows, heading_of, paired, written_lines
from luanchuyen.sheets.edits.plan_sheets import CODES as LINE
from luanchuyen.sheets.edits.plan_sheets import PlanSheet
from luanchuyen.sheets.opening import preflight, xlsx
from luanchuyen.sheets.opening.grid import Grid, coordinate

HAND = ("plan_decision", "lookup_reason", "lookup_waiver", "lookup_note")
CODES = ("lookup_cadre", "lookup_posts", "lookup_plan")
BETWEEN = " | "
"""What stands between the cells of a line that is told whole."""
LIKE = 0.5
"""A sheet of another name is taken for the one that shares this many of its lines."""


@dataclass(frozen=True)
class Otherwise:
    """A cell that tells otherwise than the run; of a line that is gone ``was`` is the line and ``now`` nothing."""

    sheet: str
    cell: str
    was: str
    now: str


@dataclass
class ReadBack:
    """``otherwise``: what contradicts the run. ``beside``: (message key, sheet, place) of what claims nothing.

    ``of_copies``: what copies of the sheets of plans say otherwise. ``marks``: how many cells for the hand are filled.
    """

    otherwise: list[Otherwise] = field(default_factory=list)
    of_copies: list[Otherwise] = field(default_factory=list)
    beside: list[tuple[str, str, str]] = field(default_factory=list)
    marks: int = 0


def language_of(data: bytes) -> str | None:
    """The language that a workbook of ours speaks, by the names of its sheets and headings; None: not one of ours."""
    shown = {text for grid in grids_of(data) or () for text in (grid.title, *_texts(grid))}
    known = {name for name in sentences("vi", "workbook") if name.startswith(("sheet_", "lookup_", "plan_"))}
    found = {lang: sum(sentences(lang, "workbook")[name] in shown for name in known) for lang in LANGUAGES}
    best = max(LANGUAGES, key=lambda lang: found[lang])
    return best if found[best] else None


def _texts(grid: Grid) -> Iterator[str]:
    for row in grid.rows:
        for column in grid.rows[row]:
            yield grid.text(row, column)


def grids_of(data: bytes) -> tuple[Grid, ...] | None:
    """The cells as written, a formula as its text; None where the bytes are no workbook that may be opened."""
    if not preflight.inspect(data).safe:
        return None
    try:
        return xlsx.written(data)
    except xlsx.DamagedError:
        return None


def read_back(ours: bytes, theirs: bytes) -> ReadBack | None:
    """What ``theirs`` says otherwise than ``ours``; None where it cannot be read."""
    expected, found = grids_of(ours), grids_of(theirs)
    if expected is None or found is None:
        return None
    told = ReadBack()
    matched = _sheets(expected, found)
    for grid in expected:
        other = matched.get(grid.title)
        if other is None:
            told.beside.append(("sheet_gone", grid.title, ""))
            continue
        if other.title != grid.title:
            told.beside.append(("sheet_renamed", grid.title, other.title))
        SheetHeld(grid, other, told).hold()
    known = {grid.title for grid in matched.values()}
    added = [grid for grid in found if grid.title not in known]
    told.beside += [("sheet_added", grid.title, "") for grid in added]
    told.of_copies += _copies(expected, [grid for grid in added if PlanSheet(grid).ours])
    return told


def _copies(expected: Sequence[Grid], copies: Sequence[Grid]) -> Iterator[Otherwise]:
    """What copies of the sheets of plans say otherwise than those; a line that one has not may stand elsewhere."""
    said = [_said(grid) for grid in expected] if copies else []
    for copy in copies:
        here = _said(copy)
        most = max(range(len(said)), key=lambda at: len(said[at] & here))
        if len(said[most] & here) >= LIKE * len(here):
            told = ReadBack()
            SheetHeld(expected[most], copy, told).hold()
            yield from (other for other in told.otherwise if not other.cell.startswith("("))


def _sheets(expected: tuple[Grid, ...], found: tuple[Grid, ...]) -> Mapping[str, Grid]:
    """By the title that each should have: the sheet of that title, else the one that has most of its lines, else, as
    columns may be gone, most of its texts.
    """
    matched = {grid.title: other for grid in expected for other in found if other.title == grid.title}
    free = [grid for grid in found if grid.title not in matched]
    for said in (_lines, _said):
        for grid in (grid for grid in expected if grid.title not in matched):
            wanted = said(grid)
            shares = [len(said(other) & wanted) for other in free]
            if shares and max(shares) >= LIKE * len(wanted):
                matched[grid.title] = free.pop(shares.index(max(shares)))
    return matched


def _lines(grid: Grid) -> Set[object]:
    return {frozenset(_row(grid, row).items()) for row in grid.rows}


def _said(grid: Grid) -> Set[object]:
    """Every text, and the codes of every line together: plans have many texts in common."""
    codes = ({role: cell.text for role, cell in cells.items() if role in LINE} for cells in PlanSheet(grid).lines())
    return {*_texts(grid), *(tuple(line.values()) for line in codes)}


def _row(grid: Grid, row: int) -> dict[int, str]:
    cells = ((column, unicodedata.normalize("NFC", grid.text(row, column)).strip()) for column in grid.rows[row])
    return {column: text for column, text in cells if text}


def on_one_line(text: str) -> str:
    """A cell as a sentence shows it."""
    return " · ".join(part.strip() for part in text.split("\n") if part.strip())


def _whole(line: GivenRow) -> str:
    return BETWEEN.join(map(on_one_line, line.cells.values()))


class SheetHeld:
    """One sheet held against the one that it should be."""

    def __init__(self, ours: Grid, theirs: Grid, told: ReadBack) -> None:
        self.title, self.told = theirs.title, told
        self.ours = {row: _row(ours, row) for row in ours.rows}
        self.theirs = {row: _row(theirs, row) for row in theirs.rows}
        top = heading_of(self.ours)
        self.heading = self.ours.get(top, {})
        self.columns = GivenColumns(self.ours, self.theirs, top)
        by_name = {text: column for column, text in self.heading.items()}
        said = [sentences(lang, "workbook") for lang in LANGUAGES]
        self.codes = {by_name[s[name]] for s in said for name in CODES if s[name] in by_name}
        planned = len(self.codes) == len(CODES)
        self.codes = self.codes if planned else set()
        self.hand = {by_name[s[name]] for s in said for name in HAND if s[name] in by_name} if planned else set()

    def hold(self) -> None:
        """Tell every cell that says otherwise, and what was moved, added or left out."""
        told = self.told
        told.beside += [("column_gone", self.title, self.heading.get(c, str(c))) for c in self.columns.gone]
        told.beside += [("column_added", self.title, text) for text in self.columns.added]
        ours = written_lines(self.ours, self.columns.kept, self.hand)
        mapped = {row: self.columns.back(cells) for row, cells in self.theirs.items()}
        theirs = written_lines(mapped, self.columns.kept, self.hand)
        self._marks(mapped)
        pairs, gone, added, moved = paired(ours, theirs, self.codes - self.columns.gone)
        if moved:
            told.beside.append(("rows_moved", self.title, ""))
        for one, other in pairs:
            self._cells(one, other)
        for line in gone:
            told.otherwise.append(Otherwise(self.title, f"({line.row})", _whole(line), ""))
        whole = {line.key for line in ours}
        for line in added:
            self._added(line, whole)

    def _cells(self, one: GivenRow, other: GivenRow) -> None:
        for column in sorted(one.cells.keys() | other.cells.keys()):
            was, now = one.cells.get(column, ""), other.cells.get(column, "")
            if was != now:
                place = coordinate(other.row, self.columns.place(column))
                self.told.otherwise.append(Otherwise(self.title, place, on_one_line(was), on_one_line(now)))

    def _added(self, line: GivenRow, whole: set[frozenset[tuple[int, str]]]) -> None:
        """A line that the run has not claims nothing, unless it bears codes, as if it were one of the plan's."""
        claimed = [column for column in sorted(self.codes) if line.cells.get(column)]
        if line.key in whole:
            self.told.beside.append(("row_again", self.title, str(line.row)))
        elif claimed:
            place = coordinate(line.row, self.columns.place(claimed[0]))
            self.told.otherwise.append(Otherwise(self.title, place, "", _whole(line)))
        else:
            self.told.beside.append(("row_added", self.title, str(line.row)))

    def _marks(self, mapped: Mapping[int, Mapping[int, str]]) -> None:
        """Cells for the hand that say more than was written there; a line is known by its codes."""
        self.told.marks += (self._hand(mapped) - self._hand(self.ours)).total()

    def _hand(self, rows: Rows) -> Counter[tuple[object, ...]]:
        codes = sorted(self.codes)
        return Counter(
            (column, cells[column], *(cells.get(code) for code in codes))
            for cells in rows.values()
            for column in self.hand
            if cells.get(column)
        )
