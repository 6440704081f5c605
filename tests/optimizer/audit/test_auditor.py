"""The auditor objects to what is wrong, names the rule, the amount and whom it concerns, and to nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from cases_of import Case, all_cases, default_book
from random_lineups import BOARDS, all_moves, board, choices, crowded, lineup
from tables_read import read_tables

from luanchuyen.models.finding import Finding
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.optimizer.audit.auditor import Audit, audit
from luanchuyen.optimizer.columns.moves import Moves
from luanchuyen.optimizer.program.pricing import entry_amounts
from luanchuyen.optimizer.rules.in_force import in_force, rules_of, situation_of, tiers_of
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.optimizer.situation.situation import Situation

WEIGHT = 7
JUDGED = [case for case in all_cases() if "pair" in case.expected or "plan" in case.expected]
BREACHED = [case for case in JUDGED if case.expected.get("amount")]
MET = [case for case in JUDGED if case.expected.get("amount") == 0]
WAIVED = [case for case in JUDGED if any(row["rule"] == case.rule for row in case.tables.get("waivers", ()))]

Pairs = list[tuple[str, str]]


def at(case: Case, level: str) -> Situation:
    """The case's situation with its rule at a level, tier 2, weight 7."""
    return replace(case, numbers={**case.numbers, "level": level, "tier": 2, "weight": WEIGHT}).situation()


def plan_of(case: Case, situation: Situation) -> Pairs:
    """The case's plan, or its pair with the posts that go with it."""
    if "plan" in case.expected:
        return [(c, p) for c, p in case.expected["plan"]]
    cadre_id, post_id = case.expected["pair"]
    return [(cadre_id, member) for member in situation.group_of[post_id].posts]


def by_rule(found: Audit, rule: str) -> list[Finding]:
    """What the audit says of a rule, waived and standing findings left out."""
    return [f for f in found.findings if f.rule == rule and f.level != "standing" and f.waiver is None]


def hard_objections(found: Audit) -> list[dict[str, Any]]:
    return [dict(o.values) for o in found.objections if o.key == "hard_rule"]


def is_soft(situation: Situation, rule: str, post_id: str) -> bool:
    """Whether the rule binds softly there whatever the book says: non_local at ưu tiên."""
    grade = rules_of(situation)[rule].grade(situation.post(post_id), situation.policy.entry(rule))
    return grade.level == "soft"


@pytest.mark.parametrize("case", BREACHED, ids=str)
def test_a_hard_rule_that_is_broken_is_objected_to(case: Case) -> None:
    situation = at(case, "hard")
    plan = plan_of(case, situation)
    found = audit(situation, plan)
    if plan and all(is_soft(situation, case.rule, post_id) for _, post_id in plan):
        assert hard_objections(found) == []
        assert sum(f.amount for f in by_rule(found, case.rule)) == case.expected["amount"]
        return
    named = [o for o in hard_objections(found) if o["rule"] == case.rule]
    assert sum(o["amount"] for o in named) == case.expected["amount"]
    assert not found.passed
    if "pair" in case.expected:
        cadre_id, post_id = case.expected["pair"]
        assert {o["cadre"] for o in named} == {cadre_id}
        assert {o["post"] for o in named} <= set(situation.group_of[post_id].posts)


@pytest.mark.parametrize("case", MET, ids=str)
def test_a_hard_rule_that_is_met_is_not_objected_to(case: Case) -> None:
    situation = at(case, "hard")
    found = audit(situation, plan_of(case, situation))
    assert [o for o in hard_objections(found) if o["rule"] == case.rule] == []


@pytest.mark.parametrize("case", JUDGED, ids=str)
def test_a_soft_rule_costs_weight_times_amount_in_its_tier_and_is_no_objection(case: Case) -> None:
    situation = at(case, "soft")
    found = audit(situation, plan_of(case, situation))
    said = by_rule(found, case.rule)
    assert sum(f.amount for f in said) == case.expected.get("amount", sum(f.amount for f in said))
    assert case.rule not in {o["rule"] for o in hard_objections(found)}
    if case.rule != "non_local":  # at ưu tiên it has a tier and a weight of its own
        assert {(f.tier, f.cost) for f in said} == {(2, WEIGHT * f.amount) for f in said}


