"""Outcomes held against a base: only what differs, whole numbers, nothing called exact that is not proven."""

from dataclasses import replace

import pytest
from small_outcomes import BASE, ELSEWHERE, FAILED, INFEASIBLE, outcome, plan
from tiny_boards import tiny_board

from luanchuyen.models.comparison import Certainty, Compared, Condition, Shift, Vacancy
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.explain.assignments import assignments_of
from luanchuyen.optimizer.explain.vacancies import unfilled_of
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.scenarios.comparison.comparison import compare, proof_of
from luanchuyen.scenarios.comparison.measures import measures_of
from luanchuyen.scenarios.comparison.rule_differences import flat, rule_changes
from luanchuyen.scenarios.scenario import Change, Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome


def against_base(other: Outcome) -> Compared:
    (one,) = compare(BASE, [other]).others
    return one


def test_everybody_who_fares_differently_is_told_once() -> None:
    found = against_base(ELSEWHERE).differences
    assert found is not None
    assert found.elsewhere == (Shift("C1", ("P1",), ("P6",)),)
    assert found.no_longer == (Shift("C4", ("P4",), ()),)
    assert found.only_here == (Shift("C3", (), ("P1",)),)
    assert len(found.shifts) == 3


def test_seats_are_counted_post_by_post() -> None:
    found = against_base(ELSEWHERE).differences
    assert found is not None
    assert found.filled_here == (Vacancy("P5", 2, 1), Vacancy("P6", 1, 0))
    assert found.filled_in_base == (Vacancy("P4", 0, 1),)


def test_a_post_taken_out_of_the_facts_is_neither_filled_nor_empty() -> None:
    assert BASE.plan is not None
    without = replace(BASE.plan, unfilled=BASE.plan.unfilled[:1])
    found = against_base(outcome("Bỏ P6", without, Change("without_post", ("P6",)))).differences
    assert found is not None
    assert (found.filled_here, found.filled_in_base) == ((), ())
    kept = against_base(outcome("Giữ P6", without)).differences
    assert kept is not None
    assert kept.filled_here == (Vacancy("P6", 1, 0),)


def test_the_same_plan_differs_in_nothing_and_ties_the_base() -> None:
    one = against_base(replace(BASE, scenario=Scenario("Như cũ", (Change("fix", ("C1", "P1")),))))
    assert one.ties_base
    assert one.differences is not None
    assert not one.differences.shifts
    assert compare(BASE, [BASE]).differing_posts == ()


def test_points_of_other_rules_are_no_tie() -> None:
    one = against_base(replace(BASE, scenario=Scenario("Trọng số", (Change("weight", ("wishes",), "1"),))))
    assert one.other_scale
    assert not one.ties_base


def test_points_are_summed_by_tier_and_rule() -> None:
    both = outcome("", plan({"C1": ["P1"]}, [(2, "wishes", 4), (1, "fill", 1), (2, "wishes", 5), (2, "panel", 0)]))
    base = compare(both, []).base
    assert base.by_rule == {(1, "fill"): 1, (2, "wishes"): 9}
    assert base.score == {1: 1, 2: 9}


def test_the_posts_that_differ_are_named_over_all_plans() -> None:
    assert compare(BASE, [ELSEWHERE, INFEASIBLE, FAILED]).differing_posts == ("P1", "P4", "P5", "P6")


@pytest.mark.parametrize(
    ("bound", "proven", "checked", "told"),
    [
        ({1: 3, 2: 40}, True, True, Certainty("proven")),
        ({1: 3, 2: 40}, True, False, Certainty("engine")),
        ({1: 3, 2: 33}, False, True, Certainty("bound", 2, 7)),
        ({1: 1, 2: 0}, False, True, Certainty("bound", 1, 2)),
        ({1: 3, 2: 33}, True, True, Certainty("bound", 2, 7)),
        ({1: 0, 2: 0}, False, True, Certainty("best")),
        ({}, False, True, Certainty("best")),
        ({1: 3, 2: 40}, False, True, Certainty("best")),
    ],
)
def test_no_more_is_said_than_is_proven(bound: dict[int, int], proven: bool, checked: bool, told: Certainty) -> None:
    assert BASE.plan is not None
    assert proof_of(replace(BASE.plan, bound=bound, proven=proven), checked) == told


