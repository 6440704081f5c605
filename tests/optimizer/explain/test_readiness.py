"""What the facts and the rule book show before planning: a post of several seats that falls vacant."""

from __future__ import annotations

from dataclasses import replace

import pytest
from records_of import person, workbook

from luanchuyen.models.waiver import Lock
from luanchuyen.optimizer.explain.readiness import readiness
from luanchuyen.optimizer.planning import plan
from luanchuyen.optimizer.rules.in_force import situation_of


def all_leave(holders: int, **post: str) -> list[tuple[str, tuple[str, ...], object]]:
    """What is said of the deputy chairs of a commune on 30/11/2020: how, the cells, and who is taken to leave."""
    people = [person(f"C{n}", "U1", "PCT") for n in range(1, holders + 1)]
    posts = [{"post_id": "PCT", "title": "Phó Chủ tịch", "unit_id": "U1", "kind": "pc_vice_chair", **post}]
    found = readiness(workbook(people, [], posts))
    return [(p.severity, p.cells, p.values["cadres"]) for p in found if p.key == "readiness.all_leave"]


def test_the_date_of_an_empty_seat_makes_the_holder_of_the_other_leave() -> None:
    assert all_leave(1, seats="2", status="trống", vacant_from="01/11/2020") == [("warning", ("F2", "G2"), "C1")]


def test_all_holders_leave_a_post_that_falls_vacant() -> None:
    assert all_leave(2, seats="2", status="sắp trống") == [("info", ("F2",), "C1, C2")]


@pytest.mark.parametrize(
    "post",
    [
        {"seats": "2", "status": "trống"},
        {"seats": "2", "status": "trống", "vacant_from": "01/01/2022"},
        {"seats": "2", "status": "có người", "vacant_from": "01/01/2021"},
        {"seats": "1", "status": "sắp trống"},
    ],
    ids=["no date", "a far date", "held", "one seat"],
)
def test_nothing_is_said_where_nobody_leaves_or_one_seat_is_meant(post: dict[str, str]) -> None:
    assert all_leave(1, **post) == []


@pytest.mark.parametrize(
    ("post", "said"),
    [
        ({"education": "tiến sĩ"}, ("readiness.fixed_barred", "qualification")),
        ({"education": "tiến sĩ", "rank": "1"}, ("readiness.fixed_barred_more", "qualification")),
        ({"status": "giữ nguyên"}, ("readiness.fixed_apart", None)),
        ({}, None),
    ],
)
def test_whoever_is_fixed_where_a_rule_keeps_them_out_is_told_before_no_plan_is_found(
    post: dict[str, str], said: tuple[str, str | None] | None
) -> None:
    posts = [
        {"post_id": "PCT", "title": "Phó Chủ tịch", "unit_id": "U1", "kind": "pc_vice_chair"},
        {"post_id": "PBT", "title": "Phó Bí thư", "unit_id": "U1", "kind": "pc_vice_chair", **post},
    ]
    board = workbook([person("C1", "U1", "PCT", education="đại học")], [], posts)
    instance = replace(board.instance, locks=(Lock("C1", "PBT", "fixed"), Lock("C1", "PCT", "forbidden")))
    situation = situation_of(instance, board.policy)
    told = [(p.key, p.values.get("rule")) for p in readiness(situation) if p.key.startswith("readiness.fixed")]
    assert told == ([said] if said else [])
    assert (plan(instance, board.policy).status == "infeasible") == bool(said)
