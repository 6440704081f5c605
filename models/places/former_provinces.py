"""Provinces of 1975 to 2008 that the tables of 2024 no longer know: what land they held.

Source: the resolutions of the National Assembly that made and parted them (27 December 1975, 29 December 1978,
30 June 1989, 12 August 1991, 6 November 1996, 26 November 2003, 29 May 2008), as commonly cited; the texts
themselves were not read. ``provinces`` of 2024 hold their land; what is of ``margin`` lay in them for a time and
lies in another province today, or lies in the province of today that bears the same name.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from luanchuyen.models.places.spelling import loose_key, name_key, split_kind
from luanchuyen.models.places.tables import OLD, Place, table_lines
from luanchuyen.models.text.folding import fold_plain

_OF_ITS_TIME = ("thành phố", "đặc khu")
"""Kinds of Sài Gòn, of Vũng Tàu - Côn Đảo."""


@dataclass(frozen=True)
class FormerProvince:
    """One province; ``still_a_name``: a smaller province of 2024 is called so, and is meant by the name alone."""

    name: str
    provinces: tuple[Place, ...]
    margin: tuple[Place, ...]
    still_a_name: bool

    @property
    def place(self) -> Place:
        """It as a place of the former era; its code is its name."""
        return Place(OLD, "tỉnh", self.name)


def former_province(part: str) -> FormerProvince | None:
    """The province that one written name means, of whatever kind; accents aside where the text has none."""
    kind, bare = split_kind(name_key(part))
    found = _by_name().get(bare)
    return found if found is None or kind in ("", "tỉnh") or (kind in _OF_ITS_TIME and not found.still_a_name) else None


def may_be_former(text: str) -> bool:
    """Whether a written place ends like one of these provinces: what it costs little to ask before all else."""
    return loose_key(name_key(text)).endswith(_endings())


@cache
def _endings() -> tuple[str, ...]:
    return tuple({loose_key(name) for name in _by_name()})


def of_name(name: str) -> FormerProvince:
    """The province of the name that is its code; KeyError where there is none."""
    return _by_name()[name_key(name)]


@cache
def _by_name() -> dict[str, FormerProvince]:
    found: dict[str, FormerProvince] = {}
    for name, _, _, provinces, margin, still in table_lines("provinces-1975-2008.csv"):
        held, beside = (tuple(Place.of(OLD, code) for code in codes.split()) for codes in (provinces, margin))
        known = FormerProvince(name, held, beside, bool(still))
        for key in (name_key(name), fold_plain(name_key(name))):
            found.setdefault(key, known)
    return found