def test_without_a_plan_the_reason_is_kept() -> None:
    stuck, failed, late = compare(BASE, [INFEASIBLE, FAILED, outcome("Chậm", None)]).others
    assert (stuck.proof.state, failed.proof.state, late.proof.state) == ("infeasible", "failed", "no_plan")
    assert stuck.conflicts == INFEASIBLE.conflicts
    assert failed.failure == "scenario.failed_worker"
    assert stuck.differences is failed.differences is late.differences is None


def test_without_a_base_nobody_is_said_to_differ() -> None:
    comparison = compare(INFEASIBLE, [ELSEWHERE])
    assert comparison.others[0].differences is None
    assert comparison.others[0].planned
    assert comparison.differing_posts == ()


def test_a_number_is_told_with_what_it_was() -> None:
    change = Change("set", ("stint_length.min_months",), "30")
    numbers = {"stint_length.min_months": "36", "stint_length.level": "hard"}
    (one,) = compare(BASE, [outcome("Ngắn hơn", BASE.plan, change)], numbers=numbers).others
    assert one.conditions == (Condition("set", ("stint_length.min_months",), "30", "36"),)
    assert one.ties_base


@pytest.mark.parametrize(
    ("change", "level", "told"),
    [
        (Change("set", ("stint_length.min_months",), "30"), "hard", False),
        (Change("off", ("stint_length",)), "hard", False),
        (Change("soft", ("stint_length",), "5"), "hard", True),
        (Change("set", ("stint_length.level",), "soft"), "hard", True),
        (Change("set", ("quota.women",), "10"), "soft", True),
        (Change("off", ("consecutive_terms",)), "hard", True),  # it also says which posts are due
        (Change("off", ("non_local",)), "hard", True),  # where it is only preferred it costs points
        (Change("set", ("vocabulary.ranks",), "x"), "hard", True),
        (Change("without_cadre", ("C1",)), "hard", False),
    ],
    ids=lambda value: value.text if isinstance(value, Change) else str(value),
)
def test_points_are_of_another_scale_only_where_rules_count_them_otherwise(
    change: Change, level: str, told: bool
) -> None:
    rule = change.target[0].partition(".")[0]
    (one,) = compare(BASE, [outcome("Khác", BASE.plan, change)], numbers={f"{rule}.level": level}).others
    assert one.other_scale is told


def test_an_outcome_keeps_whose_word_its_bound_is() -> None:
    for checked in (True, False):
        made = replace(ELSEWHERE, checked=checked)
        assert Outcome.from_json(made.to_json()) == made


def test_rule_books_differ_by_what_judges_plans() -> None:
    base = {"fill": {"level": "soft", "basis": "A", "key_weight": 3}, "quota": {"levels": ["xã", "huyện"]}}
    here = {"fill": {"level": "hard", "basis": "B", "key_weight": 3}, "quota": {"levels": ["xã"]}}
    changes = (Change("set", ("fill.level",), "hard"), Change("set", ("quota.levels",), "xã"))
    assert rule_changes(base, here) == changes
    assert rule_changes(base, base) == ()
    assert rule_changes(base, {"fill": {"key_weight": 3}})[0] == Change("set", ("fill.level",), "–")


def test_numbers_of_every_depth_have_a_path() -> None:
    assert flat({"a": {"b": {"c": [1, True]}, "basis": "x"}}) == {"a.b.c": "1, true"}


@pytest.mark.parametrize("seed", range(12))
def test_figures_are_those_of_the_facts(seed: int) -> None:
    """Counted again the long way round on random facts."""
    facts = tiny_board(seed).situation
    group = facts.groups[seed % len(facts.groups)]
    mover = next(c for c in facts.instance.cadres if not set(facts.held[c]) & set(group.posts))
    lineup = Lineup(facts, {mover: group})
    made = plan({})
    made = replace(made, assignments=assignments_of(lineup), unfilled=unfilled_of(lineup))
    figures = measures_of(facts, made)
    assert (figures.persons, figures.moves) == (1, len(group.posts))
    assert figures.down + figures.up + figures.lateral == 1
    cadre, start = facts.cadre(mover), facts.start
    born = cadre.birth.first
    assert figures.women == (cadre.sex == "female")
    assert figures.under_40 == ((born.year + 40, born.month, born.day) > (start.year, start.month, start.day))
    judged = facts.policy.entry("coverage").level != "off"
    uncovered = sum(f.rule == "coverage" for f in audit(facts, lineup.pairs).findings)
    assert not judged or (figures.places or 0) - (figures.covered or 0) == uncovered


def test_some_of_those_boards_judge_coverage() -> None:
    boards = [tiny_board(seed) for seed in range(12)]
    assert any(board.policy.entry("coverage").level != "off" for board in boards)
