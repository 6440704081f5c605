"""How large a synthetic input is, and the few numbers that shape it."""

from __future__ import annotations

from dataclasses import dataclass

PAIRS_A_POST = 25
"""Cadres a post whom no hard rule bars, on average."""

VACANT_PERCENT = 30
"""Seats that nobody holds."""

MAX_LEAVE, MAX_LEAVE_TIGHT = 5, 3
"""Most cadres a unit may send away. The rule ``release`` has one number for all units, departments too."""


@dataclass(frozen=True)
class Size:
    """Counts of a synthetic input. ``departments`` are provincial, spread evenly over the provinces."""

    provinces: int
    communes: int
    departments: int
    posts: int
    cadres: int

    @property
    def units(self) -> int:
        """Units that have posts."""
        return self.communes + self.departments


PRESETS = {
    "district": Size(provinces=1, communes=4, departments=2, posts=60, cadres=200),
    "province": Size(provinces=1, communes=83, departments=15, posts=1_000, cadres=3_000),
    "region": Size(provinces=8, communes=830, departments=144, posts=10_000, cadres=30_000),
    "nation": Size(provinces=34, communes=3_321, departments=612, posts=40_000, cadres=120_000),
}
