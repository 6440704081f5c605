"""Posts, groups and who holds what: the part of a situation that asks the rule book for its words only."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.instance import Instance
from luanchuyen.models.policy import Policy
from luanchuyen.models.post import Post
from luanchuyen.optimizer.situation.bundling import Bundling, Seat, place_of
from luanchuyen.optimizer.situation.territory import Territory


@dataclass(frozen=True)
class Group:
    """Posts taken together by one person: a bundle, or a single post. ``lead``: best rank, head, code.

    ``optional``: a bundle that the book allows; its posts are also groups of their own.
    """

    index: int
    posts: tuple[str, ...]
    lead: str
    frozen: bool
    optional: bool = False


class Structure:
    """An instance under a policy's words. Everything is by code; orders are code orders."""

    def __init__(self, instance: Instance, policy: Policy) -> None:
        self.instance = instance
        self.policy = policy
        self.territory = Territory(instance.units, policy.vocabulary)

    def cadre(self, cadre_id: str) -> Cadre:
        """The cadre of a code."""
        return self.instance.cadres[cadre_id]

    def post(self, post_id: str) -> Post:
        """The post of a code."""
        return self.instance.posts[post_id]

    def is_head(self, post_id: str) -> bool:
        """Whether the post heads its unit: the sheet's column, else its kind's default."""
        post = self.instance.posts[post_id]
        kind = self.policy.vocabulary.kinds.get(post.kind)
        return post.head if post.head is not None else bool(kind and kind.head)

    def is_key(self, post_id: str) -> bool:
        """Whether it is a key post (chủ chốt)."""
        post = self.instance.posts[post_id]
        kind = self.policy.vocabulary.kinds.get(post.kind)
        return post.key if post.key is not None else bool(kind and kind.key)

    def is_top(self, post_id: str) -> bool:
        """Whether it heads the party committee or the administration."""
        kind = self.policy.vocabulary.kinds.get(self.instance.posts[post_id].kind)
        return bool(kind and kind.top)

    @cached_property
    def _ranks(self) -> dict[str, int | None]:
        table, units = self.policy.vocabulary.ranks, self.instance.units
        return {
            post_id: post.rank if post.rank is not None else table.get((post.kind, units[post.unit_id].level))
            for post_id, post in self.instance.posts.items()
        }

    def rank_of_post(self, post_id: str) -> int | None:
        """The post's rank, of a bundle the highest; None = unknown."""
        return self._held_ranks[post_id]

    @cached_property
    def _held_ranks(self) -> dict[str, int | None]:
        return {post_id: self._best(group.posts) for post_id, group in self.group_of.items()}

    def _best(self, posts: Iterable[str]) -> int | None:
        known = [rank for p in posts if (rank := self._ranks[p]) is not None]
        return min(known, default=None)

    @cached_property
    def bundling(self) -> Bundling:
        """Which posts go together: by the column Kiêm nhiệm and the rule book."""
        units = self.instance.units
        seats = []
        for post in self.instance.posts.values():
            unit = units[post.unit_id]
            place, frozen = place_of(unit.unit_id, unit.level, unit.place), post.status == "frozen"
            seats.append(Seat(post.post_id, post.kind, unit.level, place, post.bundle or "", post.seats, frozen))
        return Bundling(seats, self.policy.bundles)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every group that may be taken, in the order of its posts' codes."""
        posts, optional = self.instance.posts, set(self.bundling.optional)
        return tuple(
            Group(
                i, members, self.lead(members), any(posts[m].status == "frozen" for m in members), members in optional
            )
            for i, members in enumerate(_in_order(self.bundling.groups, optional))
        )

    @cached_property
    def group_of(self) -> dict[str, Group]:
        """The group in which each post is held: every post is in one. A move may also take an optional bundle."""
        return {post: group for group in self.groups if not group.optional for post in group.posts}

    @cached_property
    def groups_with(self) -> dict[str, tuple[Group, ...]]:
        """Every group that brings a post: the one in which it is held first."""
        found = {post: [group] for post, group in self.group_of.items()}
        for group in self.groups:
            for post in group.posts if group.optional else ():
                found[post].append(group)
        return {post: tuple(groups) for post, groups in found.items()}

    def group_taking(self, posts: Iterable[str]) -> Group | None:
        """The group made of just these posts; None where there is none."""
        return self._group_by_posts.get(tuple(sorted(posts)))

    @cached_property
    def _group_by_posts(self) -> dict[tuple[str, ...], Group]:
        return {group.posts: group for group in self.groups}

    def lead(self, posts: Iterable[str]) -> str:
        """Of several posts the one with the best rank, then a head, then the first code."""
        worst = 10**9
        return min(posts, key=lambda p: (self._ranks[p] or worst, not self.is_head(p), p))

    # -- people at the start ---------------------------------------------------------------------

    @cached_property
    def held(self) -> dict[str, tuple[str, ...]]:
        """The posts each cadre holds: one post of a bundle means the bundle."""
        return {
            cadre_id: tuple(sorted({m for p in cadre.post_ids for m in self.group_of[p].posts}))
            for cadre_id, cadre in self.instance.cadres.items()
        }

    @cached_property
    def holders(self) -> dict[str, tuple[str, ...]]:
        """Who holds each post."""
        found: dict[str, list[str]] = {post_id: [] for post_id in self.instance.posts}
        for cadre_id, posts in self.held.items():
            for post_id in posts:
                found[post_id].append(cadre_id)
        return {post_id: tuple(cadres) for post_id, cadres in found.items()}

    @cached_property
    def status(self) -> dict[str, str]:
        """vacant | ending | held | frozen: as typed, else by the holders; ending without a holder is vacant."""
        found = {}
        for post_id, post in self.instance.posts.items():
            holders = self.holders[post_id]
            default = "held" if holders else "vacant"
            found[post_id] = default if post.status == "ending" and not holders else post.status or default
        return found

    @cached_property
    def outside(self) -> dict[str, int]:
        """Seats held by people who are not in the sheet: only where the post is typed có người."""
        return {
            post_id: max(0, post.seats - len(self.holders[post_id])) if post.status == "held" else 0
            for post_id, post in self.instance.posts.items()
        }

    @cached_property
    def seats_in_sheet(self) -> dict[str, int]:
        """Seats that people of the sheet hold or may take."""
        return {post_id: post.seats - self.outside[post_id] for post_id, post in self.instance.posts.items()}


def _in_order(groups: Iterable[tuple[str, ...]], optional: Collection[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The order of lists of codes, but a list before its own beginning.

    Of plans with equal tie-break sums that first differ in a cadre who takes P1 with P2, or P1 alone, the list of
    the former comes first: the other goes on with a later cadre. So moves stand in the order of plans' lists.
    """
    if not optional:
        return sorted(groups)
    return sorted((*groups, *optional), key=lambda posts: (*((False, post) for post in posts), (True, "")))
