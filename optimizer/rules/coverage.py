"""Every commune has a key leader who is not local.

What it asks: after the plan somebody who is not from the place holds one of its key posts.
Why: "7/7 xã, thị trấn có cán bộ chủ chốt không phải người địa phương" (Bình Liêu 2020, press account): a form of the
non-local policy that asks for one of the posts, not a particular one. The weight is our choice, unverified.
Numbers: ``levels`` of the units judged (xã).
Amount: per place of such a level that has a key post not frozen, 1 if nobody non-local to it holds one of its key
posts after the plan, else 0.
Edges: an unknown home does not cover; those who stay, are due or sit in a frozen post do; holders outside the
sheet do not; a place without a key post is not counted. Facts and numbers of ``non_local``, even where it is off.
Example: the only non-local key holder leaves and a local comes, 1; the same goes from secretary to chair there, 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.optimizer.rules.number import number
from luanchuyen.optimizer.rules.rule import PlanBreach, Rule
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.excess import Excess
    from luanchuyen.optimizer.columns.moves import Moves


@dataclass(frozen=True)
class Coverage(Rule):
    """Places of ``levels`` without a non-local holder of a key post."""

    name = "coverage"
    waivable = False
    rests_on = (("units", "place"),)
    levels: tuple[str, ...] = number(("xã",), spelled="levels", defines="levels_covered")

    def breaches(self, lineup: Lineup, situation: Situation) -> Sequence[PlanBreach]:
        """One for every place that nobody non-local covers."""
        found = []
        for place, units, posts in situation.once(f"places of {self.levels}", lambda: self.places(situation)):
            holders = ((c, p) for p in posts for c in lineup.occupants[p])
            if not any(situation.locality(c, p) == "non_local" for c, p in holders):
                found.append(PlanBreach(1, {"place": place, "units": units}))
        return found

    def excess(self, moves: Moves) -> Excess:
        """w >= 1 - [non-local holdings of its key posts]."""
        import numpy as np

        from luanchuyen.optimizer.columns.excess import one_row_each
        from luanchuyen.optimizer.columns.locality import holds_as_non_local
        from luanchuyen.optimizer.columns.moves import tally

        columns, places = moves.columns, self.places(moves.situation)
        row_of = np.full(len(columns.post_ids), -1, np.int64)
        for row, (_, _, posts) in enumerate(places):
            row_of[[columns.post_index[p] for p in posts]] = row
        away = holds_as_non_local(columns)
        missing = tally(moves, len(places), lambda p: row_of[p], away).below(1)
        return one_row_each([{"place": place, "units": units} for place, units, _ in places], *missing)

    def places(self, situation: Situation) -> list[tuple[str, list[str], list[str]]]:
        """(place, its units, their key posts) of every place judged, in the order of the place."""
        instance = situation.instance
        found: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
        for post_id, post in instance.posts.items():
            unit = instance.units[post.unit_id]
            spot = situation.spot(post.unit_id)
            if unit.level in self.levels and unit.place is not None and spot and situation.is_key(post_id):
                units, posts = found.setdefault((unit.level, str(spot[1])), ([], []))
                posts.append(post_id)
                if post.unit_id not in units:
                    units.append(post.unit_id)
        return [
            (place, sorted(units), posts)
            for (_, place), (units, posts) in sorted(found.items())
            if not all(situation.group_of[p].frozen for p in posts)
        ]
