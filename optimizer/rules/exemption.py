"""Times in which a rule is not asked at some posts: a number that several rules have, told twice like them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from luanchuyen.models.post import Post
from luanchuyen.optimizer.rules.number import Day, Part, day_of
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.pairs import Columns
    from luanchuyen.optimizer.integer.arrays import IntArray

EXEMPT = {
    "from": Part(Day),
    "to": Part(Day),
    "levels": Part(tuple[str, ...], "levels"),
    "kinds": Part(tuple[str, ...], "kinds"),
}
Exemptions = Sequence[Mapping[str, Any]]


def is_exempt(post: Post, exempt: Exemptions, situation: Situation) -> bool:
    """Whether the start lies in a time, both days included, that names the post's kind and its unit's level."""
    level = situation.instance.units[post.unit_id].level
    return any(
        day_of(one["from"]) <= situation.start <= day_of(one["to"])
        and level in one["levels"]
        and post.kind in one["kinds"]
        for one in exempt
    )


def exempt_posts(exempt: Exemptions, columns: Columns) -> IntArray:
    """The same of every post, shape (posts,): the pairs of level and kind that are open at the start, looked up."""
    start = columns.situation.start.toordinal()
    times = [(range(day_of(one["from"]).toordinal(), day_of(one["to"]).toordinal() + 1), one) for one in exempt]
    listed = frozenset(pair for days, one in times if start in days for pair in product(one["levels"], one["kinds"]))
    units = columns.situation.instance.units
    return columns.of_posts(("exempt", listed), lambda post: (units[post.unit_id].level, post.kind) in listed)
