"""Units as a tree: ancestors, the place a unit leads, the authority that manages it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from luanchuyen.models.places.tables import Place
from luanchuyen.models.unit import Unit
from luanchuyen.models.vocabulary import Vocabulary


class Territory:
    """The tree of ``units`` by parent_id; a parent that is not in the sheet ends the line."""

    def __init__(self, units: Mapping[str, Unit], vocabulary: Vocabulary) -> None:
        self.units = units
        self.vocabulary = vocabulary
        self.manager = cache(self._manager)
        self.spot = cache(self._spot)

    def ancestors(self, unit_id: str) -> list[str]:
        """The unit's ancestors, nearest first, without itself."""
        found: list[str] = []
        parent = self.units[unit_id].parent_id
        while parent is not None and parent in self.units and parent not in found:
            found.append(parent)
            parent = self.units[parent].parent_id
        return found

    def _manager(self, unit_id: str) -> str | None:
        level, depth = self.units[unit_id].level, self.vocabulary.depth
        line = self.ancestors(unit_id)
        own = [u for u in line if self.units[u].level == level]
        if own:
            return own[-1]
        return next((u for u in line if depth(self.units[u].level) < depth(level)), None)

    def _spot(self, unit_id: str) -> tuple[str, Place] | None:
        unit = self.units[unit_id]
        for other in [unit_id, *self.ancestors(unit_id)]:
            place = self.units[other].place
            if self.units[other].level == unit.level and place is not None:
                return (unit.level, place) if isinstance(place, Place) else None
        return None

    def one_place(self, first: str, second: str) -> bool:
        """Whether two units are of one place: the same, or equal levels and equal places of their own."""
        if first == second:
            return True
        a, b = self.units[first], self.units[second]
        return isinstance(a.place, Place) and a.level == b.level and a.place == b.place
