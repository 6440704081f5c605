"""Heads of a place who have served their terms, on one day: from the sheet's number and the rows of their careers."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

from luanchuyen.models.cadre import Cadre, Stint
from luanchuyen.models.places.tables import Place
from luanchuyen.optimizer.record.holdings import Holding
from luanchuyen.optimizer.record.positions import Positions
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation


@dataclass(frozen=True)
class Terms:
    """Heads with ``limit`` consecutive terms or more in one place, the one being served included.

    ``unknown``: heads whose terms neither the sheet nor their career tells.
    """

    limit: int
    past: tuple[str, ...]
    unknown: tuple[str, ...]


def terms_on(situation: Situation, holdings: Iterable[Holding], day: dt.date) -> Terms:
    """On a day: the number of Số nhiệm kỳ liên tiếp less the terms begun later, else the terms that the rows show."""
    careers = _Careers(situation)
    found: dict[str, int | None] = {}
    for cadre_id, unit_id in _heads(holdings):
        terms = careers.terms(cadre_id, unit_id, day)
        found[cadre_id] = max((t for t in (terms, found.get(cadre_id)) if t is not None), default=None)
    return _terms(situation, found)


def terms_after(situation: Situation, lineup: Lineup, holdings: Iterable[Holding]) -> Terms:
    """After a plan: those who stay keep their number; who heads their place anew has one more, another place one."""
    found: dict[str, int | None] = {}
    for cadre_id, unit_id in _heads(holdings):
        terms = situation.cadre(cadre_id).consecutive_terms
        if cadre_id in lineup.moves:
            same = situation.territory.one_place(situation.unit_of[cadre_id], unit_id)
            terms = (terms + 1 if terms is not None else None) if same else 1
        found[cadre_id] = terms
    return _terms(situation, found)


def _heads(holdings: Iterable[Holding]) -> list[tuple[str, str]]:
    return sorted({(h.cadre, h.unit_id) for h in holdings if h.position.head})


def _terms(situation: Situation, found: Mapping[str, int | None]) -> Terms:
    limit = situation.definitions.max_terms
    past = tuple(sorted(c for c, terms in found.items() if terms is not None and terms >= limit))
    return Terms(limit, past, tuple(sorted(c for c, terms in found.items() if terms is None)))


class _Careers:
    """By cadre and place: the days on which a head's post was taken up, or taken again; whether they were new there."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.positions = Positions(situation)
        self._begun: dict[str, dict[Hashable, list[tuple[dt.date, bool]]]] = {}

    def terms(self, cadre_id: str, unit_id: str, day: dt.date) -> int | None:
        """The terms in the unit's place on a day; None = not known."""
        situation, cadre, place = self.situation, self.situation.cadre(cadre_id), self._place(unit_id)
        begun = self._of(cadre).get(place, [])
        posts = (situation.post(p) for p in situation.held[cadre_id] if situation.is_head(p))
        if cadre.consecutive_terms is not None and any(self._place(post.unit_id) == place for post in posts):
            terms = cadre.consecutive_terms - sum(since > day for since, _ in begun)
            if terms > 0:
                return terms
        told = None
        for since, anew in begun:
            if since <= day:
                told = 1 if anew or told is None else told + 1
        return told

    def _of(self, cadre: Cadre) -> dict[Hashable, list[tuple[dt.date, bool]]]:
        if cadre.cadre_id not in self._begun:
            found: dict[Hashable, list[tuple[dt.date, bool]]] = defaultdict(list)
            before: set[Hashable] = set()
            for day, rows in _days(cadre):
                heads = [s for s in rows if self.positions.of(s.unit_id, s.kind).head]
                again = {self._place(str(s.unit_id)) for s in heads if s.form}
                there = {self._place(str(s.unit_id)) for s in heads}
                for place in there & again | there - before:
                    found[place].append((day, place not in before))
                before = there
            self._begun[cadre.cadre_id] = found
        return self._begun[cadre.cadre_id]

    def _place(self, unit_id: str) -> Hashable:
        """Equal for units of one place."""
        unit = self.situation.instance.units[unit_id]
        return (unit.level, unit.place) if isinstance(unit.place, Place) else unit_id


def _days(cadre: Cadre) -> list[tuple[dt.date, list[Stint]]]:
    """The rows at units that have a code, by their first days, in order."""
    days: dict[dt.date, list[Stint]] = defaultdict(list)
    for stint in cadre.career:
        if stint.unit_id is not None:
            days[stint.since.first].append(stint)
    return sorted(days.items())
