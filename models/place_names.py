"""Units by name: what a written place can mean, and what it looks like."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cached_property

from luanchuyen.models.folding import fold_plain, nearest
from luanchuyen.models.place_spelling import divisions, name_key, parts, split_kind
from luanchuyen.models.place_tables import NEW, OLD, Place, PlaceTables

_PROVINCE, _DISTRICT, _COMMUNE = 2, 3, 5
_OTHER_NAMES = (
    (OLD, "46", "Tỉnh Thừa Thiên Huế"),
    *((era, "79", name) for era in (OLD, NEW) for name in ("Thành phố HCM", "TPHCM")),
)


class PlaceNames:
    """The units of both eras by name; names are matched whole and with their accents."""

    def __init__(self, tables: PlaceTables) -> None:
        self._tables = tables

    def find(self, text: str, era: str) -> set[Place]:
        """Return every unit that the text can mean.

        The last name, its kind unsaid, is a province if there is one of this name. A commune without more
        said is sought in the era alone.
        """
        found: set[Place] = set()
        for division in divisions(text):
            if 1 <= len(division) <= 3:
                found |= self._meant(era, *division)
        return found

    def resembling(self, text: str, era: str, count: int = 3) -> list[Place]:
        """Return the units whose names look most like the text, accents aside, those of the era first."""
        written = [fold_plain(split_kind(part)[1]) for part in parts(text)[-3:]]
        if not written:
            return []
        pool: dict[str, list[Place]] = {}
        for place in self._comparable(written):
            pool.setdefault(self._plain[place], []).append(place)
        close = [place for name in nearest(written[0], pool, 2 * count) for place in pool[name]]
        text = fold_plain(text)
        likeness = {
            place: (_likeness(written[0], self._plain[place]), _likeness(text, self._looks(place))) for place in close
        }
        return sorted(close, key=lambda place: (likeness[place], place.era == era), reverse=True)[:count]

    def _meant(self, era: str, *division: str) -> set[Place]:
        *lower, top = division
        tops = self._named(_PROVINCE, top)
        if not tops or split_kind(top)[0]:
            tops |= self._named(_DISTRICT, top)
            if not lower:
                tops |= {place for place in self._named(_COMMUNE, top) if place.era == era}
        if not lower:
            return tops
        if len(lower) == 1:
            return self._lying_in(tops, self._named(_COMMUNE, *lower) | self._named(_DISTRICT, *lower))
        commune, district = lower
        districts = self._lying_in(tops, self._named(_DISTRICT, district))
        return self._lying_in(districts, self._named(_COMMUNE, commune))

    def _lying_in(self, tops: set[Place], places: set[Place]) -> set[Place]:
        kept = set()
        for place in places:
            _, *above = self._tables.upwards(place.era, place.code)
            if any(Place.of(place.era, code) in tops for code in above):
                kept.add(place)
        return kept

    def _named(self, length: int, part: str) -> set[Place]:
        """Return the units of a level that are called so; a kind that is said must be theirs."""
        kind, bare = split_kind(part)
        found = {place for place, called in self._index.get((length, bare), ()) if kind in ("", called)}
        if kind:  # a kind may be part of the name: Phường Phường Đúc
            found |= {place for place, _ in self._index.get((length, part), ())}
        return found

    @cached_property
    def _index(self) -> dict[tuple[int, str], list[tuple[Place, str]]]:
        """Length of code and name without kind → the units of that name, each with its kind."""
        index: dict[tuple[int, str], list[tuple[Place, str]]] = {}
        for era, code, name in (*self._tables.units(), *_OTHER_NAMES):
            kind, bare = split_kind(name_key(name))
            index.setdefault((len(code), bare), []).append((Place.of(era, code), kind))
        for (length, _), known in index.items():
            if length == _PROVINCE:  # a province that became a city still answers to "tỉnh"
                former = [kind for place, kind in known if place.era == OLD]
                known += [(place, kind) for place, _ in known if place.era == NEW for kind in former]
        return index

    @cached_property
    def _plain(self) -> dict[Place, str]:
        """Unit → its name without kind and accents."""
        return {
            Place.of(era, code): fold_plain(split_kind(name_key(name))[1]) for era, code, name in self._tables.units()
        }

    @cached_property
    def _below(self) -> dict[Place, list[Place]]:
        """Province or district → the units in it."""
        below: dict[Place, list[Place]] = {}
        for place in self._plain:
            _, *above = self._tables.upwards(place.era, place.code)
            for code in above:
                below.setdefault(Place.of(place.era, code), []).append(place)
        return below

    def _looks(self, place: Place) -> str:
        return fold_plain(self._tables.full_name(place.era, place.code))

    def _comparable(self, written: list[str]) -> Iterator[Place]:
        """Yield the units of what is written last, else those of the same first letter."""
        tops = {self._plain[top] for top in self._below}
        if len(written) > 1 and (close := nearest(written[-1], tops, 1)):
            for top, places in self._below.items():
                if self._plain[top] in close:
                    yield from places
        else:
            yield from (place for place, name in self._plain.items() if name[0] == written[0][0])


def _likeness(text: str, name: str) -> float:
    return SequenceMatcher(None, text, name).ratio()
