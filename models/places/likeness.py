"""Which units a written place looks like, to be offered where it is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from functools import cached_property

from luanchuyen.models.places.spelling import name_key, parts, split_kind
from luanchuyen.models.places.tables import Place, PlaceTables
from luanchuyen.models.text.folding import fold_plain, nearest


class PlaceLikeness:
    """The units of both eras by how their names look, accents aside."""

    def __init__(self, tables: PlaceTables) -> None:
        self._tables = tables

    def resembling(
        self, text: str, era: str, count: int = 3, among: Iterable[Place] | None = None, level: str | None = None
    ) -> list[Place]:
        """Return the units whose names look most like the text, accents aside, those of the era first.

        ``among``: these units alone; ``level``: those of this level alone.
        """
        written = [fold_plain(split_kind(part)[1]) for part in parts(text)[-3:]]
        if not written or not written[0]:  # a mark without a letter folds to nothing
            return []
        pool: dict[str, list[Place]] = {}
        for place in self._comparable(written) if among is None else among:
            if level in (None, place.level):
                pool.setdefault(self._plain[place], []).append(place)
        close = [place for name in nearest(written[0], pool, 2 * count) for place in pool[name]]
        text = fold_plain(text)
        likeness = {
            place: (_likeness(written[0], self._plain[place]), _likeness(text, self._looks(place))) for place in close
        }
        return sorted(close, key=lambda place: (likeness[place], place.era == era), reverse=True)[:count]

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
