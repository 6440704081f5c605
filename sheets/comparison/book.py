"""comparison.xlsx in the making: what every page reads, and how its sheets are named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlsxwriter.workbook import Workbook

from luanchuyen.messages import say
from luanchuyen.models.comparison import Compared, Comparison
from luanchuyen.sheets.paper.formats import Formats, PrintedSheet, headed
from luanchuyen.wording.comparison.words import label, legend
from luanchuyen.wording.naming import Naming

MOST_PAGES = 30
"""Up to so many plans each have a sheet of their own."""
LONGEST_NAME = 31
"""Letters that Excel allows in a sheet's name."""
_ILLEGAL = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")


class ComparisonBook:
    """The workbook, the comparison and the names; pages add their sheets to it."""

    def __init__(self, workbook: Workbook, comparison: Comparison, naming: Naming) -> None:
        self.workbook = workbook
        self.comparison = comparison
        self.naming = naming
        self.formats = Formats(workbook)

    @property
    def paged(self) -> bool:
        """Whether each plan has a sheet of its own."""
        return len(self.comparison.others) <= MOST_PAGES

    @property
    def numbered(self) -> Iterator[tuple[str, Compared]]:
        """Every plan with its number and marks, the base first."""
        return ((label(self.comparison, at), one) for at, one in enumerate(self.comparison.all))

    def name(self, one: Compared) -> str:
        """The plan's name; the base of scenarios has none of its own."""
        return one.name or say("compare.base_name")

    def sheet(self, name: str, title: str, widths: Sequence[int], note: str = "", lines_over: int = 0) -> PrintedSheet:
        """A new sheet under its head."""
        sheet = PrintedSheet(self.workbook, self.formats, name, widths, lines_over)
        return headed(sheet, title, self.naming.organisation, self.naming.secrecy, note)

    def notes(self) -> str:
        """What the marks mean and what to heed, one a line."""
        base = self.comparison.base
        named = self.name(base) != say("compare.base_name")
        lines = [say("compare.figures_base", name=base.name)] if named else []
        lines += [say("compare.figures_note"), *legend(self.comparison)]
        if not self.paged:
            lines.append(say("compare.legend_many", count=len(self.comparison.others)))
        return "\n".join(lines)


def sheet_name(number: int, name: str) -> str:
    """``3. name``: legal, unique by its number, at most 31 letters."""
    legal = " ".join(_ILLEGAL.sub(" ", name).split())
    return f"{number}. {legal}"[:LONGEST_NAME].rstrip(" '.")
