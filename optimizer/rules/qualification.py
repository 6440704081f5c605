"""Training levels are at least those asked.

What it asks: education, political theory and state management reach what the post demands.
Why: standards of the title; Điện Biên 2020 asked a university degree and state-management training of heads
and deputies (press account); cử nhân and cao cấp of political theory are one class (NĐ 29/2024, read in a
digest). The scale of state management is unverified.
Numbers: none; the scales are the rule book's.
Amount: the sum over the three scales of max(0, level asked - level had).
Edges: a blank demand asks nothing; a blank cell where something is asked counts as nothing had, and is
missing; a scale that is blank for everybody is not judged; a bundle sums what its posts ask.
Example: đại học asked, cao đẳng had, 1; cao cấp asked, cử nhân had, 0; trung cấp asked, blank, 2 (missing).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.rule import Breach, Met, Rule
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray

_SCALES = ("education", "political_level", "state_level")


@dataclass(frozen=True)
class Qualification(Rule):
    """Levels missing on education, political theory and state management."""

    name = "qualification"
    per = "post"

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """The levels missing, summed."""
        vocabulary, parts = situation.policy.vocabulary, []
        for scale in self._judged(situation):
            had, asked = getattr(cadre, scale), getattr(post, scale)
            missing = vocabulary.step(scale, asked) - vocabulary.step(scale, had)
            if missing > 0:
                reason = "missing" if had is None else ""
                parts.append(Breach(missing, reason, (("cadres", scale), ("posts", scale)), had, asked))
        return Breach.sum_of(parts)

    def met(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Sequence[Met]:
        """Scale by scale the level had, where one is asked and it is reached."""
        step, found = situation.policy.vocabulary.step, []
        for scale in self._judged(situation):
            had, asked = getattr(cadre, scale), getattr(post, scale)
            if asked is not None and step(scale, had) >= step(scale, asked):
                found.append(Met(had, asked, scale))
        return found

    def amounts(self, pairs: Pairs) -> IntArray:
        """Scale by scale, what is asked less what is had."""
        import numpy as np

        total = np.zeros(len(pairs), np.int64)
        for scale in self._judged(pairs.situation):
            levels: dict[str | None, int] = {None: 0}
            levels.update(pairs.situation.policy.vocabulary.scales[scale].levels)
            level = partial(_level, scale, levels)
            asked, had = pairs.of_post(("asked", scale), level), pairs.of_cadre(("had", scale), level)
            total += np.maximum(0, asked - had)
        return total

    def silent(self, situation: Situation) -> str | None:
        """Every scale that some post asks is blank for everybody."""
        asked = self._asked(situation)
        return asked[0] if asked and not set(asked) & set(self._judged(situation)) else None

    def _asked(self, situation: Situation) -> list[str]:
        posts = situation.instance.posts.values()
        return [scale for scale in _SCALES if any(getattr(post, scale) is not None for post in posts)]

    def _judged(self, situation: Situation) -> list[str]:
        """The scales filled for somebody."""
        cadres = situation.instance.cadres.values()
        return [scale for scale in _SCALES if any(getattr(cadre, scale) is not None for cadre in cadres)]


def _level(scale: str, levels: Mapping[str | None, int], record: Cadre | Post) -> int:
    return levels[getattr(record, scale)]
