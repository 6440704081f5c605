"""Text of the fonts of before Unicode is found; names of any people in Unicode are left alone."""

from __future__ import annotations

import pytest

from luanchuyen.sheets.reading.cells.legacy_text import decoded


@pytest.mark.parametrize(
    ("text", "font", "meant"),
    [
        ("NguyÔn ThÞ Hoµ", "TCVN3", "Nguyễn Thị Hoà"),
        ("HuyÖn §iÖn Biªn", "TCVN3", "Huyện Điện Biên"),
        ("TØnh uû", "TCVN3", "Tỉnh uỷ"),
        ("Nguyeãn Thò Hoøa", "VNI", "Nguyễn Thị Hòa"),
        ("Huyeän Ñieän Bieân", "VNI", "Huyện Điện Biên"),
    ],
)
def test_found_and_decoded(text: str, font: str, meant: str) -> None:
    assert decoded(text) == (font, meant)


@pytest.mark.parametrize(
    "text",
    ["Nguyễn Thị Hoà", "Ksor H'Bơ", "K'Brểu", "Êban", "Müller", "Ðiện Biên", "Bí thư", "xã Tà Lèng",
     "H’Ngăm Niê", "Chủ tịch UBND xã", "Lò Thị Mười", "Mùa A Sơn", "Hà Nội", "Đà Nẵng", "§ 5", "bộ môn «A»"],
)  # fmt: skip
def test_no_false_alarm(text: str) -> None:
    assert decoded(text) is None
