"""Posts as a working record names them: by unit and kind, matched with the sheet of posts where it has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from luanchuyen.optimizer.situation.situation import Situation

NEITHER = "other"
"""The kind of posts that are neither a head's nor a deputy's."""
_WORST = 10**9


@dataclass(frozen=True)
class Position:
    """A post at one unit. ``head``: True = head, False = deputy, None = it cannot be told.

    ``order`` puts the leading one of several first: best rank, a head, then the code.
    """

    unit_id: str | None
    kind: str | None
    head: bool | None
    key: bool
    order: tuple[int, bool, str]


class Positions:
    """The positions of one situation: of its posts, and of (unit, kind) as careers give them."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self._known: dict[tuple[str | None, str | None], Position] = {}
        self._posts: dict[tuple[str, str], list[str]] = defaultdict(list)
        for post_id, post in situation.instance.posts.items():
            self._posts[post.unit_id, post.kind].append(post_id)

    def of_post(self, post_id: str) -> Position:
        """The position of a post in the sheet."""
        post = self.situation.post(post_id)
        rank = post.rank or self._rank(post.unit_id, post.kind)
        head = post.head if post.head is not None else self._head(post.kind)
        return Position(
            post.unit_id, post.kind, head, self.situation.is_key(post_id), (rank, head is not True, post_id)
        )

    def of(self, unit_id: str | None, kind: str | None) -> Position:
        """The position of a kind at a unit: as the posts of the sheet agree to say, else as the kind says."""
        if (unit_id, kind) not in self._known:
            self._known[unit_id, kind] = self._made(unit_id, kind)
        return self._known[unit_id, kind]

    def _made(self, unit_id: str | None, kind: str | None) -> Position:
        same = [self.of_post(p) for p in self._posts.get((unit_id or "", kind or ""), ())]
        if same and len({(p.head, p.key) for p in same}) == 1:
            return min(same, key=lambda p: p.order)
        known = self.situation.policy.vocabulary.kinds.get(kind or "")
        head = self._head(kind)
        return Position(
            unit_id, kind, head, bool(known and known.key), (self._rank(unit_id, kind), head is not True, "")
        )

    def _head(self, kind: str | None) -> bool | None:
        known = self.situation.policy.vocabulary.kinds.get(kind or "")
        return None if known is None or kind == NEITHER else known.head

    def _rank(self, unit_id: str | None, kind: str | None) -> int:
        unit = self.situation.instance.units.get(unit_id or "")
        return self.situation.policy.vocabulary.ranks.get((kind or "", unit.level), _WORST) if unit else _WORST


def lead(positions: Iterable[Position]) -> Position:
    """The leading one of several, those at a known unit first."""
    return min(positions, key=lambda p: (p.unit_id is None, p.order, p.unit_id or "", p.kind or ""))
