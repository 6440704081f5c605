"""Local or not: the plain telling, one cadre against one place."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import HomePlace
from luanchuyen.models.calendar import day_after, months_between
from luanchuyen.models.places.tables import Place

if TYPE_CHECKING:
    from luanchuyen.optimizer.situation.incumbency import Incumbency

_WORDS = {"in": "local", "out": "non_local", "unknown": "unknown"}


class Locality:
    """Judges by the numbers of the rule non_local, even where that rule is off; ``unit`` may be another."""

    def __init__(self, situation: Incumbency, unit: str | None = None) -> None:
        shared = situation.definitions
        self.homes, self.combine, self.resident_months = shared.homes, shared.combine, shared.resident_months
        self.unit = unit or shared.unit
        self.situation = situation
        self._cache: dict[tuple[str, Place], str] = {}

    def status(self, cadre_id: str, place: Place | None) -> str:
        """local | non_local | unknown; an unknown place makes everybody unknown."""
        if place is None:
            return "unknown"
        place = self.judged(place)
        key = (cadre_id, place)
        if key not in self._cache:
            resident = self.resident_months and self.months_in(cadre_id, place) >= self.resident_months
            self._cache[key] = "local" if resident else _WORDS[self._by_places(cadre_id, place)]
        return self._cache[key]

    def judged(self, place: Place) -> Place:
        """The place itself, or the former unit of its code where ``unit`` says so."""
        return self.situation.gazetteer.former(place) if self.unit == "former_unit" else place

    def _by_places(self, cadre_id: str, place: Place) -> str:
        cadre = self.situation.cadre(cadre_id)
        verdicts = [self.lies(getattr(cadre, name), place) for name in self.homes]
        if self.combine == "all":
            if "out" in verdicts:
                return "out"
            return "in" if verdicts and all(v == "in" for v in verdicts) else "unknown"
        if "in" in verdicts:
            return "in"
        return "out" if "out" in verdicts and "unknown" not in verdicts else "unknown"

    def lies(self, home: HomePlace, place: Place) -> str:
        """in | out | unknown | blank; of an unresolved home what is known of it can only tell that it is out."""
        if home is None:
            return "blank"
        if isinstance(home, Place):
            return self.situation.gazetteer.inside(home, place)
        away = home.within is not None and self.situation.gazetteer.inside(home.within, place) == "out"
        return "out" if away else "unknown"

    def months_in(self, cadre_id: str, place: Place) -> int:
        """Distinct months served inside the place: overlapping stints count once, each at its longest.

        A stint ends with its last day; one that still runs, with the start.
        """
        situation, start = self.situation, self.situation.start
        cadre = situation.cadre(cadre_id)
        spans: list[tuple[dt.date, dt.date]] = []
        for stint in cadre.career:
            where = stint.place
            if where is None and stint.unit_id is not None:
                spot = situation.spot(stint.unit_id)
                where = spot[1] if spot else None
            if isinstance(where, Place) and self._served_in(where, place):
                spans.append((stint.since.first, min(day_after(stint.to.last), start) if stint.to else start))
        spot = situation.spot(situation.unit_of[cadre_id])
        if spot and self._served_in(spot[1], place):
            spans.append((cadre.in_post_since.first, start))
        return covered_months(spans)

    def _served_in(self, where: Place, place: Place) -> bool:
        return self.situation.gazetteer.inside(self.judged(where), self.judged(place)) == "in"


def covered_months(spans: list[tuple[dt.date, dt.date]]) -> int:
    """Whole months covered by the union of spans of days."""
    total, current = 0, None
    for since, to in sorted(span for span in spans if span[0] <= span[1]):
        if current is not None and since <= current[1]:
            current = (current[0], max(current[1], to))
            continue
        total += months_between(*current) if current else 0
        current = (since, to)
    return total + (months_between(*current) if current else 0)
