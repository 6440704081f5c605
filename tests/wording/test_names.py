"""A post's title, with its unit only where the title does not tell the place already."""

from __future__ import annotations

import pytest

from luanchuyen.wording.names import title_at


@pytest.mark.parametrize(
    ("title", "unit", "said"),
    [
        ("Bí thư Đảng ủy xã Thanh Nưa", "Đảng ủy xã Thanh Nưa", "Bí thư Đảng ủy xã Thanh Nưa"),
        ("Chủ tịch UBND xã Thanh Nưa", "Đảng ủy xã Thanh Nưa", "Chủ tịch UBND xã Thanh Nưa"),
        ("Chủ tịch UBND Xã Thanh Nưa", "Đảng uỷ xã Thanh Nưa", "Chủ tịch UBND Xã Thanh Nưa"),
        ("Phó Trưởng Ban Tổ chức Tỉnh ủy", "Tỉnh ủy Điện Biên", "Phó Trưởng Ban Tổ chức Tỉnh ủy Điện Biên"),
        ("Chủ tịch UBND xã Thanh Nưa", "Đảng ủy xã Nà Tấu", "Chủ tịch UBND xã Thanh Nưa, Đảng ủy xã Nà Tấu"),
        ("Chánh Văn phòng", "Đảng ủy phường 1", "Chánh Văn phòng, Đảng ủy phường 1"),
        ("", "Đảng ủy xã Nà Tấu", "Đảng ủy xã Nà Tấu"),
    ],
)
def test_the_unit_is_named_where_the_title_does_not_tell_the_place(title: str, unit: str, said: str) -> None:
    assert title_at(title, unit) == said
