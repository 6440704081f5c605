"""The lines of plans by their codes, as a committee marks them: no row, no sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.situation.situation import Situation

LineSort = Literal["moved", "empty", "leaving"]
RECORDED = 0
"""The plan of a line that tells a decision carried over from an earlier round: it belongs to all of them."""


@dataclass(frozen=True, order=True)
class PlanLine:
    """A line of a plan: who is moved into which posts, together; ``cadre`` "": posts left empty; no post: who leaves.

    ``plan``: its rank, or RECORDED.
    """

    plan: int
    cadre: str
    posts: tuple[str, ...]

    @property
    def sort(self) -> LineSort:
        """moved | empty | leaving."""
        if not self.posts:
            return "leaving"
        return "moved" if self.cadre else "empty"


def lines_of(plan: Plan, situation: Situation) -> Iterator[PlanLine]:
    """Every line of a plan: a person moved, a post with seats left empty, a person who leaves and is placed nowhere."""
    for cadre_id, moves in plan.by_cadre.items():
        yield PlanLine(plan.rank, cadre_id, tuple(move.post for move in moves))
    for post_id in plan.empty:
        yield PlanLine(plan.rank, "", (post_id,))
    for cadre_id in sorted(situation.leaves - plan.persons):
        yield PlanLine(plan.rank, cadre_id, ())


def lines_a_post(lines: Iterable[PlanLine]) -> Counter[tuple[int, str]]:
    """How many different lines each (plan, post) has."""
    return Counter((line.plan, post) for line in set(lines) if line.plan != RECORDED for post in line.posts)
