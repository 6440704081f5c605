"""Tiny random boards under books so hard that many have no plan, and every plan of one with all that it breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from random import Random

from cases_of import default_book
from random_boards import NUMBERS, Size, random_instance
from random_books import booked
from tiny_boards import numbers_of_its_own

from luanchuyen.models.conflict import STRUCTURE, Conflict
from luanchuyen.models.instance import Instance
from luanchuyen.models.policy import Policy
from luanchuyen.models.waiver import Lock
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.rules.in_force import rules_of, situation_of
from luanchuyen.optimizer.rules.rule import PlanBreach, register
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

SIZE = Size(units=3, posts=4, cadres=3)
DEMANDING = {
    "fill": 0.5,
    "coverage": 0.4,
    "placement": 0.5,
    "fixed": 0.8,
    "stability": 0.3,
    "quota": 0.08,
    "non_local_share": 0.1,
}
"""How often a rule that asks for something binds; the last two can seldom be met at all."""
Broken = frozenset[tuple[str, str | None, str]]


def hard_board(seed: int) -> Situation:
    """The board of a seed: half the rules hard, the others off; rows cấm and frozen posts among the facts."""
    random = Random(f"hard board {seed}")
    instance = random_instance(random, SIZE)
    while min(len(instance.posts), len(instance.cadres)) < 2 or len(instance.cadres) > 3:
        instance = random_instance(random, SIZE)
    instance = _decided(random, instance)
    instance, policy = booked(f"hard {seed}", instance, _hard_policy(random, instance))
    situation = situation_of(instance, policy)
    given = {c: random.choice(situation.groups).posts for c in instance.cadres if random.random() < 0.3}
    return situation_of(instance, policy, given=given) if random.random() < 0.3 else situation


def _decided(random: Random, instance: Instance) -> Instance:
    cadres, posts = [*instance.cadres, "*"], [*instance.posts]
    bans = [Lock(random.choice(cadres), random.choice(posts), "forbidden") for _ in range(random.choice((0, 1, 3)))]
    fixed = [Lock(random.choice(cadres[:-1]), random.choice(posts), "fixed") for _ in range(random.choice((0, 0, 1)))]
    kept = {
        code: replace(post, status="frozen") if random.random() < 0.15 else post
        for code, post in instance.posts.items()
    }
    return replace(instance, posts=kept, locks=(*instance.locks, *bans, *fixed))


def _hard_policy(random: Random, instance: Instance) -> Policy:
    book, possible, entries = default_book(), {**NUMBERS, **numbers_of_its_own(random, instance)}, {}
    rare = random.choice((0.1, 0.2, 0.4))
    for name in sorted(register()):
        hard = random.random() < DEMANDING.get(name, rare)
        level = "hard" if hard or (name == "forbidden" and random.random() < 0.8) else random.choice(("off", "soft"))
        numbers = {key: random.choice(of) for key, of in possible.get(name, {}).items() if random.random() < 0.7}
        entries[name] = replace(book.entry(name), level=level, tier=1, weight=1, numbers=numbers)
    return replace(book, entries=entries)


def key_of(conflict: Conflict) -> tuple[str, str | None, str]:
    """What a member is, to be found among what a plan breaks."""
    kind = STRUCTURE if conflict.rule == STRUCTURE else conflict.kind
    reason = conflict.subject["reason"] if kind == STRUCTURE else conflict.rule
    subject = {key: value for key, value in conflict.subject.items() if key != "reason"}
    return kind, str(reason) if reason is not None else None, repr(subject)


@dataclass(frozen=True)
class Plans:
    """Every way to give each cadre one group that they do not hold, or none; told from the sheet and by the auditor."""

    situation: Situation

    @cached_property
    def options(self) -> Mapping[str, list[tuple[Group | None, Broken]]]:
        """For each cadre: to stay, or a group, with what the move breaks by itself."""
        situation = self.situation
        return {
            c: [(None, frozenset()), *((g, self._alone(c, g)) for g in situation.groups if not situation.holds(c, g))]
            for c in situation.instance.cadres
        }

    def _alone(self, cadre_id: str, group: Group) -> Broken:
        situation, found = self.situation, set()
        for finding in audit(situation, [(cadre_id, post) for post in group.posts]).findings:
            if finding.level != "hard" or finding.waiver or not rules_of(situation)[finding.rule].tells("pair"):
                continue
            post_id = str(finding.subject["post"])
            found.add(("rule", finding.rule, repr({"post": post_id})))
            if finding.rule == "forbidden":
                found.remove(("rule", "forbidden", repr({"post": post_id})))
                found |= {
                    ("lock", "forbidden", repr({"cadre": lock.cadre_id, "post": post_id}))
                    for lock in situation.instance.locks
                    if lock.lock == "forbidden" and lock.post_id == post_id and lock.cadre_id in ("*", cadre_id)
                }
        touched = [*group.posts, *situation.held[cadre_id]]
        found |= {("frozen", None, repr({"post": p})) for p in touched if situation.post(p).status == "frozen"}
        if not situation.within_authority(cadre_id, group.lead):
            found.add((STRUCTURE, "managed_by", repr({"post": group.lead})))
        return frozenset(found)

    def broken(self, named: Broken) -> Iterator[Broken]:
        """Of every plan what it breaks of ``named``."""
        situation = self.situation
        rules = [rules_of(situation)[name] for kind, name, _ in named if kind in ("rule", "lock") and name]
        plan_rules = {rule.name: rule for rule in rules if rule.tells("plan")}
        outside = frozenset(b for of in self.options.values() for _, some in of for b in some if b[0] == STRUCTURE)
        for chosen in product(*self.options.values()):
            moves = {c: group for c, (group, _) in zip(self.options, chosen, strict=True) if group}
            found = {b for _, some in chosen for b in some if b in named | outside}
            lineup = Lineup(situation, moves)
            found |= {("seats", None, repr({"post": p})) for p in self._crowded(lineup)} & named
            for rule in plan_rules.values():
                kind = "lock" if rule.name == "fixed" else "rule"
                breaches = rule.breaches(lineup, situation)
                found |= {(kind, rule.name, _subject(b)) for b in breaches if not b.standing} & named
            yield frozenset(found)

    def _crowded(self, lineup: Lineup) -> Iterator[str]:
        situation = self.situation
        for post_id, post in situation.instance.posts.items():
            entering = sum(post_id in group.posts for group in lineup.moves.values())
            gone = lineup.moves.keys() | situation.leaves
            staying = sum(c not in gone for c in situation.holders[post_id])
            if entering > max(0, post.seats - situation.outside[post_id] - staying):
                yield post_id


def _subject(breach: PlanBreach) -> str:
    """The posts in which relatives meet are the plan's, not the rule's."""
    return repr(
        {key: value for key, value in breach.subject.items() if key != "posts" or "cadre" not in breach.subject}
    )
