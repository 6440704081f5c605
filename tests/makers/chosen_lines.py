"""The column Chốt of a run's plans.xlsx filled in, as a committee does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl

HEADINGS = ("Mã cán bộ", "Mã chức danh dự kiến", "Chốt", "Lý do")


def with_marks(plans: Path, marks: Mapping[tuple[str, str], tuple[str, str]], edited: Path) -> Path:
    """A copy of ``plans`` in which the line of each (cadre, post) of plan 1 bears (mark, reason)."""
    book = openpyxl.load_workbook(plans)
    page = book["Phương án 1"]
    top = next(row for row in page.iter_rows() if set(HEADINGS) <= {cell.value for cell in row})
    cadre, post, mark, reason = (next(c.column for c in top if c.value == heading) for heading in HEADINGS)
    found = set()
    for row in range(top[0].row + 1, page.max_row + 1):
        line = page.cell(row, cadre).value, page.cell(row, post).value
        if line in marks:
            page.cell(row, mark).value, page.cell(row, reason).value = marks[line]
            found.add(line)
    assert found == marks.keys()
    book.save(edited)
    return edited
