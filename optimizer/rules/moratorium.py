"""No moves in a window that froze them.

What it asks: between two days nobody enters or leaves a unit of certain levels (and blocs).
Why: KL 128-KL/TW froze recruitment, planning, transfer, rotation and appointment at district and commune
level from 07/03/2025 (read in the press); its end, 30/06/2025, is assumed. That leaving counts like
entering is our choice.
Numbers: ``windows``, a list of {from, to, levels, blocs, into}; levels or blocs left out mean all of them; ``into``:
only moves out of such a unit into one of these levels (Thanh Hóa, May 2025: from below up to the province, press).
Amount: 1 if from <= start <= to for a window, and the unit entered or the unit left has one of its levels
(and one of its blocs, where given); with into: the unit left has, and the unit entered is of a level of into; else 0.
Edges: both days belong to the window; level and bloc are of one and the same unit; within a unit: 1, not 2.
Example: start 01/04/2025: tỉnh to xã, 1; xã to tỉnh, 1; tỉnh to tỉnh, 0; start 01/07/2025, 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.calendar import day_after
from luanchuyen.models.post import Post
from luanchuyen.models.unit import Unit
from luanchuyen.optimizer.rules.number import Day, Part, day_of, number
from luanchuyen.optimizer.rules.rule import Breach, Rule
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray

_KL_128 = {"from": "07/03/2025", "to": "30/06/2025", "levels": ("huyện", "xã")}
_WINDOW = {
    "from": Part(Day),
    "to": Part(Day),
    "levels": Part(tuple[str, ...], "levels", needed=False),
    "blocs": Part(tuple[str, ...], "blocs", needed=False),
    "into": Part(tuple[str, ...], "levels", needed=False),
}


@dataclass(frozen=True)
class Moratorium(Rule):
    """The start lies in a window that freezes the unit entered or left."""

    name = "moratorium"
    windows: tuple[Mapping[str, object], ...] = number((_KL_128,), table=_WINDOW)

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """1 in a window of either unit."""
        units = situation.instance.units
        left, entered = units[situation.unit_of[cadre.cadre_id]], units[post.unit_id]
        for window in self.windows:
            if day_of(window["from"]) <= situation.start <= day_of(window["to"]) and _freezes(window, left, entered):
                fields, over = (("units", "level"), ("units", "bloc")), day_after(day_of(window["to"]))
                return Breach(1, "", fields, situation.start.isoformat(), over.isoformat())
        return None

    def amounts(self, pairs: Pairs) -> IntArray:
        """Window by window that holds the start: units frozen, looked up for the unit left and for the unit entered."""
        import numpy as np

        situation, total = pairs.situation, np.zeros(len(pairs), np.int64)
        start, units = situation.start.toordinal(), situation.instance.units
        for window in self.windows:
            if start not in range(day_of(window["from"]).toordinal(), day_of(window["to"]).toordinal() + 1):
                continue
            levels, blocs, into = (window.get(part) or None for part in ("levels", "blocs", "into"))
            covered = (code for code, unit in units.items() if _holds(levels, unit.level) and _holds(blocs, unit.bloc))
            frozen = frozenset(covered)
            ahead = frozenset(c for c, unit in units.items() if _holds(into, unit.level)) if into else frozen
            left = pairs.of_cadre(("left", frozen), partial(_leaves, frozen, situation))
            entered = pairs.of_post(("entered", ahead), partial(_enters, ahead))
            total = np.maximum(total, np.minimum(left, entered) if into else np.maximum(left, entered))
        return total


def _leaves(units: Set[str], situation: Situation, cadre: Cadre) -> bool:
    return situation.unit_of[cadre.cadre_id] in units


def _enters(units: Set[str], post: Post) -> bool:
    return post.unit_id in units


def _freezes(window: Mapping[str, object], left: Unit, entered: Unit) -> bool:
    if window.get("into"):
        return _covers(window, left) and _holds(window["into"], entered.level)
    return _covers(window, left) or _covers(window, entered)


def _covers(window: Mapping[str, object], unit: Unit) -> bool:
    return _holds(window.get("levels"), unit.level) and _holds(window.get("blocs"), unit.bloc)


def _holds(words: object, word: str | None) -> bool:
    """Whether ``word`` is among the words; no words mean all."""
    return not words or (isinstance(words, (tuple, list)) and word in words)
