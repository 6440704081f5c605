"""A unit does not get too many new people at once.

What it asks: of a unit's leadership seats only a share is taken by people from other units in one plan.
Why: rotation must not cause upheaval (Cần Thơ's rules, press; account 001). No figure was found in a source:
``max_share`` is our choice, unverified.
Numbers: ``max_share`` (50) percent of the unit's seats in the sheet.
Amount: per unit, max(0, n - allow): n the persons moved into a post of it from another unit; allow = max(1,
seats x max_share div 100, its seats free at the start: filling what is free is no upheaval).
Edges: a bundle is one seat, frozen seats count, a bundle is free only if all its posts in the unit are; insiders
do not count; who comes into two posts of the unit is one. Waived: that person's coming does not count.
Example: 4 seats, 1 free, 3 outsiders come: 1; 4 seats all free, 4 come: 0; one seat, swapped: 0.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.optimizer.rules.number import SHARE, number
from luanchuyen.optimizer.rules.unit_rule import UnitRule
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.excess import Excess
    from luanchuyen.optimizer.columns.moves import Moves
    from luanchuyen.optimizer.columns.pairs import Columns
    from luanchuyen.optimizer.integer.arrays import IntArray


@dataclass(frozen=True)
class Continuity(UnitRule):
    """Newcomers of a unit beyond what it can take in."""

    name = "continuity"
    max_share: int = number(50, looser="more", step=SHARE)

    def brought(self, cadre_id: str, lineup: Lineup) -> Mapping[str, int]:
        """One newcomer to each unit that a move enters from another."""
        situation = lineup.situation
        units = {situation.post(p).unit_id for p in lineup.taken(cadre_id, self.name)}
        return dict.fromkeys(units - {situation.unit_of[cadre_id]}, 1)

    def limit(self, unit_id: str, situation: Situation) -> int | None:
        """allow."""
        seats, free = situation.once("seats of units", lambda: _seats_and_free(situation))
        return max(1, seats[unit_id] * self.max_share // 100, free[unit_id])

    def excess(self, moves: Moves) -> Excess:
        """w >= [newcomers] - allow."""
        import numpy as np

        from luanchuyen.optimizer.columns.excess import one_row_each
        from luanchuyen.optimizer.columns.moves import count_once

        situation, columns = moves.situation, moves.columns
        units = sorted({post.unit_id for post in situation.instance.posts.values()})
        at = {unit_id: i for i, unit_id in enumerate(units)}
        unit_of_post = columns.of_posts("continuity_unit", lambda p: at[p.unit_id])
        unit_of_cadre = columns.of_cadres("continuity_unit", lambda c: at.get(situation.unit_of[c.cadre_id], -1))
        enter = moves.unwaived(self.name, moves.enter)
        unit = unit_of_post[enter.post]
        new = unit != unit_of_cadre[enter.cadre]
        count = count_once(len(units), unit[new], enter.owner[new], len(moves))
        seats = _once_a_bundle(columns, columns.of_posts("seats", lambda p: p.seats), unit_of_post, len(units))
        share = seats * self.max_share // 100
        free = _once_a_bundle(columns, moves.free, unit_of_post, len(units))
        limit = np.maximum(np.maximum(1, share), free)
        return one_row_each([{"unit": u} for u in units], *count.above(limit))


def _seats_and_free(situation: Situation) -> tuple[Counter[str], Counter[str]]:
    """The seats of each unit, and those free at the start."""
    seats: Counter[str] = Counter()
    free: Counter[str] = Counter()
    for group in situation.groups:
        if group.optional:
            continue
        by_unit: dict[str, list[str]] = defaultdict(list)
        for post_id in group.posts:
            by_unit[situation.post(post_id).unit_id].append(post_id)
        for unit_id, posts in by_unit.items():
            # One seat a bundle: the least of its posts' numbers is that of a single post where it is one.
            seats[unit_id] += min(situation.post(p).seats for p in posts)
            free[unit_id] += min(situation.free[p] for p in posts)
    return seats, free


def _once_a_bundle(columns: Columns, value: IntArray, unit: IntArray, units: int) -> IntArray:
    """A value of posts summed by unit, of the posts of one group there the smallest, shape (units,)."""
    import numpy as np

    group_of = columns.situation.group_of
    group = columns.of_posts("group", lambda post: group_of[post.post_id].index)
    order = np.lexsort((value, group, unit))
    first = np.ones(len(order), bool)
    first[1:] = (np.diff(unit[order]) != 0) | (np.diff(group[order]) != 0)
    total = np.zeros(units, np.int64)
    np.add.at(total, unit[order][first], value[order][first])
    return total
