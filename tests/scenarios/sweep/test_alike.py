"""What a scenario takes over from its base changes nothing: program, audit, shortages are those of facts read anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from random import Random

import numpy as np
import pytest
from random_boards import NUMBERS
from random_lineups import board, choices, lineup
from tiny_boards import numbers_of_its_own

from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.policy import Entry
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.explain.scarcity import scarcities
from luanchuyen.optimizer.program.hints import Memory
from luanchuyen.optimizer.program.program import build
from luanchuyen.optimizer.rules.in_force import definitions_of, situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.changes.changes import apply
from luanchuyen.scenarios.scenario import Change, Scenario

RULES = 12
"""Rules of which a board sees another entry."""


def other_entry(random: Random, entry: Entry, situation: Situation) -> Entry:
    """Another level, tier and weight, or another of one of its numbers."""
    numbers = {**NUMBERS.get(entry.rule, {}), **numbers_of_its_own(random, situation.instance).get(entry.rule, {})}
    if numbers and random.random() < 0.7:
        name = random.choice(sorted(numbers))
        return replace(entry, numbers={**entry.numbers, name: random.choice(numbers[name])})
    return replace(entry, level=random.choice(("hard", "soft", "off")), tier=random.randint(1, 3), weight=3)


def changed(random: Random, base: Situation) -> Iterator[Situation]:
    """The base with one thing changed, as a scenario changes it: an entry, a post left out, a decision."""
    entries = base.policy.entries
    for rule in random.sample(sorted(entries), RULES):
        policy = replace(base.policy, entries={**entries, rule: other_entry(random, entries[rule], base)})
        yield base.under(policy, definitions_of(policy))
    for post_id in base.instance.posts:
        if base.instance.posts[post_id].status != "frozen":
            yield apply(Scenario("", (Change("without_post", (post_id,)),)), base)
    cadre_id, post_id = random.choice([*base.instance.cadres]), random.choice([*base.instance.posts])
    yield apply(Scenario("", (Change("without_cadre", (cadre_id,)),)), base)
    yield apply(Scenario("", (Change("forbid", (cadre_id, post_id)),)), base)
    yield apply(Scenario("", (Change("without_post", (post_id,)), Change("off", ("placement",)))), base)


def anew(situation: Situation) -> Situation:
    """The same facts, rules and decisions, of which nothing is known yet."""
    given, decided = situation.given, situation.decided
    return situation_of(situation.instance, situation.policy, situation.gazetteer, given, decided)


@pytest.mark.parametrize("seed", range(60))
def test_what_is_taken_over_is_what_facts_read_anew_say(seed: int) -> None:
    random, (base, moves) = Random(f"alike {seed}"), board(seed)
    plans = [lineup(base, moves, chosen).pairs for chosen in choices(seed, moves)][3::4]
    base = anew(base)
    memory = Memory()
    memory.program(base)
    for plan in plans:
        audit(base, plan)
    for situation in changed(random, base):
        told = anew(situation)
        ours, theirs = memory.program(situation), build(told)
        for field in fields(ours.arrays):
            assert np.array_equal(getattr(ours.arrays, field.name), getattr(theirs.arrays, field.name)), field.name
        assert list(ours.tags) == list(theirs.tags)
        assert scarcities(situation) == scarcities(told)
        for plan in plans:
            assert audit(situation, plan) == audit(told, plan)


def test_a_decision_takes_over_everything() -> None:
    base, _ = board(0)
    memory = Memory()
    memory.program(base)
    one = memory.program(base.deciding([Decision("stay", next(iter(base.instance.cadres)))]))
    assert one.arrays.costs is memory.program(base).arrays.costs
