"""Cadres of the planning pool, with their working record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.origin import NOWHERE, Origin
from luanchuyen.models.places.gazetteer import Unresolved
from luanchuyen.models.places.tables import Place

HomePlace = Place | Unresolved | None


@dataclass(frozen=True, slots=True)
class Stint:
    """One line of the working record; ``to`` None = still running (counted until the start date)."""

    cadre_id: str
    since: PartialDate
    to: PartialDate | None = None
    unit_id: str | None = None
    place: HomePlace = None
    position: str = ""
    kind: str | None = None
    form: str | None = None
    direction: str = ""
    rules: str = ""
    origin: Origin = NOWHERE


@dataclass(frozen=True, slots=True)
class Planned:
    """One entry of the planning (quy hoạch): a post, or a kind with an optional level."""

    post_id: str | None = None
    kind: str | None = None
    level: str | None = None

    def __str__(self) -> str:
        """As the sheet takes it: a post, a kind, or ``secretary@xã``."""
        return self.post_id or "@".join(part for part in (self.kind, self.level) if part)


@dataclass(frozen=True, slots=True)
class Cadre:
    """One cadre. None = the cell is blank; an empty tuple of wishes or planning means none."""

    cadre_id: str
    name: str
    birth: PartialDate
    sex: str
    unit_id: str
    in_post_since: PartialDate
    ethnicity: str | None = None
    ancestral_home: HomePlace = None
    birthplace: HomePlace = None
    raised_in: HomePlace = None
    post_ids: tuple[str, ...] = ()
    position: str = ""
    consecutive_terms: int | None = None
    rank: int | None = None
    managed_by: str | None = None
    education: str | None = None
    field: str = ""
    political_level: str | None = None
    state_level: str | None = None
    skills: Mapping[str, int] | None = None
    evaluations: tuple[str | None, ...] | None = None
    discipline: str | None = None
    discipline_date: PartialDate | None = None
    planned_for: tuple[Planned, ...] = ()
    wishes: tuple[str, ...] = ()
    deferred_until: PartialDate | None = None
    deferral: str = ""
    retires: PartialDate | None = None
    party_date: PartialDate | None = None
    committee: str = ""
    career: tuple[Stint, ...] = ()
    origin: Origin = NOWHERE
