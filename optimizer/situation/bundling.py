"""Which posts one person holds together: the marks of the sheet, and what the rule book says of kinds of post.

A rule of the book speaks of the posts of its kinds in units of one place (equal levels and equal places of their
own, else the unit alone). It applies where each kind is there once, with one seat, and all or none are frozen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias

from luanchuyen.models.places.tables import Place
from luanchuyen.models.policy import BundleRule

Posts: TypeAlias = tuple[str, ...]


class Seat(NamedTuple):
    """What the grouping of posts asks of one: ``place`` is equal for posts in units of one place."""

    post_id: str
    kind: str
    level: str
    place: Hashable
    mark: str = ""
    seats: int = 1
    frozen: bool = False


def place_of(unit_id: str, level: str, place: object) -> Hashable:
    """What units of one place have in common."""
    return (level, place) if isinstance(place, Place) else unit_id


@dataclass(frozen=True)
class Unfit:
    """A place where a rule of the book cannot apply, by those of its posts that are there."""

    rule: BundleRule
    posts: Posts


class Bundling:
    """The grouping of ``seats`` under the book's ``rules``."""

    def __init__(self, seats: Iterable[Seat], rules: Sequence[BundleRule] = ()) -> None:
        self.seats = {seat.post_id: seat for seat in seats}
        self.unfit: list[Unfit] = []
        self._found: Mapping[str, list[frozenset[str]]] = self._matched(rules) if rules else {}

    @cached_property
    def marks(self) -> dict[str, frozenset[str]]:
        """The posts of each mark of the column Kiêm nhiệm."""
        found: dict[str, set[str]] = defaultdict(set)
        for post_id, seat in self.seats.items():
            if seat.mark:
                found[seat.mark].add(post_id)
        return {mark: frozenset(posts) for mark, posts in sorted(found.items())}

    @cached_property
    def undone(self) -> dict[str, frozenset[str]]:
        """The marks that the book forbids: their posts are taken one by one."""
        return {mark: posts for mark, posts in self.marks.items() if self._forbidden(posts)}

    @cached_property
    def groups(self) -> tuple[Posts, ...]:
        """Every post in one group: those held together, or alone.

        A mark over just the posts of a bundle that the book allows binds nobody. What the book requires is joined
        with the marks it touches; what it forbids wins over both.
        """
        if not self.marks and not self._found:
            return tuple((post_id,) for post_id in sorted(self.seats))
        possible = self._found.get("allow", ())
        required = [posts for posts in self._found.get("require", ()) if not self._forbidden(posts)]
        marked = [p for mark, p in self.marks.items() if mark not in self.undone and p not in possible]
        joined: dict[str, frozenset[str]] = {}
        for posts in (*marked, *required):
            whole = posts.union(*(joined[p] for p in posts if p in joined))
            joined.update(dict.fromkeys(whole, whole))
        bound = {p: posts for p, posts in joined.items() if not self._forbidden(posts)}
        return tuple(sorted({tuple(sorted(bound.get(p, (p,)))) for p in self.seats}))

    @cached_property
    def optional(self) -> tuple[Posts, ...]:
        """The bundles that may be taken whole though their posts are groups of their own; never a part of a group."""
        own = {post_id: posts for posts in self.groups for post_id in posts}
        found = set()
        for posts in self._found.get("allow", ()):
            parts = {own[p] for p in posts}
            whole = sum(map(len, parts)) == len(posts) and len(parts) > 1
            if whole and not self._forbidden(posts) and not any(self.seats[p].frozen for p in posts):
                found.add(tuple(sorted(posts)))
        return tuple(sorted(found))

    @property
    def forbidden(self) -> Sequence[frozenset[str]]:
        """The sets of posts that the book keeps apart."""
        return self._found.get("forbid", ())

    def _forbidden(self, posts: frozenset[str]) -> bool:
        return any(apart <= posts for apart in self.forbidden)

    def _matched(self, rules: Sequence[BundleRule]) -> dict[str, list[frozenset[str]]]:
        """For each mode the sets of posts that its rules speak of."""
        by_kind: dict[tuple[str, str], list[Seat]] = defaultdict(list)
        for seat in self.seats.values():
            by_kind[seat.kind, seat.level].append(seat)
        found: dict[str, list[frozenset[str]]] = defaultdict(list)
        for rule in rules:
            kinds = dict.fromkeys(rule.kinds)
            near: dict[Hashable, list[Seat]] = defaultdict(list)
            for kind in kinds:
                for seat in by_kind[kind, rule.level]:
                    near[seat.place].append(seat)
            for there in near.values() if len(kinds) > 1 else ():
                posts = frozenset(seat.post_id for seat in there)
                once = len(there) == len(kinds) == len({seat.kind for seat in there})
                if once and all(s.seats == 1 for s in there) and len({s.frozen for s in there}) == 1:
                    found[rule.mode].append(posts)
                else:
                    self.unfit.append(Unfit(rule, tuple(sorted(posts))))
        return found
