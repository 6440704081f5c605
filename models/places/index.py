"""The units of both eras by their names, with or without accents."""

from __future__ import annotations

from collections.abc import Callable

from luanchuyen.models.places.spelling import name_key, split_kind
from luanchuyen.models.places.tables import LENGTHS, NEW, OLD, Place, PlaceTables

_OTHER_NAMES = (
    (OLD, "46", "Tỉnh Thừa Thiên Huế"),
    (OLD, "06", "Tỉnh Bắc Cạn"),
    *((OLD, "67", name) for name in ("Tỉnh Đắc Nông", "Tỉnh Đăk Nông")),
    *((era, "66", name) for era in (OLD, NEW) for name in ("Tỉnh Đắc Lắc", "Tỉnh Đăk Lăk")),
    *((era, "79", name) for era in (OLD, NEW) for name in ("Thành phố HCM", "TPHCM")),
)
"""Names that are in use for a province beside its official one."""


class PlaceIndex:
    """Finds units of a level, of these ``eras``, by one name, or by ``key`` of it, such as without accents."""

    def __init__(
        self, tables: PlaceTables, key: Callable[[str], str] = str, eras: tuple[str, ...] = (OLD, NEW)
    ) -> None:
        self._key = key
        self._units: dict[tuple[int, str], list[tuple[Place, str]]] = {}
        for era, code, name in (*tables.units(), *_OTHER_NAMES):
            if era not in eras:
                continue
            kind, bare = split_kind(name_key(name))
            self._units.setdefault((len(code), key(bare)), []).append((Place.of(era, code), kind))
        for (length, _), known in self._units.items():
            if length == LENGTHS["tỉnh"]:  # a province that became a city still answers to "tỉnh"
                former = [kind for place, kind in known if place.era == OLD]
                known += [(place, kind) for place, _ in known if place.era == NEW for kind in former]

    def named(self, level: str, part: str) -> set[Place]:
        """Return the units of a level that are called so; a kind that is said must be theirs."""
        kind, bare = split_kind(part)
        length = LENGTHS[level]
        found = {place for place, called in self._units.get((length, self._key(bare)), ()) if kind in ("", called)}
        if kind:  # a kind may be part of the name: Phường Phường Đúc
            found |= {place for place, _ in self._units.get((length, self._key(part)), ())}
        return found
