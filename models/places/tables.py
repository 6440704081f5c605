"""The official tables of units, as numbers and names: who is named how, lies in what, went into what."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

OLD = "old"
"""The era of provinces, districts and communes that ended on 30 June 2025."""
NEW = "new"
"""The era of provinces and communes that began on 1 July 2025."""

LENGTHS = {"xã": 5, "huyện": 3, "tỉnh": 2}
"""How many digits the code of a unit of each level has."""
_LEVELS = {length: level for level, length in LENGTHS.items()}


@dataclass(frozen=True, order=True)
class Place:
    """A commune, district or province of one era, by its official code.

    Written as its code; a unit of the time before 1 July 2025 as ``06838@2024``; a province of 1975 to 2008,
    which has no code, as its name.
    """

    era: str
    level: str
    code: str

    @classmethod
    def of(cls, era: str, code: str) -> Place:
        """Return the place of a code; its length tells commune, district and province apart."""
        return cls(era, _LEVELS[len(code)], code)

    def __str__(self) -> str:
        return f"{self.code}@2024" if self.era == OLD and self.code.isdigit() else self.code


@dataclass(frozen=True)
class PlaceTables:
    """The units of both eras by code, and how the former communes became those of today."""

    names: Mapping[str, Mapping[str, str]]
    """Era, code → the unit's own name with its type: "Xã Húc Động"."""
    above: Mapping[str, Mapping[str, str]]
    """Era, code → code of the unit it lies in; provinces have none."""
    successors: Mapping[str, tuple[str, ...]]
    """Former commune → communes of today; empty where none is recorded."""

    @cached_property
    def sources(self) -> Mapping[str, tuple[str, ...]]:
        """Commune of today → former communes that went into it, whole or in part."""
        found: dict[str, list[str]] = {}
        for code, successors in self.successors.items():
            for successor in successors:
                found.setdefault(successor, []).append(code)
        return {code: tuple(former) for code, former in found.items()}

    def has(self, era: str, code: str) -> bool:
        """Whether the era has a unit of this code."""
        return code in self.names[era]

    def units(self) -> Iterator[tuple[str, str, str]]:
        """Yield era, code and name of every unit."""
        for era, named in self.names.items():
            for code, name in named.items():
                yield era, code, name

    def full_name(self, era: str, code: str) -> str:
        """Return the name up to the province: "Xã Húc Động, Huyện Bình Liêu, Tỉnh Quảng Ninh"."""
        return ", ".join(self.names[era][step] for step in self.upwards(era, code))

    def namesakes(self, code_new: str) -> tuple[str, ...]:
        """Return the codes of the former provinces called as one of today, whatever their kind."""
        named = _without_kind(self.names[NEW][code_new])
        return tuple(c for c, name in self.names[OLD].items() if len(c) == 2 and _without_kind(name) == named)

    def communes(self, era: str, code: str) -> frozenset[str]:
        """Return the communes of a unit; raises KeyError for a code without any."""
        known = self._communes
        if (era, code) not in known:
            own = (code,) if len(code) == LENGTHS["xã"] and self.has(era, code) else ()
            below = self._below[era].get(code, ())
            known[era, code] = frozenset(own).union(*(self.communes(era, unit) for unit in below))
        if not known[era, code]:
            raise KeyError(code)
        return known[era, code]

    @cached_property
    def _communes(self) -> dict[tuple[str, str], frozenset[str]]:
        return {}

    @cached_property
    def _below(self) -> dict[str, dict[str, list[str]]]:
        """Era, code → codes of the units that lie in it, of the next level alone."""
        found: dict[str, dict[str, list[str]]] = {era: {} for era in self.above}
        for era, above in self.above.items():
            for code, upper in above.items():
                found[era].setdefault(upper, []).append(code)
        return found

    def upwards(self, era: str, code: str) -> Iterator[str]:
        """Yield the unit itself, then the units it lies in, up to the province."""
        yield code
        above = self.above[era]
        while code in above:
            code = above[code]
            yield code


def national_tables() -> PlaceTables:
    """Read the tables of the National Statistics Office that come with the package."""
    names: dict[str, dict[str, str]] = {OLD: {}, NEW: {}}
    above: dict[str, dict[str, str]] = {OLD: {}, NEW: {}}
    successors: dict[str, tuple[str, ...]] = {}
    for code, name, _ in table_lines("provinces-2025.csv"):
        names[NEW][code] = name
    for code, name, _, province in table_lines("communes-2025.csv"):
        names[NEW][code], above[NEW][code] = name, province
    for code, name, _, district, district_name, province, province_name, now in table_lines(
        "communes-before-2025-07.csv"
    ):
        names[OLD][code], above[OLD][code] = _type_in_case(name), district
        if district not in above[OLD]:
            names[OLD][district], above[OLD][district] = _type_in_case(district_name), province
            names[OLD][province] = province_name
        successors[code] = (now,) if len(now) == LENGTHS["xã"] else tuple(now.split())
    return PlaceTables(names, above, successors)


def table_lines(table: str) -> Iterator[list[str]]:
    """Yield the lines of a table of models/places, without its heading."""
    yield from csv.reader(table_text(table).splitlines()[1:])


def table_text(table: str) -> str:
    """The text of a table of models/places."""
    return (files(__package__) / table).read_text(encoding="utf-8")


def _type_in_case(name: str) -> str:
    """Write the type as everywhere else: the source has "Thành Phố Bắc Kạn" and "xã Bắc Sơn"."""
    if name.startswith("Thành Phố "):
        return "Thành phố " + name[10:]
    return name[0].upper() + name[1:]


def _without_kind(province: str) -> str:
    return province.removeprefix("Tỉnh ").removeprefix("Thành phố ")
