"""Who is meant by what a committee writes: one, nobody, or several, never guessed."""

from __future__ import annotations

import pytest
from committee_board import situation

from luanchuyen.scenarios.decisions.people import People

PEOPLE = People(situation().instance)


@pytest.mark.parametrize(
    "text",
    [
        "c9", "hoàng ngọc hưng", "HOANG NGOC HUNG", "Hoàng Ngọc Hưng (C9)", "C9 - Hoàng Ngọc Hưng",
        "Hoàng Ngọc Hưng\nC9",
        "Hoàng Ngọc Hưng (sinh năm 1979)", "hoang ngoc hung 1979", "đồng chí Hoàng Ngọc Hưng", "đ/c Hoàng Ngọc Hưng",
        "Hoa\u0300ng Ngo\u0323c Hu\u031bng", "Hoàng Ngọc Hưng (C9, sinh năm 1979)", "C9 · Hoàng Ngọc Hưng · −12",
    ],
)  # fmt: skip
def test_a_person_is_known_by_code_name_or_both(text: str) -> None:
    assert PEOPLE.meant(text) == ("C9",)


def test_a_name_with_accents_is_no_other_and_a_code_keeps_its_zeros() -> None:
    assert PEOPLE.meant("Trần Bình") == ("010",)
    assert PEOPLE.meant("010") == ("010",)
    assert PEOPLE.meant("10") == ("10",)
    assert PEOPLE.meant("Cà Thị Hoa") == ("C8",)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Nguyễn Văn An", ("C2", "C3")),
        ("Nguyễn Văn An 1973", ("C3",)),
        ("Nguyễn Văn An, 1999", ("C2", "C3")),
        ("Hoàng Ngọc Hưng 1999", ()),
        ("Hoàng Ngọc Hưng, 1999", ()),
        ("tran binh", ("010", "10")),
        ("Trần Binh", ("10",)),
        ("C9; C8", ("C8", "C9")),
        ("C9, Cà Thị Hoa", ("C8", "C9")),
        ("C9 · Cà Thị Hoa", ("C8", "C9")),
        ("C9 · Người đã đổi tên", ("C9",)),
        ("C9 xin nghỉ", ()),
        ("1979", ()),
        ("", ()),
    ],
)
def test_what_fits_several_or_nobody_is_told_so(text: str, codes: tuple[str, ...]) -> None:
    assert PEOPLE.meant(text) == codes


def test_a_number_has_lost_the_zeros_before_it() -> None:
    assert PEOPLE.meant("10", typed_number=True) == ("010", "10")
    assert PEOPLE.meant("9", typed_number=True) == ()
