"""Bundles of the rule book: which posts go together, what may be taken, what is said of places where it cannot be."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

import pytest
from brute_force import BruteForce
from cases_of import default_book
from random_boards import random_situation

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.instance import Instance, Settings
from luanchuyen.models.options import Options
from luanchuyen.models.places.tables import NEW, Place
from luanchuyen.models.plan import Plan
from luanchuyen.models.policy import BundleRule
from luanchuyen.models.post import Post
from luanchuyen.models.unit import Unit
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.explain.assignments import assignments_of
from luanchuyen.optimizer.explain.chains import steps
from luanchuyen.optimizer.explain.readiness import readiness
from luanchuyen.optimizer.explain.shortage import shortages
from luanchuyen.optimizer.planning import plan
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.bundling import Bundling, Seat
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation

START = dt.date(2026, 7, 1)
BINH_LIEU = Place.of(NEW, "06838")
UNITS = {
    "DU": Unit("DU", "Đảng ủy xã Bình Liêu", "xã", place=BINH_LIEU),
    "UB": Unit("UB", "UBND xã Bình Liêu", "xã", place=BINH_LIEU),
    "SO": Unit("SO", "Sở Nội vụ", "tỉnh"),
}
BOTH = ("secretary", "pc_chair")


def rule(mode: str, kinds: tuple[str, ...] = BOTH, level: str = "xã") -> BundleRule:
    return BundleRule(kinds, level, mode)


def situation(
    *rules: BundleRule, holders: Mapping[str, str] | None = None, on: tuple[str, ...] = (), **changes: dict[str, object]
) -> Situation:
    """A commune's secretary BT, chair CT and council chair HD, a post SP elsewhere; A, B, C hold what is said."""
    posts = {
        "BT": Post("BT", "Bí thư", "DU", "secretary"),
        "CT": Post("CT", "Chủ tịch UBND", "UB", "pc_chair"),
        "HD": Post("HD", "Chủ tịch HĐND", "UB", "council_chair"),
        "SP": Post("SP", "Phó Giám đốc", "SO", "department_deputy"),
    }
    posts = {code: replace(post, **changes.get(code, {})) for code, post in sorted(posts.items())}  # type: ignore[arg-type]
    held = {"A": "", "B": "", "C": "", **(holders or {})}
    cadres = {
        code: Cadre(code, code, PartialDate(1980), "male", "SO", PartialDate(2020), post_ids=tuple(of.split()))
        for code, of in held.items()
    }
    book = default_book()
    policy = replace(book, bundles=rules, entries={name: book.entry(name) for name in on})
    return situation_of(Instance(Settings(START, START), UNITS, posts, cadres), policy)


def grouped(board: Situation) -> set[str]:
    """The groups as words: ``BT CT`` together, ``BT?CT`` a bundle that is only allowed."""
    return {("?" if group.optional else " ").join(group.posts) for group in board.groups}


def test_no_rule_leaves_posts_alone() -> None:
    assert grouped(situation()) == {"BT", "CT", "HD", "SP"}


def test_what_the_book_requires_is_one_bundle_and_one_holder_holds_it() -> None:
    board = situation(rule("require"), holders={"A": "CT"})
    assert grouped(board) == {"BT CT", "HD", "SP"}
    assert board.held["A"] == ("BT", "CT")


def test_what_the_book_allows_may_be_taken_whole_or_apart() -> None:
    board = situation(rule("allow"))
    assert grouped(board) == {"BT", "CT", "BT?CT", "HD", "SP"}
    for pairs in ([("A", "BT"), ("A", "CT")], [("A", "BT")], [("A", "BT"), ("B", "CT")]):
        assert audit(board, pairs).passed
    assert [o.key for o in audit(board, [("A", "BT"), ("A", "HD")]).objections] == ["person_twice"]


def test_a_mark_over_just_these_posts_is_only_possible() -> None:
    marked = {"bundle": "K1"}
    board = situation(rule("allow"), BT=marked, CT=marked, holders={"A": "BT"})
    assert grouped(board) == {"BT", "CT", "BT?CT", "HD", "SP"}
    assert board.held["A"] == ("BT",)
    wider = situation(rule("allow"), BT=marked, CT=marked, HD=marked)
    assert grouped(wider) == {"BT CT HD", "SP"}


def test_a_mark_that_the_book_forbids_is_undone_and_said() -> None:
    marked = {"bundle": "K1"}
    board = situation(rule("forbid"), BT=marked, CT=marked, holders={"A": "BT CT"})
    assert grouped(board) == {"BT", "CT", "HD", "SP"}
    assert audit(board, []).passed
    said = {problem.key: problem.values for problem in readiness(board)}
    assert said["readiness.bundle_forbidden"] == {"mark": "K1"}
    assert said["readiness.bundle_held"] == {"count": 1}


