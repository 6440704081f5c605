"""Decisions carried over from an earlier round: told once at the foot of the first plan, read back like lines."""

from __future__ import annotations

import io
from collections.abc import Callable
from functools import cache
from typing import Any

import openpyxl
import pytest
from committee_board import HEADINGS, first, places, put, read, row_of, situation, workbook, written

from luanchuyen.messages import speak_in
from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.waiver import Waiver
from luanchuyen.sheets.edits.reading import read_edits

CARRIED = (
    Decision("fix", "C1", "P1"),
    Decision("fix", "C4", "P3"),
    Decision("fix", "C4", "P4"),
    Decision("forbid", "C9", "P7"),
    Decision("forbid", "*", "P6"),
    Decision("stay", "C6"),
    Decision("at_most", "*", "P2", 2),
)
WAIVERS = [
    {"rule": "stint_length", "cadre": "C1", "post": "P1", "authority": "BTV, khóa XIV", "document": "CV 1, mục 2",
     "date": "15/06/2026", "reason": "yêu cầu"},
    {"rule": "rank_step", "cadre": "C4", "post": "P3", "authority": "BTV", "document": "CV 2", "date": "15/06/2026",
     "reason": "tăng cường"},
    {"rule": "rank_step", "cadre": "C4", "post": "P4", "authority": "BTV", "document": "CV 2", "date": "15/06/2026",
     "reason": "tăng cường"},
]  # fmt: skip
LINES = {
    ("C1", "P1"): "đồng ý",
    ("C4", "P3; P4"): "đồng ý",
    ("C9", "P7"): "thay người khác",
    ("*", "P6"): "không bố trí",
    ("C6", ""): "ở lại",
    ("*", "P2"): "nhiều nhất 2 người",
}


@cache
def carried() -> bytes:
    return written(CARRIED, WAIVERS)


def section(sheet: Any) -> dict[tuple[str, str], int]:
    """The rows of recorded decisions, by their codes."""
    at = places(sheet)
    rows = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, at["plan"]).value in ("đã ghi", "recorded")]
    return {tuple(str(sheet.cell(row, at[role]).value or "") for role in ("cadre", "posts")): row for row in rows}


def test_every_decision_stands_once_at_the_foot_and_what_it_decides_is_shaded() -> None:
    book = openpyxl.load_workbook(io.BytesIO(carried()))
    sheet = first(book)
    at, rows = places(sheet), section(sheet)
    assert {codes: sheet.cell(row, at["mark"]).value for codes, row in rows.items()} == LINES
    assert list(rows.values()) == list(range(sheet.max_row - len(rows) + 1, sheet.max_row + 1))
    assert sheet.cell(min(rows.values()) - 1, 1).value == "Quyết định đã ghi (6)"
    assert section(book["Phương án 2"]) == {}
    shaded = {("C1", "P1"), ("C4", "P3; P4"), ("", "P6"), ("C6", "")}
    for line in (("C1", "P1"), ("C2", "P2"), ("C4", "P3; P4"), ("", "P6"), ("", "P7"), ("C6", "")):
        row = row_of(sheet, *line, 1)
        assert sheet.cell(row, at["mark"]).value is None
        assert (sheet.cell(row, at["name"]).fill.fill_type == "solid") == (line in shaded)


@pytest.mark.parametrize(("lang", "run"), [("vi", True), ("en", True), ("en", False)])
def test_they_are_read_back_like_lines_in_any_language(lang: str, run: bool) -> None:
    speak_in(lang)
    data = written(CARRIED, WAIVERS)
    speak_in("vi")
    found = read_edits(data, situation(), data if run else None, CARRIED if run else ())
    assert found is not None
    assert (found.unread, found.other_changes, found.taken_back) == ((), (), ())
    assert sorted(found.decisions) == sorted(CARRIED)
    assert set(found.granted) == set(map(Waiver.from_dict, WAIVERS))
    assert (found.input_sha256, found.rules_sha256) == ("ab" * 32, "cd" * 32)


def drop_row(codes: tuple[str, str]) -> Callable[[Any], None]:
    return lambda book: first(book).delete_rows(section(first(book))[codes])


def write(codes: tuple[str, str], text: str | None) -> Callable[[Any], None]:
    def bend(book: Any) -> None:
        sheet = first(book)
        sheet.cell(section(sheet)[codes], places(sheet)["mark"]).value = text

    return bend


@pytest.mark.parametrize(("bend", "run"), [(drop_row, True), (lambda codes: write(codes, None), False)])
@pytest.mark.parametrize("codes", LINES)
def test_what_is_missing_there_is_told_as_taken_back(codes: tuple[str, str], bend: Any, run: bool) -> None:
    found = read(bend(codes), run=run, data=carried(), recorded=CARRIED if run else ())
    gone = {d for d in CARRIED if (d.cadre, d.post) in {(codes[0], post) for post in codes[1].split("; ")}}
    assert gone and set(found.taken_back) == gone
    assert set(found.decisions) == set(CARRIED) - gone
    assert (found.unread, found.other_changes) == ((), ())


def test_a_new_mark_against_a_recorded_decision_stands_beside_it() -> None:
    found = read(lambda book: put(first(book), "C1", "P1", 1, mark="thay người khác"), data=carried(), recorded=CARRIED)
    assert {Decision("fix", "C1", "P1"), Decision("forbid", "C1", "P1")} <= set(found.decisions)
    assert found.taken_back == ()


def test_another_word_there_is_another_decision_and_agreement_to_what_is_not_fixed_is_not_guessed() -> None:
    other = read(write(("C1", "P1"), "thay người khác"), data=carried(), recorded=CARRIED)
    assert Decision("forbid", "C1", "P1") in other.decisions and other.taken_back == (Decision("fix", "C1", "P1"),)
    for codes in (("C9", "P7"), ("C6", ""), ("*", "P2")):
        found = read(write(codes, "đồng ý"), data=carried(), recorded=CARRIED)
        assert [unread.key for unread in found.unread] == ["not_recorded"]


def test_without_earlier_decisions_there_is_no_section() -> None:
    sheet = first(openpyxl.load_workbook(io.BytesIO(workbook())))
    assert section(sheet) == {} and HEADINGS.keys() == places(sheet).keys()
