"""The sheet Tham số: the cut-off date above all, and no misspelt row passed over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from luanchuyen.sheets.opening.opening import open_book
from luanchuyen.sheets.reading.reader import lay_out

Tables = dict[str, list[dict[str, str]]]


def test_every_row(tables: Tables, read: Callable[[Any], Any]) -> None:
    tables["settings"] += [
        {"key": "Ngày dự kiến thực hiện", "value": "15/07/2026"},
        {"key": "Thời hạn", "value": "48"},
        {"key": "Bộ quy định", "value": "qd98-2017"},
        {"key": "stint_length.min_months", "value": "30"},
        {"key": "plans", "value": "3"},
        {"key": "time_limit", "value": "2,5"},
        {"key": "Độ mật", "value": "Mật"},
        {"key": "title", "value": ""},
    ]
    settings = read(tables).instance.settings
    assert (settings.as_of, settings.start) == (dt.date(2026, 7, 1), dt.date(2026, 7, 15))
    assert (settings.term_months, settings.rules, settings.plans, settings.time_limit) == (
        48,
        "qd98-2017",
        3,
        2.5,
    )
    assert settings.overrides == (("stint_length", "min_months", "30", "Tham số!B6"),)
    assert (settings.secrecy, settings.title) == ("Mật", "")


def test_start_is_the_cut_off_date_unless_given(tables: Tables, read: Callable[[Any], Any]) -> None:
    assert read(tables).instance.settings.start == dt.date(2026, 7, 1)


@pytest.mark.parametrize("rows", [[], [{"key": "title", "value": "x"}], [{"key": "as_of", "value": ""}]])
def test_today_is_never_assumed(tables: Tables, read: Callable[[Any], Any], rows: list[dict[str, str]]) -> None:
    tables["settings"] = rows
    reading = read(tables)
    assert "check.no_as_of" in [problem.key for problem in reading.errors]
    assert reading.instance is None


def test_a_cut_off_date_needs_its_day(tables: Tables, said: Callable[[Any], Any], read: Callable[[Any], Any]) -> None:
    tables["settings"][0]["value"] = "07/2026"
    assert said(read(tables))["whole_date"] == ("error", ("B2",))


def test_a_misspelt_setting(tables: Tables, read: Callable[[Any], Any]) -> None:
    tables["settings"].append({"key": "Thời hạnn", "value": "36"})
    (problem,) = read(tables).errors
    assert (problem.key, problem.cells, problem.values["nearest"]) == (
        "check.unknown_setting",
        ("A3",),
        "Thời hạn",
    )


def test_a_setting_twice(tables: Tables, read: Callable[[Any], Any], said: Callable[[Any], Any]) -> None:
    tables["settings"].append({"key": "Ngày chốt số liệu", "value": "02/07/2026"})
    assert said(read(tables))["setting_twice"] == ("error", ("B2", "B3"))


def test_the_rest_is_judged_without_settings_too(tables: Tables, read: Callable[[Any], Any]) -> None:
    tables["settings"] = []
    tables["cadres"][0]["unit_id"] = "TV"
    assert {problem.key for problem in read(tables).errors} == {"check.no_as_of", "check.unknown_code"}


def test_headings_khoa_gia_tri_and_none(tables: Tables, xlsx: Callable[..., Path]) -> None:
    def renamed(book: Any) -> None:
        book["Tham số"]["A1"], book["Tham số"]["B1"] = "khóa", "giá trị"

    def bare(book: Any) -> None:
        book["Tham số"].delete_rows(1)

    for bend in (renamed, bare):
        laid = lay_out(open_book(xlsx(tables, bend)))
        assert laid.settings is not None
        assert (laid.settings.as_of, laid.problems.all()) == (dt.date(2026, 7, 1), ())


@pytest.mark.parametrize(("letters", "told"), [(226, []), (227, ["B3"]), (310, ["B3"])])
def test_a_mark_of_secrecy_longer_than_a_header_is_told(
    letters: int, told: list[str], tables: Tables, read: Callable[[Any], Any]
) -> None:
    tables["settings"].append({"key": "Độ mật", "value": "M" * letters})
    reading = read(tables)
    assert [cell for p in reading.problems if p.key == "check.header_too_long" for cell in p.cells] == told
    assert reading.instance.settings.secrecy == "M" * letters


def test_an_excel_date_and_numbers(tables: Tables, xlsx: Callable[..., Path]) -> None:
    tables["settings"].append({"key": "quota.women", "value": "x"})

    def bend(book: Any) -> None:
        book["Tham số"]["B2"], book["Tham số"]["B3"] = dt.datetime(2026, 7, 1), 25.0

    settings = lay_out(open_book(xlsx(tables, bend))).settings
    assert settings is not None
    assert settings.as_of == dt.date(2026, 7, 1)
    assert settings.overrides[0][2] == "25"
