"""Every line of reconciliation: totals that do not add up are named with the numbers that show it."""

from __future__ import annotations

import datetime as dt

import pytest
from records_of import Row, person, row, workbook

from luanchuyen.optimizer.record.reconciliation import Reconciled, Stated, reconciliation
from luanchuyen.optimizer.record.record import Record, record_of_period

START, END = dt.date(2020, 1, 1), dt.date(2020, 11, 30)


def record_of(*career: Row, people: str = "AB", **facts: str) -> Record:
    """The record of the rows in 2020."""
    everybody = [person(code, **facts) for code in people]
    return record_of_period(workbook(everybody, list(career)), START, END)


def numbered(form: str, ways: dict[str, int]) -> Record:
    """Moves of one person each, so many a direction."""
    words = [word for word, count in ways.items() for _ in range(count)]
    people = [person(f"P{number}") for number in range(len(words))]
    rows = [row(f"P{n}", "01/05/2020", form, direction=word, kind="secretary") for n, word in enumerate(words)]
    return record_of_period(workbook(people, rows), START, END)


def remarks(record: Record, *stated: Stated) -> dict[str, Reconciled]:
    """The remarks by key."""
    return {remark.key: remark for remark in reconciliation(record, stated)}


def move(code: str, direction: str, day: str = "01/05/2020", **more: str) -> Row:
    """A rotation to a secretary's post."""
    return row(code, day, "luân chuyển", direction=direction, kind="secretary", **more)


def test_nothing_is_said_where_all_adds_up() -> None:
    told = remarks(record_of(move("A", "xuống"), move("B", "lên")))
    assert told.keys() == {"no_holder"}  # the communes of the sheet, which nobody heads


def test_somebody_moved_both_ways_counts_once_in_the_whole() -> None:
    told = remarks(record_of(move("A", "xuống"), move("A", "lên", "01/09/2020"), move("B", "lên")))
    assert told["persons_by_direction"].values == {"form": "rotation", "persons": 2, "sum": 3}
    assert told["moves_of_persons"].values == {"form": "rotation", "moves": 3, "persons": 2}


def test_moves_without_a_direction_are_counted() -> None:
    told = remarks(record_of(move("A", ""), move("B", "lên")))
    assert told["no_direction"].values == {"form": "rotation", "moves": 1}


def test_appointments_need_no_direction() -> None:
    told = remarks(record_of(row("A", "01/05/2020", "bổ nhiệm lại", kind="secretary")))
    assert "no_direction" not in told


def test_one_move_with_several_posts() -> None:
    told = remarks(record_of(move("A", "xuống", unit_id="D1"), move("A", "xuống", unit_id="U1")))
    assert told["posts_of_moves"].values == {"form": "rotation", "posts": 2, "moves": 1}


def test_moves_of_neither_heads_nor_deputies() -> None:
    told = remarks(record_of(move("A", "xuống"), row("B", "01/05/2020", "luân chuyển", direction="lên")))
    expected = {"form": "rotation", "moves": 2, "heads": 1, "deputies": 0, "rest": 1}
    assert told["neither_head_nor_deputy"].values == expected


def test_a_home_that_is_not_known_leaves_a_place_unjudged() -> None:
    told = reconciliation(record_of(people="A", unit="D1", post="BT1", ancestral_home=""))
    assert Reconciled("home_unknown", {"when": "after", "places": 1, "of": 2}) in told
    assert Reconciled("terms_unknown", {"when": "after", "persons": 1}) in told


def test_eleven_is_seven_and_four_without_the_eight_across() -> None:
    record = numbered("luân chuyển", {"xuống": 7, "lên": 4, "ngang": 8})
    told = remarks(record, Stated("rotation", None, 11))["stated_differs"].values
    assert (told["stated"], told["counted"]) == (11, 19)
    assert told["parts"] == {"down": 7, "up": 4, "lateral": 8}
    assert told["ways"] == [{"down": 7, "up": 4}]


def test_eighteen_may_be_two_forms_together() -> None:
    people = [person(f"P{n}") for n in range(18)]
    rows = [row(f"P{n}", "01/05/2020", "luân chuyển" if n < 7 else "điều động", direction="xuống") for n in range(18)]
    record = record_of_period(workbook(people, rows), START, END)
    told = remarks(record, Stated("rotation", None, 18))["stated_differs"].values
    assert (told["ways"], told["forms"]) == ([], [{"rotation": 7, "transfer": 11}])


@pytest.mark.parametrize(("direction", "number"), [(None, 3), ("down", 2), ("lateral", 0)])
def test_what_is_stated_may_agree(direction: str | None, number: int) -> None:
    record = numbered("luân chuyển", {"xuống": 2, "lên": 1})
    assert "stated_agrees" in remarks(record, Stated("rotation", direction, number))


def test_no_sum_and_no_guess() -> None:
    record = numbered("luân chuyển", {"xuống": 2, "lên": 2})
    told = remarks(record, Stated("rotation", None, 3))["stated_differs"].values
    assert (told["ways"], told["forms"], told["equals"]) == ([], [], "")


def test_persons_may_be_what_was_stated() -> None:
    record = record_of(move("A", "xuống"), move("A", "xuống", "01/09/2020"), move("B", "xuống"))
    assert remarks(record, Stated("rotation", None, 2))["stated_differs"].values["equals"] == "persons"


def test_every_sum_that_fits_is_named_where_they_are_few() -> None:
    record = numbered("luân chuyển", {"xuống": 1, "lên": 1, "ngang": 2})
    ways = remarks(record, Stated("rotation", None, 2))["stated_differs"].values["ways"]
    assert ways == [{"down": 1, "up": 1}, {"lateral": 2}]
