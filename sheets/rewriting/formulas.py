"""Formulas of a sheet some of whose cells are written anew: those that give way, and those that hang on them.

Where a formula is shared, the cells that follow it each get it spelled out; an array formula of which a cell changes
gives way as a whole, its values stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from xml.sax.saxutils import escape

from openpyxl.formula.translate import Translator, TranslatorError

from luanchuyen.sheets.opening.areas import block_of
from luanchuyen.sheets.opening.grid import MergedRange, coordinate
from luanchuyen.sheets.rewriting.spans import FormulaSpan, SheetSpans

Place = tuple[int, int]
Piece = tuple[int, int, bytes]
_COLUMN = r"\$?[A-Za-z]{1,3}"
_REFERENCE = re.compile(rf"(?<![A-Za-z0-9_.!:'\]$])(?:{_COLUMN}\$?\d{{1,7}}|{_COLUMN}:{_COLUMN})(?![A-Za-z0-9_(!])")
"""A cell or whole columns of the sheet itself."""

_TEXT = re.compile(r'"[^"]*"')


def freed(spans: SheetSpans, changed: Set[Place]) -> tuple[list[Place], list[Piece]]:
    """The places of formulas that give way, and the pieces that keep the other formulas what they were."""
    lost = [formula.place for formula in spans.formulas if formula.place in changed]
    pieces: list[Piece] = []
    masters = {f.attributes.get("si"): f for f in spans.formulas if f.attributes.get("t") == "shared" and f.text}
    for formula in spans.formulas:
        if formula.place in changed:
            continue
        kind = formula.attributes.get("t", "normal")
        if kind in ("array", "dataTable"):
            block = block_of(formula.attributes.get("ref", ""))
            if block is not None and any(_inside(place, block) for place in changed):
                lost.append(formula.place)
                pieces.append((formula.start, formula.end, b""))
        elif kind == "shared" and not formula.text:
            master = masters.get(formula.attributes.get("si"))
            if master is not None and master.place in changed:
                pieces.append((formula.start, formula.end, _spelled_out(master, formula)))
    return lost, pieces


def formula_texts(spans: SheetSpans) -> dict[Place, str]:
    """The formula of every cell that has one; of one that follows a shared one, the shared one's text."""
    masters = {f.attributes.get("si"): f.text for f in spans.formulas if f.attributes.get("t") == "shared" and f.text}
    return {f.place: f.text or masters.get(f.attributes.get("si"), "") for f in spans.formulas}


def names_a_sheet(formula: str, titles: Iterable[str], own: bool) -> bool:
    """Whether a formula reads one of the sheets; ``own``: it stands in one of them, so that a bare cell is one."""
    bare = _TEXT.sub('""', formula)
    folded = bare.casefold()
    for title in titles:
        quoted = "'" + title.replace("'", "''").casefold() + "'!"
        if quoted in folded or re.search(rf"(?<![\w']){re.escape(title.casefold())}!", folded):
            return True
    return own and _REFERENCE.search(bare) is not None


def _spelled_out(master: FormulaSpan, formula: FormulaSpan) -> bytes:
    """The element of a formula that follows a shared one, with its own text."""
    here, there = coordinate(*master.place), coordinate(*formula.place)
    try:
        text = Translator(f"={master.text}", origin=here).translate_formula(there)[1:]
    except TranslatorError:
        return b""  # beyond the sheet's edge: its value stays
    return f"<{formula.name}>{escape(text)}</{formula.name}>".encode()


def _inside(place: Place, block: MergedRange) -> bool:
    return block.top <= place[0] <= block.bottom and block.left <= place[1] <= block.right
