"""A column of dates of which a program turned half is told from one that merely mixes texts and dates."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

REAL = dt.date


def told(tables: Any, xlsx: Any, read: Any, dates: list[object], column: str = "in_post_since") -> Any:
    """The warning of the column of cadres that holds these dates, with its cells; None where there is none."""
    first = tables["cadres"][0]
    tables["cadres"] = [{**first, "cadre_id": f"C{n}", column: date} for n, date in enumerate(dates)]
    found = [p for p in read(xlsx(tables)).problems if p.key == "check.half_converted"]
    return found[0].cells if found else None


HALF = [REAL(2023, 6, 12), "15/11/2023", "25/10/2023"]


@pytest.mark.parametrize(
    ("dates", "cells"),
    [
        (HALF, ("F2", "F3", "F4")),
        (["13/01/2020", REAL(2021, 3, 2), REAL(2020, 12, 9), None, "06/2021"], ("F3", "F4", "F2")),
        ([REAL(2021, 2, 1), "15-11-2020", "ngày 30 tháng 1 năm 2019"], ("F2", "F3", "F4")),
        ([REAL(2023, 6, 12), "15/11/2023"], ("F2", "F3")),
        ([REAL(2023, 6, 12), REAL(2023, 7, 2), "15/11/2023", "05/10/2023"], ("F2", "F3", "F4")),
        ([REAL(2023, 6, 1), REAL(2023, 7, 1), REAL(2020, 7, 1), "15.11.2023"], ("F2", "F3", "F4", "F5")),
        ([REAL(2021, 3, 2), REAL(2020, 12, 9), REAL(2020, 1, 5), "20/02/2020", "02/02/2020"], ("F2", "F3", "F4", "F5")),
    ],
)
def test_half_of_the_column_was_turned(
    tables: Any, xlsx: Any, read: Any, dates: list[object], cells: tuple[str, ...]
) -> None:
    assert told(tables, xlsx, read, dates) == cells


@pytest.mark.parametrize(
    "dates",
    [
        ["06/12/2023", "15/11/2023", "25/10/2023"],
        [REAL(2023, 6, 12), REAL(2023, 6, 13), "15/11/2023", "25/10/2023"],
        [REAL(2023, 6, 12), REAL(2023, 7, 2), "11/2023", "2020"],
        [REAL(2023, 6, 12), "2023-11-15", "2023-10-25"],
        [REAL(2023, 6, 12), REAL(2023, 7, 2), REAL(2020, 7, 9)],
    ],
)
def test_a_column_as_it_is_meant(tables: Any, xlsx: Any, read: Any, dates: list[object]) -> None:
    assert told(tables, xlsx, read, dates) is None


def test_every_column_of_dates_is_looked_at(tables: Any, xlsx: Any, read: Any) -> None:
    assert told(tables, xlsx, read, HALF, "birth") == ("C2", "C3", "C4")
    assert told(tables, xlsx, read, ["01/01/2040", "02/01/2040", "03/01/2040"]) is None
    tables["career"] = [{"cadre_id": "C0", "position": "x", "from": date} for date in HALF]
    found = [p for p in read(xlsx(tables)).problems if p.key == "check.half_converted"]
    assert [(p.sheet, p.cells) for p in found][-1] == ("Quá trình công tác", ("C2", "C3", "C4"))
    assert found[-1].values["real"] == "C2" and found[-1].values["texts"] == "C3, C4"
