"""Units that the cut-off date no longer knows: of the district level, or called after a unit that is no more."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from luanchuyen.models.places.gazetteer import REORGANISED, Gazetteer
from luanchuyen.models.places.tables import NEW, Place
from luanchuyen.models.places.words import body_key, name_beside_body
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.table import RowValues

_GONE = "huyện"
_OF_A_COMMUNE = ("xã", "phường", "thị trấn", "đặc khu")
_OF_A_DISTRICT = ("huyện", "quận", "thị xã", "thành phố")


class AbolishedUnits:
    """Warns of units by cell, with today's units that hold what they are called after, where that is known."""

    def __init__(self, units: Mapping[str, RowValues], gazetteer: Gazetteer, problems: Problems) -> None:
        self._units = units
        self._gazetteer = gazetteer
        self._problems = problems

    def tell(self, as_of: dt.date) -> None:
        """Nothing before the day from which today's units are in force."""
        if as_of < REORGANISED:
            return
        told: dict[tuple[str, str, str, str], list[RowValues]] = defaultdict(list)
        for unit in self._units.values():
            if unit.text("level") == _GONE:
                told["level_abolished", "level", "", self._today(self._district(unit))].append(unit)
            elif former := self._former_commune(unit):
                told["unit_abolished", "name", unit.text("name"), self._today(former)].append(unit)
        for (key, column, name, today), units in told.items():
            sheet, cells = units[0].origin.sheet, [unit.cell(column) for unit in units]
            key = key if today else f"{key}_bare"
            self._problems.add(key, sheet, *cells, severity="warning", today=today, name=name)

    def _today(self, former: set[Place]) -> str:
        holding = dict.fromkeys(unit for place in sorted(former) for unit in self._gazetteer.holding(place))
        return "; ".join(map(self._gazetteer.name, holding))

    def _line(self, unit: RowValues) -> list[RowValues]:
        """The unit and its ancestors, nearest first."""
        line = [unit]
        while (parent := self._units.get(line[-1].text("parent_id"))) is not None and parent not in line:
            line.append(parent)
        return line

    def _provinces(self, unit: RowValues) -> set[Place]:
        """The province above the unit, as far as some ancestor's place tells it."""
        for other in self._line(unit):
            place = other.values.get("place")
            if isinstance(place, Place):
                return {Place.of(place.era, self._gazetteer.province_code(place))}
        return set()

    def _district(self, unit: RowValues) -> set[Place]:
        """The former district that a unit, or else the nearest of its line, is called after; none if it is not sure."""
        tops = self._provinces(unit)
        for other in self._line(unit):
            kind, _ = body_key(other.text("name"))
            if other.text("level") == _GONE and kind in ("", *_OF_A_DISTRICT):
                found = self._called(_GONE, other, tops)
                if len(found) == 1:
                    return found
        return set()

    def _former_commune(self, unit: RowValues) -> set[Place]:
        """The former commune that the unit is called after, where today knows none of this name there."""
        if body_key(unit.text("name"))[0] not in _OF_A_COMMUNE:
            return set()
        tops = self._provinces(unit)
        found = self._called("xã", unit, tops)
        if any(place.era == NEW for place in found):
            return set()
        spelled = self._gazetteer.names.find_loose(name_beside_body(unit.text("name")), NEW)
        known = any(place.era == NEW and self._lies(place, tops) for place in spelled)
        return set() if known or len(found) != 1 else found

    def _called(self, level: str, unit: RowValues, tops: set[Place]) -> set[Place]:
        named = self._gazetteer.names.called(level, name_beside_body(unit.text("name")))
        return {place for place in named if self._lies(place, tops)}

    def _lies(self, place: Place, tops: set[Place]) -> bool:
        return not tops or any(self._gazetteer.inside(place, top) != "out" for top in tops)
