"""An edited plans.xlsx into edits: what a committee decided, what cannot be read, what else was changed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.committee.edit import Edits
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.decisions.lines import PlanLine, lines_of
from luanchuyen.scenarios.decisions.marks import edits_of
from luanchuyen.sheets.edits.borne import borne_by
from luanchuyen.sheets.edits.held import held_against_facts, held_against_run, remarked
from luanchuyen.sheets.edits.line_codes import LineCodes, UnknownLineError
from luanchuyen.sheets.edits.marked_lines import MarkedLines
from luanchuyen.sheets.edits.plan_sheets import CODES, PlanSheet
from luanchuyen.sheets.opening import preflight, xlsx
from luanchuyen.sheets.opening.grid import Grid


def read_edits(
    data: bytes,
    situation: Situation,
    run_book: bytes | None,
    recorded: Sequence[Decision] = (),
    plans: Sequence[Plan] = (),
) -> Edits | None:
    """What was written into a workbook of plans; None where the bytes are no workbook of ours.

    ``run_book``: the workbook as the run wrote it, where the run is there: it says which lines there are and what every
    other cell was; else ``plans`` say the lines, else the workbook's own. ``recorded``: decisions of an earlier round
    that stand in the run; without a run those that the workbook bears. The facts are the situation's.
    """
    grids = values_of(data)
    sheets = plan_sheets(grids or ())
    borne = borne_by(grids or ())
    if grids is None or not (sheets or borne.ours):
        return None
    codes = LineCodes(situation, _known(situation, run_book, plans))
    carried = tuple(recorded) or borne.decisions
    lines = MarkedLines(sheets, codes, carried)
    edits = edits_of(lines.marks, lines.lines, situation)
    bound = {decision for edit in edits for decision in edit.decisions}
    changes, notes = held_against_run(run_book, data) if run_book else held_against_facts(sheets, codes)
    return Edits(
        edits,
        tuple(lines.unread),
        changes,
        tuple(lines.waivers),
        tuple(decision for decision in dict.fromkeys(carried) if decision not in bound),
        (*notes, *(note for sheet in sheets for note in remarked(sheet))),
        borne.input_sha256,
        borne.rules_sha256,
        hashlib.sha256(data).hexdigest(),
        plans_of(sheets, codes),
    )


def hashes_of(data: bytes) -> tuple[str, str]:
    """The hashes of input and rules that a workbook bears, "" where it bears none."""
    borne = borne_by(values_of(data) or ())
    return borne.input_sha256, borne.rules_sha256


def may_be_of(data: bytes, run_book: bytes) -> bool:
    """Whether a workbook of plans may be a marked copy of another one, by the codes, hashes and decisions it bears:
    lines may have been deleted, none may be there that the other has not."""
    ours, theirs = (values_of(one) or () for one in (data, run_book))
    borne = borne_by(ours)
    return borne.ours and borne == borne_by(theirs) and _codes_told(ours) <= _codes_told(theirs)


def _codes_told(grids: Sequence[Grid]) -> frozenset[tuple[str, ...]]:
    """The code cells of every line as they are written."""
    lines = (cells for sheet in plan_sheets(grids) for cells in sheet.lines())
    return frozenset(tuple(cells[role].text if role in cells else "" for role in CODES) for cells in lines)


def plans_of(sheets: Sequence[PlanSheet], codes: LineCodes) -> tuple[tuple[int, tuple[tuple[str, str], ...]], ...]:
    """The pairs of each plan, by rank, as its lines say."""
    found: dict[int, set[tuple[str, str]]] = {}
    for sheet in sheets:
        for cells in sheet.lines():
            try:
                line = codes.line(sheet, cells)
            except UnknownLineError:
                continue
            if line.sort == "moved" and line.plan:
                found.setdefault(line.plan, set()).update((line.cadre, post) for post in line.posts)
    return tuple((rank, tuple(sorted(pairs))) for rank, pairs in sorted(found.items()))


def _known(situation: Situation, run_book: bytes | None, plans: Sequence[Plan]) -> frozenset[PlanLine] | None:
    """Every line of the run; None where nothing but the workbook tells them."""
    if run_book is not None:
        return known_lines(run_book, situation)
    return frozenset(line for plan in plans for line in lines_of(plan, situation)) if plans else None


def values_of(data: bytes) -> tuple[Grid, ...] | None:
    """The cells with the values that they had when they were saved; None where the bytes may not be opened."""
    if not preflight.inspect(data).safe:
        return None
    try:
        return xlsx.grids(data)
    except xlsx.DamagedError:
        return None


def plan_sheets(grids: Sequence[Grid]) -> tuple[PlanSheet, ...]:
    """The sheets with lines of plans, in the order of the workbook."""
    return tuple(sheet for grid in grids if (sheet := PlanSheet(grid)).ours)


def known_lines(run_book: bytes, situation: Situation) -> frozenset[PlanLine]:
    """The lines of a workbook as it was written; one that BOOK does not know any more is none of them."""
    codes = LineCodes(situation, None)
    found = set()
    for sheet in plan_sheets(values_of(run_book) or ()):
        for cells in sheet.lines():
            try:
                found.add(codes.line(sheet, cells))
            except UnknownLineError:
                continue
    return frozenset(found)
