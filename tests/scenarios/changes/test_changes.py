"""Every kind of change, on a small board: what it does to facts and rules, and to the plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from kept_child import plan
from what_if_board import change, instance, policy, scenario, situation

from luanchuyen.models.cadre import Planned
from luanchuyen.models.options import Options
from luanchuyen.models.plan import Plan
from luanchuyen.models.waiver import Lock
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.scenarios.changes.changes import apply, problems_of
from luanchuyen.scenarios.scenario import Change


@pytest.fixture(scope="module")
def child():
    with SolvingChild() as child:
        yield child


def best(child: SolvingChild, *changes: Change) -> Plan:
    """The best plan after the changes, which are found sound."""
    assert problems_of([scenario(*changes)], situation()) == ()
    result = plan(*apply(scenario(*changes), instance(), policy()), Options(plans=1), child=child)
    assert result.status == "optimal"
    return result.plans[0]


def entrants(made: Plan, post: str) -> set[str]:
    return {cadre for cadre, taken in made.pairs if taken == post}


@pytest.mark.parametrize(
    ("made", "override"),
    [
        (change("set", "stint_length.min_months", value="30"), [("stint_length", "min_months", "30")]),
        (change("off", "family"), [("family", "level", "off")]),
        (change("weight", "quota", value="50"), [("quota", "weight", "50")]),
        (
            change("soft", "release", value="20"),
            [("release", "level", "soft"), ("release", "weight", "20"), ("release", "tier", "2")],
        ),
        (
            change("soft", "release", value="20@1"),
            [("release", "level", "soft"), ("release", "weight", "20"), ("release", "tier", "1")],
        ),
    ],
    ids=lambda value: value.text if isinstance(value, Change) else "",
)
def test_a_change_of_a_rule_is_the_override_that_could_be_typed(
    made: Change, override: list[tuple[str, str, str]]
) -> None:
    assert problems_of([scenario(made)], situation()) == ()
    facts, rules = apply(scenario(made), instance(), policy())
    assert rules == policy(*override)
    assert facts == instance()


def test_what_the_workbook_overrides_stays_under_the_scenario() -> None:
    typed = policy(("stint_length", "min_months", "48"), ("release", "max_leave", "1"))
    _, rules = apply(scenario(change("set", "stint_length.min_months", value="30")), instance(), typed)
    assert rules == policy(("stint_length", "min_months", "30"), ("release", "max_leave", "1"))


def test_who_is_not_available_goes_nowhere(child: SolvingChild) -> None:
    before = best(child)
    assert entrants(before, "X1-BT") == {"C0"}
    after = best(child, change("without_cadre", "C0"))
    assert "C0" not in {cadre for cadre, _ in after.pairs}
    assert entrants(after, "X1-BT") == {"C1"}


def test_who_must_leave_and_is_not_available_is_placed_nowhere() -> None:
    due = replace(instance().posts["X1-PBT"], status="ending")
    facts = replace(instance(), posts={**instance().posts, "X1-PBT": due})
    facts, rules = apply(scenario(change("without_cadre", "C5")), facts, policy())
    made = plan(facts, rules, Options(plans=1)).plans[0]
    assert "C5" not in {cadre for cadre, _ in made.pairs}
    assert {"cadre": "C5"} in [finding.subject for finding in made.findings if finding.rule == "placement"]


def test_a_decision_on_who_is_not_available_falls() -> None:
    facts = replace(instance(), locks=(Lock("C1", "X1-BT", "fixed"), Lock("C5", "X1-PBT", "fixed")))
    changed, _ = apply(scenario(change("without_cadre", "C1")), facts, policy())
    assert [(k.cadre_id, k.post_id) for k in changed.locks if k.lock == "fixed"] == [("C5", "X1-PBT")]


def test_a_post_left_as_it_is_is_not_filled_and_not_counted(child: SolvingChild) -> None:
    before, after = best(child), best(child, change("without_post", "X2-CT"))
    assert entrants(before, "X2-BT") == entrants(before, "X2-CT") != set()
    assert not entrants(after, "X2-BT") | entrants(after, "X2-CT")
    assert not {"X2-BT", "X2-CT"} & {unfilled.post for unfilled in after.unfilled}


def test_planned_for_a_post_one_may_be_trained_in_it() -> None:
    facts, rules = apply(scenario(change("add", "C4", "X1-BT")), instance(), policy())
    assert facts.cadres["C4"].planned_for[-1] == Planned(post_id="X1-BT")
    assert rules == policy()


def test_fixed_and_forbidden_pairs_are_kept(child: SolvingChild) -> None:
    assert entrants(best(child, change("fix", "C2", "X1-BT")), "X1-BT") == {"C2"}
    assert entrants(best(child, change("forbid", "C0", "X1-BT")), "X1-BT") == {"C1"}


def test_a_decision_of_the_scenario_takes_the_place_of_the_boards(child: SolvingChild) -> None:
    assert entrants(best(child, change("fix", "C3", "X1-BT")), "X1-BT") == {"C3"}
    facts = replace(instance(), locks=(Lock("C1", "X1-BT", "fixed"),))
    fixed, _ = apply(scenario(change("fix", "C1", "X2-BT")), facts, policy())
    assert [(k.post_id, k.lock) for k in fixed.locks] == [("X2-BT", "fixed")]
    forbidden, _ = apply(scenario(change("forbid", "C1", "X1-BT")), facts, policy())
    assert [(k.post_id, k.lock) for k in forbidden.locks] == [("X1-BT", "forbidden")]


def test_another_cut_off_day_moves_the_start_that_was_that_day() -> None:
    later = change("as_of", value="01/09/2026")
    assert problems_of([scenario(later)], situation()) == ()
    facts, _ = apply(scenario(later), instance(), policy())
    assert (facts.settings.as_of, facts.settings.start) == (dt.date(2026, 9, 1), dt.date(2026, 9, 1))
    typed = replace(instance(), settings=replace(instance().settings, start=dt.date(2026, 8, 1)))
    facts, _ = apply(scenario(later), typed, policy())
    assert (facts.settings.as_of, facts.settings.start) == (dt.date(2026, 9, 1), dt.date(2026, 8, 1))


def test_the_base_is_not_touched() -> None:
    before = repr(instance()), repr(policy())
    everything = [
        change("off", "release"), change("without_cadre", "C0"), change("without_post", "X1-PBT"),
        change("add", "C4", "X1-BT"), change("fix", "C1", "X1-BT"), change("as_of", value="01/09/2026"),
    ]  # fmt: skip
    apply(scenario(*everything), instance(), policy())
    assert (repr(instance()), repr(policy())) == before
