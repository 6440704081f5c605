"""What every rule owes by existing: its cases, two tellings that agree, its words and its page."""

from __future__ import annotations

import inspect

import pytest
from case_checks import WORDS, check_case
from cases_of import FOLDER, Case, all_cases, cases_of
from random_boards import random_situation
from tellings import every_pair

from luanchuyen.messages import LANGUAGES, sentences
from luanchuyen.optimizer.columns.locality import locality_of
from luanchuyen.optimizer.columns.pairs import Columns
from luanchuyen.optimizer.rules.in_force import rules_of
from luanchuyen.optimizer.rules.rule import register

RULES = sorted(register())
PAIR_RULES = [name for name, rule in register().items() if rule.tells("pair")]
BOARDS = range(120)
LEAST_CASES = 3
PAGE = ("What it asks:", "Why:", "Numbers:", "Amount:", "Edges:", "Example:")


@pytest.mark.parametrize("case", all_cases(), ids=str)
def test_cases_hold_in_both_tellings(case: Case) -> None:
    assert case.expected
    check_case(case, case.situation())


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
