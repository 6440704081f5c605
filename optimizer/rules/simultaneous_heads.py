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

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.optimizer.rules.rule import PlanBreach, Rule
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.excess import Excess
    from luanchuyen.optimizer.columns.moves import Moves


@dataclass(frozen=True)
class SimultaneousHeads(Rule):
    """Places whose two heads are both new."""

    name = "simultaneous_heads"
    pairs: tuple[tuple[str, str], ...] = (("secretary", "pc_chair"),)

    def breaches(self, lineup: Lineup, situation: Situation) -> Sequence[PlanBreach]:
        """One a pair of posts both taken by newcomers."""
        return [
            PlanBreach(1, {"posts": [a, b]})
            for a, b in self._posts(situation)
            if any(c != d for c in self._new(lineup, a) for d in self._new(lineup, b))
        ]

    def _new(self, lineup: Lineup, post_id: str) -> list[str]:
        situation = lineup.situation
        takers = (c for c in lineup.occupants[post_id] if post_id in lineup.taken(c, self.name))
        return [c for c in takers if self._outsider(situation, c, post_id)]

    def _outsider(self, situation: Situation, cadre_id: str, post_id: str) -> bool:
        unit_id = situation.post(post_id).unit_id
        return not situation.territory.one_place(situation.unit_of[cadre_id], unit_id)

    def excess(self, moves: Moves) -> Excess:
        """w >= [new in a or b] - 1: one person over both counts once."""
        import numpy as np

        from luanchuyen.optimizer.columns.excess import one_row_each
        from luanchuyen.optimizer.columns.moves import count_once

        situation, columns = moves.situation, moves.columns
        posts = self._posts(situation)
        enter = moves.unwaived(self.name, moves.enter)
        order = np.argsort(enter.post, kind="stable")
        bounds = np.searchsorted(enter.post[order], np.arange(len(columns.post_ids) + 1))
        row, move = [], []
        for number, pair in enumerate(posts):
            for post_id in pair:
                at = columns.post_index[post_id]
                for entry in order[bounds[at] : bounds[at + 1]]:
                    if self._outsider(situation, columns.cadre_ids[enter.cadre[entry]], post_id):
                        row.append(number)
                        move.append(enter.owner[entry])
        persons = count_once(len(posts), np.array(row, np.int64), np.array(move, np.int64), len(moves))
        return one_row_each([{"posts": [a, b]} for a, b in posts], *persons.above(1))

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
