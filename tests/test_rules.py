"""What every rule owes by existing: its cases, two tellings that agree, its words and its page."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
from cases_of import FOLDER, Case, all_cases, cases_of
from random_boards import random_situation
from tellings import (
    every_pair,
    judged,
    judged_within,
    moves_of,
    plan_amount,
    plan_excess,
    standing,
    told_by_arrays,
)

from luanchuyen.messages import LANGUAGES, sentences
from luanchuyen.optimizer.columns.locality import LOCAL, NON_LOCAL, UNSURE, locality_of
from luanchuyen.optimizer.columns.pairs import Columns
from luanchuyen.optimizer.program.pricing import entry_amounts
from luanchuyen.optimizer.rules.in_force import rules_of
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.optimizer.situation.lineup import lineup_of

RULES = sorted(register())
PAIR_RULES = [name for name, rule in register().items() if rule.tells("pair")]
BOARDS = range(120)
LEAST_CASES = 3
PAGE = ("What it asks:", "Why:", "Numbers:", "Amount:", "Edges:", "Example:")
WORDS = {LOCAL: "local", NON_LOCAL: "non_local", UNSURE: "unknown"}


def expecting(*keys: str) -> list[Case]:
    """The cases that expect one of these."""
    return [case for case in all_cases() if any(key in case.expected for key in keys)]


@pytest.mark.parametrize("case", expecting("pair"), ids=str)
def test_pair_cases_hold_in_both_tellings(case: Case) -> None:
    situation, (cadre_id, post_id) = case.situation(), case.expected["pair"]
    rule = rules_of(situation)[case.rule]
    expected = case.expected["amount"], case.expected.get("missing", False)
    assert judged(rule, cadre_id, post_id, situation) == expected
    assert told_by_arrays(rule, cadre_id, post_id, situation) == expected[0]


@pytest.mark.parametrize("case", expecting("plan"), ids=str)
def test_plan_cases_hold_in_both_tellings(case: Case) -> None:
    situation, plan = case.situation(), [(c, p) for c, p in case.expected["plan"]]
    rule = rules_of(situation)[case.rule]
    if rule.tells("plan"):
        plain, arrays = plan_amount(rule, plan, situation), plan_excess(rule, plan, situation)
    else:
        moves = lineup_of(situation, plan).moves
        plain = sum(judged_within(rule, c, group, situation) for c, group in moves.items())
        arrays = int(entry_amounts(rule, moves_of(situation, plan))[2].sum())
    assert (plain, arrays) == (case.expected["amount"], case.expected["amount"])
    if "standing" in case.expected:
        assert standing(rule, plan, situation) == case.expected["standing"]


@pytest.mark.parametrize("case", expecting("due"), ids=str)
def test_due_cases_hold(case: Case) -> None:
    situation = case.situation()
    by = {case.rule} if register()[case.rule].tells("due") else set(RULES)
    due = [list(holding) for holding, rules in situation.due_holdings.items() if rules & by]
    assert due == sorted(case.expected["due"])


@pytest.mark.parametrize("case", expecting("local"), ids=str)
def test_locality_cases_hold_in_both_tellings(case: Case) -> None:
    situation, (cadre_id, post_id) = case.situation(), case.expected["pair"]
    columns = Columns(situation)
    index = np.array([columns.cadre_index[cadre_id]]), np.array([columns.post_index[post_id]])
    assert situation.locality(cadre_id, post_id) == case.expected["local"]
    assert WORDS[int(locality_of(columns, *index)[0])] == case.expected["local"]


@pytest.mark.parametrize("name", PAIR_RULES)
def test_judge_and_amounts_agree_on_random_boards(name: str) -> None:
    for seed in BOARDS:
        situation = random_situation(seed)
        rule, pairs = rules_of(situation)[name], every_pair(Columns(situation))
        cadres = list(situation.instance.cadres.values())
        posts = list(situation.instance.posts.values())
        found = rule.amounts(pairs)
        for cadre, post, amount in zip(pairs.cadre, pairs.post, found, strict=True):
            breach = rule.judge(cadres[cadre], posts[post], situation)
            expected = breach.amount if breach else 0
            assert amount == expected, (seed, rule, cadres[cadre], posts[post], breach)


def test_locality_agrees_on_random_boards() -> None:
    seen = set()
    for seed in BOARDS:
        situation = random_situation(seed)
        columns = Columns(situation)
        pairs = every_pair(columns)
        found = locality_of(columns, pairs.cadre, pairs.post)
        for cadre, post, status in zip(pairs.cadre, pairs.post, found, strict=True):
            cadre_id, post_id = columns.cadre_ids[cadre], columns.post_ids[post]
            plain = situation.locality(cadre_id, post_id)
            assert WORDS[int(status)] == plain, (seed, situation.cadre(cadre_id), situation.post(post_id))
            seen.add(plain)
    assert seen == set(WORDS.values())


@pytest.mark.parametrize("name", PAIR_RULES)
def test_random_boards_put_every_pair_rule_to_the_test(name: str) -> None:
    amounts = []
    for seed in BOARDS:
        situation = random_situation(seed)
        amounts += rules_of(situation)[name].amounts(every_pair(Columns(situation))).tolist()
    assert max(amounts) > 0
    assert name == "moves" or min(amounts) == 0


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_cases(name: str) -> None:
    assert (FOLDER / f"{name}.toml").exists()
    assert len(list(cases_of(name))) >= LEAST_CASES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_its_words(name: str, language: str) -> None:
    keys = ["name", "about", "breach", *register()[name].number_names()]
    assert [key for key in keys if f"{name}_{key}" not in sentences(language, "rules")] == []


@pytest.mark.parametrize("name", RULES)
def test_every_rule_has_its_page(name: str) -> None:
    page = inspect.getdoc(inspect.getmodule(register()[name])) or ""
    lines = page.split("\n")
    assert [part for part in PAGE if not any(line.startswith(part) for line in lines)] == []


def test_every_file_of_cases_is_a_rule_s() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} <= set(RULES)
