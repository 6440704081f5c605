"""A plan rule's two tellings on random boards and random line-ups, legal or not: breaches and linear rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice, product
from random import Random

import numpy as np
import pytest
from random_lineups import BOARDS, PLAN_RULES, WAIVABLE, board, choices, crowded, lineup
from tellings import judged_within

from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.integer.arrays import Arrays, IntArray
from luanchuyen.optimizer.program.pricing import entry_amounts
from luanchuyen.optimizer.program.program import build
from luanchuyen.optimizer.rules.in_force import rules_of, situation_of
from luanchuyen.optimizer.rules.rule import Rule, register
from luanchuyen.optimizer.situation.lineup import Lineup

PAIR_RULES = [name for name, rule in register().items() if rule.tells("pair")]
COUNTING_SEATS = ("simultaneous_heads",)
"""Rules whose rows tell a newcomer by the one seat they take: they speak of line-ups that have a seat for everybody."""

Subject = tuple[tuple[str, str], ...]


def named(subject: Mapping[str, object]) -> Subject:
    """A subject as something to compare: of relatives the pair, wherever they meet."""
    kept = {k: v for k, v in subject.items() if not ("relative" in subject and k == "posts")}
    return tuple(sorted((k, repr(v)) for k, v in kept.items()))


def told_plainly(rule: Rule, after: Lineup) -> Counter[Subject]:
    found: Counter[Subject] = Counter()
    for breach in rule.breaches(after, after.situation):
        if not breach.standing:
            found[named(breach.subject)] += breach.amount
    return found


def told_by_rows(subjects: Sequence[Mapping[str, object]], values: IntArray) -> Counter[Subject]:
    found: Counter[Subject] = Counter()
    for subject, amount in zip(subjects, values.tolist(), strict=True):
        found[named(subject)] += amount
    return +found


@pytest.mark.parametrize("name", PLAN_RULES)
def test_breaches_and_rows_agree_subject_by_subject(name: str) -> None:
    breached, met = 0, 0
    for seed in BOARDS:
        situation, moves = board(seed)
        rule = rules_of(situation)[name]
        excess = rule.excess(moves)
        for chosen in choices(seed, moves):
            after = lineup(situation, moves, chosen)
            if name in COUNTING_SEATS and crowded(after):
                continue
            plain, rows = told_plainly(rule, after), told_by_rows(excess.subjects, excess.values(chosen))
            assert plain == rows, (seed, rule, after.pairs)
            breached, met = breached + bool(plain), met + (not plain)
    assert breached >= 30
    assert met >= 30


def test_one_move_more_is_judged_as_the_whole_line_up_with_it() -> None:
    told: dict[str, set[bool]] = {name: set() for name in PLAN_RULES}
    for seed in BOARDS[:120]:
        situation, moves = board(seed)
        random, rules = Random(f"one more {seed}"), rules_of(situation)
        for chosen in islice(choices(seed, moves), 1, None, 3):
            before = lineup(situation, moves, chosen)
            for move in random.sample(range(len(moves)), min(4, len(moves))):
                cadre_id, group = moves.columns.cadre_ids[moves.cadre[move]], situation.groups[moves.group[move]]
                moved, plain = before.with_move(cadre_id, group), Lineup(situation, {**before.moves, cadre_id: group})
                assert (moved.moves, moved.occupants) == (plain.moves, plain.occupants), (seed, cadre_id, group)
                for name in PLAN_RULES:
                    broken = rules[name].broken_by(cadre_id, before, moved)
                    assert broken == bool(told_plainly(rules[name], plain)), (seed, name, before.pairs, cadre_id, group)
                    told[name].add(broken)
    assert [name for name, answers in told.items() if answers != {True, False}] == []


@pytest.mark.parametrize("name", PLAN_RULES)
def test_no_row_exceeds_its_bound(name: str) -> None:
    for seed in BOARDS:
        situation, moves = board(seed)
        excess = rules_of(situation)[name].excess(moves)
        most = np.zeros(len(excess.subjects), np.int64)
        np.maximum.at(most, excess.owner, -(-excess.most() // excess.scale))
        for chosen in choices(seed, moves):
            assert (excess.values(chosen) <= np.maximum(most, 0)).all(), (seed, name)


@pytest.mark.parametrize("name", PAIR_RULES)
def test_a_move_is_judged_alike_by_its_whole_group(name: str) -> None:
    """What the auditor says of each post of a group taken, against the arrays over all moves, bundles allowed too."""
    optional = 0
    for seed in BOARDS[:200]:
        situation, moves = board(seed)
        rule = rules_of(situation)[name]
        owner, _, amounts = entry_amounts(rule, moves)
        told = np.bincount(owner, amounts, len(moves)).tolist()
        for number, (cadre, index) in enumerate(zip(moves.cadre, moves.group, strict=True)):
            cadre_id, group = moves.columns.cadre_ids[cadre], situation.groups[index]
            assert told[number] == judged_within(rule, cadre_id, group, situation), (seed, rule, cadre_id, group)
            optional += group.optional
    assert optional >= 100


@pytest.mark.parametrize("name", WAIVABLE)
def test_waivers_lift_something(name: str) -> None:
    """So that the agreement above is one about waivers too."""
    lifted = 0
    for seed in BOARDS:
        situation, moves = board(seed)
        if not any(w.rule == name for w in situation.instance.waivers):
            continue
        bare = situation_of(replace(situation.instance, waivers=()), situation.policy, given=situation.given)
        for chosen in choices(seed, moves):
            after = lineup(situation, moves, chosen)
            with_them = sum(told_plainly(rules_of(situation)[name], after).values())
            without = sum(told_plainly(rules_of(bare)[name], Lineup(bare, after.moves)).values())
            lifted += with_them < without
    assert lifted >= 5


def test_structure_rows_hold_where_the_auditor_finds_a_seat_for_everybody() -> None:
    full = room = switched = 0
    for seed in BOARDS:
        situation, _ = board(seed)
        off = {rule: replace(entry, level="off") for rule, entry in situation.policy.entries.items()}
        situation = situation_of(situation.instance, replace(situation.policy, entries=off))
        program = build(situation)
        for chosen in choices(seed, program.moves):
            after = lineup(situation, program.moves, chosen)
            objections = audit(situation, after.pairs).objections
            assert {o.key for o in objections} <= {"no_seat"}, seed
            assert holds(program.arrays, chosen) == (not objections), (seed, after.pairs)
            full, room = full + bool(objections), room + (not objections and bool(chosen.any()))
        switched += program.arrays.columns > program.arrays.moves
    assert min(full, room, switched) >= 50


def holds(arrays: Arrays, chosen: IntArray) -> bool:
    """Whether some setting of the switches of posts over their number meets every row."""
    switches = arrays.columns - arrays.moves
    row = np.repeat(np.arange(len(arrays.rhs)), np.diff(arrays.indptr))
    for setting in product((0, 1), repeat=switches):
        point = np.concatenate([chosen, np.array(setting, np.int64)])
        left = np.zeros(len(arrays.rhs), np.int64)
        np.add.at(left, row, arrays.coefficients * point[arrays.indices])
        if (left >= arrays.rhs).all():
            return True
    return False
