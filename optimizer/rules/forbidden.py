"""Pairs that the board has ruled out.

What it asks: nobody is put into a post for which the sheet Khóa says cấm.
Why: the board's own decision.
Numbers: none.
Amount: 1 if a cấm row names the cadre and the post, or "*" and the post; else 0.
Edges: a cấm row on any post of a bundle forbids the bundle; on the cadre's own post it says nothing (type
the post sắp trống instead).
Example: the forbidden pair, 1; another pair, 0; "*" and P3: anybody into P3, 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import Post
from luanchuyen.models.waiver import FORBIDDEN
from luanchuyen.optimizer.rules.rule import Breach, Rule
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray


@dataclass(frozen=True)
class Forbidden(Rule):
    """A pair that a cấm row names."""

    name = FORBIDDEN
    per = "post"

    def asked_for(self, situation: Situation) -> bool:
        """Some row is cấm."""
        return any(lock.lock == FORBIDDEN for lock in situation.instance.locks)

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """1 where a row names the pair, or everybody and the post."""
        if post.post_id in situation.held[cadre.cadre_id]:
            return None
        for lock in situation.instance.locks:
            named = lock.post_id == post.post_id and lock.cadre_id in ("*", cadre.cadre_id)
            if named and lock.lock == FORBIDDEN:
                return Breach(1, fields=(("locks", "lock"),))
        return None

    def amounts(self, pairs: Pairs) -> IntArray:
        """Pairs among the rows, or of a post closed to everybody, but not their own."""
        import numpy as np

        situation = pairs.situation
        rows = [(row.cadre_id, row.post_id) for row in situation.instance.locks if row.lock == FORBIDDEN]
        closed = {post_id for cadre_id, post_id in rows if cadre_id == "*"}
        own = [(c, p) for c, posts in situation.held.items() for p in posts]
        shut = pairs.of_post("closed", lambda post: post.post_id in closed) == 1
        found: IntArray = ((pairs.among(rows) | shut) & ~pairs.among(own)).astype(np.int64)
        return found
