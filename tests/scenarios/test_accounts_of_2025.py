"""A chain and two swaps (across levels, across blocs) of autumn 2025: forbidden by which number, found without it."""

from __future__ import annotations

from pathlib import Path

import pytest
from account_boards import ACCOUNTS

from luanchuyen import explain, open_case, plan
from luanchuyen.models.committee.answer import PairAnswer


@pytest.mark.parametrize("name", ACCOUNTS)
def test_the_shipped_book_names_the_rule_and_number_that_forbid_the_moves(name: str, tmp_path: Path) -> None:
    account, told = ACCOUNTS[name], set()
    book = account.written(tmp_path / name)
    for cadre, post in account.moves:
        answer = explain(book, cadre=cadre, post=post).answer
        assert isinstance(answer, PairAnswer)
        told |= {(cadre, breach.rule, breach.value, breach.needed) for breach in answer.breaches}
        assert (answer.status == "not_eligible") == any(row[0] == cadre for row in account.forbidden_by)
    assert told == account.forbidden_by


@pytest.mark.parametrize("name", ACCOUNTS)
def test_without_that_number_the_moves_are_among_the_first_three_plans(name: str, tmp_path: Path) -> None:
    account = ACCOUNTS[name]
    case = open_case(account.written(tmp_path / name, **account.settings))
    made = plan(case.instance, case.rules, case.options)
    assert len(made.plans) == 3 and all(found.proven for found in made.plans)
    assert account.moves in [frozenset(found.pairs) for found in made.plans]
