"""The shipped books by their time: which years each holds, what of it was read in a source, what is warned of."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from luanchuyen.messages import LANGUAGES, filled, sentences
from luanchuyen.models.instance import Settings
from luanchuyen.models.policy import Entry
from luanchuyen.optimizer.rules.rule import make, register
from luanchuyen.scenarios.rulebook.book import books, load_rules
from luanchuyen.scenarios.rulebook.periods import outside, periods

NAMES = [book.name for book in books()]
SERVICE = ("training", "non_local", "two_term")
READ = {
    "fill-only": {},
    "pre98-2012": {},
    "qd98-2017": {"remaining_service": SERVICE, "planning_pool": ("purposes",), "discipline": ("applies_to",)},
    "qd65-2022": {
        "stint_length": ("min_months",),
        "consecutive_terms": ("max_terms",),
        "remaining_service": SERVICE,
        "planning_pool": ("purposes",),
        "rank_step": ("up",),
        "family": ("sensitive_sectors",),
    },
    "qd65-2026": {
        "stint_length": ("min_months",),
        "consecutive_terms": ("max_terms",),
        "remaining_service": SERVICE,
        "planning_pool": ("purposes",),
        "rank_step": ("up",),
        "evaluation": ("years",),
        "discipline": ("reprimand", "warning", "removal", "applies_to"),
        "secondment_length": ("max_months",),
        "family": ("sensitive_sectors",),
    },
}
"""The numbers that were read in the source named; every other one is a choice, or borrowed, and so unverified."""


def entries(name: str) -> list[Entry]:
    return list(load_rules(name).entries.values())


@pytest.mark.parametrize("name", NAMES)
def test_every_number_says_its_source(name: str) -> None:
    for entry in entries(name):
        assert set(entry.numbers) == set(register()[entry.rule].number_names())
        assert entry.basis, entry.rule
        assert [number for number in entry.numbers if not entry.source(number).basis] == []
        make(entry)


@pytest.mark.parametrize("name", NAMES)
def test_what_was_read_in_its_source_and_nothing_else_is_verified(name: str) -> None:
    found = {e.rule: tuple(n for n in e.numbers if e.source(n).verified) for e in entries(name)}
    assert {rule: sorted(numbers) for rule, numbers in found.items() if numbers} == {
        rule: sorted(numbers) for rule, numbers in READ[name].items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_choice_is_never_verified(name: str) -> None:
    verified = {e.source(n).basis for e in entries(name) for n in e.numbers if e.source(n).verified}
    words = ("lựa chọn", "suy ra", "chưa đọc", "Không đọc", "thời kỳ sau")
    assert [basis for basis in verified if any(word in basis for word in words)] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_without_numbers_is_not_called_verified(name: str) -> None:
    assert [entry.rule for entry in entries(name) if entry.verified and not entry.numbers] == []


def test_the_periods_follow_each_other() -> None:
    spans = periods()
    assert list(spans) == ["pre98-2012", "qd98-2017", "qd65-2022", "qd65-2026"]
    ordered = list(spans.values())
    for before, after in pairwise(ordered):
        assert before.last is not None and after.first == before.last + dt.timedelta(days=1)
    assert ordered[-1].last is None
    assert load_rules("fill-only").in_force not in ordered


@pytest.mark.parametrize(
    ("name", "strange"),
    [
        ("pre98-2012", ("QĐ 98-QĐ/TW (", "QĐ 65-QĐ/TW", "NĐ 170", "NĐ 138", "NĐ 32")),
        ("qd98-2017", ("QĐ 65-QĐ/TW", "NĐ 170", "KL 201", "KL 128")),
        ("qd65-2022", ("QĐ 98-QĐ/TW", "NĐ 32", "KL 201", "KL 210")),
        ("qd65-2026", ("QĐ 98-QĐ/TW", "NĐ 138")),
    ],
)
def test_no_book_cites_the_regulation_of_another_time(name: str, strange: tuple[str, ...]) -> None:
    cited = {(e.rule, e.source(n).basis) for e in entries(name) for n in e.numbers} | {
        (e.rule, e.basis) for e in entries(name)
    }
    later = ("của thời kỳ sau", "quy định sau")
    said = [rule for rule, basis in cited if any(s in basis for s in strange) and not any(w in basis for w in later)]
    assert said == []


def test_before_2017_no_later_limit_binds() -> None:
    policy = load_rules("pre98-2012")
    off = {"stint_length", "consecutive_terms", "remaining_service", "discipline", "evaluation", "rank_step", "family"}
    assert {rule for rule in off if policy.entry(rule).level != "off"} == set()
    assert policy.entry("stint_length").numbers["min_months"] == 0
    assert {policy.entry("remaining_service").numbers[p] for p in register()["remaining_service"].number_names()} == {0}


def test_what_changed_from_regulation_98_to_65() -> None:
    before, after, now = (load_rules(name) for name in ("qd98-2017", "qd65-2022", "qd65-2026"))
    assert [p.entry("discipline").numbers["applies_to"] for p in (before, after, now)] == ["any", "up", "up"]
    assert [p.entry("non_local").numbers["renew"] for p in (before, after, now)] == [False, False, True]
    windows = after.entry("moratorium").numbers["windows"]
    assert windows == ({"from": "07/03/2025", "to": "30/06/2025", "levels": ("huyện", "xã")},)
    assert [p.entry("moratorium").level for p in (before, now)] == ["off", "hard"]
    assert now.entry("moratorium").numbers["windows"] == windows
    assert before.vocabulary.ranks == after.vocabulary.ranks != now.vocabulary.ranks


@pytest.mark.parametrize("name", NAMES)
def test_no_shipped_book_decides_bundles_or_reference_dates(name: str) -> None:
    policy = load_rules(name)
    assert (policy.bundles, policy.reference_dates) == ((), {})


@pytest.mark.parametrize(
    ("name", "start", "key", "named"),
    [
        ("qd65-2026", dt.date(2025, 6, 30), "before_period", "qd65-2022"),
        ("qd65-2026", dt.date(2014, 7, 1), "before_period", "pre98-2012"),
        ("qd98-2017", dt.date(2022, 4, 28), "after_period", "qd65-2022"),
        ("pre98-2012", dt.date(2017, 10, 7), "after_period", "qd98-2017"),
        ("pre98-2012", dt.date(2001, 1, 1), "before_period", "–"),
    ],
)
def test_a_start_outside_the_period_names_the_book_of_that_time(
    name: str, start: dt.date, key: str, named: str
) -> None:
    (problem,) = outside(load_rules(name), Settings(start, start, rules_cell="Tham số!B5"))
    assert (problem.key, problem.severity) == (f"readiness.{key}", "warning")
    assert (problem.sheet, problem.cells) == ("Tham số", ("B5",))
    assert problem.values["named"] == named
    for language in LANGUAGES:
        assert named in filled(sentences(language, "readiness")[key], problem.values)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("qd65-2026", dt.date(2025, 7, 1)),
        ("qd65-2022", dt.date(2025, 6, 30)),
        ("qd65-2022", dt.date(2022, 4, 28)),
        ("qd98-2017", dt.date(2022, 4, 27)),
        ("pre98-2012", dt.date(2017, 10, 6)),
        ("fill-only", dt.date(1990, 1, 1)),
    ],
)
def test_a_start_within_the_period_is_not_remarked(name: str, start: dt.date) -> None:
    assert outside(load_rules(name), Settings(start, start)) == ()
