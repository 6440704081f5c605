"""Where a record was written: the sheet, the row and the cell of each field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Origin:
    """The place of a record in the workbook: ``cells`` maps a field id to a coordinate such as "E17".

    ``sheet``: as the workbook at hand names it; the reader knows.
    """

    sheet: str = ""
    row: int = 0
    cells: Mapping[str, str] = field(default_factory=dict)

    def cell(self, field_id: str) -> str:
        """``Cán bộ!E17``; the row's first cell where the column is not in the sheet."""
        coordinate = self.cells.get(field_id) or (f"A{self.row}" if self.row else "")
        return f"{self.sheet}!{coordinate}" if coordinate else self.sheet


NOWHERE = Origin()
