"""Units of one commune, district or province: they lead one place, and a blank one has the place of the others."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.places.spelling import name_key, split_kind, tight_key
from luanchuyen.models.places.tables import LENGTHS, Place
from luanchuyen.models.places.words import body_key, name_beside_body
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.table import RowValues


def agree_on_places(units: Iterable[RowValues], problems: Problems, gazetteer: Gazetteer, day: dt.date) -> None:
    """Note bodies of one place whose places differ, and fill what is blank beside one place.

    Two communes of one province may be told apart by a tone alone (Tân Thành, Tân Thạnh): units that bear, tone for
    tone, the names of their own different places are no bodies of one.
    """
    for bodies in (group for alike in _of_one_place(units) for group in _apart(alike, gazetteer)):
        places = {place for body in bodies if isinstance(place := body.values.get("place"), Place)}
        if len(places) > 1:
            filled = [body for body in bodies if isinstance(body.values.get("place"), Place)]
            cells = [body.cell("place") for body in filled]
            names = "; ".join(body.text("name") for body in filled)
            problems.add("bodies_apart", filled[0].origin.sheet, *cells, units=names)
        elif places:
            place = places.pop()
            for body in bodies:
                blank = "place" not in body.values and "place" not in body.faulty
                if blank and not _is_another(body, place, gazetteer, day):
                    body.values["place"] = place


def _is_another(body: RowValues, place: Place, gazetteer: Gazetteer, day: dt.date) -> bool:
    """Whether a body bears, tone for tone, the name of another unit of the place's province."""
    province = gazetteer.name(place).rpartition(", ")[2]
    other = gazetteer.resolve(f"{name_beside_body(body.text('name'))}, {province}", day)
    return isinstance(other, Place) and other != place and _called(other, gazetteer) == _toned(body)


def _called(place: Place, gazetteer: Gazetteer) -> str:
    """The name of a place without its kind, tones and all."""
    return tight_key(split_kind(name_key(gazetteer.short_name(place)))[1])


def _apart(bodies: list[RowValues], gazetteer: Gazetteer) -> list[list[RowValues]]:
    """Bodies that seem of one place, by the places whose very names some of them bear; all, where these are not two."""
    named: dict[str, set[Place]] = defaultdict(set)
    for body in bodies:
        place, toned = body.values.get("place"), _toned(body)
        if isinstance(place, Place) and _called(place, gazetteer) == toned:
            named[toned].add(place)
    if len(set().union(*named.values())) < 2 or any(len(places) > 1 for places in named.values()):
        return [bodies]
    groups: dict[str, list[RowValues]] = defaultdict(list)
    for body in bodies:
        groups[_toned(body)].append(body)
    return [group for group in groups.values() if len(group) > 1]


def _toned(unit: RowValues) -> str:
    """What a unit's name says beside the body, tones and all."""
    return tight_key(split_kind(name_beside_body(unit.text("name")))[1])


def tell_other_levels(units: Iterable[RowValues], problems: Problems, name: Callable[[Place], str]) -> None:
    """Note units whose place is one of another level: a commune's party committee does not lead a province."""
    for unit in units:
        place, level = unit.values.get("place"), unit.text("level")
        if isinstance(place, Place) and level in LENGTHS and place.level != level:
            problems.add("place_level", unit.origin.sheet, unit.cell("place"), severity="warning", place=name(place),
                         level=level, place_level=place.level)  # fmt: skip


def _of_one_place(units: Iterable[RowValues]) -> Iterator[list[RowValues]]:
    """Units of one level and one name beside the body's words, joined by being parent or having one parent."""
    alike: dict[tuple[str, str], list[RowValues]] = defaultdict(list)
    for unit in units:
        _, key = body_key(unit.text("name"))
        if key and unit.text("level"):
            alike[unit.text("level"), key].append(unit)
    for of in alike.values():
        while len(of) > 1:
            joined, rest = _joined(of)
            if len(joined) > 1:
                yield joined
            of = rest


def _joined(units: list[RowValues]) -> tuple[list[RowValues], list[RowValues]]:
    """The first unit with all that are joined to it, one to the next; and the rest."""
    joined, rest = [units[0]], units[1:]
    for one in joined:
        near = [other for other in rest if _near(one, other)]
        joined += near
        rest = [other for other in rest if other not in near]
    return joined, rest


def _near(one: RowValues, other: RowValues) -> bool:
    """Whether two units of one name may be bodies of one place: an xã and a phường of one name are not."""
    kinds = {kind for unit in (one, other) if (kind := body_key(unit.text("name"))[0])}
    parents = [unit.text("parent_id") for unit in (one, other)]
    codes = [unit.text("unit_id") for unit in (one, other)]
    akin = parents[0] == codes[1] or parents[1] == codes[0] or (parents[0] != "" and parents[0] == parents[1])
    return len(kinds) < 2 and akin
