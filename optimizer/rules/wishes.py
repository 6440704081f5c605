"""A stated wish is met.

What it asks: who has named posts, kinds of post or units they would go to, goes to one of them.
Why: consent of the person was reported as part of good practice (Điện Biên district, press account);
willingness is talked over, it never decides who is eligible. The weight is our choice, unverified.
Numbers: none.
Amount: 1 if they have wishes and none is met, else 0.
Edges: a wish is met by a post of the bundle, its kind, its unit, or a unit above it; no wishes, 0.
Example: wishes U3: into U3, 0; into U4, 1; wishes the district: into its commune, 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.rule import Breach, Met, Rule
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Columns, Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray

_NO_WISH, _NO_WORD = -2, -1


@dataclass(frozen=True)
class Wishes(Rule):
    """A cadre with wishes, none of which is met."""

    name = "wishes"

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """1 where none is met."""
        return self.judge_within(cadre, post, situation.group_of[post.post_id], situation)

    def judge_within(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Breach | None:
        """1 where no post of the group meets one."""
        if not cadre.wishes:
            return None
        met = set(cadre.wishes) & _words_of(group, situation)
        return None if met else Breach(1, "", (("cadres", "wishes"),), "; ".join(cadre.wishes), post.post_id)

    def met(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Sequence[Met]:
        """The wishes that the move meets."""
        met = sorted(set(cadre.wishes) & _words_of(group, situation))
        return (Met("; ".join(met)),) if met else ()

    def amounts(self, pairs: Pairs) -> IntArray:
        """Each wish in turn against each word of the group in turn."""
        import numpy as np

        wish, word = pairs.columns.once("wishes", lambda: _tables(pairs.columns))
        unmet = pairs.of_cadre("wishes", lambda cadre: bool(cadre.wishes))
        asking = np.flatnonzero(unmet)
        cadre, group = pairs.cadre[asking], pairs.group[asking]
        met = np.zeros(len(asking), bool)
        for nth_wish in wish.T:
            for nth_word in word.T:
                met |= nth_wish[cadre] == nth_word[group]
        unmet[asking[met]] = 0
        return unmet


def _words_of(group: Group, situation: Situation) -> set[str]:
    """What may be wished and gets the group: codes, kinds, units and the units above."""
    found: set[str] = set()
    for member in group.posts:
        post = situation.post(member)
        found |= {member, post.kind, post.unit_id, *situation.territory.ancestors(post.unit_id)}
    return found


def _tables(columns: Columns) -> tuple[IntArray, IntArray]:
    """Wishes by (cadre, nth), words by (group, nth), as numbers; short rows end with what matches nothing."""
    situation = columns.situation
    wishes = [cadre.wishes for cadre in situation.instance.cadres.values()]
    number: dict[str, int] = {}
    for wished in wishes:
        for text in wished:
            number.setdefault(text, len(number))
    words = [[number[w] for w in _words_of(g, situation) if w in number] for g in situation.groups]
    return _padded([[number[w] for w in wished] for wished in wishes], _NO_WISH), _padded(words, _NO_WORD)


def _padded(rows: list[list[int]], filler: int) -> IntArray:
    import numpy as np

    table = np.full((len(rows), max(map(len, rows), default=0)), filler, np.int64)
    for row, values in enumerate(rows):
        table[row, : len(values)] = values
    return table