@pytest.mark.parametrize("case", JUDGED, ids=str)
def test_a_rule_that_is_off_says_nothing(case: Case) -> None:
    situation = at(case, "off")
    found = audit(situation, plan_of(case, situation))
    # Posts over their number are listed under fill whatever its level.
    assert [f for f in found.findings if f.rule == case.rule and (f.rule, f.level) != ("fill", "standing")] == []


@pytest.mark.parametrize("case", WAIVED, ids=str)
def test_what_a_waiver_lifts_is_listed_with_its_document_and_costs_nothing(case: Case) -> None:
    situation = at(case, "soft")
    bare = situation_of(replace(situation.instance, waivers=()), situation.policy, given=situation.given)
    plan = plan_of(case, situation)
    found = audit(situation, plan)
    waived = [f for f in found.findings if f.waiver is not None]
    lifted = sum(f.amount for f in by_rule(audit(bare, plan), case.rule)) - case.expected.get("amount", 0)
    assert sum(f.amount for f in waived) == lifted
    assert all((f.rule, f.cost) == (case.rule, 0) and f.waiver.document for f in waived if f.waiver)


def test_every_rule_has_a_case_that_breaks_it() -> None:
    assert {case.rule for case in BREACHED} == set(register())


@pytest.mark.parametrize("level", ["hard", "soft"])
def test_findings_objections_and_score_are_those_of_the_arrays(level: str) -> None:
    """On random boards and line-ups, legal or not, with every rule of a board at one level."""
    seen: Counter[str] = Counter()
    for seed in BOARDS[::4]:
        situation, _ = board(seed)
        entries = {name: replace(entry, level=level) for name, entry in situation.policy.entries.items()}
        situation = situation_of(situation.instance, replace(situation.policy, entries=entries), given=situation.given)
        moves = all_moves(situation)
        for chosen in choices(seed, moves):
            after = lineup(situation, moves, chosen)
            found, costs = audit(situation, after.pairs), Counter(dict.fromkeys(tiers_of(situation), 0))
            for rule, entry in in_force(situation):
                if rule.name == "simultaneous_heads" and crowded(after):
                    continue
                amounts = told_by_arrays(rule.name, moves, chosen)
                said: Counter[str] = Counter()
                for finding in by_rule(found, rule.name):
                    said[finding.level] += finding.amount
                assert said.total() == sum(amounts.values()), (seed, rule, after.pairs)
                objected = sum(o["amount"] for o in hard_objections(found) if o["rule"] == rule.name)
                assert objected == said["hard"], (seed, rule, after.pairs)
                seen[rule.name] += bool(objected if level == "hard" else said.total())
                for post_id, amount in amounts.items():
                    grade = rule.grade(situation.post(post_id), entry) if post_id else entry
                    if grade.level == "soft":
                        costs[grade.tier] += grade.weight * amount
            assert crowded(after) or dict(found.score) == dict(costs), (seed, after.pairs)
    assert {name: seen[name] for name in register() if seen[name] < 5} == {}


def told_by_arrays(name: str, moves: Moves, chosen: np.ndarray[Any, Any]) -> Counter[str]:
    """The amount of a rule by the solver's telling, by post for a pair rule, under "" for a plan rule."""
    rule, found = rules_of(moves.situation)[name], Counter[str]()
    if rule.tells("plan"):
        found[""] += int(rule.excess(moves).values(chosen).sum())
        return found
    owner, post, amounts = entry_amounts(rule, moves)
    for entry in np.flatnonzero(chosen[owner]):
        found[moves.columns.post_ids[post[entry]]] += int(amounts[entry])
    return found


# -- structure -----------------------------------------------------------------------------------

