"""What falls due: each kind by its own facts, and successors as the auditor would count them, cadre by cadre."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from small_board import HARD, board

from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.deadlines.collecting import deadlines_until
from luanchuyen.optimizer.deadlines.deadline import Deadline
from luanchuyen.optimizer.deadlines.successors import situation_on, successors_on
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.deadlines import DeadlineWords

FAR = dt.date(2060, 1, 1)
POST: dict[str, str] = {"post_id": "P1", "unit_id": "TU", "kind": "Phó Bí thư"}
HELD = {"post_id": "P1", "unit_id": "TU"}


def due(kind: str, situation: Situation, until: dt.date = FAR) -> list[tuple[str, str | None, str | None]]:
    """(day, cadre, post) of a kind."""
    return [(str(d.date), d.cadre, d.post) for d in deadlines_until(situation, until) if d.kind == kind]


def career(**row: str) -> dict[str, Any]:
    """A posting that the cadre came to by a row, after another one."""
    first = {"cadre_id": "C1", "unit_id": "TV", "from": "01/01/2010", "to": "31/12/2020"}
    return {"career": [first, {"cadre_id": "C1", "unit_id": "TU", "from": "01/03/2024", "form": "luân chuyển", **row}]}


@pytest.mark.parametrize(
    ("row", "ends"),
    [
        ({}, ["2027-03-01"]),
        ({"to": "30/06/2028"}, ["2028-06-30"]),
        ({"to": "06/2028"}, ["2028-06-30"]),
        ({"from": "03/2024"}, ["2027-03-31"]),
        ({"form": "biệt phái"}, ["2027-03-01"]),
        ({"form": "biệt phái", "to": "30/06/2028"}, ["2028-06-30"]),
        ({"form": "điều động"}, []),
        ({"to": "31/05/2026"}, []),
        ({"unit_id": "TV"}, []),
        ({"from": "01/03/2020"}, ["2023-03-01"]),
    ],
)
def test_a_rotation_ends_as_typed_or_after_its_term(row: dict[str, str], ends: list[str]) -> None:
    situation = board([POST], [HELD], **career(**row))
    assert [day for day, _, _ in due("rotation_end", situation)] == ends


@pytest.mark.parametrize(
    ("row", "ends"),
    [
        ({}, ["2027-03-01"]),
        ({"to": "30/06/2028"}, ["2027-03-01"]),
        ({"to": "30/06/2026"}, ["2026-06-30"]),
        ({"from": "01/03/2020"}, ["2023-03-01"]),
        ({"form": "luân chuyển", "to": "30/06/2028"}, ["2028-06-30"]),
    ],
)
def test_a_secondment_ends_when_its_months_are_full(row: dict[str, str], ends: list[str]) -> None:
    levels = {**HARD, "secondment_length": "hard"}
    situation = board([POST], [HELD], levels, **career(**{"form": "biệt phái", **row}))
    assert [day for day, _, _ in due("rotation_end", situation)] == ends


def test_remarks_are_due_every_six_months_of_a_rotation() -> None:
    found = due("remark_due", board([POST], [HELD], **career()))
    assert found == [("2026-09-01", "C1", "P1")]  # the next one falls on the end
    assert due("remark_due", board([POST], [HELD], **career(form="biệt phái"))) == []
    longer = due("remark_due", board([POST], [HELD], **career(to="31/12/2027")))
    assert [day for day, _, _ in longer] == ["2026-09-01", "2027-03-01", "2027-09-01"]


@pytest.mark.parametrize(
    ("cadre", "day", "said"),
    [
        ({"consecutive_terms": "2"}, "2026-07-01", "Đang giữ nhiệm kỳ thứ hai ở một nơi"),
        ({"consecutive_terms": "3"}, "2026-07-01", "Đang giữ nhiệm kỳ thứ ba ở một nơi"),
        ({"consecutive_terms": "6"}, "2026-07-01", "Đang giữ nhiệm kỳ thứ 6 ở một nơi"),
        ({"consecutive_terms": "1"}, "2030-01-01", "Đủ 10 năm (2 nhiệm kỳ) ở một nơi"),
        ({}, "2030-01-01", "Đủ 10 năm (2 nhiệm kỳ) ở một nơi"),
        ({"in_post_since": "06/2015"}, "2025-06-30", "Đủ 10 năm (2 nhiệm kỳ) ở một nơi"),
    ],
)
def test_terms_are_served_by_the_number_or_after_ten_years(cadre: dict[str, str], day: str, said: str) -> None:
    situation = board([{**POST, "kind": "Bí thư"}], [{**HELD, **cadre}])
    (found,) = (one for one in deadlines_until(situation, FAR) if one.kind == "two_terms")
    assert (str(found.date), DeadlineWords(situation).kind(found)) == (day, said)
    assert due("two_terms", board([POST], [{**HELD, **cadre}])) == []


def test_people_retire_as_typed_or_by_the_table() -> None:
    cadres = [{**HELD, "retires": "30/06/2027"}, {"birth": "01/01/1966", "sex": "Nam"}]
    assert due("retirement", board([POST], cadres)) == [("2027-06-30", "C1", "P1"), ("2027-10-31", "C2", None)]
    assert due("retirement", board([POST], cadres), dt.date(2027, 6, 29)) == []


@pytest.mark.parametrize(
    ("post", "holders", "days"),
    [
        ({"vacant_from": "01/10/2026"}, 1, ["2026-10-01"]),
        ({"vacant_from": "10/2029"}, 1, ["2029-10-31"]),
        ({"status": "sắp trống"}, 1, ["2026-07-01"]),
        ({"status": "giữ nguyên", "vacant_from": "01/10/2026"}, 1, []),
        ({"vacant_from": "01/10/2026"}, 0, []),
        ({}, 1, []),
    ],
)
def test_a_held_post_falls_vacant(post: dict[str, str], holders: int, days: list[str]) -> None:
    situation = board([{**POST, **post}], [HELD] * holders)
    assert due("post_due", situation) == [(day, "C1", "P1") for day in days]


def test_a_number_must_come_down() -> None:
    post = {**POST, "over_number_until": "31/12/2030"}
    assert due("over_number_end", board([post], [HELD, HELD])) == [("2030-12-31", None, "P1")]
    assert due("over_number_end", board([post], [HELD])) == []


def test_a_waiver_ends() -> None:
    papers = {"authority": "BTV", "document": "12", "date": "01/01/2026", "reason": "x", "rule": "stint_length"}
    rows = [
        {**papers, "cadre_id": "C1", "until": "31/12/2026"},
        {**papers, "post_id": "P1", "until": "2027"},
        {**papers, "cadre_id": "C1", "until": "01/06/2026"},
        {**papers, "post_id": "P1"},
    ]
    situation = board([POST], [HELD], waivers=rows)
    assert due("waiver_end", situation) == [("2026-12-31", "C1", "P1"), ("2027-01-01", None, "P1")]


def test_what_falls_due_is_in_order_with_its_unit() -> None:
    found = deadlines_until(board([POST], [{**HELD, "retires": "30/06/2027"}], **career()), dt.date(2027, 12, 31))
    assert found == tuple(sorted(found, key=lambda one: one.order))
    assert [(one.kind, one.unit) for one in found] == [
        ("remark_due", "TU"), ("rotation_end", "TU"), ("retirement", "TU"),
    ]  # fmt: skip


LEVELS = {**HARD, "stint_length": "hard", "remaining_service": "hard", "deferral": "hard", "consecutive_terms": "hard"}


def crowd() -> Situation:
    """Posts of several kinds, one of them of a bundle, one frozen; cadres whom rules let in on some days only."""
    posts = [
        {"post_id": "P1", "kind": "Bí thư"}, {"post_id": "P2"}, {"post_id": "P3", "status": "giữ nguyên"},
        {"post_id": "P4", "bundle": "b"}, {"post_id": "P5", "bundle": "b"}, {"post_id": "P6", "managed_by": "TV"},
    ]  # fmt: skip
    papers = {"authority": "BTV", "document": "12", "date": "01/01/2026", "reason": "x", "rule": "stint_length"}
    cadres = [
        {"in_post_since": "01/01/2025"}, {"in_post_since": "01/01/2020", "deferred_until": "31/12/2027"},
        {"post_id": "P1", "consecutive_terms": "2"}, {"post_id": "P2"}, {"post_id": "P3"},
        {"birth": "01/06/1967", "post_id": "P4"}, {"managed_by": "TV"}, {"in_post_since": "01/01/2026"},
    ]  # fmt: skip
    locks = [{"cadre_id": "C1", "post_id": "P2", "lock": "cấm"}]
    waivers = [{**papers, "cadre_id": "C8", "until": "31/12/2026"}]
    return board(posts, cadres, LEVELS, locks=locks, waivers=waivers)


def counted_one_by_one(there: Situation, post_id: str) -> int:
    """Whom the auditor lets into a group of the post, but for its seats."""
    found = set()
    for cadre_id in there.instance.cadres:
        for group in there.groups_with[post_id]:
            objections = audit(there, [(cadre_id, post) for post in group.posts]).objections
            if all(one.key == "no_seat" for one in objections):
                found.add(cadre_id)
    return len(found)


@pytest.mark.parametrize("day", [dt.date(2026, 7, 1), dt.date(2027, 6, 1), dt.date(2028, 2, 1), dt.date(2031, 1, 1)])
def test_successors_are_those_whom_no_binding_rule_keeps_away(day: dt.date) -> None:
    situation = crowd()
    posts = list(situation.instance.posts)
    there = situation_on(situation, day)
    assert dict(successors_on(situation, day, posts)) == {post: counted_one_by_one(there, post) for post in posts}


def test_successors_differ_from_day_to_day() -> None:
    situation = crowd()
    days = [dt.date(2026, 7, 1), dt.date(2027, 6, 1), dt.date(2028, 2, 1), dt.date(2060, 1, 1)]
    assert len({successors_on(situation, day, ["P2"])["P2"] for day in days}) > 1


def test_what_is_overdue_is_counted_on_the_day_of_the_facts() -> None:
    situation = board([POST], [{**HELD, "retires": "30/06/2020"}, {"in_post_since": "01/06/2026"}, {}], LEVELS)
    assert [one for one in deadlines_until(situation, FAR) if one.cadre == "C1"] == [
        Deadline(dt.date(2020, 6, 30), "retirement", "C1", "P1", "TU", 1)
    ]
