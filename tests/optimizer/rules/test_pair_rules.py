"""How pair rules bind, when they are silent, which cells they point at, and the numbers they start from."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from cases_of import default_book
from random_boards import random_situation
from tellings import every_pair

from luanchuyen.models.policy import Entry
from luanchuyen.models.post import Post
from luanchuyen.optimizer.columns.pairs import Columns
from luanchuyen.optimizer.rules.in_force import rules_of, situation_of
from luanchuyen.optimizer.rules.non_local import NonLocal
from luanchuyen.optimizer.rules.rule import Grade, register
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.sheets.form.tables import BY_ID

PAIR_RULES = [name for name, rule in register().items() if rule.tells("pair")]
# KL 128 (2025) lies in the period of qd65-2022: the default book has no window.
OTHERWISE_IN_THE_BOOK = {("non_local", "renew")}
BLANKS: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("non_local", {"ancestral_home": None, "birthplace": None, "raised_in": None}, {"non_local": "required"}),
    ("consecutive_terms", {"consecutive_terms": None}, {}),
    ("qualification", {"education": None}, {"education": "đại học", "political_level": None, "state_level": None}),
    ("skill_match", {"skills": None}, {"skills": {"kinh tế": 3}}),
    ("planning_pool", {"planned_for": ()}, {}),
    ("rank_step", {"rank": None, "post_ids": ()}, {}),
    ("rank_step", {"rank": 4}, {"rank": None, "kind": "tổ trưởng công tác"}),
    ("evaluation", {"evaluations": None}, {}),
    ("development", {"planned_for": ()}, {}),
]


def board_with(cadre_fields: dict[str, Any], post_fields: dict[str, Any]) -> Situation:
    """A board whose every cadre and post has these fields."""
    board = random_situation(3)
    cadres = {code: replace(cadre, **cadre_fields) for code, cadre in board.instance.cadres.items()}
    posts = {code: replace(post, **post_fields) for code, post in board.instance.posts.items()}
    return situation_of(replace(board.instance, cadres=cadres, posts=posts), default_book())


@pytest.mark.parametrize(("name", "cadre_fields", "post_fields"), BLANKS)
def test_a_column_blank_for_everybody_is_not_judged(
    name: str, cadre_fields: dict[str, Any], post_fields: dict[str, Any]
) -> None:
    board = board_with(cadre_fields, post_fields)
    assert rules_of(board)[name].silent(board) in cadre_fields


@pytest.mark.parametrize("name", PAIR_RULES)
def test_a_column_filled_for_somebody_is_judged(name: str) -> None:
    boards = [random_situation(seed) for seed in range(30)]
    assert any(rules_of(board)[name].silent(board) is None for board in boards)


@pytest.mark.parametrize("name", ["non_local", "qualification", "skill_match"])
def test_what_no_post_asks_is_no_silence(name: str) -> None:
    cadre_fields = next(blank for rule, blank, _ in BLANKS if rule == name)
    levels = dict.fromkeys(("education", "political_level", "state_level"))
    asks_nothing: dict[str, Any] = {"non_local": None, "skills": {}, **levels}
    board = board_with(cadre_fields, asks_nothing)
    assert rules_of(board)[name].silent(board) is None


@pytest.mark.parametrize(
    ("mode", "level", "expected"),
    [
        ("required", "hard", Grade("hard", 1, 7)),
        ("required", "soft", Grade("soft", 1, 7)),
        ("required", "off", Grade("off", 1, 7)),
        ("preferred", "hard", Grade("soft", 2, 20)),
        ("preferred", "soft", Grade("soft", 2, 20)),
        ("preferred", "off", Grade("off", 1, 7)),
        (None, "hard", Grade("hard", 1, 7)),
    ],
)
def test_a_preferred_post_binds_softly(mode: str | None, level: str, expected: Grade) -> None:
    post = Post("P1", "Chủ tịch UBND xã", "U1", "pc_chair", non_local=mode)
    assert NonLocal().grade(post, Entry("non_local", level, 1, 7)) == expected


@pytest.mark.parametrize("name", PAIR_RULES)
def test_a_breach_points_at_columns_of_the_workbook(name: str) -> None:
    for seed in range(20):
        board = random_situation(seed)
        pairs = every_pair(Columns(board))
        cadres, posts = list(board.instance.cadres.values()), list(board.instance.posts.values())
        for cadre, post in zip(pairs.cadre, pairs.post, strict=True):
            breach = rules_of(board)[name].judge(cadres[cadre], posts[post], board)
            for table, column in breach.fields if breach else ():
                assert BY_ID[table].column(column)


@pytest.mark.parametrize("name", list(register()))
def test_a_rule_starts_from_the_numbers_of_the_default_book(name: str) -> None:
    rule = register()[name]()
    book = default_book().entry(name).numbers
    starts = {field.name: getattr(rule, field.name) for field in fields(rule)}
    by_book = {attribute: book[key] for key, attribute in rule.number_names().items()}
    differing = {(name, key) for key, value in starts.items() if by_book[key] != value}
    assert differing <= OTHERWISE_IN_THE_BOOK
