"""comparison.xlsx in the making: what every page reads, and how its sheets are named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from xlsxwriter.workbook import Workbook

from luanchuyen.messages import say
from luanchuyen.models.comparison import Compared, Comparison
from luanchuyen.sheets.comparison.alike import Alike, alike, spans
from luanchuyen.sheets.paper.formats import Formats, PrintedSheet, headed
from luanchuyen.wording.comparison.words import label, legend
from luanchuyen.wording.naming import Naming

MOST_PAGES, MOST_POINTS = 30, 8
"""Up to so many different plans each have a sheet of their own; of the points of a grid up to so many."""
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

    @cached_property
    def alike(self) -> Alike:
        """Which plans are the same."""
        return alike(self.comparison)

    @property
    def paged(self) -> bool:
        """Whether each plan that is not the base's has a sheet of its own; what rules cost has one for all."""
        return not self.many and not any(one.gain for one in self.comparison.others)

    @property
    def many(self) -> bool:
        """Whether there are too many for a sheet each."""
        return len(self.alike.own) > (MOST_POINTS if self.comparison.points else MOST_PAGES)

    @property
    def own(self) -> tuple[Compared, ...]:
        """The first of each plan that is not the base's."""
        return tuple(self.comparison.others[at - 1] for at in self.alike.own)

    @property
    def told(self) -> Iterator[tuple[str, str, Compared]]:
        """Number with marks, name and plan: of the base, then of the first of each plan that is not the base's."""
        return (self._told(at) for at in (0, *self.alike.own))

    @property
    def rest(self) -> Iterator[tuple[str, str, Compared]]:
        """The same of those whose plan is the base's or another's."""
        return (self._told(at) for at in self.alike.rest)

    def _told(self, at: int) -> tuple[str, str, Compared]:
        one = self.comparison.all[at]
        like = self.alike.like.get(at, ())
        name = f"{self.name(one)}\n{say('compare.alike', numbers=spans(like))}" if like else self.name(one)
        return label(self.comparison, at), name, one

    def unchanged(self) -> str:
        """Which scenarios change nothing; "" where each changes something."""
        places = self.alike.unchanged
        said = {"count": len(places), "all": len(self.comparison.others), "numbers": spans(places)}
        return say("compare.unchanged_plans", **said) if places else ""

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
        if self.many:
            lines.append(say("compare.legend_many", count=len(self.alike.own)))
        lines += filter(None, [self.unchanged()])
        return "\n".join(lines)


def sheet_name(number: int, name: str) -> str:
    """``3. name``: legal, unique by its number, at most 31 letters."""
    legal = " ".join(_ILLEGAL.sub(" ", name).split())
    return f"{number}. {legal}"[:LONGEST_NAME].rstrip(" '.")
