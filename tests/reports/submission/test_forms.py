"""The built-in forms: edges and page numbers as Phụ lục I of Nghị định 30/2020/NĐ-CP says, grounds and annexes."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.document import Document as WordFile

from luanchuyen.reports.submission.forms import FORMS, Form, form_file


@pytest.fixture(params=FORMS)
def form(request: pytest.FixtureRequest) -> Form:
    return request.param  # type: ignore[no-any-return]


def opened(form: Form) -> WordFile:
    return Document(io.BytesIO(form_file(form)))


def test_pages_are_numbered_at_the_head_but_the_first(form: Form) -> None:
    sections = opened(form).sections
    assert len(sections) == 3
    for section in sections:
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml and "NUMPAGES" not in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml


def test_edges_are_those_of_the_decree(form: Form) -> None:
    upright = opened(form).sections[0]
    top, bottom, left, right = (
        round(edge.mm)
        for edge in (upright.top_margin, upright.bottom_margin, upright.left_margin, upright.right_margin)
        if edge is not None
    )
    assert 20 <= top <= 25 and 20 <= bottom <= 25
    assert 30 <= left <= 35 and 15 <= right <= 20


def test_each_ground_ends_with_a_semicolon_and_the_last_with_a_full_stop(form: Form) -> None:
    grounds = [p.text for p in opened(form).paragraphs if p.text.removeprefix("- ").startswith("Căn cứ")]
    assert [ground[-1] for ground in grounds] == [";", "."]


def test_annexes_of_the_state_have_roman_numerals() -> None:
    told = [p.text for p in opened("state").paragraphs]
    assert [text for text in told if text.startswith("Phụ lục")] == ["Phụ lục I", "Phụ lục II"]
    assert sum("chi tiết tại Phụ lục I, trích ngang tại Phụ lục II" in text for text in told) == 1
