"""Every kind of change, on a small board: what it does to facts and rules, and to the plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from what_if_board import change, instance, policy, scenario, situation

from luanchuyen.models.cadre import Planned
from luanchuyen.models.committee.decision import NOTHING_DECIDED, Decision
from luanchuyen.models.instance import Instance
from luanchuyen.models.options import Options
from luanchuyen.models.origin import Origin
from luanchuyen.models.plan import Plan
from luanchuyen.models.waiver import Lock
from luanchuyen.optimizer.audit.conflicts import conflict_faults
from luanchuyen.optimizer.planning import plan_situation
from luanchuyen.optimizer.program.program import build
from luanchuyen.optimizer.rules.in_force import situation_of
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
    result = plan_situation(apply(scenario(*changes), situation()), Options(plans=1), child=child)
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
    changed = apply(scenario(made), situation())
    assert changed.policy == policy(*override)
    assert changed.instance == instance() and changed.decided == NOTHING_DECIDED


def test_what_the_workbook_overrides_stays_under_the_scenario() -> None:
    typed = policy(("stint_length", "min_months", "48"), ("release", "max_leave", "1"))
    made = scenario(change("set", "stint_length.min_months", value="30"))
    assert apply(made, situation_of(instance(), typed)).policy == policy(
        ("stint_length", "min_months", "30"), ("release", "max_leave", "1")
    )


def test_who_is_not_available_goes_nowhere(child: SolvingChild) -> None:
    before = best(child)
    assert entrants(before, "X1-BT") == {"C0"}
    after = best(child, change("without_cadre", "C0"))
    assert "C0" not in {cadre for cadre, _ in after.pairs}
    assert entrants(after, "X1-BT") == {"C1"}


def test_who_must_leave_and_is_not_available_is_placed_nowhere() -> None:
    due = replace(instance().posts["X1-PBT"], status="ending")
    facts = replace(instance(), posts={**instance().posts, "X1-PBT": due})
    changed = apply(scenario(change("without_cadre", "C5")), situation_of(facts, policy()))
    made = plan_situation(changed, Options(plans=1)).plans[0]
    assert "C5" not in {cadre for cadre, _ in made.pairs}
    assert {"cadre": "C5"} in [finding.subject for finding in made.findings if finding.rule == "placement"]


def test_a_decision_on_who_is_not_available_falls() -> None:
    facts = replace(instance(), locks=(Lock("C1", "X1-BT", "fixed"), Lock("C5", "X1-PBT", "fixed")))
    assert rows_left(change("without_cadre", "C1"), facts) == [("C5", "X1-PBT", "fixed")]


def test_a_post_left_as_it_is_is_not_filled_and_not_counted(child: SolvingChild) -> None:
    before, after = best(child), best(child, change("without_post", "X2-CT"))
    assert entrants(before, "X2-BT") == entrants(before, "X2-CT") != set()
    assert not entrants(after, "X2-BT") | entrants(after, "X2-CT")
    assert not {"X2-BT", "X2-CT"} & {unfilled.post for unfilled in after.unfilled}


def test_planned_for_a_post_one_may_be_trained_in_it() -> None:
    changed = apply(scenario(change("add", "C4", "X1-BT")), situation())
    assert changed.instance.cadres["C4"].planned_for[-1] == Planned(post_id="X1-BT")
    assert changed.policy == policy()


def test_fixed_and_forbidden_pairs_are_kept(child: SolvingChild) -> None:
    assert entrants(best(child, change("fix", "C2", "X1-BT")), "X1-BT") == {"C2"}
    assert entrants(best(child, change("forbid", "C0", "X1-BT")), "X1-BT") == {"C1"}


def test_a_decision_of_the_scenario_takes_the_place_of_the_boards(child: SolvingChild) -> None:
    assert entrants(best(child, change("fix", "C3", "X1-BT")), "X1-BT") == {"C3"}
    facts = replace(instance(), locks=(Lock("C1", "X1-BT", "fixed"), Lock("C1", "X2-CT", "forbidden")))
    assert rows_left(change("fix", "C1", "X2-BT"), facts) == []
    assert rows_left(change("fix", "C1", "X1-BT"), facts) == [("C1", "X1-BT", "fixed"), ("C1", "X2-CT", "forbidden")]
    assert rows_left(change("forbid", "C1", "X1-BT"), facts) == [("C1", "X2-CT", "forbidden")]
    assert rows_left(change("forbid", "C0", "X1-BT"), facts) == [(k.cadre_id, k.post_id, k.lock) for k in facts.locks]
    stays = Lock("C5", "X1-PBT", "fixed")
    facts = replace(instance(), locks=(*facts.locks, stays))
    assert rows_left(change("forbid", "*", "X1-BT"), facts)[0] == ("C1", "X2-CT", "forbidden")
    assert rows_left(change("forbid", "*", "X1-PBT"), facts)[-1] == ("C5", "X1-PBT", "fixed")


def rows_left(made: Change, facts: Instance) -> list[tuple[str, str, str]]:
    """The rows of Khóa that still bind under a change; what it decides is no row."""
    changed = apply(scenario(made), situation_of(facts, policy()))
    assert changed.decided.decisions
    return [(k.cadre_id, k.post_id, k.lock) for k in changed.instance.locks]


@pytest.mark.parametrize(
    ("made", "decided"),
    [
        (change("fix", "C1", "X2-CT"), [Decision("fix", "C1", "X2-BT"), Decision("fix", "C1", "X2-CT")]),
        (change("forbid", "C1", "X2-CT"), [Decision("forbid", "C1", "X2-CT")]),
        (change("forbid", "*", "X1-BT"), [Decision("forbid", "*", "X1-BT")]),
        (change("without_cadre", "C1"), [Decision("stay", "C1")]),
        (change("without_post", "X1-BT"), []),
    ],
    ids=lambda value: value.text if isinstance(value, Change) else "",
)
def test_what_a_change_decides(made: Change, decided: list[Decision]) -> None:
    assert [*apply(scenario(made), situation()).decided.decisions] == decided


def test_a_decision_tells_the_cells_of_its_codes() -> None:
    cells = {"scenario": "A3", "change": "B3", "target": "C3", "value": "D3"}
    row = Change("fix", ("C1", "X1-BT"), origin=Origin("Kịch bản", 3, cells))
    (decision,) = apply(scenario(row, change("off", "family")), situation()).decided.decisions
    assert decision.cells == ("Kịch bản!C3", "Kịch bản!D3")


IMPOSSIBLE = {
    "a post left as it is": (change("fix", "C0", "X2-VP"), ("frozen", None, {"post": "X2-VP"})),
    "the holder of a post left as it is": (change("fix", "C6", "X1-BT"), ("frozen", None, {"post": "X2-VP"})),
    "a binding rule": (change("fix", "C4", "X2-BT"), ("rule", "planning_pool", {"post": "X2-BT"})),
    "a post that is left": (
        change("fix", "C5", "X1-PBT"),
        ("rule", "structure", {"reason": "must_leave", "cadre": "C5", "post": "X1-PBT"}),
    ),
    "a post of another authority": (
        change("fix", "C1", "X1-BT"), ("rule", "structure", {"reason": "managed_by", "post": "X1-BT"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_a_pair_that_cannot_be_is_an_answer_with_its_conflict(name: str, child: SolvingChild) -> None:
    made, member = IMPOSSIBLE[name]
    facts = instance()
    if "left" in name and "as it is" not in name:
        ending = replace(facts.posts["X1-PBT"], status="ending")
        facts = replace(facts, posts={**facts.posts, "X1-PBT": ending})
    if "authority" in name:
        posts = {code: replace(post, managed_by="A") for code, post in facts.posts.items()}
        facts = replace(facts, posts=posts, cadres={**facts.cadres, "C1": replace(facts.cadres["C1"], managed_by="B")})
    base = situation_of(facts, policy())
    assert problems_of([scenario(made)], base) == ()
    changed = apply(scenario(made), base)
    result = plan_situation(changed, Options(plans=1), child=child)
    assert result.status == "infeasible"
    told = [(c.kind, c.rule, dict(c.subject)) for c in result.conflicts]
    assert member in told and "edit" in [kind for kind, _, _ in told]
    assert all(one.cells for one in result.conflicts if one.kind != "edit")
    assert [*conflict_faults(changed, build(changed), result.to_dict())] == []
    forged: Any = result.to_dict()
    forged["conflicts"][-1]["cells"] = [{"sheet": "Cán bộ", "cell": "Z99"}]
    assert [*conflict_faults(changed, build(changed), forged)] != []


def test_a_budget_binds_the_unit(child: SolvingChild) -> None:
    panel = {pair: replace(row, cost=5) for pair, row in instance().panel.items()}
    base = situation_of(replace(instance(), panel=panel), policy())
    made = scenario(change("budget", "X1", value="4"))
    assert problems_of([made], base) == ()
    result = plan_situation(apply(made, base), Options(plans=1), child=child)
    assert not entrants(result.plans[0], "X1-BT") and entrants(best(child), "X1-BT")


def test_another_cut_off_day_moves_the_start_that_was_that_day() -> None:
    later = change("as_of", value="01/09/2026")
    assert problems_of([scenario(later)], situation()) == ()
    facts = apply(scenario(later), situation()).instance
    assert (facts.settings.as_of, facts.settings.start) == (dt.date(2026, 9, 1), dt.date(2026, 9, 1))
    typed = replace(instance(), settings=replace(instance().settings, start=dt.date(2026, 8, 1)))
    facts = apply(scenario(later), situation_of(typed, policy())).instance
    assert (facts.settings.as_of, facts.settings.start) == (dt.date(2026, 9, 1), dt.date(2026, 8, 1))


def test_the_base_is_not_touched() -> None:
    before = repr(instance()), repr(policy()), situation().decided
    everything = [
        change("off", "release"), change("without_cadre", "C0"), change("without_post", "X1-PBT"),
        change("add", "C4", "X1-BT"), change("fix", "C1", "X1-BT"), change("as_of", value="01/09/2026"),
    ]  # fmt: skip
    apply(scenario(*everything), situation())
    assert (repr(instance()), repr(policy()), situation().decided) == before
