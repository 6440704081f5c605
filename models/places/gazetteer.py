"""The administrative units of Viet Nam before and since 1 July 2025."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from luanchuyen.models.places.former_provinces import of_name
from luanchuyen.models.places.likeness import PlaceLikeness
from luanchuyen.models.places.names import PlaceNames
from luanchuyen.models.places.remarks import without_brackets, without_remarks
from luanchuyen.models.places.spelling import LEVEL_OF_KIND, parts, split_kind
from luanchuyen.models.places.tables import LENGTHS, NEW, OLD, Place, PlaceTables, national_tables
from luanchuyen.models.text.folding import clean

REORGANISED = datetime.date(2025, 7, 1)
"""The day from which the provinces and communes of today are in force."""

_FORMER_MARK = re.compile(r" ?@ ?2024(?![0-9])")
_CODE = re.compile(r"([0-9]+)(@2024)?")
_NAMED_CODE = re.compile(r"(.*\S) ?\(([0-9]+(?:@2024)?)\)")
_OFFERED = 3


@dataclass(frozen=True)
class Unresolved:
    """A written place that is no unit ("unknown"), several ("ambiguous") or one that is no more ("former").

    ``nearest`` are full names to offer. ``within``: the district or province that it surely lies in, where known.
    """

    text: str
    reason: str
    nearest: tuple[str, ...]
    within: Place | None = None


class Gazetteer:
    """Finds units by code or name, and tells whether one lies in another across the reorganisation."""

    def __init__(self, tables: PlaceTables) -> None:
        self._tables = tables
        self.names = PlaceNames(tables, lambda v, t: self.inside(v, t) == "in")
        self._likeness = PlaceLikeness(tables)
        self._meant: dict[tuple[str, str], frozenset[Place]] = {}
        self._unknown: dict[tuple[str, str, Place | None], Unresolved] = {}
        self._compared: dict[tuple[Place, Place], str] = {}
        self._carried: dict[tuple[Place, str], frozenset[str]] = {}

    @staticmethod
    def load() -> Gazetteer:
        """Return the gazetteer of the official tables, read once."""
        return _national()

    def resolve(self, text: str, as_of: datetime.date) -> Place | Unresolved:
        """Return the unit that a code or a name means on a day, or why there is none.

        A bare code is the unit in force; ``06838@2024`` the former one. A name with a district is a former
        unit; otherwise the unit in force goes before one of the other era. Nothing is matched by likeness:
        names are matched whole, without accents where the text has none at all. What fits several units is
        ambiguous; a lone name that is a province's is the province.
        """
        era = NEW if as_of >= REORGANISED else OLD
        found = self.meant(text, era)
        return next(iter(found)) if len(found) == 1 else self.unresolved(text, found, era)

    def name(self, place: Place) -> str:
        """Return the official name up to the province: "Xã Húc Động, Huyện Bình Liêu, Tỉnh Quảng Ninh"."""
        return f"Tỉnh {place.code}" if _has_no_code(place) else self._tables.full_name(place.era, place.code)

    def short_name(self, place: Place) -> str:
        """Return the unit's own official name: "Xã Húc Động"."""
        return self.name(place) if _has_no_code(place) else self._tables.names[place.era][place.code]

    def communes(self, place: Place) -> frozenset[str]:
        """Return the codes of the communes, of the place's own era, that make it up."""
        if _has_no_code(place):
            return self._joined(of_name(place.code).provinces)
        return self._tables.communes(place.era, place.code)

    def province_code(self, place: Place) -> str:
        """Return the code of the province, of the place's own era, that it lies in."""
        return list(self._tables.upwards(place.era, place.code))[-1]

    def margin(self, place: Place) -> frozenset[str]:
        """Return the communes that the place may have held beside its own: of a province of 1975 to 2008 alone."""
        return self._joined(of_name(place.code).margin) if _has_no_code(place) else frozenset()

    def _joined(self, places: Iterable[Place]) -> frozenset[str]:
        return frozenset(code for place in places for code in self._tables.communes(place.era, place.code))

    def carry(self, code_old: str) -> tuple[str, ...]:
        """Return the communes of today that took in a former commune; none if none is recorded."""
        return self._tables.successors[code_old]

    def has_successor(self, place: Place) -> bool:
        """Whether it is of today, or some of its communes went into one of today on record."""
        return place.era == NEW or any(self.carry(code) for code in self.communes(place))

    def sources(self, code_new: str) -> tuple[str, ...]:
        """Return the former communes that went into a commune of today, whole or in part."""
        return self._tables.sources.get(code_new, ())

    def former(self, place: Place) -> Place:
        """Return the former unit that a unit of today goes on, where one went, whole or in part, into it.

        A commune goes on that of its code; a province that of its name: code 24 was Bắc Giang, is Bắc Ninh.
        Any other place is returned itself.
        """
        if place.era == NEW:
            for code in self._tables.namesakes(place.code) if place.level == "tỉnh" else (place.code,):
                old = Place.of(OLD, code)
                if self._tables.has(OLD, code) and self.inside(old, place) != "out":
                    return old
        return place

    def inside(self, v: Place, t: Place) -> str:
        """Tell whether place v lies in t: "in", "out" or "unknown".

        The era of t decides: v is carried to it commune by commune, a commune without recorded image being
        left out. In: every part lies in t. Out: none does, nor does a part of its margin. Else unknown, as where
        nothing could be carried.
        """
        if (v, t) not in self._compared:
            parts, whole = self._in_era(v, t.era), self.communes(t)
            beside = self._image(self.margin(v), v.era, t.era)
            if parts and parts <= whole:
                self._compared[v, t] = "in"
            elif parts and parts.isdisjoint(whole) and beside.isdisjoint(whole):
                self._compared[v, t] = "out"
            else:
                self._compared[v, t] = "unknown"
        return self._compared[v, t]

    def _in_era(self, place: Place, era: str) -> frozenset[str]:
        if place.era == era:
            return self.communes(place)
        if (place, era) not in self._carried:
            self._carried[place, era] = self._image(self.communes(place), place.era, era)
        return self._carried[place, era]

    def _image(self, communes: frozenset[str], era: str, wanted: str) -> frozenset[str]:
        """The communes of the wanted era that took in, or went into, these ones of another."""
        if era == wanted:
            return communes
        image = self.carry if wanted == NEW else self.sources
        return frozenset(code for commune in communes for code in image(commune))

    def holding(self, place: Place) -> tuple[Place, ...]:
        """Return today's units that hold a former one's land: provinces of a province, else communes, by code."""
        level = "tỉnh" if place.level == "tỉnh" else "xã"
        tops = {self._tables.above[NEW][code] if level == "tỉnh" else code for code in self._in_era(place, NEW)}
        return tuple(Place(NEW, level, code) for code in sorted(tops))

    @staticmethod
    def is_code(text: str) -> bool:
        """Whether a written place is a code, of a unit or of none."""
        return _CODE.fullmatch(_marked(text)) is not None

    @staticmethod
    def says_former(text: str) -> bool:
        """Whether a code or a name in the text has the mark of a former unit, ``@2024``."""
        return _FORMER_MARK.search(text) is not None

    def meant(self, text: str, era: str) -> set[Place]:
        """Return every unit that a code or a name can mean on a day of the era, remarks taken into account."""
        if (text, era) not in self._meant:
            code = _CODE.fullmatch(marked := _marked(text))
            self._meant[text, era] = frozenset(self._of_code(code, era) if code else self._of_name(marked, era))
        return set(self._meant[text, era])

    def _of_name(self, text: str, era: str) -> set[Place]:
        bare = text.removesuffix("@2024")
        if bare != text:
            return {place for place in self._of_name(bare, OLD) if place.era == OLD}
        return self.names.find(text, era) or self._by_name_and_code(text, era) or self._by_remarks(text, era)

    def _of_code(self, code: re.Match[str], era: str) -> set[Place]:
        wanted = OLD if code[2] or len(code[1]) == 3 else era
        return {Place.of(wanted, code[1])} if self._tables.has(wanted, code[1]) else set()

    def unresolved(self, text: str, found: set[Place], era: str, within: Place | None = None) -> Unresolved:
        """Return what is to be offered for a text that means several units or none."""
        if found:
            told_apart = sorted(found, key=lambda place: (place.era != era, place))
            return Unresolved(text, "ambiguous", self._offered(told_apart, era), within)
        if (text, era, within) not in self._unknown:
            code = _CODE.fullmatch(_marked(text))
            offered = (
                self._likely(code[1], era)
                if code
                else self._offered(self._resembling(without_brackets(text), era, within), era)
            )
            self._unknown[text, era, within] = Unresolved(text, "unknown", offered, within)
        return self._unknown[text, era, within]

    def _likely(self, code: str, era: str) -> tuple[str, ...]:
        """Units of the code in another era, or with zeros before it."""
        likely = dict.fromkeys((code, *(code.zfill(length) for length in (2, 3, 5))))
        units = itertools.product((era, OLD, NEW), likely)
        names = dict.fromkeys(self._tables.full_name(*unit) for unit in units if self._tables.has(*unit))
        return tuple(names)[:_OFFERED]

    def _resembling(self, text: str, era: str, within: Place | None) -> list[Place]:
        """The units that look like the text, of the level that it says; any of a district a commune is gone from."""
        names = parts(text)
        level = LEVEL_OF_KIND.get(split_kind(names[0])[0]) if names else None
        if within is None:
            return self._likeness.resembling(text, era, 2 * _OFFERED, level=level)
        below = [Place(within.era, "xã", code) for code in sorted(self.communes(within))]
        if within.era == NEW:
            below += [Place(OLD, "xã", code) for code in sorted(self._in_era(within, OLD))]
        if level != "xã":
            below += self._districts(within)
        close = self._likeness.resembling(text, era, 2 * _OFFERED, below, level)
        gone = (within.level, level) == ("huyện", "xã")
        return list(dict.fromkeys([*close, *below])) if gone else close

    def _districts(self, within: Place) -> list[Place]:
        districts = (Place.of(OLD, code) for code in sorted(self._tables.names[OLD]) if len(code) == LENGTHS["huyện"])
        return [district for district in districts if self.inside(district, within) == "in"]

    def _by_name_and_code(self, text: str, era: str) -> set[Place]:
        """The unit of a name with its code in brackets, as it is offered where the name is not enough."""
        both = _NAMED_CODE.fullmatch(clean(text))
        place = self.resolve(both[2], REORGANISED if era == NEW else datetime.date.min) if both else None
        if not both or not isinstance(place, Place):
            return set()
        return {place} & (self.names.find(both[1], era) | self.names.find(both[1], place.era))

    def _by_remarks(self, text: str, era: str) -> set[Place]:
        """The units of a text with remarks on its era; one that no unit of a remark touches is not meant.

        A remark that contradicts all that is found leaves both to choose from.
        """
        remarked = without_remarks(text)
        if remarked is None:
            return set()
        wanted = remarked.era or era
        found = {place for place in self.names.find(remarked.text, wanted) if place.era == wanted}
        for named_era, name in remarked.named:
            named = {place for place in self.names.find(name, named_era) if place.era == named_era}
            kept = {place for place in found if any(self._touch(place, other) for other in named)}
            found = kept or (found | named if named else set())
        return found

    def _touch(self, place: Place, other: Place) -> bool:
        return "out" not in (self.inside(place, other), self.inside(other, place))

    def _offered(self, places: Iterable[Place], era: str) -> tuple[str, ...]:
        """Full names that resolve to what they offer: with the code where the name alone would not."""
        names = ((place, self.name(place)) for place in places)
        sure = (name if self.names.find(name, era) == {place} else f"{name} ({place})" for place, name in names)
        return tuple(dict.fromkeys(sure))[:_OFFERED]


@cache
def _national() -> Gazetteer:
    return Gazetteer(national_tables())


def _marked(text: str) -> str:
    """The text with the mark of a former unit in its one form."""
    return _FORMER_MARK.sub("@2024", clean(text))


def _has_no_code(place: Place) -> bool:
    """Whether it is a province of 1975 to 2008."""
    return not place.code[0].isdigit()
