"""Every other cell of an edited workbook, held against the run that wrote it, or what BOOK gives for its codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luanchuyen.messages import LANGUAGES, filled, sentences
from luanchuyen.models.committee.edit import OtherChange
from luanchuyen.models.text.folding import clean
from luanchuyen.scenarios.decisions.lines import RECORDED, PlanLine
from luanchuyen.sheets.edits.line_codes import LineCodes, UnknownLineError
from luanchuyen.sheets.edits.plan_sheets import CODES, HAND, Cells, HandCell, PlanSheet
from luanchuyen.sheets.edits.readback import BETWEEN, on_one_line, read_back
from luanchuyen.sheets.opening.grid import coordinate

Note = tuple[str, tuple[tuple[str, str], ...]]
Held = tuple[tuple[OtherChange, ...], tuple[Note, ...]]


def held_against_run(run_book: bytes, data: bytes) -> Held:
    """What says otherwise than the run, and what was moved, added or left out. A recorded decision whose line is gone
    is taken back, one that was added is read as a decision; neither is told here.
    """
    back = read_back(run_book, data)
    if back is None:
        return (), ()
    recorded = {sentences(lang, "workbook")["lookup_recorded"] for lang in LANGUAGES}
    changes = tuple(
        OtherChange(other.sheet, other.cell, other.was, other.now)
        for other in (*back.otherwise, *back.of_copies)
        if (other.was and other.now) or recorded.isdisjoint((other.was or other.now).split(BETWEEN))
    )
    return changes, tuple((f"plan.{key}", (("sheet", sheet), ("place", place))) for key, sheet, place in back.beside)


def held_against_facts(sheets: Sequence[PlanSheet], codes: LineCodes) -> Held:
    """What BOOK gives for the codes of each line: name, year of birth, titles; of the rest nothing can be said."""
    changes = tuple(change for sheet in sheets for cells in sheet.lines() for change in _line(sheet, cells, codes))
    return changes, (("edits.nothing_to_hold", ()),)


def remarked(sheet: PlanSheet) -> Iterator[Note]:
    """Cells for the hand that bear a comment, which nobody reads: an opinion may be lost there."""
    hand = {column for role in HAND for column in sheet.columns.get(role, ())}
    for row, column in sheet.grid.remarked:
        if column in hand:
            yield "edits.remarked", (("sheet", sheet.title), ("place", coordinate(row, column)))


def _line(sheet: PlanSheet, cells: Cells, codes: LineCodes) -> Iterator[OtherChange]:
    given = [cells[role] for role in CODES if role in cells]
    if not given:
        return
    try:
        line = codes.line(sheet, cells)
    except UnknownLineError:
        yield from _unknown(given, cells, codes)
        return
    if line.plan != RECORDED:
        yield from _told(line, sheet, given[0].row, codes)


def _unknown(given: Sequence[HandCell], cells: Cells, codes: LineCodes) -> Iterator[OtherChange]:
    """Codes that name no line: beside each what the page says there; a plan's number tells nothing of itself."""
    printed = {
        "cadre": sorted(codes.printed_people(cells.get("name"))),
        "posts": sorted(codes.printed_posts(cells.get("planned"))[0]),
    }
    told = {cells[role].cell: "; ".join(meant) for role, meant in printed.items() if role in cells}
    for cell in given:
        other = cell.cell in told and clean(cell.text) != told[cell.cell]
        if other or (cell is cells.get("plan") and not codes.names_a_plan(cell)):
            yield OtherChange(cell.sheet, cell.cell, told.get(cell.cell, ""), cell.text)


def _told(line: PlanLine, sheet: PlanSheet, row: int, codes: LineCodes) -> Iterator[OtherChange]:
    cadre = codes.situation.cadre(line.cadre) if line.cadre else None
    expected: dict[str, list[str]] = {}
    if cadre is not None:
        told = {"name": cadre.name, "code": line.cadre, "year": cadre.birth.year}
        expected["name"] = [cadre.name, *(filled(sentences(lang, "workbook")["namesake"], told) for lang in LANGUAGES)]
        expected["birth"] = [str(cadre.birth.year)]
    for role in (role for role in expected if role in sheet.columns):
        cell = sheet.cell(row, role)
        shown = " ".join(part for part in map(clean, cell.text.split("\n")) if part != line.cadre)
        if shown not in map(clean, expected[role]):
            yield OtherChange(cell.sheet, cell.cell, expected[role][0], on_one_line(cell.text))
    titles = {clean(codes.names.post(post)): post for post in line.posts if "planned" in sheet.columns}
    if titles:
        cell = sheet.cell(row, "planned")
        if not titles.keys() <= set(map(clean, cell.text.split("\n"))):
            yield OtherChange(cell.sheet, cell.cell, " · ".join(titles), on_one_line(cell.text))
