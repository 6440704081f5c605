"""The writings of places that did not resolve, each once, with what the tables offer: for the sheet Địa danh."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from luanchuyen.models.errors import Problem
from luanchuyen.models.tables import TITLES
from luanchuyen.models.text.folding import fold

_KEYS = ("check.place_unknown", "check.place_ambiguous")


@dataclass
class UnresolvedPlace:
    """A writing, the full names offered for it, best first, and where it stands ("Cán bộ!F2")."""

    as_written: str
    offers: tuple[str, ...]
    cells: list[str]

    @property
    def offer(self) -> str:
        """The one name offered; "" where there are several to choose from, or none."""
        return self.offers[0] if len(self.offers) == 1 else ""


def places_sheet(problems: Iterable[Problem]) -> str:
    """What the workbook calls the sheet that such writings go into."""
    told = (problem.values["sheet_places"] for problem in problems if "sheet_places" in problem.values)
    return str(next(told, TITLES["places"]))


def unresolved_places(problems: Iterable[Problem]) -> list[UnresolvedPlace]:
    """One a distinct writing, in the order in which they were met."""
    found: dict[str, UnresolvedPlace] = {}
    for problem in problems:
        if problem.key in _KEYS:
            text = str(problem.values["text"])
            offers = tuple(offer for offer in str(problem.values["nearest"]).split("; ") if offer)
            place = found.setdefault(fold(text), UnresolvedPlace(text, offers, []))
            place.cells += [f"{problem.sheet}!{cell}" for cell in problem.cells]
    return list(found.values())
