"""Who holds what at the start, who leaves, where each is now, and what is waived for them: before any plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any, TypeVar

from luanchuyen.models.calendar import add_months
from luanchuyen.models.instance import Instance
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.places.tables import Place
from luanchuyen.models.policy import Policy
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.situation.definitions import Definitions
from luanchuyen.optimizer.situation.structure import Group, Structure
from luanchuyen.optimizer.situation.waivers import Waivers

Made = TypeVar("Made")


class Incumbency(Structure):
    """Posts, groups and holders at the start of a plan. ``granted``: waivers besides those of the instance."""

    def __init__(
        self,
        instance: Instance,
        policy: Policy,
        definitions: Definitions,
        gazetteer: Gazetteer,
        granted: Iterable[Waiver],
    ) -> None:
        super().__init__(instance, policy)
        self.definitions, self.gazetteer = definitions, gazetteer
        self.start: dt.date = instance.settings.start
        self.waivers = Waivers(w for w in (*instance.waivers, *granted) if w.counts_on(self.start))
        self._made: dict[str, Any] = {}

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What ``make`` gives, made once under ``name``: for what other rooms work out of a situation."""
        if name not in self._made:
            self._made[name] = make()
        found: Made = self._made[name]
        return found

    @property
    def horizon_months(self) -> int:
        """How near a date of falling vacant makes a post end."""
        return self.definitions.horizon_months

    @cached_property
    def frozen(self) -> frozenset[str]:
        """Cadres who hold a frozen group: they neither leave nor move."""
        return frozenset(c for c, posts in self.held.items() if any(self.group_of[p].frozen for p in posts))

    @cached_property
    def leaves(self) -> frozenset[str]:
        """Cadres who must leave all they hold: a post of theirs is typed sắp trống or falls vacant soon."""
        ending = {post_id for post_id in self.instance.posts if self.ends(post_id)}
        return frozenset(c for c, posts in self.held.items() if c not in self.frozen and not ending.isdisjoint(posts))

    def ends(self, post_id: str) -> bool:
        """Whether the post is typed sắp trống, or falls vacant within the horizon: all its holders leave."""
        post = self.instance.posts[post_id]
        if post.status == "ending":
            return True
        return post.vacant_from is not None and post.status != "held" and post.vacant_from.last <= self._horizon

    @cached_property
    def _horizon(self) -> dt.date:
        return add_months(self.start, self.horizon_months)

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
        """The lead of the posts each cadre holds; None where their post is not in the sheet."""
        return {c: self.lead(posts) if posts else None for c, posts in self.held.items()}

    @cached_property
    def unit_of(self) -> dict[str, str]:
        """Each cadre's present unit: of their lead post, else the sheet's."""
        posts, cadres = self.instance.posts, self.instance.cadres
        return {c: posts[p].unit_id if p else cadres[c].unit_id for c, p in self.lead_post.items()}

    def rank_of_cadre(self, cadre_id: str) -> int | None:
        """The highest rank of the posts held, else the cadre's own; None = unknown."""
        best = self._best(self.held[cadre_id])
        return best if best is not None else self.instance.cadres[cadre_id].rank

    def holds(self, cadre_id: str, group: Group) -> bool:
        """Whether a cadre may not take a group as it is theirs: all of it; a leaver any part, having no way back."""
        held = self.held[cadre_id]
        if cadre_id in self.leaves:
            return not set(group.posts).isdisjoint(held)
        return set(group.posts) <= set(held)

    def spot(self, unit_id: str) -> tuple[str, Place] | None:
        """(level, place) of the nearest ancestor-or-self of the unit's own level that leads a place."""
        return self.territory.spot(unit_id)

    def waived(self, rule: str, cadre_id: str, posts: Iterable[str]) -> Waiver | None:
        """The waiver of a rule for this cadre in one of these posts."""
        return self.waivers.of_move(rule, cadre_id, posts)
