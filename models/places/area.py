"""The district or province that a written place surely lies in, whatever stands before it."""

from __future__ import annotations

from collections.abc import Iterator

from luanchuyen.models.places.former_provinces import former_province
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.places.remarks import without_brackets
from luanchuyen.models.places.spelling import divisions, loose_divisions, split_kind
from luanchuyen.models.places.tables import Place


def area_of(gazetteer: Gazetteer, text: str, communes: set[Place]) -> Place | None:
    """Return the smallest larger unit that is written and known; None where none is.

    ``communes``: what the first name may mean; a district in which none of them lies does not narrow.
    """
    bare = without_brackets(text)
    ways: Iterator[tuple[str, ...]] = (way for part in (divisions, loose_divisions) for way in part(bare))
    for way in ways:
        if len(way) < 2:
            continue
        top = _province(gazetteer, way[-1])
        if top is not None:
            return _district(gazetteer, way, top, communes) or top
        district = _lone_district(gazetteer, way[-1])
        if district is not None:
            return district
    return None


def _province(gazetteer: Gazetteer, name: str) -> Place | None:
    """The province of a name, of either era: of several the one that holds the others; else one of 1975 to 2008.

    That one's margin is what a province of today holds beside: out of it is out of both.
    """
    known = gazetteer.names.called("tỉnh", name)
    former = former_province(name)
    if former is None:
        return _widest(gazetteer, known)
    return _widest(gazetteer, known | {former.place}) or former.place


def _widest(gazetteer: Gazetteer, known: set[Place]) -> Place | None:
    lies = gazetteer.inside
    return next((one for one in sorted(known) if all(lies(place, one) == "in" for place in known)), None)


def _district(gazetteer: Gazetteer, way: tuple[str, ...], top: Place, communes: set[Place]) -> Place | None:
    """The district named before the province, unless a commune of the first name lies elsewhere in the province."""
    if len(way) < 3:
        return None
    lies = gazetteer.inside
    found = [place for place in gazetteer.names.called("huyện", way[-2]) if lies(place, top) == "in"]
    if len(found) != 1:
        return None
    named = communes or gazetteer.names.called("xã", way[-3])
    away = any(lies(place, top) != "out" and lies(place, found[0]) != "in" for place in named)
    return None if away else found[0]


def _lone_district(gazetteer: Gazetteer, name: str) -> Place | None:
    """The one district of a name said last; its kind unsaid, only where no commune elsewhere is called so."""
    found = gazetteer.names.called("huyện", name)
    if len(found) != 1:
        return None
    district = found.pop()
    alike = set() if split_kind(name)[0] else gazetteer.names.called("xã", name)
    return district if all(gazetteer.inside(place, district) == "in" for place in alike) else None