def test_what_is_required_joins_the_marks_it_touches_and_a_forbidden_set_wins() -> None:
    marked = {"bundle": "K1"}
    assert grouped(situation(rule("require"), CT=marked, HD=marked)) == {"BT CT HD", "SP"}
    assert grouped(situation(rule("require"), rule("forbid"))) == {"BT", "CT", "HD", "SP"}


@pytest.mark.parametrize(
    "changes",
    [
        {"CT": {"kind": "front_chair"}},
        {"HD": {"kind": "pc_chair"}},
        {"CT": {"seats": 2}},
        {"CT": {"status": "frozen"}},
        {"CT": {"unit_id": "SO"}},
    ],
)
@pytest.mark.parametrize("mode", ["require", "allow", "forbid"])
def test_a_place_without_just_one_post_of_each_kind_is_said(mode: str, changes: dict[str, dict[str, object]]) -> None:
    board = situation(rule(mode), **changes)
    assert grouped(board) == {"BT", "CT", "HD", "SP"}
    (problem,) = [p for p in readiness(board) if p.key == "readiness.bundle_unfit"]
    assert (problem.severity, problem.values["places"]) == ("warning", "Đảng ủy xã Bình Liêu")


def test_a_holder_of_one_post_may_take_the_bundle_and_keeps_it() -> None:
    board = situation(rule("allow"), holders={"A": "BT", "B": "CT"})
    pairs = [("A", "BT"), ("A", "CT"), ("B", "SP")]
    assert audit(board, pairs).passed
    assert "no_seat" in {o.key for o in audit(board, pairs[:2]).objections}
    lineup = lineup_of(board, pairs)
    assert lineup.occupants["BT"] == ("A",)
    step = steps(Plan(1, assignments_of(lineup), {}, {}, True), board)["A"]
    assert [h.post for h in step.takes] == ["CT"]
    assert step.leaves == ()


def test_nobody_takes_a_group_that_is_all_his_and_a_leaver_no_part_of_what_he_left() -> None:
    both = situation(rule("allow"), holders={"A": "BT CT"})
    for pairs in ([("A", "BT")], [("A", "BT"), ("A", "CT")]):
        assert "already_holds" in {o.key for o in audit(both, pairs).objections}
    leaver = situation(rule("allow"), holders={"A": "BT"}, BT={"status": "ending"})
    assert "already_holds" in {o.key for o in audit(leaver, [("A", "BT"), ("A", "CT")]).objections}
    assert audit(leaver, [("A", "CT")]).passed


def test_plans_of_one_sum_come_in_the_order_of_their_lists() -> None:
    """A over BT and SP (1 + 4) and A in BT with B in CT (1 + 2 x 2) tie: the former's list comes first."""
    board = situation(rule("allow", ("secretary", "department_deputy")), SP={"unit_id": "UB"})
    result = plan(board.instance, board.policy, Options(plans=40))
    assert [p.pairs for p in result.plans] == [p.pairs for p in BruteForce(board).ranked(40)]
    tied = [(("A", "BT"), ("A", "SP")), (("A", "BT"), ("B", "CT"))]
    assert [p.pairs for p in result.plans if p.pairs in tied] == tied


def test_a_post_is_short_of_people_only_where_no_way_brings_any() -> None:
    """The chair alone ranks two steps below A; with the secretary it is judged by the secretary's rank."""
    ranks = {"BT": {"rank": 3}, "CT": {"rank": 5}, "SP": {"rank": 3}}
    for rules, eligible in (((), 0), ((rule("allow"),), 1)):
        board = situation(*rules, holders={"A": "SP"}, on=("rank_step",), **ranks)
        found = shortages(board, ["CT"])["CT"]
        assert (found.candidates, found.eligible, found.barred["rank_step"]) == (3, eligible, 3 - eligible)


@pytest.mark.parametrize("seed", range(0, 120, 3))
def test_groups_hold_every_post_once_and_keep_what_the_book_says(seed: int) -> None:
    board = random_situation(seed)
    own = [post for group in board.groups if not group.optional for post in group.posts]
    assert sorted(own) == sorted(board.instance.posts)
    for group in board.groups:
        assert not any(apart <= set(group.posts) for apart in board.bundling.forbidden)
        assert board.group_taking(group.posts) is group
        assert all(group in board.groups_with[post] for post in group.posts)


def test_grouping_asks_nothing_of_units_that_are_not_there() -> None:
    seats = [Seat("P1", "secretary", "", "U9"), Seat("P2", "pc_chair", "", "U9", mark="K1")]
    assert Bundling(seats, [rule("require")]).groups == (("P1",), ("P2",))