UNITS = [
    {"unit_id": "T", "name": "Tỉnh ủy", "level": "tỉnh"},
    {"unit_id": "X", "name": "Xã An Phú", "level": "xã", "parent_id": "T"},
    {"unit_id": "Y", "name": "Xã Bình Hòa", "level": "xã", "parent_id": "T"},
    {"unit_id": "T2", "name": "Tỉnh ủy khác", "level": "tỉnh"},
    {"unit_id": "Z", "name": "Xã Cẩm Sơn", "level": "xã", "parent_id": "T2"},
]
POSTS = [
    {"post_id": "XBT", "title": "Bí thư", "unit_id": "X", "kind": "secretary", "bundle": "K"},
    {"post_id": "XHD", "title": "Chủ tịch HĐND", "unit_id": "X", "kind": "council_chair", "bundle": "K"},
    {"post_id": "XCT", "title": "Chủ tịch UBND", "unit_id": "X", "kind": "pc_chair"},
    {"post_id": "XPC", "title": "Phó Chủ tịch UBND", "unit_id": "X", "kind": "pc_vice_chair", "seats": "2"},
    {"post_id": "YBT", "title": "Bí thư", "unit_id": "Y", "kind": "secretary"},
    {"post_id": "YCT", "title": "Chủ tịch UBND", "unit_id": "Y", "kind": "pc_chair", "status": "sắp trống"},
    {"post_id": "YPC", "title": "Phó Chủ tịch UBND", "unit_id": "Y", "kind": "pc_vice_chair", "seats": "2",
     "status": "có người"},
    {"post_id": "YMT", "title": "Chủ tịch MTTQ", "unit_id": "Y", "kind": "front_chair", "seats": "2",
     "status": "giữ nguyên"},
    {"post_id": "YTP", "title": "Trưởng phòng", "unit_id": "Y", "kind": "department_head"},
    {"post_id": "ZCT", "title": "Chủ tịch UBND", "unit_id": "Z", "kind": "pc_chair"},
]  # fmt: skip
HOLDERS = {"A": "XCT", "B": "YBT", "C": "YCT", "D": "YPC", "E": "YMT", "F": "YTP", "G": "YTP"}
HOLDERS |= dict.fromkeys("HIJ", "")


def handmade() -> Situation:
    """A board with every structure there is, under a book that only fills posts."""
    person = {"birth": "05/09/1980", "sex": "Nam", "unit_id": "X", "in_post_since": "01/03/2020"}
    units = {row["post_id"]: row["unit_id"] for row in POSTS}
    cadres = [
        {"cadre_id": c, "name": f"Nguyễn Văn {c}", **person, "post_id": p, "unit_id": units.get(p, "X")}
        for c, p in HOLDERS.items()
    ]
    policy = default_book()
    entries = {"fill": policy.entry("fill")}
    tables = {"settings": [{"key": "as_of", "value": "01/07/2026"}], "units": UNITS, "posts": POSTS, "cadres": cadres}
    reading = read_tables(tables, policy.vocabulary, Gazetteer.load())
    assert reading.instance is not None, reading.errors
    return situation_of(reading.instance, replace(policy, entries=entries))


LEGAL: dict[str, Pairs] = {
    "nobody moves": [],
    "into a free post": [("A", "XPC")],
    "a bundle whole": [("H", "XBT"), ("H", "XHD")],
    "two into two seats": [("H", "XPC"), ("I", "XPC")],
    "into the post of who must leave": [("H", "YCT")],
    "who must leave is placed": [("C", "XPC")],
    "a swap": [("A", "YBT"), ("B", "XCT")],
    "a chain": [("A", "YBT"), ("B", "XPC"), ("H", "XCT")],
    "a cycle of three": [("A", "YBT"), ("B", "YCT"), ("C", "XCT")],
    "over its number, both go and one comes": [("F", "XPC"), ("G", "XCT"), ("A", "YTP")],
    "the one of two in the sheet goes, one comes": [("D", "XPC"), ("H", "YPC")],
}

