"""The purpose in print: true of the mover, else of the post."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from cases_of import default_book

from luanchuyen.messages import speak_in
from luanchuyen.models.cadre import Cadre
from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.instance import Instance, Settings
from luanchuyen.models.places.tables import NEW, Place
from luanchuyen.models.post import Post
from luanchuyen.models.unit import Unit
from luanchuyen.optimizer.explain.assignments import assignments_of
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.wording.rules import purpose_said

HERE, ELSEWHERE = Place.of(NEW, "06838"), Place.of(NEW, "01")
START = dt.date(2026, 7, 1)


def said(language: str, holder_terms: int, holder_home: Place, mover_terms: int, mover_home: Place, typed: str) -> str:
    """Of the mover into the post of the chair of HERE, under the default book."""
    unit = Unit("U", "UBND xã", "xã", place=HERE)
    post = Post("P", "Chủ tịch UBND", "U", "pc_chair", non_local="required", purpose=typed or None)
    holder = Cadre("H", "H", PartialDate(1980), "male", "U", PartialDate(2016), post_ids=("P",))
    holder = replace(holder, consecutive_terms=holder_terms, ancestral_home=holder_home)
    mover = replace(holder, cadre_id="M", post_ids=(), consecutive_terms=mover_terms, ancestral_home=mover_home)
    instance = Instance(Settings(START, START), {"U": unit}, {"P": post}, {"H": holder, "M": mover})
    situation = situation_of(instance, default_book())
    (move,) = assignments_of(lineup_of(situation, [("M", "P")]))
    speak_in(language)
    return purpose_said(situation, move, "P")


@pytest.mark.parametrize(
    ("facts", "vietnamese", "english"),
    [
        ((2, ELSEWHERE, 1, ELSEWHERE, ""), "thay đồng chí hết hai nhiệm kỳ", "in place of a holder of two terms"),
        ((2, ELSEWHERE, 0, ELSEWHERE, ""), "thay đồng chí hết hai nhiệm kỳ", "in place of a holder of two terms"),
        ((2, ELSEWHERE, 2, ELSEWHERE, ""), "hết hai nhiệm kỳ", "two terms reached"),
        (
            (0, ELSEWHERE, 0, ELSEWHERE, "two_term"),
            "thay đồng chí hết hai nhiệm kỳ",
            "in place of a holder of two terms",
        ),
        ((1, HERE, 0, ELSEWHERE, ""), "không là người địa phương", "non-local policy"),
        ((1, HERE, 0, HERE, ""), "thay đồng chí là người địa phương", "in place of a local holder"),
        (
            (1, ELSEWHERE, 0, HERE, "non_local"),
            "chức danh bố trí người không là người địa phương",
            "a post for a non-local person",
        ),
        ((1, ELSEWHERE, 0, ELSEWHERE, ""), "đào tạo", "training"),
        ((1, ELSEWHERE, 0, ELSEWHERE, "return"), "khác", "other"),
    ],
)
def test_a_purpose_is_said_of_the_mover_or_of_the_post(
    facts: tuple[int, Place, int, Place, str], vietnamese: str, english: str
) -> None:
    assert (said("vi", *facts), said("en", *facts)) == (vietnamese, english)
