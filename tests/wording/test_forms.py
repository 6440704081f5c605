"""The form of a move in print: a rotation leads elsewhere; what stays in a unit or a place is told as what it is."""

from __future__ import annotations

import datetime as dt

import pytest
from cases_of import default_book

from luanchuyen.messages import speak_in
from luanchuyen.models.cadre import Cadre
from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.instance import Instance, Settings
from luanchuyen.models.places.tables import NEW, Place
from luanchuyen.models.post import Form, Post
from luanchuyen.models.unit import Unit
from luanchuyen.optimizer.explain.assignments import assignments_of
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.wording.forms import form_words

HERE, ELSEWHERE = Place.of(NEW, "06838"), Place.of(NEW, "06841")
START = dt.date(2026, 7, 1)


@pytest.mark.parametrize(
    ("unit", "form", "vietnamese", "english"),
    [
        ("PARTY", "rotation", "bố trí trong cùng đơn vị", "placed anew within the unit"),
        ("PEOPLE", "rotation", "bố trí trong cùng địa bàn", "placed anew within the place"),
        ("OTHER", "rotation", "luân chuyển", "rotation"),
        ("OFFICE", "rotation", "luân chuyển", "rotation"),
        ("PEOPLE", "transfer", "điều động", "transfer"),
        ("PARTY", "secondment", "biệt phái", "secondment"),
    ],
)
def test_the_secretary_of_a_commune(unit: str, form: Form, vietnamese: str, english: str) -> None:
    units = {
        "PARTY": Unit("PARTY", "Đảng ủy xã", "xã", place=HERE),
        "PEOPLE": Unit("PEOPLE", "UBND xã", "xã", place=HERE),
        "OTHER": Unit("OTHER", "Đảng ủy xã khác", "xã", place=ELSEWHERE),
        "OFFICE": Unit("OFFICE", "Văn phòng", "xã"),
    }
    posts = {
        "BT": Post("BT", "Bí thư", "PARTY", "secretary"),
        "CT": Post("CT", "Chủ tịch", unit, "pc_chair", form=form),
    }
    cadre = Cadre("C", "C", PartialDate(1980), "male", "PARTY", PartialDate(2016), post_ids=("BT",))
    situation = situation_of(Instance(Settings(START, START), units, posts, {"C": cadre}), default_book())
    (move,) = assignments_of(lineup_of(situation, [("C", "CT")]))
    assert move.form == form
    for language, said in (("vi", vietnamese), ("en", english)):
        speak_in(language)
        assert form_words(situation, move) == said
