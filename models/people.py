"""Who is counted among people: women, ethnic minorities, and the young on the day on which ages count."""

from __future__ import annotations

import datetime as dt

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.calendar import months_between

YOUNG = 40
"""Years from which nobody counts as young, where no rule says otherwise."""


def counts_as(part: str, cadre: Cadre, day: dt.date, young: int = YOUNG) -> bool:
    """Whether a cadre is among the ``part``: women, ethnic, or under_40 (less than ``young`` years old on the day)."""
    if part == "women":
        return cadre.sex == "female"
    if part == "ethnic":
        return not is_kinh(cadre.ethnicity)
    return months_between(cadre.birth.first, day) < 12 * young


def is_kinh(ethnicity: str | None) -> bool:
    """Whether a cadre is not counted as of an ethnic minority: Kinh, or blank."""
    return ethnicity is None or ethnicity.strip().casefold() in ("", "kinh")
