"""Seats left empty: the sets that are too large for their people, against every plan; what is said of each post."""

from __future__ import annotations

import io
from itertools import product
from math import prod

import openpyxl
import pytest
from brute_force import BruteForce, paired
from small_board import board, lock
from tiny_boards import tiny_board

from luanchuyen.models.options import Options
from luanchuyen.optimizer.explain.scarcity import Scarcity, scarcities
from luanchuyen.optimizer.explain.vacancies import unfilled_of
from luanchuyen.optimizer.planning import plan_situation
from luanchuyen.optimizer.rules.in_force import in_force
from luanchuyen.optimizer.situation.lineup import Lineup, lineup_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.sheets.plans.writer import write_plans

PLANS_TO_TRY = 400


def lacking(lineup: Lineup, posts: tuple[str, ...]) -> int:
    """Persons that posts lack after a plan, told from the sheet: a bundle lacks one; who is due and stays is none."""
    situation, found = lineup.situation, {}
    for post_id in posts:
        there = [c for c in lineup.occupants[post_id] if c in lineup.moves or c not in situation.due]
        empty = max(0, situation.post(post_id).seats - situation.outside[post_id] - len(there))
        group = situation.group_of[post_id].posts
        found[group] = max(found.get(group, 0), empty)
    return sum(found.values())


def plain(situation: Situation) -> bool:
    """Nobody can hold two groups at once, and nobody sits in a seat that counts as empty."""
    held = ({situation.group_of[p] for p in posts} for posts in situation.held.values())
    return (
        not situation.due and not any(g.optional for g in situation.groups) and all(len(groups) <= 1 for groups in held)
    )


def test_no_plan_leaves_fewer_empty_and_some_plan_leaves_just_these() -> None:
    seen = tight = several = 0
    for seed in range(240):
        situation = tiny_board(seed).situation
        brute, found = BruteForce(situation), scarcities(situation)
        if prod(map(len, brute.options)) > PLANS_TO_TRY:
            continue
        hard = {rule.name for rule, entry in in_force(situation) if entry.level == "hard"}
        fixed = [k for k in situation.instance.locks if k.lock == "fixed" and "fixed" in hard]
        everything = tuple(p for p in situation.instance.posts if not situation.group_of[p].frozen)
        lineups = []
        for chosen in product(*brute.options):
            moves = {c: g for c, g in zip(brute.cadres, chosen, strict=True) if g}
            lineup = Lineup(situation, moves)
            if brute.seated([paired(c, g) for c, g in moves.items()]) and all(
                k.post_id in lineup.after(k.cadre_id) for k in fixed
            ):
                lineups.append(lineup)
        for scarcity in found:
            assert scarcity.empty > 0
            assert all(lacking(lineup, scarcity.posts) >= scarcity.empty for lineup in lineups), (seed, scarcity)
            several += len(scarcity.posts) > 1 and bool(scarcity.cadres)
        assert len({p for s in found for p in s.posts}) == sum(len(s.posts) for s in found), seed
        assert len({c for s in found for c in s.cadres}) == sum(len(s.cadres) for s in found), seed
        if lineups and plain(situation):
            assert min(lacking(one, everything) for one in lineups) == sum(s.empty for s in found), seed
            tight += 1
        seen += bool(found)
    assert seen >= 40 and tight >= 20 and several >= 10


def why(situation: Situation, *pairs: tuple[str, str]) -> dict[str, tuple[str, ...]]:
    return {u.post: u.why for u in unfilled_of(lineup_of(situation, pairs))}


def test_a_post_of_two_seats_with_one_eligible_cadre_has_too_few() -> None:
    situation = board([{"post_id": "P", "seats": "2"}], 2, locks=[lock("C2", "P")])
    assert scarcities(situation) == (Scarcity(("P",), 2, ("C1",), 1),)
    assert why(situation, ("C1", "P")) == {"P": ("shortage", "forbidden")}
    assert why(situation) == {"P": ("shortage", "chosen", "forbidden")}  # two seats empty where one must be


def test_posts_that_share_their_cadres_are_one_set() -> None:
    situation = board([{"post_id": p} for p in "PQR"], 2)
    assert scarcities(situation) == (Scarcity(("P", "Q", "R"), 3, ("C1", "C2"), 1),)
    assert why(situation, ("C1", "P"), ("C2", "Q")) == {"R": ("shortage",)}


def test_a_post_left_empty_though_somebody_is_left_is_chosen() -> None:
    situation = board([{"post_id": p} for p in "PQ"], 3)
    assert scarcities(situation) == ()
    assert why(situation, ("C1", "P")) == {"Q": ("chosen",)}


def test_a_post_that_nobody_may_take_is_told_by_its_rules() -> None:
    situation = board([{"post_id": p} for p in "PQ"], 2, locks=[lock("*", "P")])
    assert scarcities(situation) == (Scarcity(("P",), 1, (), 1),)
    assert why(situation, ("C1", "Q")) == {"P": ("forbidden",)}


@pytest.mark.parametrize(("cost", "expected"), [("11", ("budget",)), ("10", ("chosen",))])
def test_a_rule_of_the_whole_plan_that_keeps_everybody_out_is_named(cost: str, expected: tuple[str, ...]) -> None:
    situation = board([{"post_id": "P"}], 1, panel=[{"cadre_id": "C1", "post_id": "P", "cost": cost}])
    assert scarcities(situation) == ()
    assert why(situation) == {"P": expected}


def test_a_decision_elsewhere_takes_a_cadre_out() -> None:
    situation = board([{"post_id": p} for p in "PQ"], 1, locks=[lock("C1", "P", "cố định")])
    assert scarcities(situation) == (Scarcity(("Q",), 1, (), 1, frozenset({"Q"})),)
    assert why(situation, ("C1", "P")) == {"Q": ("shortage", "fixed")}


@pytest.mark.parametrize("cadres", [1, 2])
def test_a_bundle_takes_one_person(cadres: int) -> None:
    posts = [{"post_id": "P", "bundle": "a"}, {"post_id": "Q", "bundle": "a"}, {"post_id": "R"}]
    situation = board(posts, cadres)
    short = (Scarcity(("P", "Q", "R"), 2, ("C1",), 1),)
    assert scarcities(situation) == (short if cadres == 1 else ())


def test_the_sheet_tells_the_set_in_words() -> None:
    situation = board([{"post_id": p} for p in "PQR"], 2)
    stream = io.BytesIO()
    with SolvingChild() as child:
        write_plans(stream, situation, plan_situation(situation, Options(plans=1), child=child))
    sheet = openpyxl.load_workbook(stream)["Chức danh còn trống"]
    told = " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)
    assert "cần 3 người, chỉ có 2 đồng chí đủ điều kiện (Lò Văn 1, Lò Văn 2): thiếu ít nhất 1" in told
    assert "thiệt hơn" not in told


def test_a_set_that_several_posts_are_of_is_told_once() -> None:
    situation = board([{"post_id": p} for p in "PQR"], 1)
    stream = io.BytesIO()
    with SolvingChild() as child:
        write_plans(stream, situation, plan_situation(situation, Options(plans=1), child=child))
    sheet = openpyxl.load_workbook(stream)["Chức danh còn trống"]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert sum("cần 3 người, chỉ có 1 đồng chí đủ điều kiện (Lò Văn 1): thiếu ít nhất 2" in cell for cell in cells) == 1
    assert sum("nhóm (A) nêu ở trên" in cell for cell in cells) == 2
