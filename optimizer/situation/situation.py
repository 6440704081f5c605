"""What the facts mean under a rule book before any plan: who is due, who comes home, what a move would be.

Plain Python over dictionaries. Both tellings of every rule start from these definitions.
"""

from __future__ import annotations

import copy
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cached_property

from luanchuyen.models.committee.decision import NOTHING_DECIDED, Decided, Decision
from luanchuyen.models.instance import Instance
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.plan import Direction
from luanchuyen.models.policy import Policy
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.situation.definitions import Definitions
from luanchuyen.optimizer.situation.incumbency import Incumbency
from luanchuyen.optimizer.situation.locality import Locality
from luanchuyen.optimizer.situation.returning import Homecoming, comes_home, homecomings, rank_held_before
from luanchuyen.optimizer.situation.structure import Group
from luanchuyen.optimizer.situation.terms import terms_of_all

DueByRules = Callable[["Situation"], Iterable[tuple[str, str, str]]]
"""Every (rule, cadre, post) that the rules in force say is to be renewed."""


class Situation(Incumbency):
    """An instance read under a policy. Everything is by code; orders are code orders.

    Made by ``situation_of`` (rules/in_force.py), which knows the rules: what they define and whom they call due is
    handed in.
    """

    def __init__(
        self,
        instance: Instance,
        policy: Policy,
        definitions: Definitions,
        due: DueByRules,
        gazetteer: Gazetteer | None = None,
        given: Mapping[str, tuple[str, ...]] | None = None,
        decided: Decided = NOTHING_DECIDED,
    ) -> None:
        super().__init__(instance, policy, definitions, gazetteer or Gazetteer.load(), decided.waivers)
        self._due_by_rules = due
        self.alike: Situation | None = None  # alike.py
        self.froze: frozenset[str] = frozenset()
        self.given = given
        self.decided = decided

    # -- rules -----------------------------------------------------------------------------------

    def without_waivers(self, rule: str) -> Situation:
        """The same situation as if no waiver of ``rule`` were on file."""
        on_file, granted = (
            tuple(w for w in waivers if w.rule != rule) for waivers in (self.instance.waivers, self.decided.waivers)
        )
        return self._with(replace(self.instance, waivers=on_file), replace(self.decided, waivers=granted))

    def granting(self, waivers: Iterable[Waiver]) -> Situation:
        """The same situation with these waivers besides those of the instance, and no others."""
        return self._with(self.instance, replace(self.decided, waivers=tuple(waivers)))

    def _with(self, instance: Instance, decided: Decided) -> Situation:
        parts = self.definitions, self._due_by_rules, self.gazetteer, self.given, decided
        return Situation(instance, self.policy, *parts)

    def deciding(self, decisions: Iterable[Decision]) -> Situation:
        """The same situation with these decisions to be kept and no others: what the facts mean stays.

        What was worked out of it serves both, as nothing of it looks at decisions.
        """
        for name in _WORKED_OUT:  # once, here: what a copy works out is its own
            getattr(self, name)
        made = copy.copy(self)
        made.decided = replace(self.decided, decisions=tuple(decisions))
        return made

    # -- who is due -----------------------------------------------------------------------------

    @cached_property
    def due_holdings(self) -> dict[tuple[str, str], frozenset[str]]:
        """The (cadre, post) holdings due by a rule, with the rules' names."""
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for rule, cadre_id, post_id in self._due_by_rules(self):
            free = cadre_id not in self.frozen and cadre_id not in self.leaves
            if free and not self.waivers.of_holding(rule, cadre_id, post_id):
                found[cadre_id, post_id].add(rule)
        return {key: frozenset(names) for key, names in sorted(found.items())}

    @cached_property
    def due(self) -> dict[str, frozenset[str]]:
        """The cadres due by a rule, with the rules' names. They may stay."""
        found: dict[str, frozenset[str]] = {}
        for (cadre_id, _), names in self.due_holdings.items():
            found[cadre_id] = found.get(cadre_id, frozenset()) | names
        return found

    @cached_property
    def terms(self) -> dict[str, int | None]:
        """Each cadre's consecutive terms as head of their place: the sheet's number, else as their record shows."""
        return terms_of_all(self)

    # -- moves -----------------------------------------------------------------------------------

    def purpose(self, post_id: str) -> str:
        """The purpose of whose move into the post is no return: typed (a typed return is other for them), else by
        what is due, else by the form.
        """
        post, due = self.instance.posts[post_id], self.due_purpose(post_id)
        if post.purpose:
            return "other" if post.purpose == "return" else post.purpose
        return due or ("training" if post.form == "rotation" else "other")

    def due_purpose(self, post_id: str) -> str | None:
        """two_term or non_local, where a holder of the post is due by that rule."""
        rules = set().union(*(self.due_holdings.get((c, post_id), ()) for c in self.holders[post_id]))
        # The two purposes that a due post gives are these rules' own; no other rule has one.
        if "consecutive_terms" in rules:
            return "two_term"
        return "non_local" if "non_local" in rules else None

    @cached_property
    def homecomings(self) -> dict[str, Homecoming]:
        """Those on rotation now, with the rows next before it."""
        return homecomings(self)

    def purpose_of(self, cadre_id: str, post_id: str, group: Group | None = None) -> str:
        """The purpose of this cadre's move into the post: return where the cadre comes home by it, and the post is
        typed return or is neither typed nor due; else the post's.

        ``group``: what is taken with the post, where it is not the group in which the post is held.
        """
        typed = self.instance.posts[post_id].purpose
        if typed != "return" and (typed or self.due_purpose(post_id)):
            return self.purpose(post_id)
        posts = (group or self.group_of[post_id]).posts
        home = comes_home(self, self.homecomings.get(cadre_id), cadre_id, post_id, posts)
        return "return" if home else self.purpose(post_id)

    def rank_held_before(self, cadre_id: str, post_id: str) -> int | None:
        """The highest rank that who comes home by a post held in its unit before the rotation; None = unknown."""
        return rank_held_before(self, self.homecomings[cadre_id], cadre_id, post_id)

    def day_of_ages(self, post_id: str) -> dt.date:
        """The day on which the age and the working time of who moves into the post are counted: the start, unless
        the book names another for posts of its mode and level.
        """
        post = self.instance.posts[post_id]
        level = self.instance.units[post.unit_id].level
        return self.policy.reference_dates.get((post.mode or "", level), self.start)

    def direction(self, cadre_id: str, post_id: str) -> Direction:
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

    def locality(self, cadre_id: str, post_id: str) -> str:
        """local | non_local | unknown: the cadre against the place that the post's unit leads."""
        spot = self.spot(self.instance.posts[post_id].unit_id)
        return self._locality.status(cadre_id, spot[1] if spot else None)

    @cached_property
    def _locality(self) -> Locality:
        return Locality(self)


_WORKED_OUT = tuple(n for cls in Situation.__mro__ for n, of in vars(cls).items() if isinstance(of, cached_property))
