"""The last years' ratings are good enough.

What it asks: none of the last ``years`` ratings is below ``least``.
Why: the file needs the assessments of three years, NĐ 170/2025 Art 35 (read); the scale is QĐ 366-QĐ/TW's
(read). That HTNV is enough is our choice, unverified.
Numbers: ``years`` (3); ``least`` (HTNV), a word of the scale.
Amount: the largest of max(0, level of least - level) over the newest ``years`` ratings given.
Edges: fewer years given, those; a blank cell, or a blank among the newest, is missing: level of least - 1,
at least 1; a column blank for everybody is not judged.
Example: HTTNV; HTNV; KHTNV: 1; with least HTTNV, 2; a KHTNV four years ago, 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.number import number
from luanchuyen.optimizer.rules.rule import Breach, Met, Rule
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray

_FIELDS = (("cadres", "evaluations"),)


@dataclass(frozen=True)
class Evaluation(Rule):
    """Levels missing to ``least`` in the worst of the last ``years``."""

    name = "evaluation"
    years: int = number(3, looser="less")
    least: str = number("HTNV", spelled="evaluation", looser="less")

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """The levels missing in the worst year."""
        scale = situation.policy.vocabulary.scales["evaluation"].levels
        worst = self._worst(cadre, situation)
        if worst is None:
            return Breach(max(1, scale[self.least] - 1), "missing", _FIELDS, needed=self.least)
        short = scale[self.least] - scale[worst]
        return Breach(short, "", _FIELDS, worst, self.least) if short > 0 else None

    def met(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Sequence[Met]:
        """The worst of the years, where it is good enough."""
        scale = situation.policy.vocabulary.scales["evaluation"].levels
        worst = self._worst(cadre, situation)
        return (Met(worst, self.least),) if worst is not None and scale[worst] >= scale[self.least] else ()

    def _worst(self, cadre: Cadre, situation: Situation) -> str | None:
        """The worst of the newest years; None where one of them is blank."""
        scale = situation.policy.vocabulary.scales["evaluation"].levels
        newest = (cadre.evaluations or (None,))[: self.years]
        known = [word for word in newest if word is not None]
        return None if len(known) < len(newest) else min(known, key=scale.__getitem__, default=self.least)

    def amounts(self, pairs: Pairs) -> IntArray:
        """A table of (cadre, year) levels, a blank being the lowest level; by the worst of each row."""
        import numpy as np

        columns = pairs.columns
        scale = columns.situation.policy.vocabulary.scales["evaluation"].levels
        level = np.full((len(columns.cadre_ids), max(self.years, 0)), max(scale.values()), np.int64)
        blank = np.zeros(len(columns.cadre_ids), bool)
        for row, cadre in enumerate(columns.situation.instance.cadres.values()):
            for year, word in enumerate((cadre.evaluations or (None,))[: self.years]):
                level[row, year] = 1 if word is None else scale[word]
                blank[row] |= word is None
        short = scale[self.least] - level.min(axis=1, initial=scale[self.least])
        worst: IntArray = np.maximum(short, blank).astype(np.int64)
        return worst[pairs.cadre]

    def silent(self, situation: Situation) -> str | None:
        """Nobody has a rating."""
        cadres = situation.instance.cadres.values()
        return None if any(word for c in cadres for word in c.evaluations or ()) else "evaluations"
