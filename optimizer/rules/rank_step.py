"""The new post is equivalent; at most one step down.

What it asks: the rank of the post taken is that of the present one, or ``down`` steps lower at the most.
Why: equivalent posts, higher ones for outstanding cadres only (by waiver): QĐ 65-QĐ/TW Art 4(3) (read in
digests); Art 11 foresees a lower post with the allowance kept (read); how far down is our choice,
unverified.
Numbers: ``up`` (0) and ``down`` (1): ranks allowed either way.
Amount: with s = present rank - new rank (1 is the highest rank): max(0, s - up) + max(0, -s - down).
Edges: a return is counted from the rank held before the rotation, and up 0: of the post of that kind in the
unit, else the rule book's for the kind and level, else the present one; who holds several posts, and a
bundle, have the highest of the ranks; a rank not known on either side is missing: 1.
Example: from 4 to 4, 0; to 3, 1; to 5, 0; to 6, 1; present rank not known, 1 (missing).
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

_FIELDS = (("cadres", "rank"), ("posts", "rank"))
_FIELDS_OF_RETURN = (("career", "kind"), ("posts", "rank"))


@dataclass(frozen=True)
class RankStep(Rule):
    """Ranks moved up or down beyond what is allowed."""

    name = "rank_step"
    up: int = number(0, looser="more")
    down: int = number(1, looser="more")

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """The ranks beyond ``up`` or ``down``."""
        return self.judge_within(cadre, post, situation.group_of[post.post_id], situation)

    def judge_within(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Breach | None:
        """The same of a move that takes ``group``."""
        before, after = situation.rank_of_cadre(cadre.cadre_id), situation.rank_of_post(post.post_id)
        up, facts = self.up, _FIELDS
        if situation.purpose_of(cadre.cadre_id, post.post_id, group) == "return":
            before, up, facts = situation.rank_held_before(cadre.cadre_id, post.post_id), 0, _FIELDS_OF_RETURN
        if before is None or after is None:
            known = zip(_FIELDS, (before, after), strict=True)
            return Breach(1, "missing", tuple(field for field, rank in known if rank is None), before, after)
        step = before - after
        beyond = max(0, step - up) + max(0, -step - self.down)
        asked, nearest = ("up", after + up) if step > up else ("down", after - self.down)
        return Breach(beyond, "", facts, before, nearest, number=asked) if beyond else None

    def met(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Sequence[Met]:
        """The present rank, where the step to the post's is allowed; of a return nothing."""
        if situation.purpose_of(cadre.cadre_id, post.post_id, group) == "return":
            return ()
        if self.judge_within(cadre, post, group, situation) is not None:
            return ()
        return (Met(situation.rank_of_cadre(cadre.cadre_id), situation.rank_of_post(post.post_id)),)

    def amounts(self, pairs: Pairs) -> IntArray:
        """By the difference of two columns of ranks."""
        import numpy as np

        from luanchuyen.optimizer.columns.pairs import UNKNOWN
        from luanchuyen.optimizer.columns.returning import ranks_held_before, returns

        before, after = ranks(pairs)
        back = returns(pairs)
        before[back] = ranks_held_before(pairs.take(back))
        low, high = after - self.down, after + np.where(back, 0, self.up)
        beyond = np.where(before > high, before - high, np.where(before < low, low - before, 0))
        amounts: IntArray = np.where((before == UNKNOWN) | (after == UNKNOWN), 1, beyond)
        return amounts

    def silent(self, situation: Situation) -> str | None:
        """No cadre's rank is known, or no post's."""
        instance = situation.instance
        of_cadres = any(situation.rank_of_cadre(c) is not None for c in instance.cadres)
        of_posts = any(situation.rank_of_post(p) is not None for p in instance.posts)
        return None if of_cadres and of_posts else "rank"


def ranks(pairs: Pairs) -> tuple[IntArray, IntArray]:
    """The rank the cadre has and the rank of the post's group, pair by pair; UNKNOWN where not known."""
    from luanchuyen.optimizer.columns.pairs import UNKNOWN

    situation = pairs.situation

    def known(rank: int | None) -> int:
        return UNKNOWN if rank is None else rank

    before = pairs.of_cadre("rank", lambda cadre: known(situation.rank_of_cadre(cadre.cadre_id)))
    after = pairs.of_post("rank of group", lambda post: known(situation.rank_of_post(post.post_id)))
    return before, after
