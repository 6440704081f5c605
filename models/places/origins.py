"""The place that a person comes from or served in, as written: never guessed, and never without a word."""

from __future__ import annotations

import datetime
import itertools
from functools import cached_property

from luanchuyen.models.places.area import area_of
from luanchuyen.models.places.former_provinces import FormerProvince, former_province, may_be_former
from luanchuyen.models.places.gazetteer import REORGANISED, Gazetteer, Unresolved
from luanchuyen.models.places.led import PlaceReading
from luanchuyen.models.places.remarks import Remarked, without_remarks
from luanchuyen.models.places.spelling import divisions, loose_divisions, parts
from luanchuyen.models.places.tables import NEW, OLD, Place
from luanchuyen.models.places.words import is_a_land, without_country, without_parts_below


def place_of_origin(gazetteer: Gazetteer, text: str, as_of: datetime.date) -> PlaceReading:
    """Return the unit that a text means as a person's place, or why there is none.

    As `Gazetteer.resolve`, but: a province of 1975 to 2008 goes before communes of its name; a bare name of a
    commune is taken ("taken" tells it) only where every unit of either era of this name lies in one commune of
    today; what is said below the commune is dropped ("below" tells it); and what is unresolved keeps the district
    or province that is written.
    """
    said = without_country(text)
    reader = _Reader(gazetteer, said, as_of)
    notices: tuple[tuple[str, dict[str, str]], ...] = ()
    reading = reader.read()
    if reading is None:
        dropped, rest = without_parts_below(said)
        if dropped:
            reader, notices = _Reader(gazetteer, rest, as_of), (("below", {"text": text, "dropped": dropped}),)
            reading = reader.read()
    reading = reading or reader.none_of(set())
    place = reading.place
    if isinstance(place, Unresolved):
        place = Unresolved(text, place.reason, place.nearest, place.within)
    return PlaceReading(place, (*notices, *reading.notices))


class _Reader:
    def __init__(self, gazetteer: Gazetteer, text: str, as_of: datetime.date) -> None:
        self.gazetteer, self.text, self.as_of = gazetteer, text, as_of
        self.era = NEW if as_of >= REORGANISED else OLD

    def read(self) -> PlaceReading | None:
        """The place, with every step tried in order; None where no unit is called so."""
        lone = parts(self.text)
        if is_a_land(self._unremarked) or (lone and is_a_land(lone[-1])):
            return PlaceReading(Unresolved(self.text, "unknown", ()))
        larger = self._former_province(last_try=False)
        if larger is not None:
            return larger
        if len(lone) == 1 and not self.gazetteer.is_code(self.text):
            bare = self._bare(lone[0])
            if bare is not None:
                return bare
        found = self.gazetteer.meant(self.text, self.era)
        if len(found) == 1:
            return self._sure(found)
        if found:
            return self._one_of(found)
        spelled = self.gazetteer.names.find_tight(self.text, self.era)
        return self._former_province(last_try=True) or (self._one_of(spelled, "spelled") if spelled else None)

    def _sure(self, found: set[Place]) -> PlaceReading:
        """The one unit; a former commune said without its district is held against today's unit of these letters."""
        (place,) = found
        short = len(parts(self.text)) < 3 and not self.gazetteer.says_former(self.text)
        if short and self.era == NEW != place.era and place.level == "xã":
            today = self.gazetteer.names.find_today(self.text)
            if today:
                return self._one_of(found | today)
        return PlaceReading(place)

    def _bare(self, name: str) -> PlaceReading | None:
        """The reading of one name that is a commune's; None where it is none, or is a province's."""
        names = self.gazetteer.names
        communes = names.called("xã", name)
        if not communes or names.called("tỉnh", name):
            return None
        found = communes | names.called("huyện", name)
        return self._one_of(found) if self._all_in_one(found) else self.none_of(found)

    def _one_of(self, found: set[Place], notice: str = "taken") -> PlaceReading:
        """The one unit, or the commune of today in which all lie, and a word of it; else none."""
        one = next(iter(found)) if len(found) == 1 else self._all_in_one(found)
        if one is None:
            return self.none_of(found)
        return PlaceReading(one, ((notice, {"text": self.text, "place": self.gazetteer.name(one)}),))

    def none_of(self, found: set[Place]) -> PlaceReading:
        """What is known all the same, where it is one of several units or none."""
        return PlaceReading(self.gazetteer.unresolved(self.text, found, self.era, self._within(found)))

    def _all_in_one(self, found: set[Place]) -> Place | None:
        lies = self.gazetteer.inside
        holding = {unit for place in found if place.level == "xã" for unit in self._today(place)}
        return next((one for one in sorted(holding) if all(lies(place, one) == "in" for place in found)), None)

    def _today(self, place: Place) -> tuple[Place, ...]:
        return (place,) if place.era == NEW else self.gazetteer.holding(place)

    def _within(self, found: set[Place]) -> Place | None:
        """One of several in which all the others lie; else the district or province that is written."""
        lies = self.gazetteer.inside
        for one in sorted(found):
            if len(found) > 1 and one.level != "xã" and all(lies(place, one) == "in" for place in found):
                return one
        return area_of(self.gazetteer, self.text, {place for place in found if place.level == "xã"})

    def _former_province(self, last_try: bool) -> PlaceReading | None:
        """The reading where the last name is a province of 1975 to 2008; None where it is not.

        ``last_try``: of those whose name a province of 2024 bears, which the text has been held against already.
        Such a name alone is the former province only where a remark says so: "Lai Châu cũ".
        """
        if not may_be_former(self._unremarked):
            return None
        for way in self._ways:
            province = former_province(way[-1])
            if province is None or last_try != (province.still_a_name and not (len(way) == 1 and self._of_old)):
                continue
            if len(way) == 1:
                return None if last_try else PlaceReading(province.place, (self._told(province),))
            found = self._in_former(way[:-1], province)
            if found:
                return PlaceReading(found.pop()) if len(found) == 1 else self._one_of(found)
        return None

    def _told(self, province: FormerProvince) -> tuple[str, dict[str, str]]:
        held = ", ".join(map(self.gazetteer.name, province.provinces))
        return "former_province", {"place": self.gazetteer.name(province.place), "held": held}

    def _in_former(self, lower: tuple[str, ...], province: FormerProvince) -> set[Place]:
        """The units of the smaller names in the land of the province."""
        gazetteer, place = self.gazetteer, province.place
        communes = gazetteer.communes(place) | gazetteer.margin(place)
        tops = {gazetteer.name(Place.of(OLD, code)) for code in self._provinces(province)}
        found = {unit for top in tops for unit in gazetteer.names.find(", ".join((*lower, top)), OLD)}
        return {unit for unit in found if unit.era == OLD and gazetteer.communes(unit) <= communes}

    def _provinces(self, province: FormerProvince) -> set[str]:
        return {self.gazetteer.province_code(place) for place in (*province.provinces, *province.margin)}

    @cached_property
    def _unremarked(self) -> str:
        """The text without "(cũ)", "(nay là ...)" and the like."""
        return self._remarked.text if self._remarked else self.text

    @cached_property
    def _remarked(self) -> Remarked | None:
        return without_remarks(self.text)

    @property
    def _of_old(self) -> bool:
        return self._remarked is not None and self._remarked.era == OLD

    @cached_property
    def _ways(self) -> list[tuple[str, ...]]:
        """The ways to part the text, by commas before dashes."""
        ways = itertools.chain(divisions(self._unremarked), loose_divisions(self._unremarked))
        return [way for way in ways if way]
