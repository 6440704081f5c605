"""What each rule costs: one step looser, one rule off, two rules that only help together."""

from __future__ import annotations

from dataclasses import replace

from what_if_board import instance, policy, scenario, situation

from luanchuyen.models.finding import Finding
from luanchuyen.models.instance import Instance
from luanchuyen.models.options import Options
from luanchuyen.models.plan import Plan, Unfilled
from luanchuyen.models.policy import Policy
from luanchuyen.optimizer.explain.shortage import barred_by_two
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.reports.frames import sweep_frame
from luanchuyen.scenarios.changes.changes import problems_of
from luanchuyen.scenarios.comparison.comparison import compare
from luanchuyen.scenarios.comparison.costs import costs, pairs_to_try, with_gains
from luanchuyen.scenarios.comparison.rows import cost_rows
from luanchuyen.scenarios.loosening import loosened, off
from luanchuyen.scenarios.scenario import BASE, Change, Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome
from luanchuyen.scenarios.sweep.runner import Runner
from luanchuyen.scenarios.sweep.solving import Starting
from luanchuyen.scenarios.sweep.workers import Here


def two_obstacles() -> tuple[Instance, Policy]:
    """Everybody is too new in the post and not planned; so the secretary of X1 has nobody."""
    cadres = {
        code: replace(c, planned_for=(), in_post_since=replace(c.in_post_since, year=2025))
        for code, c in instance().cadres.items()
    }
    cadres["C3"] = replace(cadres["C3"], planned_for=instance().cadres["C3"].planned_for)  # forbidden in X1-BT
    return replace(instance(), cadres=cadres), policy()


def test_each_number_goes_to_its_looser_side() -> None:
    made = {name: value for s in loosened(situation()) for c in s.changes for name, value in [(c.target[0], c.value)]}
    assert made["stint_length.min_months"] == "30"
    assert made["rank_step.down"] == "2"
    assert made["release.max_leave_share"] == "30"
    assert made["stint_length.applies_to"] == "rotating"
    assert made["evaluation.least"] == "KHTNV"
    assert made["remaining_service.training"] == "114"
    assert "planning_pool.accept" not in made, "already the loosest"
    assert "remaining_service.other" not in made, "nothing below nought"
    assert made["quota.women"] == "15", "a soft rule's numbers too"
    assert "quota" not in made, "but only a hard rule is switched off"
    assert problems_of(loosened(situation()), situation()) == ()


def test_two_rules_that_only_help_together_are_found() -> None:
    facts, book = two_obstacles()
    situation = situation_of(facts, book)
    twos = barred_by_two(situation, ["X1-BT"])["X1-BT"]
    assert twos["planning_pool", "stint_length"] == 4
    with Runner(Starting(facts, book, Options(plans=1)), Here()) as runner:
        base, *singles = runner.outcomes([BASE, off("planning_pool"), off("stint_length"), off("family")])
        pairs = pairs_to_try(situation, base, singles)
        assert off("planning_pool", "stint_length") in pairs
        found = costs(base, [*singles, *runner.outcomes(pairs)])
    together = {one.scenario.name: gain for one, gain in found}["off planning_pool; off stint_length"]
    assert together.seats is not None and together.beyond == together.seats - 2 > 0, "two are filled by one rule alone"
    assert together.points[1] > 0 and together.cadres
    assert not any(gain.beyond for _, gain in found[:3])
    frame = sweep_frame(cost_rows(found))
    assert list(frame["seats"])[:3] == [0, 2, 0], "C3, who is planned, may lead X2 with its council"


def test_a_rule_that_opens_a_seat_by_itself_needs_no_other() -> None:
    facts, book = two_obstacles()
    plan = Plan(1, (), {1: 0}, {1: 0}, True, unfilled=(Unfilled("X1-BT", 1, ()),))
    base, filled = Outcome(BASE, "optimal", plan), replace(plan, unfilled=())
    singles = [Outcome(off("planning_pool"), "optimal", filled), Outcome(off("stint_length"), "optimal", plan)]
    assert pairs_to_try(situation_of(facts, book), base, singles) == ()


def test_what_cannot_be_compared_has_no_cost() -> None:
    ((_, gain),) = costs(Outcome(BASE, "infeasible"), [Outcome(scenario(), "infeasible")])
    assert (gain.seats, dict(gain.points), gain.cadres, gain.any) == (None, {}, (), False)


def test_a_plan_where_the_base_has_none_is_the_greatest_gain() -> None:
    plan = Plan(1, (), {1: 0}, {1: 0}, True)
    base, made = Outcome(BASE, "infeasible"), Outcome(off("stint_length"), "optimal", plan)
    others = [Outcome(off("release"), "infeasible"), made]
    told = with_gains(compare(base, others), costs(base, others))
    assert [one.name for one, gain in told.gains if gain.possible] == ["off stint_length"]


def test_the_loosened_rule_s_own_points_are_no_gain() -> None:
    change = Change("set", ("quota.women",), "10")
    findings = [Finding("quota", "soft", 1, 1, points, {}) for points in (9, 2)]
    other = Finding("wishes", "soft", 1, 1, 5, {})
    before = Outcome(BASE, "optimal", Plan(1, (), {1: 14}, {1: 14}, True, findings=(findings[0], other)))
    after = Outcome(Scenario("", (change,)), "optimal", Plan(1, (), {1: 2}, {1: 2}, True, findings=(findings[1],)))
    ((_, gain),) = costs(before, [after])
    assert gain.points == {1: 5}, "the wish that is met, not the seven points that quota counts less"
