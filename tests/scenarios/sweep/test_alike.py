"""What a scenario takes over from its base changes nothing: program, audit, shortages are those of facts read anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from itertools import permutations
from random import Random

import numpy as np
import pytest
from random_boards import NUMBERS
from random_facts import KINDS
from random_lineups import board, choices, lineup
from random_rotations import with_rotations
from tiny_boards import numbers_of_its_own

from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.finding import Finding
from luanchuyen.models.policy import Entry, Policy
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.columns.moves import Moves
from luanchuyen.optimizer.columns.pairs import columns_of
from luanchuyen.optimizer.explain.scarcity import scarcities
from luanchuyen.optimizer.program.candidates import all_pairs
from luanchuyen.optimizer.program.hints import Memory
from luanchuyen.optimizer.program.program import build
from luanchuyen.optimizer.rules.in_force import definitions_of, rules_of, situation_of
from luanchuyen.optimizer.situation.alike import under
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.changes.changes import apply
from luanchuyen.scenarios.scenario import Change, Scenario

BOARDS = range(30)
Pairs = tuple[tuple[str, str], ...]
RULES = 12
"""Rules of which a board sees another entry."""
WORDS = ("trung cấp", "cao cấp")
LEAST = tuple(({"levels": ("xã", "huyện", "tỉnh"), "kinds": KINDS, "political_level": word},) for word in WORDS)


ALWAYS = {"from": "01/01/2000", "to": "31/12/2099", "levels": ("xã",)}
EXEMPT = ({**ALWAYS, "kinds": KINDS},), ({**ALWAYS, "levels": ("huyện", "tỉnh"), "kinds": KINDS},)
IN_FORCE: Mapping[str, Mapping[str, tuple[object, ...]]] = {
    "qualification": {"least": LEAST, "exempt": EXEMPT},
    "planning_pool": {"exempt": EXEMPT},
    "moratorium": {"windows": ((ALWAYS,), ({**ALWAYS, "levels": ("tỉnh",)},), ({**ALWAYS, "into": ("tỉnh",)},))},
    "hardship": {"from": (0, 1, 2, 3), "months": (0, 12, 60)},
}
"""Numbers that say something on every day and of many."""


def other_entry(random: Random, entry: Entry, situation: Situation) -> Entry:
    """Another level, tier and weight, or another of one of its numbers."""
    numbers = {**NUMBERS.get(entry.rule, {}), **numbers_of_its_own(random, situation.instance).get(entry.rule, {})}
    numbers |= IN_FORCE.get(entry.rule, {})
    if numbers and random.random() < 0.7:
        name = random.choice(sorted(numbers))
        return replace(entry, numbers={**entry.numbers, name: random.choice(numbers[name])})
    return replace(entry, level=random.choice(("hard", "soft", "off")), tier=random.randint(1, 3), weight=3)


def changed(random: Random, base: Situation) -> Iterator[Situation]:
    """The base with one thing changed, as a scenario changes it: an entry, a post left out, a decision."""
    entries = base.policy.entries
    for rule in random.sample(sorted(entries), RULES):
        policy = replace(base.policy, entries={**entries, rule: other_entry(random, entries[rule], base)})
        yield under(base, policy, definitions_of(policy))
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


def rotating(seed: int) -> tuple[Situation, list[Pairs]]:
    """A board with people on rotation, and line-ups in which about half of its people move, and more."""
    situation, moves = board(seed)
    plans = [lineup(situation, moves, chosen).pairs for chosen in choices(seed, moves)][7::2]
    instance = with_rotations(Random(f"rotating {seed}"), situation.instance)
    return situation_of(instance, situation.policy, given=situation.given), plans


def tellings(situation: Situation) -> Iterator[tuple[str, object]]:
    """What every rule, in force or not, tells the solver of every move."""
    columns = columns_of(situation)
    none = np.zeros(0, np.int64)
    cadre, group = (np.concatenate(part) for part in zip((none, none), *all_pairs(columns), strict=True))
    moves = Moves(columns, cadre, group)
    for name, rule in rules_of(situation).items():
        if rule.tells("pair"):
            yield name, rule.amounts(moves.entries).tolist()
        if rule.tells("plan"):
            excess = rule.excess(moves)
            parts = excess.owner, excess.constant, excess.row, excess.move, excess.coefficient
            yield name, (excess.subjects, *(part.tolist() for part in parts))


@pytest.mark.parametrize("seed", BOARDS)
def test_what_is_taken_over_is_what_facts_read_anew_say(seed: int) -> None:
    base, plans = rotating(seed)
    memory = Memory()
    memory.program(base)
    assert [*tellings(base)]
    for plan in plans:
        audit(base, plan)
    for situation in changed(Random(f"alike {seed}"), base):
        told = anew(situation)
        assert [*tellings(situation)] == [*tellings(told)]
        ours, theirs = memory.program(situation), build(told)
        for field in fields(ours.arrays):
            assert np.array_equal(getattr(ours.arrays, field.name), getattr(theirs.arrays, field.name)), field.name
        assert list(ours.tags) == list(theirs.tags)
        assert scarcities(situation) == scarcities(told)
        for plan in plans:
            assert audit(situation, plan) == audit(told, plan)


def numbered(situation: Situation, rule: str, numbers: dict[str, object]) -> Policy:
    """The book with other numbers of a rule, which binds."""
    entry = situation.policy.entries[rule]
    changed = replace(entry, level="hard", numbers={**entry.numbers, **numbers})
    return replace(situation.policy, entries={**situation.policy.entries, rule: changed})


def audits(situation: Situation) -> list[list[Finding]]:
    """What is found of every move by itself."""
    single = [[(c, p) for p in g.posts] for c in situation.instance.cadres for g in situation.groups]
    return [[*audit(situation, pairs).findings] for pairs in single]


def alone(situation: Situation, rule: str) -> object:
    """What one rule tells the solver, and the people, of every move by itself."""
    found = [[f for f in findings if f.rule == rule] for findings in audits(situation)]
    return dict(tellings(situation))[rule], found


def of_purposes(seed: int) -> Situation:
    """A board with people on rotation, and holders due, under rules that look at the purpose of a move."""
    board, _ = rotating(seed)
    policy = numbered(board, "non_local", {"renew": True})
    for rule in ("planning_pool", "remaining_service", "rank_step", "consecutive_terms", "stint_length"):
        policy = numbered(situation_of(board.instance, policy), rule, {})
    return situation_of(board.instance, policy, given=board.given)


def test_who_comes_home_by_other_months_is_judged_anew() -> None:
    otherwise = 0
    for seed in range(8):
        base = of_purposes(seed)
        was = audits(base)
        for months in (0, 999):
            policy = numbered(base, "stint_length", {"min_months": months})
            situation = under(base, policy, definitions_of(policy))
            assert situation.alike is base
            now = audits(situation)
            assert now == audits(anew(situation))
            pairs = zip(was, now, strict=True)
            otherwise += sum([f for f in a if f.rule != "stint_length"] != [f for f in b if f.rule != "stint_length"]
                             for a, b in pairs)  # fmt: skip
    assert otherwise > 3


def test_a_post_where_nobody_is_due_any_more_is_judged_anew() -> None:
    beyond = 0
    for seed in range(8):
        base = of_purposes(seed)
        audits(base)
        for post_id, post in base.instance.posts.items():
            if post.status != "frozen":
                situation = apply(Scenario("", (Change("without_post", (post_id,)),)), base)
                assert audits(situation) == audits(anew(situation))
                due = base.due_holdings.keys() ^ situation.due_holdings.keys()
                beyond += situation.alike is base and bool({other for _, other in due} - {post_id})
    assert beyond


@pytest.mark.parametrize("rule", IN_FORCE)
def test_a_number_in_force_before_is_not_the_one_in_force_now(rule: str) -> None:
    differing = set()
    for seed in range(4):
        board, _ = rotating(seed)
        for name, values in IN_FORCE[rule].items():
            for before, now in permutations(values, 2):
                policy = numbered(board, rule, {name: before})
                base = situation_of(board.instance, policy, given=board.given)
                was = alone(base, rule)
                other = numbered(base, rule, {name: now})
                situation = under(base, other, definitions_of(other))
                told = alone(situation, rule)
                assert situation.alike is base
                assert told == alone(anew(situation), rule)
                if told != was:
                    differing.add(name)
    assert differing == IN_FORCE[rule].keys()


def test_a_decision_takes_over_everything() -> None:
    base, _ = board(0)
    memory = Memory()
    memory.program(base)
    one = memory.program(base.deciding([Decision("stay", next(iter(base.instance.cadres)))]))
    assert one.arrays.costs is memory.program(base).arrays.costs
