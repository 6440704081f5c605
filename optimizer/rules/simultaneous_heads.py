"""Secretary and chair of a place are not both new at the same time.

What it asks: of each pair of head posts of one place at most one is taken by somebody from elsewhere in one plan.
Why: China's rule; none was found for Viet Nam, so the rule is soft and our choice, unverified.
Numbers: ``pairs`` of kinds, [[secretary, pc_chair]].
Amount: per two posts of the kinds, one seat each, in units of one place, not in one bundle and not both free at
the start: 1 if both are taken by people whose present unit is not of that place, else 0.
Edges: a kind missing, no pair; kinds with several seats are left out; one person who takes both, 0. Waived:
that person's taking does not count.
Example: outsiders into both, one of them held before: 1; both free before: 0; chair to secretary within: 0.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.optimizer.rules.number import number
from luanchuyen.optimizer.rules.rule import PlanBreach, Rule
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.models.post import Post
    from luanchuyen.optimizer.columns.excess import Excess
    from luanchuyen.optimizer.columns.moves import Moves
    from luanchuyen.optimizer.integer.arrays import IntArray


@dataclass(frozen=True)
class SimultaneousHeads(Rule):
    """Places whose two heads are both new."""

    name = "simultaneous_heads"
    pairs: tuple[tuple[str, str], ...] = number((("secretary", "pc_chair"),), spelled="kinds")

    def breaches(self, lineup: Lineup, situation: Situation) -> Sequence[PlanBreach]:
        """One a pair of posts both taken by newcomers."""
        return [
            PlanBreach(1, {"posts": [a, b]})
            for a, b in situation.once(f"heads of {self.pairs}", lambda: self._posts(situation))
            if any(c != d for c in self._new(lineup, a) for d in self._new(lineup, b))
        ]

    def _new(self, lineup: Lineup, post_id: str) -> list[str]:
        situation = lineup.situation
        takers = (c for c in lineup.occupants[post_id] if post_id in lineup.taken(c, self.name))
        return [c for c in takers if self._outsider(situation, c, post_id)]

    def _outsider(self, situation: Situation, cadre_id: str, post_id: str) -> bool:
        unit_id = situation.post(post_id).unit_id
        return not situation.territory.one_place(situation.unit_of[cadre_id], unit_id)

    def _posts(self, situation: Situation) -> list[tuple[str, str]]:
        """The pairs of posts judged, in code order."""
        instance, group_of = situation.instance, situation.group_of
        by_kind: dict[str, list[str]] = {}
        for post in instance.posts.values():
            if post.seats == 1:
                by_kind.setdefault(post.kind, []).append(post.post_id)
        found = set()
        for first, second in self.pairs:
            near: dict[object, list[str]] = {}
            for post_id in by_kind.get(second, ()):
                near.setdefault(self._key(situation, post_id), []).append(post_id)
            for a in by_kind.get(first, ()):
                for b in near.get(self._key(situation, a), ()):
                    apart = a != b and group_of[a] is not group_of[b]
                    if apart and not (situation.free[a] and situation.free[b]):
                        found.add((min(a, b), max(a, b)))
        return sorted(found)

    def _key(self, situation: Situation, post_id: str) -> object:
        """Equal for posts of units of one place."""
        unit = situation.instance.units[situation.post(post_id).unit_id]
        spot = situation.spot(unit.unit_id) if unit.place is not None else None
        return spot or unit.unit_id

    def excess(self, moves: Moves) -> Excess:
        """w >= [new in a or b] - 1: one person over both counts once."""
        import numpy as np

        from luanchuyen.optimizer.columns.excess import one_row_each
        from luanchuyen.optimizer.columns.moves import count_once, spread
        from luanchuyen.optimizer.columns.places import places_left_and_entered

        posts, codes = self._couples(moves), moves.columns.post_ids
        left, entered = places_left_and_entered(moves.columns)
        enter = moves.unwaived(self.name, moves.enter)
        order = np.argsort(enter.post, kind="stable")
        starts = np.searchsorted(enter.post[order], np.arange(len(codes) + 1))
        seat, entry = spread(starts, order, posts.ravel())
        new = left[enter.cadre[entry]] != entered[enter.post[entry]]
        persons = count_once(len(posts), seat[new] // 2, enter.owner[entry[new]], len(moves))
        return one_row_each([{"posts": [codes[a], codes[b]]} for a, b in posts], *persons.above(1))

    def _couples(self, moves: Moves) -> IntArray:
        """The pairs of posts judged as indices, in order, shape (couples, 2): those of two kinds joined by place."""
        import numpy as np

        from luanchuyen.optimizer.columns.moves import spread
        from luanchuyen.optimizer.columns.places import places_left_and_entered
        from luanchuyen.optimizer.integer.arrays import distinct

        columns, group_of = moves.columns, moves.situation.group_of
        place = places_left_and_entered(columns)[1]
        group = columns.of_posts("group", lambda post: group_of[post.post_id].index)
        found = [np.zeros((0, 2), np.int64)]
        for kinds in self.pairs:
            a, b = (np.flatnonzero(columns.of_posts(("one seat", k), _one_seat_of(k))) for k in kinds)
            b = b[np.argsort(place[b], kind="stable")]
            starts = np.searchsorted(place[b], np.arange(max(place, default=0) + 2))
            owner, other = spread(starts, b, place[a])
            found.append(np.sort(np.stack([a[owner], other], axis=1), axis=1))
        pairs, width = np.concatenate(found), max(1, len(columns.post_ids))
        couples = np.stack(np.divmod(distinct(pairs[:, 0] * width + pairs[:, 1]), width), axis=1)
        apart = group[couples[:, 0]] != group[couples[:, 1]]
        both_free = (moves.free[couples] > 0).all(axis=1)
        chosen: IntArray = couples[apart & ~both_free]
        return chosen


def _one_seat_of(kind: str) -> Callable[[Post], int]:
    return lambda post: post.kind == kind and post.seats == 1
