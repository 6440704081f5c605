"""The rules of a book in force: which judge, in which tiers, what they define for each other, whom they call due."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from luanchuyen.models.committee.decision import NOTHING_DECIDED, Decided
from luanchuyen.models.instance import Instance
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.policy import Entry, Policy
from luanchuyen.optimizer.rules.rule import Rule, make, register
from luanchuyen.optimizer.situation.definitions import Definitions
from luanchuyen.optimizer.situation.situation import Situation


def situation_of(
    instance: Instance,
    policy: Policy,
    gazetteer: Gazetteer | None = None,
    given: Mapping[str, tuple[str, ...]] | None = None,
    decided: Decided = NOTHING_DECIDED,
) -> Situation:
    """What an instance means under a rule book. ``given``: a plan to stay close to, cadre -> posts.

    ``decided``: what must hold besides the rules, and waivers besides those of the instance.
    """
    return Situation(instance, policy, definitions_of(policy), _due, gazetteer, given, decided)


def definitions_of(policy: Policy) -> Definitions:
    """The definitions of a rule book; the numbers' defaults where it leaves a rule out."""
    found = {}
    for name, cls in register().items():
        for key, number in cls.numbers().items():
            if number.defines:
                found[number.defines] = getattr(make(policy.entry(name)), cls.number_names()[key])
    return Definitions(**found)


def rules_of(situation: Situation) -> dict[str, Rule]:
    """Every registered rule with the numbers of the book (defaults where the book leaves it out).

    Raises KeyError for a rule of the book that this process does not know: no plan is made without it.
    """
    policy = situation.policy
    return situation.once("rules", lambda: {n: make(policy.entry(n)) for n in {**register(), **policy.entries}})


def in_force(situation: Situation) -> tuple[tuple[Rule, Entry], ...]:
    """The rules that judge, with their entries: not off, and their facts not blank for everybody."""
    return situation.once("in force", lambda: tuple(_judging(situation)))


def _judging(situation: Situation) -> Iterator[tuple[Rule, Entry]]:
    for name, rule in rules_of(situation).items():
        entry = situation.policy.entry(name)
        if entry.level != "off" and rule.silent(situation) is None:
            yield rule, entry


def tiers_of(situation: Situation) -> tuple[int, ...]:
    """The tiers that soft rules score in, in order; tier 1 always."""
    return situation.once("tiers", lambda: tuple(sorted({1, *_tiers(situation)})))


def _tiers(situation: Situation) -> Iterator[int]:
    for rule, entry in in_force(situation):
        if not rule.grades_posts():
            yield from (entry.tier,) if entry.level == "soft" else ()
            continue
        for grade in (rule.grade(post, entry) for post in situation.instance.posts.values()):
            yield from (grade.tier,) if grade.level == "soft" else ()


def _due(situation: Situation) -> Iterator[tuple[str, str, str]]:
    for rule, _ in in_force(situation):
        for cadre_id, post_id in rule.due(situation):
            yield rule.name, cadre_id, post_id
