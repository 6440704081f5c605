"""What stands on one day: communes with a key holder who is not local, posts held together by one person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from luanchuyen.models.places.tables import Place
from luanchuyen.optimizer.record.holdings import Holding
from luanchuyen.optimizer.situation.locality import Locality
from luanchuyen.optimizer.situation.situation import Situation

TOGETHER = (("secretary", "pc_chair"), ("secretary", "council_chair"))
"""The kinds that reports count as held by one person; a rule book's bundles are counted beside them."""

Spot = tuple[str, Place]


@dataclass(frozen=True)
class Coverage:
    """``of`` places judged; those ``open`` have no key holder known to be non-local.

    ``unknown``: of the open ones, where a key holder's home is not known; ``unheld``: where no key holder is.
    """

    covered: int
    of: int
    open: tuple[Place, ...]
    unknown: tuple[Place, ...]
    unheld: tuple[Place, ...]


@dataclass(frozen=True)
class Concurrent:
    """Of ``of`` places of ``level`` with posts of all ``kinds``: in how many one person holds them together."""

    kinds: tuple[str, ...]
    level: str
    places: int
    of: int


def coverage_of(situation: Situation, holdings: Iterable[Holding]) -> Coverage:
    """The places of the levels of the rule coverage that have a key post in the sheet, frozen ones too.

    Who is local is judged as the rule non_local does, residence counted until the planned start.
    """
    levels = situation.definitions.levels_covered
    judged: dict[Spot, set[str]] = {}
    for post_id, post in situation.instance.posts.items():
        unit, spot = situation.instance.units[post.unit_id], situation.spot(post.unit_id)
        if unit.level in levels and unit.place is not None and spot is not None and situation.is_key(post_id):
            judged.setdefault(spot, set())
    for holding in holdings:
        spot = situation.spot(holding.unit_id) if holding.position.key else None
        if spot is not None and spot in judged:
            judged[spot].add(holding.cadre)
    locality = Locality(situation)
    found = {spot: _status(locality, spot[1], judged[spot]) for spot in sorted(judged, key=_written)}

    def those(*statuses: str) -> tuple[Place, ...]:
        return tuple(place for (_, place), status in found.items() if status in statuses)

    unheld, unknown = those("unheld"), those("unknown")
    return Coverage(len(those("non_local")), len(found), those("local", "unknown", "unheld"), unknown, unheld)


def _status(locality: Locality, place: Place, cadres: set[str]) -> str:
    """non_local where one of them is; else unknown where one may be; else local; unheld without anybody."""
    unknown = False
    for cadre_id in sorted(cadres):
        status = locality.status(cadre_id, place)
        if status == "non_local":
            return status
        unknown = unknown or status == "unknown"
    return "unknown" if unknown else "local" if cadres else "unheld"


def concurrent_of(situation: Situation, holdings: Iterable[Holding]) -> tuple[Concurrent, ...]:
    """For each set of kinds and each level that has places with posts of all of them."""
    kinds_at: dict[Spot, set[str]] = defaultdict(set)
    for post in situation.instance.posts.values():
        spot = situation.spot(post.unit_id)
        if spot is not None:
            kinds_at[spot].add(post.kind)
    held: dict[tuple[Spot, str], set[str]] = defaultdict(set)
    for holding in holdings:
        spot = situation.spot(holding.unit_id)
        if spot is not None and holding.position.kind is not None:
            held[spot, holding.cadre].add(holding.position.kind)
    found = []
    for kinds in _sets(situation):
        wanted = set(kinds)
        for level in situation.policy.vocabulary.levels:
            places = {spot for spot, there in kinds_at.items() if spot[0] == level and wanted <= there}
            joined = {spot for (spot, _), kinds in held.items() if spot in places and wanted <= kinds}
            if places:
                found.append(Concurrent(kinds, level, len(joined), len(places)))
    return tuple(found)


def _sets(situation: Situation) -> Sequence[tuple[str, ...]]:
    more = (bundle.kinds for bundle in situation.policy.bundles if bundle.mode != "forbid")
    return [*dict.fromkeys((*TOGETHER, *more))]


def _written(spot: Spot) -> tuple[str, str]:
    return spot[0], str(spot[1])
