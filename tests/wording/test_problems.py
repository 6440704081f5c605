"""Every problem has a sentence in both languages, and it says where, what and how to mend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

from luanchuyen.messages import sentences, speak_in
from luanchuyen.models.errors import Problem
from luanchuyen.wording.check.problems import sentence

MADE_IN_CODE = re.compile(
    r"(?:problems\.add|misread|warned|normalised|Remark|_refuse|_closed|\.remark)"
    r'\(\s*(?:path, |place, |value, |number, |text, |date, )?"(\w+)"'
)


@pytest.fixture
def english() -> Iterator[None]:
    speak_in("en")
    yield
    speak_in("vi")


def test_where_what_and_cure() -> None:
    values = {"column": "Ngày sinh", "text": "31/02/1980", "example": "29/02/1980"}
    assert sentence(Problem("check.no_such_day", "Cán bộ", ("E17",), values=values)) == (
        'trang "Cán bộ", ô E17 (Ngày sinh): "31/02/1980" không phải ngày có thật.'
        " → Sửa theo dạng ngày/tháng/năm, ví dụ 29/02/1980."
    )


def test_the_nearest_name_is_offered() -> None:
    values = {"column": "Mã đơn vị", "code": "XMPP", "wanted": "Đơn vị", "nearest": "XMP"}
    assert 'Có phải "XMP"?' in sentence(Problem("check.unknown_code", "Chức danh", ("C3",), values=values))
    values["nearest"] = ""
    assert "Có phải" not in sentence(Problem("check.unknown_code", "Chức danh", ("C3",), values=values))


def test_many_cells_are_counted(english: None) -> None:
    cells = tuple(f"A{row}" for row in range(2, 12))
    assert "A2, A3, A4, A5, A6 and 5 more" in sentence(Problem("check.blank", "x", cells, values={"column": "Mã"}))


def test_every_problem_made_in_the_code_has_a_sentence() -> None:
    known, made = sentences("vi", "check"), set()
    for source in Path(str(files("luanchuyen.sheets"))).rglob("*.py"):
        text = source.read_text(encoding="utf-8")
        made |= {*MADE_IN_CODE.findall(text), *re.findall(r'"check\.(\w+)"', text)}
    assert {"no_such_day", "unknown_code", "truncated"} <= made
    assert made <= known.keys()
