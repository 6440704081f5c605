"""A scenario made real: other facts, another rule book, decisions; and all that would make it meaningless."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace

from luanchuyen.models.errors import Problem
from luanchuyen.models.instance import Instance
from luanchuyen.optimizer.rules.in_force import definitions_of, situation_of
from luanchuyen.optimizer.situation.alike import freezing, under
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.changes.contradictions import contradictions
from luanchuyen.scenarios.changes.decisions import decisions_of
from luanchuyen.scenarios.changes.fact_objections import StartingFacts
from luanchuyen.scenarios.changes.facts import changed_instance
from luanchuyen.scenarios.changes.objections import objection
from luanchuyen.scenarios.changes.rules import changed_entries, changed_policy, rule_problems
from luanchuyen.scenarios.scenario import Scenario


def apply(scenario: Scenario, situation: Situation) -> Situation:
    """The facts and the rule book with the scenario's changes, and what they decide; ``situation`` is not touched.

    The scenario is sound: ``problems_of`` finds nothing wrong with it. Its changes lie over everything that was
    set before: book < Tham số < command line < scenario. The plan to stay close to, and what was decided before, stay.
    """
    changes = scenario.changes
    instance, policy = changed_instance(situation, changes), changed_policy(situation.policy, changes)
    decisions = (*situation.decided.decisions, *decisions_of(situation, changes))
    if _froze(instance, situation.instance):
        situation = freezing(situation, instance)
    elif instance is not situation.instance:
        decided = replace(situation.decided, decisions=decisions)
        return situation_of(instance, policy, situation.gazetteer, situation.given, decided)
    if policy is not situation.policy:
        situation = under(situation, policy, definitions_of(policy))
    return situation.deciding(decisions)


def _froze(instance: Instance, base: Instance) -> bool:
    """Whether all that is changed is that posts are frozen."""
    others = (f.name for f in fields(Instance) if f.name not in ("posts", "locks"))
    if any(getattr(instance, name) is not getattr(base, name) for name in others) or instance.locks != base.locks:
        return False
    changed = [p for p, post in instance.posts.items() if post is not base.posts[p]]
    return bool(changed) and all(instance.posts[p] == replace(base.posts[p], status="frozen") for p in changed)


def problems_of(scenarios: Sequence[Scenario], situation: Situation) -> tuple[Problem, ...]:
    """Everything that is wrong with the scenarios, of the facts and rules of ``situation``, each thing once."""
    found: dict[str, Problem] = {}
    for problem in (*_names(scenarios), *(p for s in scenarios for p in _problems(s, situation))):
        found.setdefault(repr(problem), problem)
    return tuple(found.values())


def _names(scenarios: Sequence[Scenario]) -> Iterator[Problem]:
    twice = {name for name, count in Counter(s.name for s in scenarios).items() if count > 1}
    for scenario in scenarios:
        if scenario.changes and scenario.name in twice and not scenario.point:
            yield objection(scenario.changes[0], "same_name", part="scenario", scenario=scenario.name)


def _problems(scenario: Scenario, situation: Situation) -> Iterator[Problem]:
    yield from contradictions(scenario.changes, situation)
    wrong = [*rule_problems(scenario.changes, situation.policy)]
    yield from wrong
    entries = situation.policy.entries if wrong else changed_entries(situation.policy, scenario.changes)
    yield from StartingFacts(situation, replace(situation.policy, entries=entries)).problems(scenario.changes)
