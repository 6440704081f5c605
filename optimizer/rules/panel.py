"""The board's own points for a pair.

What it asks: pairs to which the board gave more points are preferred.
Why: the board knows more than any sheet; its points are its own. The weight is our choice, unverified.
Numbers: none.
Amount: top - points of the pair, top being the highest points in the sheet, at least 0.
Edges: no row, or a row without points, is 0 points; a bundle has the highest of its posts' rows; without
the sheet nothing is judged (every amount is 0).
Example: top 90: 70 points, 20; no row, 90. Points -5 and -1 alone: no row, 0; -5, 5.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.rule import Breach, Met, Rule
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Pairs
    from luanchuyen.optimizer.integer.arrays import IntArray

_tops: WeakKeyDictionary[Situation, int] = WeakKeyDictionary()


@dataclass(frozen=True)
class Panel(Rule):
    """Points missing to the highest of the panel's sheet."""

    name = "panel"
    told = "points"

    def asked_for(self, situation: Situation) -> bool:
        """Some row has points."""
        return any(row.points is not None for row in situation.instance.panel.values())

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """The points missing."""
        return self.judge_within(cadre, post, situation.group_of[post.post_id], situation)

    def judge_within(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Breach | None:
        """The points missing to the highest of the group's rows."""
        points, top = _points(cadre, group, situation), _top(situation)
        return Breach(top - points, "", (("panel", "points"),), points, top) if top > points else None

    def met(self, cadre: Cadre, post: Post, group: Group, situation: Situation) -> Sequence[Met]:
        """The points given, where there are any."""
        points = _points(cadre, group, situation)
        return (Met(points, _top(situation)),) if points > 0 else ()

    def amounts(self, pairs: Pairs) -> IntArray:
        """The top, less the points found among the sheet's (cadre, group)."""
        import numpy as np

        situation, columns = pairs.situation, pairs.columns
        width = len(situation.groups)
        given: dict[int, int] = {}
        for (cadre_id, post_id), row in situation.instance.panel.items():
            if row.points is None or cadre_id not in columns.cadre_index or post_id not in columns.post_index:
                continue
            for group in situation.groups_with[post_id]:
                key = columns.cadre_index[cadre_id] * width + group.index
                given[key] = max(row.points, given.get(key, row.points))
        if not given:
            return np.zeros(len(pairs), np.int64)
        keys = np.array(sorted(given), np.int64)
        points = np.array([given[key] for key in keys.tolist()], np.int64)
        wanted = pairs.cadre * width + pairs.group
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return max(0, int(points.max())) - np.where(keys[at] == wanted, points[at], 0)


def _points(cadre: Cadre, group: Group, situation: Situation) -> int:
    """The highest of the group's rows; 0 where there is none."""
    rows = [situation.instance.panel.get((cadre.cadre_id, member)) for member in group.posts]
    return max((row.points for row in rows if row and row.points is not None), default=0)


def _top(situation: Situation) -> int:
    """The highest points of the sheet, at least 0; looked up once."""
    if situation not in _tops:
        given = [row.points for row in situation.instance.panel.values() if row.points is not None]
        _tops[situation] = max([0, *given])
    return _tops[situation]
