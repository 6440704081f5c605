"""The words of the rule book as people write them."""

from __future__ import annotations

import pytest

from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.sheets.form.tables import BY_ID
from luanchuyen.sheets.opening.grid import Cell
from luanchuyen.sheets.reading.cells.spellings import KnownWords
from luanchuyen.sheets.reading.cells.values import PARSERS


@pytest.fixture(scope="module")
def known(vocabulary: Vocabulary) -> KnownWords:
    return KnownWords(vocabulary)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Bí thư", "secretary"),
        ("secretary", "secretary"),
        ("BÍ THƯ ĐẢNG ỦY", "secretary"),
        ("Bí thư Đảng uỷ xã (nhiệm kỳ 2025-2030)", "secretary"),
        ("Bí thư Đảng ủy xã Mường Phăng (nhiệm kỳ 2025-2030)", "secretary"),
        ("Chủ tịch UBND xã", "pc_chair"),
        ("Chủ tịch Ủy ban nhân dân cấp xã, nhiệm kỳ 2026-2031", "pc_chair"),
        ("Phó Chủ tịch UBND phường", "pc_vice_chair"),
        ("chu tich ubnd", "pc_chair"),
        ("Bí thư Chi bộ", None),
        ("Trưởng ban xã hội", None),
        ("Thủ kho", None),
    ],
)
def test_kinds(known: KnownWords, text: str, kind: str | None) -> None:
    assert known.kind(text) == kind


def test_a_kind_keeps_the_level_that_follows_it(known: KnownWords) -> None:
    assert known.kind_and_level("Bí thư Đảng ủy xã") == ("secretary", "xã")
    assert known.kind_and_level("Bí thư") == ("secretary", None)


@pytest.mark.parametrize(
    ("column", "text", "word"),
    [
        ("political_level", "CCLLCT", "cao cấp"),
        ("political_level", "Cao cấp LLCT", "cao cấp"),
        ("education", "Thạc sỹ", "thạc sĩ"),
        ("education", "dai hoc", "đại học"),
        ("state_level", "CVC", "chuyên viên chính"),
    ],
)
def test_scales_have_spellings(known: KnownWords, column: str, text: str, word: str) -> None:
    declared = BY_ID["cadres"].column(column)
    assert PARSERS[declared.reads](declared, Cell(text), known) == (word, None)


def test_an_unknown_word_of_a_scale_is_refused_with_the_nearest(known: KnownWords) -> None:
    declared = BY_ID["cadres"].column("education")
    value, remark = PARSERS["scale"](declared, Cell("thạc sỉ"), known)
    assert value is None
    assert remark is not None
    assert "thạc sĩ" in str(remark.values["nearest"])


def test_evaluations_keep_an_empty_year_between_two(known: KnownWords) -> None:
    declared = BY_ID["cadres"].column("evaluations")

    def years(text: str) -> object:
        return PARSERS["evaluations"](declared, Cell(text), known)[0]

    assert years("HTXSNV; Hoàn thành tốt; HTNV") == ("HTXSNV", "HTTNV", "HTNV")
    assert years("HTXSNV; ; HTNV;") == ("HTXSNV", None, "HTNV")
    assert years("HTXSNV; giỏi") is None


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2026Q1:HTTNV", ("HTTNV",)),
        ("2026Q1:HTTNV; 2026Q2:HTNV; HTXSNV; HTTNV", ("HTNV", "HTXSNV", "HTTNV")),
        ("2026 q2 = Hoàn thành tốt, 2026Q1: HTXSNV, HTNV", ("HTTNV", "HTNV")),
        ("2026Q1:HTTNV; 2025:HTXSNV; 2025Q3:KHTNV; 2024:HTNV", ("HTTNV", "HTXSNV", "HTNV")),
        ("2026Q1:HTTNV; 2025Q4:HTNV; 2025Q3:KHTNV", ("HTTNV", "KHTNV")),
        ("2026Q1:HTTNV; 2026Q2:; HTNV", ("HTTNV", "HTNV")),
        ("2026Q1:; HTNV", (None, "HTNV")),
        ("2026:; 2026Q1:HTNV", (None,)),
        ("; 2025Q1:HTNV", (None, "HTNV")),
    ],
)
def test_quarters_count_as_a_year_that_is_not_marked(known: KnownWords, text: str, years: object) -> None:
    assert PARSERS["evaluations"](BY_ID["cadres"].column("evaluations"), Cell(text), known) == (years, None)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("2026Q1:HTTNV; 2026Q1:HTNV", "rating_twice"),
        ("2025:HTTNV; 2025:HTNV", "rating_twice"),
        ("2025Q1:HTTNV; 2026Q1:HTNV", "rating_order"),
        ("HTNV; 2024:HTTNV; 2025:HTNV", "rating_order"),
        ("2026Q5:HTTNV", "unknown_word"),
        ("2026Q1:giỏi", "unknown_word"),
        ("2026Q1", "unknown_word"),
    ],
)
def test_quarters_that_cannot_be_are_refused(known: KnownWords, text: str, key: str) -> None:
    value, remark = PARSERS["evaluations"](BY_ID["cadres"].column("evaluations"), Cell(text), known)
    assert (value, remark and remark.name) == (None, key)


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("education", "ThS.", "thạc sĩ"),
        ("education", "Th.s", "thạc sĩ"),
        ("education", "Đ.H.", "đại học"),
        ("political_level", "C.C", "cao cấp"),
        ("evaluations", "HTXSNV/HTTNV/HTTNV", ("HTXSNV", "HTTNV", "HTTNV")),
        ("evaluations", "HTTNV HTTNV HTXSNV", ("HTTNV", "HTTNV", "HTXSNV")),
        ("evaluations", "HT tốt - hoàn thành", ("HTTNV", "HTNV")),
        ("skills", "kinh tế (4); dân vận: 3", {"kinh tế": 4, "dân vận": 3}),
    ],
)
def test_abbreviations_and_what_stands_between_words(known: KnownWords, column: str, text: str, value: object) -> None:
    declared = BY_ID["cadres"].column(column)
    assert PARSERS[declared.reads](declared, Cell(text), known) == (value, None)


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("education", "Đại học (chưa tốt nghiệp)"),
        ("education", "ĐH Luật; ThS QLC"),
        ("political_level", "đang học CC"),
        ("evaluations", "HTTNV (3 năm)"),
        ("evaluations", "HTTNV / tốt lắm"),
        ("skills", "giỏi kinh tế"),
    ],
)
def test_what_may_mean_something_else_is_refused(known: KnownWords, column: str, text: str) -> None:
    declared = BY_ID["cadres"].column(column)
    value, remark = PARSERS[declared.reads](declared, Cell(text), known)
    assert value is None and remark is not None and remark.severity == "error"