WRONG: list[tuple[str, Pairs, str, dict[str, object]]] = [
    ("no such cadre", [("Q", "XPC")], "unknown_cadre", {"cadre": "Q", "post": "XPC"}),
    ("no such post", [("H", "Q")], "unknown_post", {"cadre": "H", "post": "Q"}),
    ("one person, two posts", [("H", "XPC"), ("H", "YCT")], "person_twice", {"cadre": "H", "posts": ["XPC", "YCT"]}),
    ("a bundle and more", [("H", "XBT"), ("H", "XHD"), ("H", "XPC")], "person_twice",
     {"cadre": "H", "posts": ["XBT", "XHD", "XPC"]}),
    ("half a bundle", [("H", "XBT")], "part_of_bundle", {"cadre": "H", "posts": ["XBT"]}),
    ("the other half", [("H", "XHD")], "part_of_bundle", {"cadre": "H", "posts": ["XHD"]}),
    ("into a frozen post", [("H", "YMT")], "frozen", {"cadre": "H", "post": "YMT"}),
    ("out of a frozen post", [("E", "XPC")], "frozen", {"cadre": "E", "post": "XPC"}),
    ("where they are", [("A", "XCT")], "already_holds", {"cadre": "A", "post": "XCT"}),
    ("back to the post they must leave", [("C", "YCT")], "already_holds", {"cadre": "C", "post": "YCT"}),
    ("of another province's commune", [("H", "ZCT")], "outside_authority", {"cadre": "H", "post": "ZCT"}),
    ("two into one seat", [("H", "YCT"), ("I", "YCT")], "no_seat", {"post": "YCT", "cadres": ["H", "I"], "seats": 1}),
    ("three into two seats", [("H", "XPC"), ("I", "XPC"), ("J", "XPC")], "no_seat",
     {"post": "XPC", "cadres": ["H", "I", "J"], "seats": 2}),
    ("two halves of a bundle's seat", [("H", "XBT"), ("H", "XHD"), ("I", "XBT"), ("I", "XHD")], "no_seat",
     {"post": "XBT", "cadres": ["H", "I"], "seats": 1}),
    ("the holder stays", [("H", "XCT")], "no_seat", {"post": "XCT", "cadres": ["H"], "seats": 0}),
    ("held outside the sheet", [("H", "YPC")], "no_seat", {"post": "YPC", "cadres": ["H"], "seats": 0}),
    ("over its number, one goes and one comes", [("F", "XPC"), ("A", "YTP")], "no_seat",
     {"post": "YTP", "cadres": ["A"], "seats": 0}),
]  # fmt: skip


@pytest.mark.parametrize("name", LEGAL)
def test_a_sound_structure_passes(name: str) -> None:
    assert audit(handmade(), LEGAL[name]).objections == ()


@pytest.mark.parametrize(("plan", "key", "values"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_an_unsound_structure_is_objected_to(plan: Pairs, key: str, values: dict[str, object]) -> None:
    objections = audit(handmade(), plan).objections
    assert (key, values) in [(o.key, dict(o.values)) for o in objections]
    assert {o.key for o in objections} == {key}


def test_the_order_of_the_rows_does_not_matter() -> None:
    situation = handmade()
    for plan in LEGAL.values():
        assert audit(situation, plan[::-1]) == audit(situation, plan)


def test_what_was_so_before_the_plan_is_standing() -> None:
    found = audit(handmade(), [])
    over = [f for f in found.findings if f.level == "standing"]
    assert [(f.rule, f.amount, f.cost, dict(f.subject)) for f in over] == [("fill", 1, 0, {"post": "YTP"})]


def test_several_wrongs_are_all_named() -> None:
    plan: Sequence[tuple[str, str]] = [("Q", "XPC"), ("H", "XBT"), ("E", "XCT"), ("A", "XCT")]
    keys = {o.key for o in audit(handmade(), plan).objections}
    assert keys == {"unknown_cadre", "part_of_bundle", "frozen", "already_holds", "no_seat"}
