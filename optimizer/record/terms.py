"""Heads of a place who have served their terms, on one day: from the sheet's number and the rows of their careers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from luanchuyen.optimizer.record.holdings import Holding
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.terms import terms_begun


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
    found: dict[str, int | None] = {}
    for cadre_id, unit_id in _heads(holdings):
        terms = _terms_there(situation, cadre_id, unit_id, day)
        found[cadre_id] = max((t for t in (terms, found.get(cadre_id)) if t is not None), default=None)
    return _terms(situation, found)


def terms_after(situation: Situation, lineup: Lineup, holdings: Iterable[Holding]) -> Terms:
    """After a plan: those who stay keep their number; who heads their place anew has one more, another place one."""
    found: dict[str, int | None] = {}
    for cadre_id, unit_id in _heads(holdings):
        terms = situation.terms[cadre_id]
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


def _terms_there(situation: Situation, cadre_id: str, unit_id: str, day: dt.date) -> int | None:
    """The terms in the unit's place on a day; None = not known."""
    cadre, same = situation.cadre(cadre_id), situation.territory.one_place
    begun = terms_begun(situation, cadre, unit_id)
    posts = (situation.post(p) for p in situation.held[cadre_id] if situation.is_head(p))
    if cadre.consecutive_terms is not None and any(same(post.unit_id, unit_id) for post in posts):
        terms = cadre.consecutive_terms - sum(since > day for since, _ in begun)
        if terms > 0:
            return terms
    return next((number for since, number in reversed(begun) if since <= day), None)
