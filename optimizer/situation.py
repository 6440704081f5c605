"""What the facts mean under a rule book before any plan: groups, holders, who leaves, who is due.

Plain Python over dictionaries. Both tellings of every rule start from these definitions.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.calendar import add_months
from luanchuyen.models.gazetteer import Gazetteer, Place
from luanchuyen.models.instance import Instance
from luanchuyen.models.policy import Entry, Policy
from luanchuyen.models.post import Post
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.rule import Rule, make, register
from luanchuyen.optimizer.territory import Territory


@dataclass(frozen=True)
class Group:
    """Posts taken together by one person: a bundle, or a single post. ``lead``: best rank, head, code."""

    index: int
    posts: tuple[str, ...]
    lead: str
    frozen: bool


class Situation:
    """An instance read under a policy. Everything is by code; orders are code orders."""

    def __init__(
        self,
        instance: Instance,
        policy: Policy,
        gazetteer: Gazetteer | None = None,
        given: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.instance = instance
        self.policy = policy
        self.gazetteer = gazetteer or Gazetteer.load()
        self.given = given
        self.start: dt.date = instance.settings.start
        self.territory = Territory(instance.units, policy.vocabulary)
        self._waivers: dict[str, list[Waiver]] = defaultdict(list)
        for waiver in instance.waivers:
            self._waivers[waiver.rule].append(waiver)

    # -- rules -----------------------------------------------------------------------------------

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Every registered rule with the numbers of the book (defaults where the book leaves it out)."""
        return {name: make(self.policy.entry(name)) for name in register()}

    @cached_property
    def active(self) -> tuple[tuple[Rule, Entry], ...]:
        """The rules that judge: not off, and their facts not blank for everybody."""
        entries = ((rule, self.policy.entry(name)) for name, rule in self.rules.items())
        return tuple((r, e) for r, e in entries if e.level != "off" and r.silent(self) is None)

    @cached_property
    def tiers(self) -> tuple[int, ...]:
        """The tiers that soft rules score in, in order; tier 1 always."""
        posts = self.instance.posts.values()
        grades = (rule.grade(post, entry) for rule, entry in self.active for post in posts)
        return tuple(sorted({1, *(g.tier for g in grades if g.level == "soft")}))

    def without_waivers(self, rule: str) -> Situation:
        """The same situation as if no waiver of ``rule`` were on file."""
        kept = tuple(w for w in self.instance.waivers if w.rule != rule)
        return Situation(replace(self.instance, waivers=kept), self.policy, self.gazetteer, self.given)

    # -- posts -----------------------------------------------------------------------------------

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
        return self._best(self.group_of[post_id].posts)

    def _best(self, posts: Iterable[str]) -> int | None:
        known = [rank for p in posts if (rank := self._ranks[p]) is not None]
        return min(known, default=None)

    @cached_property
    def bundles(self) -> dict[str, tuple[str, ...]]:
        """The posts of each mark of the column Kiêm nhiệm."""
        marks: dict[str, list[str]] = defaultdict(list)
        for post_id, post in self.instance.posts.items():
            if post.bundle:
                marks[post.bundle].append(post_id)
        return {mark: tuple(sorted(posts)) for mark, posts in sorted(marks.items())}

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every group, in the order of its first post's code."""
        posts = self.instance.posts
        sets = {self.bundles[p.bundle] if p.bundle else (p.post_id,) for p in posts.values()}
        return tuple(
            Group(i, members, self.lead(members), any(posts[m].status == "frozen" for m in members))
            for i, members in enumerate(sorted(sets))
        )

    @cached_property
    def group_of(self) -> dict[str, Group]:
        """The group of each post."""
        return {post: group for group in self.groups for post in group.posts}

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
        """vacant | due | held | frozen: as typed, else by the holders; due without a holder is vacant."""
        found = {}
        for post_id, post in self.instance.posts.items():
            holders = self.holders[post_id]
            default = "held" if holders else "vacant"
            found[post_id] = default if post.status == "due" and not holders else post.status or default
        return found

    @cached_property
    def outside(self) -> dict[str, int]:
        """Seats held by people who are not in the sheet: only where the post is typed có người."""
        return {
            post_id: max(0, post.seats - len(self.holders[post_id])) if post.status == "held" else 0
            for post_id, post in self.instance.posts.items()
        }

    @property
    def horizon_months(self) -> int:
        """How near a date of falling vacant makes a post due: the number of the rule fill."""
        return int(self.rules["fill"].horizon_months)  # type: ignore[attr-defined]

    @cached_property
    def frozen(self) -> frozenset[str]:
        """Cadres who hold a frozen group: they neither leave nor move."""
        return frozenset(c for c, posts in self.held.items() if any(self.group_of[p].frozen for p in posts))

    @cached_property
    def leaves(self) -> frozenset[str]:
        """Cadres who must leave all they hold: a post of theirs is typed sắp trống or falls vacant soon."""
        horizon = add_months(self.start, self.horizon_months)
        ending = {p.post_id for p in self.instance.posts.values() if _ends(p, horizon)}
        return frozenset(
            c for c, posts in self.held.items() if c not in self.frozen and not ending.isdisjoint(posts)
        )

    @cached_property
    def due_holdings(self) -> dict[tuple[str, str], frozenset[str]]:
        """The (cadre, post) holdings due by a rule, with the rules' names."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for rule, _ in self.active:
            for cadre_id, post_id in rule.due(self):
                free = cadre_id not in self.frozen and cadre_id not in self.leaves
                if free and not self.waived_due(rule.name, cadre_id, post_id):
                    found[cadre_id, post_id].add(rule.name)
        return {key: frozenset(names) for key, names in sorted(found.items())}

    @cached_property
    def due(self) -> dict[str, frozenset[str]]:
        """The cadres due by a rule, with the rules' names. They may stay."""
        found: dict[str, frozenset[str]] = {}
        for (cadre_id, _), names in self.due_holdings.items():
            found[cadre_id] = found.get(cadre_id, frozenset()) | names
        return found

    @cached_property
    def free(self) -> dict[str, int]:
        """Seats free at the start, those of the leaving included."""
        return {
            post_id: max(0, post.seats - self.outside[post_id] - len(self.stayers(post_id)))
            for post_id, post in self.instance.posts.items()
        }

    def stayers(self, post_id: str) -> tuple[str, ...]:
        """The holders who do not leave."""
        return tuple(c for c in self.holders[post_id] if c not in self.leaves)

    @cached_property
    def lead_post(self) -> dict[str, str | None]:
        """The lead of the posts each cadre holds; None where his post is not in the sheet."""
        return {c: self.lead(posts) if posts else None for c, posts in self.held.items()}

    @cached_property
    def unit_of(self) -> dict[str, str]:
        """Each cadre's present unit: of his lead post, else the sheet's."""
        posts, cadres = self.instance.posts, self.instance.cadres
        return {c: posts[p].unit_id if p else cadres[c].unit_id for c, p in self.lead_post.items()}

    def rank_of_cadre(self, cadre_id: str) -> int | None:
        """The highest rank of the posts held, else the cadre's own; None = unknown."""
        best = self._best(self.held[cadre_id])
        return best if best is not None else self.instance.cadres[cadre_id].rank

    # -- moves -----------------------------------------------------------------------------------

    def purpose(self, post_id: str) -> str:
        """The purpose of a move into the post: typed, else by what is due, else by the form."""
        post = self.instance.posts[post_id]
        if post.purpose:
            return post.purpose
        rules = set().union(*(self.due_holdings.get((c, post_id), ()) for c in self.holders[post_id]))
        if "consecutive_terms" in rules:
            return "two_term"
        if "non_local" in rules:
            return "non_local"
        return "training" if post.form == "rotation" else "other"

    def direction(self, cadre_id: str, post_id: str) -> str:
        """down | up | lateral: the level of the post's unit against the cadre's."""
        units, depth = self.instance.units, self.policy.vocabulary.depth
        before = depth(units[self.unit_of[cadre_id]].level)
        after = depth(units[self.instance.posts[post_id].unit_id].level)
        return "down" if after > before else "up" if after < before else "lateral"

    def cross_bloc(self, cadre_id: str, post_id: str) -> bool:
        """Whether both blocs are known and differ."""
        before = self.instance.units[self.unit_of[cadre_id]].bloc
        after = self.instance.units[self.instance.posts[post_id].unit_id].bloc
        return before is not None and after is not None and before != after

    def manager_of_post(self, post_id: str) -> str | None:
        """M(p): the unit whose standing committee decides on the post; of a bundle its lead's."""
        post = self.instance.posts[self.group_of[post_id].lead]
        return post.managed_by or self.territory.manager(post.unit_id)

    def manager_of_cadre(self, cadre_id: str) -> str | None:
        """M(c)."""
        return self.instance.cadres[cadre_id].managed_by or self.territory.manager(self.unit_of[cadre_id])

    def within_authority(self, cadre_id: str, post_id: str) -> bool:
        """Whether one managing authority, or one and the next above it, decides on both."""
        ours, theirs = self.manager_of_cadre(cadre_id), self.manager_of_post(post_id)
        if ours is None or theirs is None or ours == theirs:
            return True
        above = {u: self.territory.manager(u) if u in self.instance.units else None for u in (ours, theirs)}
        return ours == above[theirs] or theirs == above[ours]

    # -- places ----------------------------------------------------------------------------------

    def spot(self, unit_id: str) -> tuple[str, Place] | None:
        """(level, place) of the nearest ancestor-or-self of the unit's own level that leads a place."""
        return self.territory.spot(unit_id)

    def locality(self, cadre_id: str, post_id: str) -> str:
        """local | non_local | unknown: the cadre against the place that the post's unit leads."""
        spot = self.spot(self.instance.posts[post_id].unit_id)
        return self._locality.status(cadre_id, spot[1] if spot else None)

    @cached_property
    def _locality(self) -> Locality:
        return Locality(self)

    # -- waivers ---------------------------------------------------------------------------------

    def waived(self, rule: str, cadre_id: str, posts: Iterable[str]) -> Waiver | None:
        """The waiver of a rule for this cadre in one of these posts."""
        for waiver in self._waivers.get(rule, ()):
            if waiver.cadre_id in (None, cadre_id) and (waiver.post_id is None or waiver.post_id in posts):
                return waiver
        return None

    def waived_due(self, rule: str, cadre_id: str, post_id: str) -> Waiver | None:
        """The waiver that keeps a holder from being due: it names him or the post."""
        for waiver in self._waivers.get(rule, ()):
            if waiver.cadre_id == cadre_id or (waiver.cadre_id is None and waiver.post_id == post_id):
                return waiver
        return None

    def waived_holder(self, rule: str, cadre_id: str) -> Waiver | None:
        """The waiver of a rule that names the cadre, or a post he holds."""
        for waiver in self._waivers.get(rule, ()):
            by_post = waiver.cadre_id is None and waiver.post_id in self.held[cadre_id]
            if waiver.cadre_id == cadre_id or by_post:
                return waiver
        return None

    def has_waivers(self, rule: str) -> bool:
        """Whether any waiver of the rule is on file."""
        return rule in self._waivers

    def cadre(self, cadre_id: str) -> Cadre:
        """The cadre of a code."""
        return self.instance.cadres[cadre_id]

    def post(self, post_id: str) -> Post:
        """The post of a code."""
        return self.instance.posts[post_id]


def _ends(post: Post, horizon: dt.date) -> bool:
    if post.status == "due":
        return True
    return post.vacant_from is not None and post.status != "held" and post.vacant_from.last <= horizon


from luanchuyen.optimizer.locality import Locality  # noqa: E402  (locality reads a Situation)
