"""No moves in a window that froze them.

What it asks: between two days nobody enters or leaves a unit of certain levels (and blocs).
Why: KL 128-KL/TW froze recruitment, planning, transfer, rotation and appointment at district and commune
level from 07/03/2025 (read in the press); its end, 30/06/2025, is assumed. That leaving counts like
entering is our choice.
Numbers: ``windows``, a list of {from, to, levels, blocs}; levels or blocs left out mean all of them.
Amount: 1 if from <= start <= to for a window, and the unit entered or the unit left has one of its levels
(and one of its blocs, where given); else 0.
Edges: both days belong to the window; level and bloc are of one and the same unit; within a unit: 1, not 2.
Example: start 01/04/2025: tỉnh to xã, 1; xã to tỉnh, 1; tỉnh to tỉnh, 0; start 01/07/2025, 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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
}


@dataclass(frozen=True)
class Moratorium(Rule):
    """The start lies in a window that freezes the unit entered or left."""

    name = "moratorium"
    windows: tuple[Mapping[str, object], ...] = number((_KL_128,), table=_WINDOW)

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """1 in a window of either unit."""
        units = situation.instance.units
        either = (units[situation.unit_of[cadre.cadre_id]], units[post.unit_id])
        for window in self.windows:
            if day_of(window["from"]) <= situation.start <= day_of(window["to"]) and any(
                _covers(window, unit) for unit in either
            ):
                fields, over = (("units", "level"), ("units", "bloc")), day_after(day_of(window["to"]))
                return Breach(1, "", fields, situation.start.isoformat(), over.isoformat())
        return None

    def amounts(self, pairs: Pairs) -> IntArray:
        """Units frozen at the start, looked up for the unit left and for the unit entered."""
        import numpy as np

        situation = pairs.situation
        start = situation.start.toordinal()
        now = [
            (window.get("levels") or None, window.get("blocs") or None)
            for window in self.windows
            if start in range(day_of(window["from"]).toordinal(), day_of(window["to"]).toordinal() + 1)
        ]
        frozen = {
            unit_id: any(_holds(levels, unit.level) and _holds(blocs, unit.bloc) for levels, blocs in now)
            for unit_id, unit in situation.instance.units.items()
        }
        entered = pairs.of_post("unit frozen", lambda post: frozen[post.unit_id])
        left = pairs.of_cadre("unit frozen", lambda cadre: frozen[situation.unit_of[cadre.cadre_id]])
        return np.maximum(entered, left)


def _covers(window: Mapping[str, object], unit: Unit) -> bool:
    return _holds(window.get("levels"), unit.level) and _holds(window.get("blocs"), unit.bloc)


def _holds(words: object, word: str | None) -> bool:
    """Whether ``word`` is among the words; no words mean all."""
    return not words or (isinstance(words, (tuple, list)) and word in words)
