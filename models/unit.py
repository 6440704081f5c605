"""Units: party committees, people's committees, departments, communes."""

from __future__ import annotations

from dataclasses import dataclass

from luanchuyen.models.origin import NOWHERE, Origin
from luanchuyen.models.places.gazetteer import Unresolved
from luanchuyen.models.places.tables import Place


@dataclass(frozen=True)
class Unit:
    """One unit. ``level`` and ``bloc`` are words of the vocabulary; ``place`` is what the unit leads."""

    unit_id: str
    name: str
    level: str
    bloc: str | None = None
    sector: str | None = None
    parent_id: str | None = None
    place: Place | Unresolved | None = None
    hardship: int = 0
    budget: int | None = None
    origin: Origin = NOWHERE
