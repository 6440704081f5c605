"""Units of one commune, district or province: they lead one place, and a blank one has the place of the others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from luanchuyen.models.places.tables import LENGTHS, Place
from luanchuyen.models.places.words import body_key
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.table import RowValues


def agree_on_places(units: Iterable[RowValues], problems: Problems) -> None:
    """Note bodies of one place whose places differ, and fill what is blank beside one place."""
    for bodies in _of_one_place(units):
        places = {place for body in bodies if isinstance(place := body.values.get("place"), Place)}
        if len(places) > 1:
            filled = [body for body in bodies if isinstance(body.values.get("place"), Place)]
            cells = [body.cell("place") for body in filled]
            names = "; ".join(body.text("name") for body in filled)
            problems.add("bodies_apart", filled[0].origin.sheet, *cells, units=names)
        elif places:
            place = places.pop()
            for body in bodies:
                if "place" not in body.values and "place" not in body.faulty:
                    body.values["place"] = place


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
