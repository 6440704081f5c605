"""Who is named in what was typed: hidden however it is spelt, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest
from small_board import board

from luanchuyen.reports.papers.disguise import disguised
from luanchuyen.reports.papers.typed_names import TypedNames

NAMES = ("Quàng Văn Hoà", "An", "Nguyễn Văn An", "K'Brểu Thị", "Phan Thanh")


@pytest.mark.parametrize(
    ("typed", "hidden"),
    [
        ("QUÀNG VĂN HÒA, quang  van hoa; Quàng\u00a0Văn Hoà.", "NS1, NS1; NS1."),
        (unicodedata.normalize("NFD", "thay Quàng Văn Hoà"), "thay NS1"),
        ("Ban An toàn quận Tân An, đồng chí An; Nguyễn Văn An", "Ban NS2 toàn quận Tân NS2, đồng chí NS2; NS3"),
        ("bàn ăn, quang cảnh, Nguyễn Văn Anh", "bàn ăn, quang cảnh, Nguyễn Văn Anh"),
        ("K’Brểu Thị (C-04), c-04; C-041, số 12/2026", "NS4 (NS4), NS4; C-041, số 12/2026"),
        ("ngày 05/03/1980, 5.3.1980; 15-QĐ/TU ngày 06/03/2026", "ngày …, …; 15-QĐ/TU ngày 06/03/2026"),
        ("sinh năm 1981; Sinh ngày: 7/1981; sn 1981, born in 1981", "sinh năm …; Sinh ngày: …; sn …, born in …"),
    ],
)
def test_whoever_is_named_in_what_was_typed_is_hidden(typed: str, hidden: str) -> None:
    cadres = [{"name": name, "cadre_id": f"C-0{at}", "birth": "05/03/1980"} for at, name in enumerate(NAMES, start=1)]
    instance = board([{"post_id": "P"}], cadres).instance
    assert TypedNames(instance, {code: f"NS{code[-1]}" for code in instance.cadres}).hidden(typed) == hidden


def test_a_name_that_a_unit_bears_is_the_unit_s_in_a_title_and_a_holder_s_is_hidden() -> None:
    cadres = [{"name": name, "position": f"Phó Bí thư xã Phan Thanh, thay {NAMES[0]}"} for name in NAMES]
    post = {"post_id": "P", "title": "Bí thư xã Phan Thanh (đ/c Nguyễn Văn An)", "unit_id": "Y"}
    units = [
        {"unit_id": "TU", "name": "Tỉnh ủy", "level": "tỉnh"},
        {"unit_id": "Y", "name": "Đảng ủy xã Phan Thanh", "level": "xã", "parent_id": "TU"},
    ]
    situation = board([post], cadres, units=units)
    numbers = {code: at for at, code in enumerate(sorted(situation.instance.cadres), start=1)}
    hidden = disguised(situation, numbers).instance
    assert hidden.posts["P"].title == "Bí thư xã Phan Thanh (đ/c NS3)"
    assert {cadre.position for cadre in hidden.cadres.values()} == {"Phó Bí thư xã Phan Thanh, thay NS1"}
