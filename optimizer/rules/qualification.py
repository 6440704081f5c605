"""Training levels are at least those asked.

What it asks: education, political theory and state management reach what the post demands.
Why: standards of the title; Điện Biên 2020 asked a university degree and state-management training of heads
and deputies (press account); cử nhân and cao cấp of political theory are one class (NĐ 29/2024, read in a
digest). The scale of state management is unverified.
Numbers: ``least``, a list of {levels, kinds, education, political_level, state_level}, empty: what posts of these
levels and kinds ask whatever their rows say (Thanh Hóa asks cao cấp of secretaries of communes, press); ``exempt``, a
list of {from, to, levels, kinds}, empty; the scales are the rule book's. On 11/07/2025 it was
allowed to appoint secretaries, chairs and their deputies of communes before they have the levels, which are to follow
(read in the press; the end was not found): a book may say so here, unverified.
Amount: the sum over the three scales of max(0, level asked - level had); 0 for a post of a kind and of a unit of a
level listed, where from <= start <= to.
Edges: a blank demand asks nothing; of the row's and the book's demand the higher counts; a blank cell where something
is asked counts as nothing had, and is missing; a scale that is blank for everybody is not judged; a bundle sums what
its posts ask.
Example: đại học asked, cao đẳng had, 1; cao cấp asked, cử nhân had, 0; trung cấp asked, blank, 2 (missing).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.exemption import EXEMPT, exempt_posts, is_exempt
from luanchuyen.optimizer.rules.number import Part, number
from luanchuyen.optimizer.rules.rule import Breach, Met, Rule
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray

_SCALES = ("education", "political_level", "state_level")
_LEAST = {
    "levels": Part(tuple[str, ...], "levels"),
    "kinds": Part(tuple[str, ...], "kinds"),
    **{scale: Part(str, scale, needed=False) for scale in _SCALES},
}


@dataclass(frozen=True)
class Qualification(Rule):
    """Levels missing on education, political theory and state management."""

    name = "qualification"
    per = "post"
    least: tuple[Mapping[str, Any], ...] = number((), table=_LEAST)
    exempt: tuple[Mapping[str, object], ...] = number((), table=EXEMPT)

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """The levels missing, summed."""
        if is_exempt(post, self.exempt, situation):
            return None
        vocabulary, parts = situation.policy.vocabulary, []
        for scale in self._judged(situation):
            had, asked = getattr(cadre, scale), self._demand(scale, post, situation)
            missing = vocabulary.step(scale, asked) - vocabulary.step(scale, had)
            if missing > 0:
                reason = "missing" if had is None else ""
                row = (("posts", scale),) if asked == getattr(post, scale) else ()
                parts.append(Breach(missing, reason, (("cadres", scale), *row), had, asked))
        return Breach.sum_of(parts)

    def met(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Sequence[Met]:
        """Scale by scale the level had, where one is asked and it is reached."""
        step, found = situation.policy.vocabulary.step, []
        for scale in self._judged(situation):
            had, asked = getattr(cadre, scale), self._demand(scale, post, situation)
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
            if self.least:
                least = self._by_kind(scale, levels)
                of_kind = partial(_of_kind, pairs.situation, least)
                asked = np.maximum(asked, pairs.of_post(("least", *sorted(least.items())), of_kind))
            total += np.maximum(0, asked - had)
        return total * (1 - exempt_posts(self.exempt, pairs.columns)[pairs.post])

    def silent(self, situation: Situation) -> str | None:
        """Every scale that some post asks is blank for everybody."""
        asked = self._asked(situation)
        return asked[0] if asked and not set(asked) & set(self._judged(situation)) else None

    def _demand(self, scale: str, post: Post, situation: Situation) -> str | None:
        """The highest of what the post's row and the book ask."""
        level, asked = situation.instance.units[post.unit_id].level, getattr(post, scale)
        for one in self.least:
            more = one.get(scale) if level in one["levels"] and post.kind in one["kinds"] else None
            if situation.policy.vocabulary.step(scale, more) > situation.policy.vocabulary.step(scale, asked):
                asked = more
        return str(asked) if asked is not None else None

    def _by_kind(self, scale: str, levels: Mapping[str | None, int]) -> dict[tuple[str, str], int]:
        """Level of unit and kind of post -> the highest level that the book asks."""
        found: dict[tuple[str, str], int] = {}
        for one in self.least:
            for key in product(one["levels"], one["kinds"]):
                found[key] = max(found.get(key, 0), levels[one.get(scale)])
        return found

    def _asked(self, situation: Situation) -> list[str]:
        posts = situation.instance.posts.values()
        return [scale for scale in _SCALES if any(self._demand(scale, post, situation) is not None for post in posts)]

    def _judged(self, situation: Situation) -> list[str]:
        """The scales filled for somebody."""
        cadres = situation.instance.cadres.values()
        return [scale for scale in _SCALES if any(getattr(cadre, scale) is not None for cadre in cadres)]


def _of_kind(situation: Situation, asked: Mapping[tuple[str, str], int], post: Post) -> int:
    return asked.get((situation.instance.units[post.unit_id].level, post.kind), 0)


def _level(scale: str, levels: Mapping[str | None, int], record: Cadre | Post) -> int:
    return levels[getattr(record, scale)]
