"""Who is local only because communes were merged: shown, so that the board decides which unit is meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.errors import Problem
from luanchuyen.models.places.tables import NEW, Place
from luanchuyen.models.unit import Unit
from luanchuyen.optimizer.situation.locality import Locality
from luanchuyen.optimizer.situation.situation import Situation

MOST_CADRES = 10
"""Cadres told one by one; the rest are counted."""


def widening(situation: Situation) -> Iterator[Problem]:
    """One problem for all merged places that are judged, then one a cadre whom their mergers alone make local.

    Nothing where the rule book judges by the former units.
    """
    locality = Locality(situation)
    if locality.unit != "current_unit":
        return
    places = {place: units for place, units in _judged(situation).items() if _merged(place, situation)}
    if not places:
        return
    units = sorted((unit for units in places.values() for unit in units), key=lambda unit: unit.origin.row)
    cells = [unit.origin.cells.get("place", "") for unit in units]
    yield Problem.of("readiness.widened", "units", cells, "info", count=len(places))
    found = _only_by_merger(situation, places, locality)
    yield from found[:MOST_CADRES]
    if found[MOST_CADRES:]:
        cells = [cell for problem in found[MOST_CADRES:] for cell in problem.cells]
        yield Problem.of("readiness.widened_more", "cadres", cells, "info", count=len(found) - MOST_CADRES)


def _judged(situation: Situation) -> dict[Place, list[Unit]]:
    """The places of today that some post, or coverage, judges people against, each with its units."""
    units = situation.instance.units
    # The two rules that judge homes against a place; another that does belongs here.
    asks = situation.policy.entry("non_local").level != "off"
    covers = situation.policy.entry("coverage").level != "off"
    levels = situation.definitions.levels_covered if covers else ()
    found: dict[Place, list[Unit]] = defaultdict(list)
    for post_id, post in situation.instance.posts.items():
        unit, spot = units[post.unit_id], situation.spot(post.unit_id)
        asked = asks and post.non_local in ("required", "preferred")
        covered = unit.level in levels and unit.place is not None and situation.is_key(post_id)
        if spot and spot[1].era == NEW and (asked or covered) and unit not in found[spot[1]]:
            found[spot[1]].append(unit)
    return {place: units for place, units in found.items() if units}


def _merged(place: Place, situation: Situation) -> bool:
    """Whether the former unit that the place goes on was smaller."""
    gazetteer = situation.gazetteer
    former = gazetteer.former(place)
    return former != place and gazetteer.inside(place, former) != "in"


def _only_by_merger(situation: Situation, places: Iterable[Place], today: Locality) -> list[Problem]:
    """One a cadre, first of those who serve in a place that makes them local."""
    before = Locality(situation, "former_unit")
    gazetteer = situation.gazetteer
    over: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        for commune in gazetteer.communes(place):
            over[commune].append(place)
    found = []
    for cadre_id, cadre in situation.instance.cadres.items():
        widened: dict[Place, list[str]] = defaultdict(list)
        for field in today.homes:
            home = getattr(cadre, field)
            for place in _reached(home, over, situation) if isinstance(home, Place) else ():
                local = today.status(cadre_id, place) == "local" and gazetteer.inside(home, place) == "in"
                if local and before.status(cadre_id, place) != "local":
                    widened[place].append(field)
        if widened:
            spot = situation.spot(situation.unit_of[cadre_id])
            found.append((spot is None or spot[1] not in widened, _told(cadre, widened, situation)))
    return [problem for _, problem in sorted(found, key=lambda entry: entry[0])]


def _reached(home: Place, over: Mapping[str, list[Place]], situation: Situation) -> list[Place]:
    """The places that took in something of a former home, in order."""
    if home.era == NEW:
        return []
    gazetteer = situation.gazetteer
    carried = {code for commune in gazetteer.communes(home) for code in gazetteer.carry(commune)}
    return sorted({place for code in carried for place in over.get(code, ())})


def _told(cadre: Cadre, widened: Mapping[Place, list[str]], situation: Situation) -> Problem:
    """All their homes that merged places took in, with these places."""
    fields = list(dict.fromkeys(field for those in widened.values() for field in those))
    name, homes = situation.gazetteer.name, dict.fromkeys(getattr(cadre, field) for field in fields)
    values = {
        "cadre": cadre.cadre_id,
        "homes": "; ".join(map(name, homes)),
        "places": "; ".join(map(name, widened)),
    }
    cells = [cadre.origin.cells.get(field, "") for field in fields]
    return Problem.of("readiness.widened_cadre", "cadres", cells, "info", **values)
