"""Every legal plan of a tiny board, one after another, judged by the auditor alone, in the published order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from luanchuyen.optimizer.audit.auditor import Audit, audit
from luanchuyen.optimizer.rules.in_force import rules_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

Pairs = tuple[tuple[str, str], ...]
OF_THE_MOVE = ("frozen", "already_holds", "outside_authority")
"""Objections that a move brings into every plan that makes it."""


@dataclass(frozen=True)
class Judged:
    """A plan and what the auditor says of it."""

    pairs: Pairs
    audit: Audit

    @property
    def score(self) -> tuple[int, ...]:
        """Its score, tier by tier."""
        return tuple(self.audit.score[tier] for tier in sorted(self.audit.score))


class BruteForce:
    """All plans of a situation. ``judged`` are those without a barred move or a seat too few; ``legal`` the rest
    once every rule has spoken, best first: by tiers, by the sum of products of code places, by the list."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.cadres = tuple(sorted(situation.instance.cadres))
        self.posts = tuple(sorted(situation.instance.posts))

    @cached_property
    def moves(self) -> Mapping[tuple[str, int], Audit]:
        """The audit of every move made alone."""
        groups = self.situation.groups
        return {(c, g.index): audit(self.situation, paired(c, g)) for c in self.cadres for g in groups}

    @cached_property
    def options(self) -> tuple[tuple[Group | None, ...], ...]:
        """For each cadre: to stay, or a group that no hard pair rule and no structure bars them from."""
        groups = self.situation.groups
        return tuple((None, *(g for g in groups if not self._barred(c, g))) for c in self.cadres)

    def _barred(self, cadre_id: str, group: Group) -> bool:
        rules = rules_of(self.situation)
        return any(
            o.key in OF_THE_MOVE or (o.key == "hard_rule" and rules[str(o.values["rule"])].tells("pair"))
            for o in self.moves[cadre_id, group.index].objections
        )

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """The plans of unbarred moves that have a seat for everybody, judged by the auditor."""
        plans = (sum(p, ()) for p in self._choices() if self.seated(p))
        return tuple(Judged(pairs, audit(self.situation, pairs)) for pairs in plans)

    def _choices(self) -> Iterator[tuple[Pairs, ...]]:
        for groups in product(*self.options):
            yield tuple(paired(c, g) if g else () for c, g in zip(self.cadres, groups, strict=True))

    def seated(self, moves: Sequence[Pairs]) -> bool:
        """Whether in every post in <= max(0, seats - outside - stayers), told from the sheet."""
        movers = {cadre_id for pairs in moves for cadre_id, _ in pairs}
        entered = [post_id for pairs in moves for _, post_id in pairs]
        return all(entered.count(p) <= self._room(p, movers) for p in set(entered))

    def _room(self, post_id: str, movers: set[str]) -> int:
        situation = self.situation
        gone = movers | situation.leaves
        staying = sum(c not in gone for c in situation.holders[post_id])
        return max(0, situation.post(post_id).seats - situation.outside[post_id] - staying)

    @cached_property
    def legal(self) -> tuple[Judged, ...]:
        """The plans without objection, best first."""
        passed = (plan for plan in self.judged if plan.audit.passed)
        return tuple(sorted(passed, key=lambda plan: (plan.score, self.products(plan.pairs), plan.pairs)))

    def products(self, pairs: Pairs) -> int:
        """Sum over (cadre, post) of their places in code order multiplied."""
        return sum((self.cadres.index(c) + 1) * (self.posts.index(p) + 1) for c, p in pairs)

    def ranked(self, plans: int, differ_by: int = 1) -> list[Judged]:
        """The first ``plans`` of which each differs by ``differ_by`` cadres from all before it."""
        found: list[Judged] = []
        for plan in self.legal:
            if len(found) == plans:
                break
            if all(difference(plan.pairs, other.pairs) >= differ_by for other in found):
                found.append(plan)
        return found


def paired(cadre_id: str, group: Group) -> Pairs:
    """The (cadre, post) of a move."""
    return tuple((cadre_id, post_id) for post_id in group.posts)


def difference(one: Pairs, other: Pairs) -> int:
    """The cadres whose sets of new posts differ."""
    return len({c for c, _ in set(one) ^ set(other)})
