"""What a plan does to the facts when it takes effect: posts, terms, working records, who waits."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from small_board import HARD, board

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.committee.edit import Edit, Edits
from luanchuyen.models.errors import AuditError
from luanchuyen.models.update import Updates
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.decisions.agreed import agreed_alone, agreed_in
from luanchuyen.scenarios.decisions.effects import Effects

DAY = dt.date(2026, 8, 1)
EVE = PartialDate(2026, 7, 31)
HEAD = {"kind": "Bí thư"}


def effects(situation: Situation, *pairs: tuple[str, str], day: dt.date = DAY) -> Effects:
    """The effects of a plan that is one."""
    assert audit(situation, pairs).passed
    return Effects(lineup_of(situation, pairs), day, "book", "chờ bố trí, nguyên {}".format, "thôi, nguyên {}".format)


def cells(updates: Updates, table: str = "cadres") -> dict[tuple[int, str], Any]:
    """(row, field) → value of the cells of a table."""
    return {(u.origin.row, u.field): u.value for u in updates.cells if u.table == table}


def test_who_moves_holds_what_they_took_since_the_day() -> None:
    cadres = [{"position": "Chuyên viên", "rank": "5", "consecutive_terms": "1"}]
    updates = effects(board([{"post_id": "P1", **HEAD}], cadres), ("C1", "P1")).updates()
    assert cells(updates) == {
        (2, "unit_id"): "X",
        (2, "post_id"): ("P1",),
        (2, "position"): "Chức danh P1",
        (2, "in_post_since"): PartialDate(2026, 8, 1),
        (2, "rank"): None,
    }  # a head of another place serves a first term, as typed
    assert [(u.field, u.value) for u in updates.cells if u.table == "settings"] == [
        ("as_of", PartialDate(2026, 8, 1)),
        ("start", None),
    ]


@pytest.mark.parametrize(
    ("kind", "unit", "held", "terms", "after"),
    [
        ("Bí thư", "X", "P0", "1", 2),
        ("Bí thư", "TU", "", "2", 1),
        ("Phó Bí thư", "X", "P0", "1", None),
        ("Bí thư", "X", "P0", "", None),
        ("Bí thư", "X", "", "", 1),
    ],
)
def test_terms_count_in_one_place_as_its_head(kind: str, unit: str, held: str, terms: str, after: int | None) -> None:
    posts = [{"post_id": "P0", "kind": "Chủ tịch UBND"}, {"post_id": "P1", "kind": kind}]
    known = {"consecutive_terms": "1", "unit_id": "TV"}  # somebody's terms are known
    situation = board(posts, [{"unit_id": unit, "post_id": held, "consecutive_terms": terms}, known])
    made = effects(situation, ("C1", "P1")).updates()
    before = int(terms) if terms else None
    assert cells(made).get((2, "consecutive_terms"), before) == after


def test_a_board_that_keeps_no_terms_is_given_none() -> None:
    updates = effects(board([{"post_id": "P1", **HEAD}], 1), ("C1", "P1")).updates()
    assert (2, "consecutive_terms") not in cells(updates)


def test_the_record_is_closed_on_the_day_before_and_goes_on() -> None:
    career = [
        {"cadre_id": "C1", "unit_id": "TU", "from": "01/01/2010", "to": "31/12/2019"},
        {"cadre_id": "C1", "unit_id": "TU", "from": "01/01/2020", "form": "bổ nhiệm"},
        {"cadre_id": "C1", "unit_id": "TV", "from": "01/01/2021"},
        {"cadre_id": "C1", "unit_id": "TU", "from": "01/01/2022", "to": "31/12/2026"},
    ]
    made = effects(board([{"post_id": "P1", **HEAD}], 1, career=career), ("C1", "P1"))
    assert cells(made.updates(), "career") == {(3, "to"): EVE, (5, "to"): EVE}
    assert [stint.unit_id for stint in made.running()] == ["TV"]
    assert [dict(row.values) for row in made.updates().rows] == [
        {"cadre_id": "C1", "unit_id": "X", "position": "Chức danh P1", "kind": "secretary",
         "from": PartialDate(2026, 8, 1), "form": "rotation", "direction": "down", "rules": "book"},
    ]  # fmt: skip


def test_a_posting_that_no_row_stands_for_is_written_before_it_is_lost() -> None:
    situation = board([{"post_id": "P0", "unit_id": "TU", "kind": "Chánh Văn phòng"}, {"post_id": "P1"}],
                      [{"post_id": "P0", "in_post_since": "06/2021"}])  # fmt: skip
    first, second = effects(situation, ("C1", "P1")).updates().rows
    assert dict(first.values) == {
        "cadre_id": "C1", "unit_id": "TU", "position": "Chức danh P0", "kind": "office_head",
        "from": PartialDate(2021, 6), "to": EVE,
    }  # fmt: skip
    assert second.values["unit_id"] == "X"


@pytest.mark.parametrize(("told", "written"), [("X", ["TU"]), ("TU", [])])
def test_of_two_units_that_are_left_the_leading_one_has_a_row(told: str, written: list[str]) -> None:
    posts = [{"post_id": "P0", "unit_id": "TU", "bundle": "b"}, {"post_id": "P9", "bundle": "b"}, {"post_id": "P1"}]
    career = [{"cadre_id": "C1", "unit_id": told, "from": "01/01/2020"}]
    made = effects(board(posts, [{"post_id": "P0"}], career=career), ("C1", "P1")).updates()
    assert [row.values["unit_id"] for row in made.rows if row.values.get("to") == EVE] == written
    assert cells(made, "career") == {(2, "to"): EVE}


def test_a_filled_post_is_neither_vacant_nor_ending() -> None:
    posts = [
        {"post_id": "P1", "status": "trống", "vacant_from": "01/05/2026"},
        {"post_id": "P2", "status": "trống", "vacant_from": "01/05/2026"},
    ]
    updates = effects(board(posts, 1), ("C1", "P1")).updates()
    assert cells(updates, "posts") == {(2, "status"): None, (2, "vacant_from"): None}


@pytest.mark.parametrize("typed", ["có người", ""])
def test_a_post_that_is_left_no_longer_says_that_somebody_holds_it(typed: str) -> None:
    posts = [{"post_id": "P0", "status": typed}, {"post_id": "P1"}]
    made = effects(board(posts, [{"post_id": "P0"}]), ("C1", "P1"))
    assert cells(made.updates(), "posts") == ({(2, "status"): None} if typed else {})
    assert made.half_held == ()


def test_seats_held_outside_the_sheet_stay_held() -> None:
    posts = [{"post_id": "P0", "status": "có người", "seats": "2"}, {"post_id": "P1"}]
    made = effects(board(posts, [{"post_id": "P0"}]), ("C1", "P1"))
    assert (cells(made.updates(), "posts"), made.half_held) == ({}, ("P0",))


def leaving(**post: str) -> Situation:
    """One who must leave an ending post, and one who may come."""
    return board([{"post_id": "P0", **post}, {"post_id": "P1"}], [{"post_id": "P0", "unit_id": "X", "rank": "4"}, {}])


def test_who_must_leave_waits_once_somebody_has_come() -> None:
    situation = leaving(status="sắp trống", rank="3")
    made = effects(situation, ("C2", "P0"))
    assert made.waiting == ("C1",) and made.holds("C1") == ()
    assert cells(made.updates())[2, "post_id"] == ()
    assert cells(made.updates())[2, "rank"] == 3
    assert cells(made.updates())[2, "position"] == "chờ bố trí, nguyên Chức danh P0"
    assert [row.values.get("to") for row in made.updates().rows if row.values["cadre_id"] == "C1"] == [EVE]


def test_who_retires_within_the_horizon_waits_for_nothing() -> None:
    posts = [{"post_id": "P0", "status": "sắp trống"}, {"post_id": "P1"}]
    cadres = [{"post_id": "P0", "unit_id": "X", "retires": "01/10/2026"}, {}]
    made = effects(board(posts, cadres), ("C2", "P0"))
    assert made.waiting == ("C1",)
    assert cells(made.updates())[2, "position"] == "thôi, nguyên Chức danh P0"


def test_who_must_leave_stays_while_nobody_has_come() -> None:
    made = effects(leaving(status="sắp trống"), ("C2", "P1"))
    assert made.waiting == () and made.holds("C1") == ("P0",)


@pytest.mark.parametrize(("vacant_from", "waiting"), [("31/07/2026", ("C1",)), ("01/12/2026", ())])
def test_who_must_leave_is_gone_on_the_day_itself(vacant_from: str, waiting: tuple[str, ...]) -> None:
    assert effects(leaving(vacant_from=vacant_from), ("C2", "P1")).waiting == waiting


def test_the_manager_of_a_cadre_follows_the_post() -> None:
    posts = [{"post_id": "P1", "managed_by": "TV"}, {"post_id": "P2"}]
    cadres = [{"managed_by": "TV"}, {"managed_by": "TU"}]
    updates = cells(effects(board(posts, cadres), ("C1", "P1"), ("C2", "P2")).updates())
    assert (2, "managed_by") not in updates and (3, "managed_by") not in updates
    updates = cells(effects(board([{"post_id": "P2"}], [{"managed_by": "X"}]), ("C1", "P2")).updates())
    assert updates[2, "managed_by"] is None


CHAIN = [{"post_id": "P1", "unit_id": "TU"}, {"post_id": "P2"}, {"post_id": "P3"}]
HELD = [{}, {"post_id": "P1"}, {"post_id": "P2"}]
WHOLE = (("C1", "P1"), ("C2", "P2"), ("C3", "P3"))


def test_agreed_lines_that_are_a_plan_are_kept() -> None:
    situation = board(CHAIN, HELD)
    assert agreed_alone(situation, WHOLE, [("C3", "P3"), ("C9", "P1")]) == (("C3", "P3"),)


def test_agreed_lines_are_those_marked_so() -> None:
    fixes = tuple(Decision("fix", "C1", post) for post in ("P1", "P2"))
    marks = [
        Edit("agree", 1, "P1", None, None, "", ("Phương án 1!K5",), fixes),
        Edit("choose", 1, "P3", "C2", "C3", "", ("Phương án 1!K6",), (Decision("fix", "C2", "P3"),)),
        Edit("stay", 1, "P4", "C4", None, "bận", ("Phương án 1!K7",), (Decision("stay", "C4"),)),
    ]
    assert agreed_in(Edits(tuple(marks))) == (("C1", "P1"), ("C1", "P2"))


def test_agreed_lines_that_hang_on_others_name_them() -> None:
    situation = board(CHAIN, HELD)
    with pytest.raises(AuditError) as raised:
        agreed_alone(situation, WHOLE, [("C1", "P1")])
    assert raised.value.values["needs"] == "C2, C3"
    assert raised.value.values["cadres"] == "C1"


def test_agreed_lines_that_a_rule_joins_name_the_other() -> None:
    situation = board([{"post_id": "P1"}, {"post_id": "P2"}], 2, {**HARD, "fill": "hard"})
    with pytest.raises(AuditError) as raised:
        agreed_alone(situation, (("C1", "P1"), ("C2", "P2")), [("C1", "P1")])
    assert raised.value.values["needs"] == "C2"
