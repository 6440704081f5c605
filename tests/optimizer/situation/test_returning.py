"""Who comes home from a rotation, for what purpose and from which rank, told three times; what a plan makes of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from cases_of import default_book
from kept_child import plan
from programmes import situation as programmes
from purposes_told import Move
from random_boards import random_situation
from random_lineups import all_moves
from tellings import judged

from luanchuyen.models.cadre import Cadre, Stint
from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.instance import Instance, Settings
from luanchuyen.models.options import Options
from luanchuyen.models.places.tables import NEW, OLD, Place
from luanchuyen.models.policy import BundleRule
from luanchuyen.models.post import Post
from luanchuyen.models.unit import Unit
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.columns.pairs import UNKNOWN
from luanchuyen.optimizer.columns.returning import ranks_held_before, returns
from luanchuyen.optimizer.explain.assignments import assignments_of
from luanchuyen.optimizer.rules.in_force import rules_of, situation_of
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild

START = dt.date(2026, 7, 1)
MAO_KHE = Place.of(NEW, "06838")
UNITS = {
    "DU": Unit("DU", "Đảng ủy xã", "xã", place=MAO_KHE),
    "SO": Unit("SO", "Sở Nội vụ", "tỉnh"),
    "UB": Unit("UB", "UBND xã", "xã", place=MAO_KHE),
    "X": Unit("X", "UBND xã khác", "xã"),
}
POSTS = {code: Post(code, code, code, "department_head") for code in UNITS}
BEFORE = ("UB", "2015", "2023", None)
PAPERS = ("Tỉnh ủy", "12-QĐ/TU", PartialDate(2026, 6, 1), "yêu cầu công tác")

Row = tuple[str | Place | None, str, str | None, str | None]


def row(unit: str | Place | None, since: str, to: str | None, form: str | None, kind: str | None = None) -> Stint:
    day, end = (PartialDate(*reversed([int(n) for n in text.split("/")])) if text else None for text in (since, to))
    assert day is not None
    code, place = (None, unit) if isinstance(unit, Place) else (unit, None)
    return Stint("A", day, end, code, place=place, form=form, kind=kind)


def board(
    *rows: Row,
    waivers: tuple[Waiver, ...] = (),
    as_of: dt.date = START,
    start: dt.date = START,
    posts: dict[str, Post] = POSTS,
) -> Situation:
    """A is in SO; their working record has these rows (unit or place, from, to, form)."""
    career = tuple(row(*r) for r in rows)
    cadre = Cadre("A", "A", PartialDate(1980), "male", "SO", PartialDate(2023), career=career)
    instance = Instance(Settings(as_of, start), UNITS, posts, {"A": cadre}, waivers=waivers)
    return situation_of(instance, replace(default_book(), entries={}))


def told(situation: Situation) -> dict[tuple[str, str], str]:
    """The purpose of every move into the lead post of a group; the three tellings agree on it."""
    moves = all_moves(situation)
    homes = returns(moves.leads)
    ranks = dict(zip(np.flatnonzero(homes), ranks_held_before(moves.leads.take(homes)).tolist(), strict=True))
    rule, found = rules_of(situation)["rank_step"], {}
    steps = rule.amounts(moves.leads)
    for number, (cadre, index) in enumerate(zip(moves.cadre, moves.group, strict=True)):
        cadre_id, group = moves.columns.cadre_ids[cadre], situation.groups[index]
        move = Move(situation, cadre_id, group)
        assert situation.purpose_of(cadre_id, group.lead, group) == move.purpose, move
        assert homes[number] == (move.purpose == "return"), move
        assert steps[number] == move.rank_step, move
        breach = rule.judge_within(situation.cadre(cadre_id), situation.post(group.lead), group, situation)
        assert (breach.amount if breach else 0) == move.rank_step, move
        if homes[number]:
            rank = None if ranks[number] == UNKNOWN else ranks[number]
            assert rank == situation.rank_held_before(cadre_id, group.lead) == move.rank_before, move
        found[cadre_id, group.lead] = move.purpose
    return found


def back(situation: Situation) -> set[str]:
    """The posts that bring A home."""
    return {post_id for (_, post_id), purpose in told(situation).items() if purpose == "return"}


HERE = ("SO", "01/07/2023", None, "rotation")


@pytest.mark.parametrize(
    ("rows", "posts"),
    [
        pytest.param([BEFORE, HERE], {"UB"}, id="to the day"),
        pytest.param([HERE, BEFORE], {"UB"}, id="rows in any order"),
        pytest.param([(*BEFORE[:3], "rotation"), HERE], {"UB"}, id="back into a rotation before it"),
        pytest.param([BEFORE, ("SO", "02/07/2023", None, "rotation")], set(), id="a day too early"),
        pytest.param([BEFORE, ("SO", "07/2023", None, "rotation")], set(), id="a month alone is its last day"),
        pytest.param([BEFORE, ("SO", "06/2023", None, "rotation")], {"UB"}, id="the month before"),
        pytest.param([BEFORE, ("SO", "01/07/2023", "30/06/2026", "rotation")], {"UB"}, id="ends on the eve"),
        pytest.param([BEFORE, ("SO", "01/06/2023", "29/06/2026", "rotation")], set(), id="ended a day before the eve"),
        pytest.param([BEFORE, ("SO", "01/07/2022", "31/05/2026", "rotation")], set(), id="ended a month ago"),
        pytest.param([BEFORE, ("SO", "05/2022", "31/12/2022", "rotation")], set(), id="ended in 2022"),
        pytest.param([BEFORE, ("SO", "01/07/2023", "31/12/2027", "rotation")], {"UB"}, id="the expected end"),
        pytest.param([BEFORE, ("SO", "2022", "07/2026", "rotation")], {"UB"}, id="an end known by its month"),
        pytest.param([BEFORE, ("SO", "2022", "06/2026", "rotation")], set(), id="which may have been a month ago"),
        pytest.param([BEFORE, ("SO", "01/07/2023", None, "appointment")], set(), id="no rotation"),
        pytest.param([BEFORE, (None, "01/07/2023", None, "rotation")], set(), id="a rotation to no unit"),
        pytest.param([BEFORE, ("X", "01/07/2023", None, "rotation")], set(), id="a rotation to another unit"),
        pytest.param([HERE], set(), id="nothing before it"),
        pytest.param([(None, "2015", "2023", None), HERE], set(), id="from outside the sheet"),
        pytest.param([("X", "2010", "2015", None), BEFORE, HERE], {"UB"}, id="the row next before alone"),
        pytest.param([BEFORE, ("DU", "2015", "2023", None), HERE], {"UB", "DU"}, id="two units on one day"),
        pytest.param([BEFORE, ("X", "01/07/2023", None, None), HERE], {"UB"}, id="two rows of one day"),
        pytest.param([("UB", "2023", None, None), HERE], {"UB"}, id="a year alone orders by its first day"),
        pytest.param([BEFORE, HERE, ("SO", "07/2023", None, "rotation")], {"UB"}, id="one of one day is long enough"),
        pytest.param([BEFORE, HERE, ("X", "02/07/2023", None, None)], set(), id="elsewhere since then"),
        pytest.param([BEFORE, HERE, ("SO", "2025", None, "reappointment")], {"UB"}, id="reappointed since then"),
        pytest.param([BEFORE, ("X", "2020", None, "reappointment"), HERE], {"UB"}, id="reappointed before it"),
        pytest.param([(MAO_KHE, "2015", "2023", None), HERE], {"UB", "DU"}, id="from a place of two units"),
        pytest.param([(Place.of(OLD, "06838"), "2015", "2023", None), HERE], set(), id="from a former place"),
    ],
)  # fmt: skip
def test_who_comes_home(rows: list[Row], posts: set[str]) -> None:
    assert back(board(*rows)) == posts


@pytest.mark.parametrize(
    ("to", "home"), [("31/05/2026", True), ("01/05/2026", False), ("30/04/2026", False), ("30/06/2026", True)]
)
def test_an_end_after_the_facts_were_taken_is_one_expected(to: str, home: bool) -> None:
    """Facts of 01/05/2026 for a start two months later."""
    facts = board(BEFORE, ("SO", "01/06/2022", to, "rotation"), as_of=dt.date(2026, 5, 1))
    assert back(facts) == ({"UB"} if home else set())


@pytest.mark.parametrize(("since", "home"), [("01/06/2023", True), ("02/06/2023", False)])
def test_months_are_counted_to_the_expected_end_where_it_is_before_the_start(since: str, home: bool) -> None:
    facts = board(BEFORE, ("SO", since, "31/05/2026", "rotation"), as_of=dt.date(2026, 5, 1))
    assert back(facts) == ({"UB"} if home else set())


@pytest.mark.parametrize(("cadre_id", "post_id"), [("A", "UB"), ("A", None), (None, "UB")])
def test_an_early_return_is_one_by_a_waiver(cadre_id: str | None, post_id: str | None) -> None:
    rows = [BEFORE, ("SO", "01/07/2025", None, "rotation")]
    assert back(board(*rows)) == set()
    assert back(board(*rows, waivers=(Waiver("stint_length", cadre_id, post_id, *PAPERS),))) == {"UB"}
    assert back(board(*rows, waivers=(Waiver("stint_length", "A", "DU", *PAPERS),))) == set()


@pytest.mark.parametrize(("start", "home"), [(dt.date(2027, 2, 28), True), (dt.date(2027, 2, 27), False)])
def test_months_are_clipped_to_the_month_s_end(start: dt.date, home: bool) -> None:
    facts = board(BEFORE, ("SO", "29/02/2024", None, "rotation"), start=start)
    assert back(facts) == ({"UB"} if home else set())


def test_a_waiver_of_a_mate_s_post_counts_for_the_bundle_that_brings_it() -> None:
    """X and VP may be one bundle: only who takes both comes home early by the waiver on VP."""
    posts = {**POSTS, "VP": Post("VP", "VP", "X", "department_deputy")}
    waiver = Waiver("stint_length", None, "VP", *PAPERS)
    facts = board(("X", "2015", "2023", None), ("SO", "01/07/2025", None, "rotation"), waivers=(waiver,), posts=posts)
    allowed = BundleRule(("department_head", "department_deputy"), "xã", "allow")
    facts = situation_of(facts.instance, replace(facts.policy, bundles=(allowed,)))
    told(facts)
    purposes = {group.posts: facts.purpose_of("A", group.lead, group) for group in facts.groups_with["X"]}
    assert purposes == {("X",): "training", ("VP", "X"): "return"}
    assert {a.purpose for a in assignments_of(lineup_of(facts, [("A", "VP"), ("A", "X")]))} == {"return"}


def test_purposes_typed_come_first_and_a_typed_return_is_for_those_who_come_home() -> None:
    typed = {
        "DU": replace(POSTS["DU"], purpose="return"),
        "UB": replace(POSTS["UB"], purpose="training"),
        "X": replace(POSTS["X"], purpose="return"),
    }
    facts = board(BEFORE, ("DU", "2015", "2023", None), HERE, posts={**POSTS, **typed})
    expected = {"DU": "return", "UB": "training", "X": "other", "SO": "training"}
    assert {post_id: purpose for (_, post_id), purpose in told(facts).items()} == expected
    for post_id, purpose in expected.items():
        assert {a.purpose for a in assignments_of(lineup_of(facts, [("A", post_id)]))} == {purpose}


def renewing(situation: Situation) -> Situation:
    """The board under a book by which local holders, and they alone, are due."""
    entries = dict(situation.policy.entries)
    entries["consecutive_terms"] = replace(entries["consecutive_terms"], level="off")
    entries["non_local"] = replace(entries["non_local"], level="hard", numbers={"renew": True})
    return situation_of(situation.instance, replace(situation.policy, entries=entries))


def test_the_tellings_agree_on_random_boards() -> None:
    seen: Counter[str] = Counter()
    for seed in range(400):
        situation = random_situation(seed) if seed % 2 else renewing(random_situation(seed))
        for (cadre_id, post_id), purpose in told(situation).items():
            home = Move(situation, cadre_id, situation.group_of[post_id])
            if home.comes_home:
                typed, due = situation.post(post_id).purpose, situation.due_purpose(post_id)
                seen[f"{purpose}, {'typed' if typed else 'due' if due else 'by form'}"] += 1
                seen["up"] += home.purpose == "return" and home.rank_step > 0
                seen["from another rank"] += home.rank_before != situation.rank_of_cadre(cadre_id)
                seen["by place"] += any(row.unit_id is None for row in home.rows_at_home)
                seen["by a waiver"] += home.waived
            elif home.rotation:
                seen["home too early" if home.rows_at_home else "not home"] += 1
        for cadre_id in situation.instance.cadres:
            move = Move(situation, cadre_id, situation.groups[0])
            latest = move.record[0][1] if move.record else []
            seen["over"] += any(r.form == "rotation" and not move.still_runs(r) for r in latest)
            seen["expected end"] += any(move.still_runs(r) and r.to is not None for r in move.rotation)
    assert {name: count for name, count in seen.items() if count < 3} == {}
    assert set(seen) >= {
        "return, by form", "return, typed", "training, typed", "two_term, due", "non_local, due", "up",
        "from another rank", "by place", "by a waiver", "home too early", "not home", "over", "expected end",
    }  # fmt: skip


@pytest.fixture(scope="module")
def child() -> Iterator[SolvingChild]:
    with SolvingChild() as child:
        yield child


OVER = ("X2", "01/05/2022", "31/12/2022", "rotation")
OPEN = ("X2", "01/05/2022", None, "rotation")
PRESENT = ("X2", "01/05/2022", "30/06/2026", "rotation")


@pytest.mark.parametrize(
    ("purpose", "kind", "rotation", "made"),
    [
        pytest.param("training", None, OVER, [], id="a rotation over in 2022, a post for training"),
        pytest.param(None, "secretary", OVER, [], id="over, no purpose"),
        pytest.param("return", "secretary", OVER, [], id="over, a post for returns"),
        pytest.param(None, "secretary", (*OVER[:2], "29/06/2026", OVER[3]), [], id="over since yesterday"),
        pytest.param("training", None, OPEN, [], id="two ranks up, a post for training"),
        pytest.param(None, None, OPEN, [], id="up from the present rank"),
        pytest.param(None, "pc_vice_chair", OPEN, [], id="up from the rank held before"),
        pytest.param("return", "deputy_secretary", OPEN, [], id="up, a post for returns"),
        pytest.param("training", "secretary", OPEN, [], id="home, but a post for training"),
        pytest.param(None, "secretary", OPEN, [("A", "P1", "return")], id="home"),
        pytest.param("return", "secretary", PRESENT, [("A", "P1", "return")], id="home, a post for returns"),
    ],
)
def test_a_plan_brings_home_only_who_is_away_and_no_higher(
    purpose: str | None, kind: str | None, rotation: Row, made: list[tuple[str, str, str]], child: SolvingChild
) -> None:
    """A, of 1965, was sent from X1 to X2; the secretary's post of X1 is free. The default book as it is."""
    units = {code: Unit(code, code, "xã", "Đảng") for code in ("X1", "X2")}
    posts = {"P1": Post("P1", "P1", "X1", "secretary", purpose=purpose), "P2": Post("P2", "P2", "X2", "pc_vice_chair")}
    career = (row("X1", "01/01/2015", "30/04/2022", "appointment", kind), row(*rotation))
    cadre = Cadre("A", "A", PartialDate(1965, 4, 25), "male", "X2", PartialDate(2022, 5, 1), post_ids=("P2",))
    cadre = replace(cadre, career=career, evaluations=("HTTNV",))
    instance = Instance(Settings(START, START), units, posts, {"A": cadre})
    result = plan(instance, default_book(), Options(plans=1), child=child)
    assert [(a.cadre, a.post, a.purpose) for a in result.plans[0].assignments] == made


def test_a_chair_of_dien_bien_due_as_a_local_is_not_replaced_by_who_retires_in_four_months() -> None:
    facts = programmes("dien-bien")
    assert "DB070" in facts.homecomings
    assert facts.purpose_of("DB070", "CT03328") == "non_local"
    assert judged(rules_of(facts)["remaining_service"], "DB070", "CT03328", facts) == (56, False)
