"""What is wrong with a scenario's changes of the facts, each by itself: unknown codes, and changes of nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from luanchuyen.models.committee.decision import ANYBODY
from luanchuyen.models.errors import Problem
from luanchuyen.models.policy import Policy
from luanchuyen.models.text.folding import fold, nearest
from luanchuyen.models.waiver import FIXED, FORBIDDEN
from luanchuyen.optimizer.situation.planned import is_planned
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.changes.facts import budget_of, day_of
from luanchuyen.scenarios.changes.objections import objection
from luanchuyen.scenarios.scenario import Change

_KNOWN = {"without_cadre": ("cadre",), "without_post": ("post",), "budget": ("unit",)}


@dataclass(frozen=True)
class StartingFacts:
    """The facts that a scenario starts from, and the rules as it leaves them."""

    situation: Situation
    policy: Policy

    def problems(self, changes: Iterable[Change]) -> Iterator[Problem]:
        """All that is wrong with the changes, each by itself."""
        judges: dict[str, Callable[[Change], Iterator[Problem]]] = {
            "as_of": self._as_of,
            "without_cadre": self._without_cadre,
            "without_post": self._without_post,
            "budget": self._budget,
            "add": self._add,
            "fix": self._fix,
            "forbid": self._forbid,
        }
        for change in changes:
            if change.kind in judges:
                unknown = [*self._unknown(change)] if change.target else []
                yield from unknown or judges[change.kind](change)

    def _unknown(self, change: Change) -> Iterator[Problem]:
        instance = self.situation.instance
        tables = {
            "cadre": {c.cadre_id: c.name for c in instance.cadres.values()},
            "post": {p.post_id: p.title for p in instance.posts.values()},
            "unit": {u.unit_id: u.name for u in instance.units.values()},
        }
        kinds = _KNOWN.get(change.kind, ("cadre", "post"))
        for place, (what, code) in enumerate(zip(kinds, change.target, strict=True)):
            known = tables[what]
            nobody = change.kind == "forbid" and (what, code) == ("cadre", ANYBODY)
            if code not in known and not nobody:
                part = "value" if place else "target"
                near = ", ".join(_nearest(code, known))
                yield objection(change, f"unknown_{what}", part=part, code=code, nearest=near)

    def _as_of(self, change: Change) -> Iterator[Problem]:
        settings = self.situation.instance.settings
        try:
            day = day_of(change.value)
        except ValueError:
            yield objection(change, "not_a_day", part="value", value=change.value)
            return
        if day == settings.as_of:
            yield objection(change, "same_day", part="value", day=f"{day:%d/%m/%Y}")
        elif settings.start != settings.as_of:
            yield objection(change, "start_is_typed", part="value", start=f"{settings.start:%d/%m/%Y}")

    def _without_cadre(self, change: Change) -> Iterator[Problem]:
        if change.target[0] in self.situation.frozen:
            yield objection(change, "cadre_frozen", cadre=change.target[0])

    def _without_post(self, change: Change) -> Iterator[Problem]:
        if self.situation.group_of[change.target[0]].frozen:
            yield objection(change, "post_frozen", post=change.target[0])

    def _budget(self, change: Change) -> Iterator[Problem]:
        instance, unit_id = self.situation.instance, change.target[0]
        try:
            budget = budget_of(change.value)
        except ValueError:
            yield objection(change, "not_a_budget", part="value", value=change.value)
            return
        posts = {post.post_id for post in instance.posts.values() if post.unit_id == unit_id}
        if budget == instance.units[unit_id].budget:
            yield objection(change, "same_budget", part="value", unit=unit_id, value=budget)
        elif not any(row.cost for (_, post_id), row in instance.panel.items() if post_id in posts):
            yield objection(change, "nothing_costs", unit=unit_id)
        elif self.policy.entry("budget").level == "off":
            yield objection(change, "rule_not_binding", rule="budget", level="off")

    def _add(self, change: Change) -> Iterator[Problem]:
        cadre_id, post_id = change.target
        cadre = self.situation.instance.cadres[cadre_id]
        if not any(c.planned_for for c in self.situation.instance.cadres.values()):
            yield objection(change, "nobody_planned", cadre=cadre_id, post=post_id)
        elif is_planned(cadre, post_id, "same", self.situation):
            yield objection(change, "already_planned", cadre=cadre_id, post=post_id)
        # The rules that read the column that this change writes.
        elif all(self.policy.entry(rule).level == "off" for rule in ("planning_pool", "development")):
            yield objection(change, "rule_not_binding", rule="planning_pool", level="off")

    def _fix(self, change: Change) -> Iterator[Problem]:
        """A pair that no plan can have is no mistake: that there is none is the answer."""
        cadre_id, post_id = change.target
        if (cadre_id, post_id) in self._binding(FIXED):
            yield objection(change, "already_fixed", cadre=cadre_id, post=post_id)
        elif post_id in self.situation.held[cadre_id] and cadre_id in self.situation.frozen:
            yield objection(change, "cadre_frozen", cadre=cadre_id)

    def _forbid(self, change: Change) -> Iterator[Problem]:
        cadre_id, post_id = change.target
        group, situation = self.situation.group_of[post_id], self.situation
        shut = {post for cadre, post in self._binding(FORBIDDEN) if cadre in (cadre_id, ANYBODY)}
        if post_id in situation.held.get(cadre_id, ()):
            yield objection(change, "forbid_own", cadre=cadre_id, post=post_id)
        elif not shut.isdisjoint(group.posts):
            yield objection(change, "already_forbidden", cadre=cadre_id, post=post_id)
        elif group.frozen:
            yield objection(change, "post_frozen", part="value", post=post_id)
        elif cadre_id in situation.frozen:
            yield objection(change, "cadre_frozen", cadre=cadre_id)
        elif cadre_id != ANYBODY and not situation.within_authority(cadre_id, post_id):
            yield objection(change, "outside_authority", cadre=cadre_id, post=post_id)

    def _binding(self, lock: str) -> set[tuple[str, str]]:
        """The pairs of the board's own decisions, where the rule book makes them binding."""
        if self.policy.entry(lock).level != "hard":
            return set()
        return {(row.cadre_id, row.post_id) for row in self.situation.instance.locks if row.lock == lock}


def _nearest(code: str, names: dict[str, str]) -> tuple[str, ...]:
    """The codes most like a text, or the codes of the names most like it, or the code of that very name."""
    same = [known for known, name in names.items() if fold(name) == fold(code)]
    if same:
        return tuple(same[:3])
    close = nearest(code, names)
    if close:
        return close
    codes = {name: known for known, name in names.items()}
    return tuple(codes[name] for name in nearest(code, codes))
