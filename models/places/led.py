"""The place that a unit leads, as written: from 1 July 2025 a unit of today, never a former one in silence."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field

from luanchuyen.models.places.former_provinces import former_province
from luanchuyen.models.places.gazetteer import REORGANISED, Gazetteer, Unresolved
from luanchuyen.models.places.tables import NEW, Place
from luanchuyen.models.text.folding import clean

_BESIDE = re.compile(r" ?[;+&/] ?| và ")


@dataclass(frozen=True)
class PlaceReading:
    """What a written place was read as, and the names of what is to be said of it, each with its values."""

    place: Place | Unresolved
    notices: tuple[tuple[str, dict[str, str]], ...] = field(default=())


def place_led(gazetteer: Gazetteer, text: str, as_of: datetime.date) -> PlaceReading:
    """Return the unit that a text means as the place that a unit leads, or why there is none.

    A unit of today goes before any former one, by its name or else by the letters of its name without accents,
    spaces, hyphens and apostrophes ("spelled" tells it). A former one is meant where the text has ``@2024``
    ("meant_former"); else it is unresolved, of reason "former", and today's units that hold it are offered.
    """
    if as_of < REORGANISED:
        return PlaceReading(gazetteer.resolve(text, as_of))
    found = gazetteer.meant(text, NEW) or _former_province(text)
    if gazetteer.says_former(text) and len(found) == 1:
        place = found.pop()
        held = "; ".join(map(gazetteer.name, gazetteer.holding(place)))
        return PlaceReading(place, (("meant_former", {"place": gazetteer.name(place), "today": held}),))
    today = _of_today(found)
    if len(today) == 1:
        return PlaceReading(today.pop())
    spelled = set() if today else _spelled(gazetteer, text)
    if len(spelled) == 1:
        meant = spelled.pop()
        return PlaceReading(meant, (("spelled", {"place": gazetteer.name(meant)}),))
    if not (today or spelled or found) and (several := _several(gazetteer, text)):
        return PlaceReading(gazetteer.unresolved(text, several, NEW))
    if today or spelled or not found:
        return PlaceReading(gazetteer.unresolved(text, today or spelled, NEW))
    return PlaceReading(no_more(gazetteer, text, found))


def of_a_unit(gazetteer: Gazetteer, text: str, place: Place, as_of: datetime.date) -> PlaceReading:
    """Return a place given to the text elsewhere as the place that a unit leads: a former one is not meant by that."""
    if as_of >= REORGANISED and place.era != NEW:
        return PlaceReading(no_more(gazetteer, text, {place}))
    return PlaceReading(place)


def no_more(gazetteer: Gazetteer, text: str, former: set[Place]) -> Unresolved:
    """Return a text that means former units alone, with today's units that hold them; within it the only one."""
    held = dict.fromkeys(unit for place in sorted(former) for unit in gazetteer.holding(place))
    coded = [place for place in former if place.code.isdigit()]
    only = coded[0] if len(former) == len(coded) == 1 else None
    return Unresolved(clean(text), "former", tuple(map(gazetteer.name, held)), only)


def _several(gazetteer: Gazetteer, text: str) -> set[Place]:
    """The units of today that a text names one beside another, where it names nothing else."""
    readings = [_of_today(gazetteer.meant(part, NEW)) for part in _BESIDE.split(clean(text))]
    sure = all(len(found) == 1 for found in readings)
    return {place for found in readings for place in found} if len(readings) > 1 and sure else set()


def _former_province(text: str) -> set[Place]:
    """The province of 1975 to 2008 that the text means, where the tables know none of its name."""
    province = former_province(text)
    return set() if province is None or province.still_a_name else {province.place}


def _spelled(gazetteer: Gazetteer, text: str) -> set[Place]:
    """Units of today of these letters; the accents told where they tell one."""
    names = gazetteer.names
    return _of_today(names.find_tight(text, NEW)) or _of_today(names.find_loose(text, NEW))


def _of_today(places: set[Place]) -> set[Place]:
    return {place for place in places if place.era == NEW}
