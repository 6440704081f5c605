"""What a written place can mean."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from luanchuyen.models.places.index import PlaceIndex, units_by_key
from luanchuyen.models.places.spelling import divisions, loose_divisions, loose_key, split_kind, tight_key
from luanchuyen.models.places.tables import NEW, Place, PlaceTables
from luanchuyen.models.text.folding import fold, fold_plain

Lies = Callable[[Place, Place], bool]


class PlaceNames:
    """The units of both eras by written name; names are matched whole.

    ``inside`` tells whether a unit lies wholly in one of the other era.
    """

    def __init__(self, tables: PlaceTables, inside: Lies) -> None:
        self._tables = tables
        self._inside = inside

    def find(self, text: str, era: str) -> set[Place]:
        """Return every unit that the text can mean; of one level, those of the era go before the others.

        The last name, its kind unsaid, is a province if there is one of this name. A commune without more said
        is sought in the era alone. A text without any accents means what its letters spell, accents aside.
        Where nothing is found the text is read less strictly, step by step: with a province of the other era
        as the larger unit, parted without commas.
        """
        return self._find(text, era, (self._exact, self._plain) if fold(text).isascii() else (self._exact,))

    def find_tight(self, text: str, era: str) -> set[Place]:
        """As `find`, whatever spaces, hyphens and apostrophes were typed or left out within a name."""
        return self._find(text, era, (self._tight, *((self._loose,) if fold(text).isascii() else ())))

    def find_loose(self, text: str, era: str) -> set[Place]:
        """As `find_tight`, accents aside however the text has them."""
        return self._find(text, era, (self._loose,))

    def find_today(self, text: str) -> set[Place]:
        """As `find_tight`, among the units of today alone."""
        return self._find(text, NEW, (self._tight_today,))

    def called(self, level: str, part: str) -> set[Place]:
        """Return the units of a level, of either era, that one name can mean."""
        plain = self._plain.named(level, part) if part.isascii() else set()
        return self._exact.named(level, part) | plain

    def _find(self, text: str, era: str, indexes: tuple[PlaceIndex, ...]) -> set[Place]:
        for parted in (divisions, loose_divisions):
            ways = [way for way in parted(text) if 1 <= len(way) <= 3]
            for lies in (self._lies, self._lies_across):
                searches = [_Search(index, lies, era) for index in indexes]
                found = {place for search in searches for way in ways for place in search.meant(*way)}
                if found:
                    return found
        return set()

    @cached_property
    def _units(self) -> Mapping[str, str]:
        return units_by_key()

    @cached_property
    def _exact(self) -> PlaceIndex:
        return PlaceIndex(self._units)

    @cached_property
    def _plain(self) -> PlaceIndex:
        return PlaceIndex(self._units, fold_plain)

    @cached_property
    def _tight(self) -> PlaceIndex:
        return PlaceIndex(self._units, tight_key)

    @cached_property
    def _tight_today(self) -> PlaceIndex:
        return PlaceIndex(self._units, tight_key, (NEW,))

    @cached_property
    def _loose(self) -> PlaceIndex:
        return PlaceIndex(self._units, loose_key)

    def _lies(self, place: Place, top: Place) -> bool:
        _, *above = self._tables.upwards(place.era, place.code)
        return place.era == top.era and top.code in above

    def _lies_across(self, place: Place, top: Place) -> bool:
        """Also in a province of the other era; a name with a district is never one of the other era."""
        return self._lies(place, top) or (place.era != top.era and top.level == "tỉnh" and self._inside(place, top))


@dataclass(frozen=True)
class _Search:
    """One way to look: by these names, units lying in others so, on a day of this era."""

    index: PlaceIndex
    lies: Lies
    era: str

    def meant(self, *division: str) -> set[Place]:
        """The units of one to three names, small to large; the era's where others are of the same level."""
        found = self._found(*division)
        if len({place.level for place in found}) > 1:
            return found
        return {place for place in found if place.era == self.era} or found

    def _found(self, *division: str) -> set[Place]:
        *lower, top = division
        named = self.index.named
        tops = named("tỉnh", top)
        if not tops or split_kind(top)[0]:
            tops = tops | named("huyện", top)
            if not lower:
                tops |= {place for place in named("xã", top) if place.era == self.era}
        if not lower:
            return tops
        if len(lower) == 1:
            return self._lying_in(tops, named("xã", *lower) | named("huyện", *lower))
        commune, district = lower
        return self._lying_in(self._lying_in(tops, named("huyện", district)), named("xã", commune))

    def _lying_in(self, tops: set[Place], places: set[Place]) -> set[Place]:
        return {place for place in places if any(self.lies(place, top) for top in tops)}
