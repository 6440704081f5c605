"""The sheets of plans in a workbook that was given back: columns by their headings, every line with its codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from luanchuyen.messages import LANGUAGES, sentences
from luanchuyen.models.text.folding import clean, fold_plain
from luanchuyen.sheets.opening.grid import FAULT, NUMBER, UNCOUNTED, Grid, coordinate

HAND = {"mark": "plan_decision", "reason": "lookup_reason", "waiver": "lookup_waiver"}
CODES = {"cadre": "lookup_cadre", "posts": "lookup_posts", "plan": "lookup_plan"}
TOLD = {"name": "plan_name", "birth": "plan_birth", "planned": "plan_planned"}
"""What the page tells of a line beside its codes."""
LONGEST = 60
"""Letters of a heading at most, with the spaces that somebody may have put into it."""
LEAST = 3
"""Of our headings a row has so many, or it is none of headings."""


@cache
def _roles() -> Mapping[str, str]:
    """What stands under a heading, in whatever language."""
    named = {**HAND, **CODES, **TOLD}
    return {fold_plain(sentences(lang, "workbook")[key]): role for lang in LANGUAGES for role, key in named.items()}


@dataclass(frozen=True)
class HandCell:
    """A cell as it shows. ``fault``: why it cannot be read (formula, fault, merged, struck, twice), else ""."""

    sheet: str
    cell: str
    row: int
    text: str = ""
    fault: str = ""
    number: bool = False

    @property
    def place(self) -> str:
        """``Phương án 1!K12``."""
        return f"{self.sheet}!{self.cell}"


Cells = Mapping[str, HandCell]


class PlanSheet:
    """One sheet with lines of plans. ``columns``: where each role stands, several times where it was copied."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.title = grid.title
        self.top = max(grid.rows, key=lambda row: (len(self._headings(row)), -row), default=0)
        self.columns = self._headings(self.top)
        self.joined = {(block.top, block.left) for block in grid.blocks if block.bottom > block.top}

    def _headings(self, row: int) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for column in self.grid.rows.get(row, {}):
            text = self.grid.text(row, column)
            role = _roles().get(fold_plain(text)) if len(text) <= LONGEST else None
            if role:
                found[role].append(column)
        return dict(found)

    @property
    def ours(self) -> bool:
        """Whether lines of plans stand here: their codes, or a column for marks beside one of them."""
        codes = self.columns.keys() & CODES.keys()
        return len(self.columns) >= LEAST and (len(codes) > 1 or ("mark" in self.columns and bool(codes)))

    @property
    def printed(self) -> bool:
        """Whether it is laid out as the page of a plan, so that a column for marks is missed."""
        return self.ours and self.columns.keys() >= TOLD.keys()

    def heading(self) -> str:
        """The first cell of the headings."""
        return coordinate(self.top, min(column for columns in self.columns.values() for column in columns))

    def lines(self) -> Iterator[Cells]:
        """The cells of each row that is not one of headings, by what they are; what is blank is left out."""
        for row in self.grid.rows:
            cells = {role: self.cell(row, role) for role in self.columns}
            filled = {role: cell for role, cell in cells.items() if cell.text or cell.fault}
            repeated = self._headings(row).keys() >= self.columns.keys()
            if filled and row != self.top and not repeated:
                yield filled

    def cell(self, row: int, role: str) -> HandCell:
        """What stands in a role's column; of several columns what all that are filled say."""
        struck = "struck" if role in HAND and row in self.grid.struck_rows else ""
        found = [cell for column in self.columns[role] if (cell := self._one(row, column, struck)).text or cell.fault]
        if not found:
            return HandCell(self.title, coordinate(row, self.columns[role][0]), row)
        first, *others = found
        twice = any(clean(other.text) != clean(first.text) for other in others)
        return replace(first, fault="twice") if twice else first

    def _one(self, row: int, column: int, struck: str) -> HandCell:
        cell = self.grid.rows[row].get(column)
        text = self.grid.text(row, column)
        kind = "" if cell is None else cell.kind
        fault = {UNCOUNTED: "formula", FAULT: "fault"}.get(kind, struck if text else "")
        if text and (row, column) in self.joined:
            fault = "merged"
        return HandCell(self.title, coordinate(row, column), row, text, fault, kind == NUMBER)
