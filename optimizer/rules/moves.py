"""Nobody is moved without a gain.

What it asks: of two plans that serve the higher tiers equally, the one that moves fewer people.
Why: a move must not cause upheaval (Cần Thơ's regulation, read in the press). Tier and weight are our choice.
Numbers: none.
Amount: 1 for every person moved.
Edges: a bundle is one move; who must leave and is placed counts too.
Example: a swap of two, 2; a chain of three, 3; nobody, 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.rule import Breach, Rule
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray


@dataclass(frozen=True)
class MovesMade(Rule):
    """Every person moved."""

    name = "moves"
    told = "elsewhere"

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """1 for the move."""
        return Breach(1, value=1, needed=0)

    def amounts(self, pairs: Pairs) -> IntArray:
        """1 for every pair."""
        import numpy as np

        return np.ones(len(pairs), np.int64)
