"""The units of both eras by their names, with or without accents.

The keys of all names stand in a table of their own, names.csv, which docs/generate.py writes: to fold 14,000 names at
each start costs more than to read a district's workbook.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from luanchuyen.models.places.spelling import name_key, split_kind
from luanchuyen.models.places.tables import LENGTHS, NEW, OLD, Place, PlaceTables, table_text

TABLE = "names.csv"
"""A line a name without its kind: its key, then each unit that is called so: era, code and kind."""

_OTHER_NAMES = (
    (OLD, "46", "Tỉnh Thừa Thiên Huế"),
    (OLD, "06", "Tỉnh Bắc Cạn"),
    *((OLD, "67", name) for name in ("Tỉnh Đắc Nông", "Tỉnh Đăk Nông")),
    *((era, "66", name) for era in (OLD, NEW) for name in ("Tỉnh Đắc Lắc", "Tỉnh Đăk Lăk")),
    *((era, "79", name) for era in (OLD, NEW) for name in ("Thành phố HCM", "TPHCM")),
)
"""Names that are in use for a province beside its official one."""

Named = list[tuple[Place, str]]
"""Units, each with the kind that it is called by."""


def lines_of(tables: PlaceTables) -> Iterable[str]:
    """Yield the lines of names.csv."""
    called: dict[str, list[str]] = {}
    for era, code, name in (*tables.units(), *_OTHER_NAMES):
        kind, bare = split_kind(name_key(name))
        called.setdefault(bare, []).append(f"{era} {code} {kind}")
    yield from (",".join((bare, *units)) for bare, units in called.items())


def units_by_key() -> dict[str, str]:
    """The units of names.csv by the key of their name, as they are written there."""
    return {bare: units for bare, _, units in (line.partition(",") for line in table_text(TABLE).splitlines())}


class PlaceIndex:
    """Finds units of a level, of these ``eras``, by one name, or by ``key`` of it, such as without accents."""

    def __init__(
        self,
        units: Mapping[str, str],
        key: Callable[[str], str] | None = None,
        eras: tuple[str, ...] = (OLD, NEW),
    ) -> None:
        self._key, self._eras = key or str, eras
        self._written = _joined(units, key) if key else units
        self._known: dict[str, dict[str, Named]] = {}

    def named(self, level: str, part: str) -> set[Place]:
        """Return the units of a level that are called so; a kind that is said must be theirs."""
        kind, bare = split_kind(part)
        found = {place for place, called in self._units(level, bare) if kind in ("", called)}
        if kind:  # a kind may be part of the name: Phường Phường Đúc
            found |= {place for place, _ in self._units(level, part)}
        return found

    def _units(self, level: str, name: str) -> Named:
        key = self._key(name)
        if key not in self._known:
            self._known[key] = self._read(self._written.get(key, ""))
        return self._known[key].get(level, [])

    def _read(self, written: str) -> dict[str, Named]:
        found: dict[str, Named] = {level: [] for level in LENGTHS}
        for era, code, kind in (unit.split(" ", 2) for unit in written.split(",") if unit):
            if era in self._eras:
                place = Place.of(era, code)
                found[place.level].append((place, kind))
        provinces = found["tỉnh"]  # one that became a city still answers to "tỉnh"
        former = [kind for place, kind in provinces if place.era == OLD]
        provinces += [(place, kind) for place, _ in provinces if place.era == NEW for kind in former]
        return found


def _joined(units: Mapping[str, str], key: Callable[[str], str]) -> dict[str, str]:
    """The units by another key, which several names may share."""
    found: dict[str, list[str]] = {}
    for bare, written in units.items():
        found.setdefault(key(bare), []).append(written)
    return {bare: ",".join(written) for bare, written in found.items()}
