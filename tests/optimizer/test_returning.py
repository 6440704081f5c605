"""Who comes back from a rotation, and what the plan says of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from cases_of import default_book
from tellings import every_pair

from luanchuyen.models.cadre import Cadre, Stint
from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.gazetteer import NEW, Place
from luanchuyen.models.instance import Instance, Settings
from luanchuyen.models.post import Post
from luanchuyen.models.unit import Unit
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.accounts import assignments_of
from luanchuyen.optimizer.lineup import lineup_of
from luanchuyen.optimizer.pairs import Columns
from luanchuyen.optimizer.returning_columns import returns
from luanchuyen.optimizer.situation import Situation

START = dt.date(2026, 7, 1)
MAO_KHE = Place.of(NEW, "06838")
UNITS = {
    "DU": Unit("DU", "Đảng ủy xã", "xã", place=MAO_KHE),
    "SO": Unit("SO", "Sở Nội vụ", "tỉnh"),
    "UB": Unit("UB", "UBND xã", "xã", place=MAO_KHE),
    "X": Unit("X", "UBND xã khác", "xã"),
}
POSTS = {code: Post(code, code, code, "department_head", purpose="training") for code in UNITS}
BEFORE = ("UB", "2015", "2023", None)


def row(unit: str | None, since: str, to: str | None, form: str | None) -> Stint:
    day, end = (PartialDate(*reversed([int(n) for n in text.split("/")])) if text else None for text in (since, to))
    assert day is not None
    return Stint("A", day, end, unit, form=form)


def board(*rows: tuple[str | None, str, str | None, str | None], waivers: tuple[Waiver, ...] = ()) -> Situation:
    """A is in SO; his working record has these rows (unit, from, to, form)."""
    career = tuple(row(*r) for r in rows)
    cadre = Cadre("A", "A", PartialDate(1980), "male", "SO", PartialDate(2023), career=career)
    instance = Instance(Settings(START, START), UNITS, POSTS, {"A": cadre}, waivers=waivers)
    return Situation(instance, replace(default_book(), entries={}))


def back(situation: Situation) -> set[str]:
    """The posts that bring him back, by both tellings."""
    columns = Columns(situation)
    told = {columns.post_ids[p] for p, here in enumerate(returns(every_pair(columns))) if here}
    assert told == {p for p in POSTS if situation.purpose_of("A", p) == "return"}
    return told


@pytest.mark.parametrize(
    ("rows", "posts"),
    [
        ([BEFORE, ("SO", "01/07/2023", None, "rotation")], {"UB"}),
        ([("SO", "01/07/2023", None, "rotation"), BEFORE], {"UB"}),
        ([BEFORE, ("SO", "02/07/2023", None, "rotation")], set()),
        ([BEFORE, ("SO", "07/2023", None, "rotation")], set()),
        ([BEFORE, ("SO", "06/2023", "30/06/2026", "rotation")], {"UB"}),
        ([BEFORE, ("SO", "01/07/2023", None, "appointment")], set()),
        ([BEFORE, (None, "01/07/2023", None, "rotation")], {"UB"}),
        ([BEFORE, (None, "01/07/2023", "30/06/2026", "rotation")], set()),
        ([("SO", "01/07/2023", None, "rotation")], set()),
        ([(None, "2015", "2023", None), ("SO", "01/07/2023", None, "rotation")], set()),
        ([BEFORE, ("DU", "2015", "2023", None), ("SO", "01/07/2023", None, "rotation")], {"UB", "DU"}),
        ([BEFORE, ("SO", "01/07/2023", None, None), ("X", "01/07/2023", None, "rotation")], {"UB"}),
        ([BEFORE, ("SO", "01/03/2016", "2018", "rotation"), ("X", "2018", "2021", None)], set()),
    ],
    ids=[
        "to the day", "rows in any order", "a day too early", "a month alone is its last day", "ended the day before",
        "no rotation", "no unit's code but it covers the start", "no code and over", "nothing before it",
        "from outside the sheet", "two units on one day", "two rows of one day", "elsewhere since then",
    ],
)  # fmt: skip
def test_who_comes_back(rows: list[tuple[str | None, str, str | None, str | None]], posts: set[str]) -> None:
    assert back(board(*rows)) == posts


@pytest.mark.parametrize(("cadre_id", "post_id"), [("A", "UB"), ("A", None), (None, "UB")])
def test_an_early_return_is_one_by_a_waiver(cadre_id: str | None, post_id: str | None) -> None:
    rows = [BEFORE, ("SO", "01/07/2025", None, "rotation")]
    papers = ("Tỉnh ủy", "12-QĐ/TU", PartialDate(2026, 6, 1), "yêu cầu công tác")
    assert back(board(*rows)) == set()
    assert back(board(*rows, waivers=(Waiver("stint_length", cadre_id, post_id, *papers),))) == {"UB"}
    assert back(board(*rows, waivers=(Waiver("stint_length", "A", "DU", *papers),))) == set()


def test_the_plan_says_that_he_comes_back() -> None:
    facts = board(BEFORE, ("SO", "01/07/2023", None, "rotation"))
    assert {p: assignments_of(lineup_of(facts, [("A", p)]))[0].purpose for p in ("UB", "DU")} == {
        "UB": "return",
        "DU": "training",
    }
