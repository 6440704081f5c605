"""Who comes nearest to a post that a plan leaves empty, what they lack, and where those serve who could fill it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from luanchuyen.models.committee.pair_breach import PairBreach
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.explain.breaches import breaches_of
from luanchuyen.optimizer.explain.eligible import Posts
from luanchuyen.optimizer.explain.shortage import Shortage
from luanchuyen.optimizer.situation.situation import Situation

NEAREST = 3
"""People named for a post."""
Elsewhere = tuple[str, Posts]
"""A cadre, and the posts that a plan gives them; () where it moves them nowhere."""


@dataclass(frozen=True)
class NearMiss:
    """A cadre whom only these rules keep from the post."""

    cadre: str
    breaches: tuple[PairBreach, ...]


def near_misses(situation: Situation, shortage: Shortage) -> tuple[NearMiss, ...]:
    """Of those whom the fewest rules bar the nearest: fewest shortfalls, then the least, then by code."""
    found = []
    for cadre_id in shortage.nearest:
        binding = tuple(b for b in breaches_of(situation, cadre_id, shortage.post) if b.binds)
        if not any(breach.of_structure for breach in binding):
            found.append(NearMiss(cadre_id, binding))
    found.sort(key=lambda one: (len(one.breaches), sum(b.amount for b in one.breaches), one.cadre))
    return tuple(found[:NEAREST])


def served_instead(plan: Plan, able: Mapping[Posts, tuple[str, ...]]) -> Mapping[str, tuple[Elsewhere, ...]]:
    """For each single post of ``able``: who may take it, with the posts that the plan gives them instead, () where it
    moves them nowhere; those whom it moves first, then by code.
    """
    given = {cadre: tuple(sorted(move.post for move in moves)) for cadre, moves in plan.by_cadre.items()}
    return {
        post: tuple(
            sorted(
                ((c, given.get(c, ())) for c in cadres if post not in given.get(c, ())),
                key=lambda one: (not one[1], one[0]),
            )
        )
        for (post,), cadres in able.items()
    }
