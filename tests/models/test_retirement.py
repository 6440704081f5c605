"""Retirement by Decree 135/2020: the bands of birth months, and the array telling of the same."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from cases_of import default_book
from random_boards import random_situation

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.retirement import remaining_months, retirement_date, retires_on
from luanchuyen.optimizer.columns.pairs import Columns
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.rules.remaining_service import months_left

TABLE = default_book().vocabulary.retirement


@pytest.mark.parametrize(
    ("sex", "birth", "retires"),
    [
        ("male", "1960-12-31", "2020-12-31"),
        ("male", "1961-01-01", "2021-04-30"),
        ("male", "1964-11-09", "2026-05-31"),
        ("male", "1974-06-01", "2036-06-30"),
        ("female", "1965-12-31", "2020-12-31"),
        ("female", "1966-01-01", "2021-05-31"),
        ("female", "1971-04-30", "2028-12-31"),
        ("female", "1971-05-01", "2029-05-31"),
        ("female", "1976-01-01", "2036-01-31"),
    ],
)
def test_the_last_day_of_the_month_in_which_the_age_is_reached(sex: str, birth: str, retires: str) -> None:
    born = PartialDate.of(dt.date.fromisoformat(birth))
    assert retirement_date(born, sex, TABLE) == dt.date.fromisoformat(retires)


def test_a_year_alone_is_its_first_month() -> None:
    assert retirement_date(PartialDate(1976), "female", TABLE) == dt.date(2036, 1, 31)


@pytest.mark.parametrize("sex", ["male", "female"])
def test_nobody_younger_retires_earlier(sex: str) -> None:
    births = [PartialDate(year, month) for year in range(1930, 2010) for month in range(1, 13)]
    dates = [retirement_date(birth, sex, TABLE) for birth in births]
    assert dates == sorted(dates)


def test_a_typed_date_overrides_the_table() -> None:
    cadre = replace(next(iter(random_situation(0).instance.cadres.values())), retires=PartialDate(2030, 12))
    assert retires_on(cadre, TABLE) == dt.date(2030, 12, 31)
    assert remaining_months(cadre, TABLE, dt.date(2026, 7, 1)) == 54


def test_the_arrays_tell_the_same_for_every_birth_month() -> None:
    board = random_situation(0)
    someone = next(iter(board.instance.cadres.values()))
    dates = [PartialDate(year, month) for year in range(1950, 2005) for month in range(13)]
    births = [(sex, birth) for sex in TABLE for birth in dates]
    cadres = {
        f"C{number:04}": replace(
            someone, cadre_id=f"C{number:04}", birth=birth, sex=sex, retires=None, unit_id="U0", post_ids=()
        )
        for number, (sex, birth) in enumerate(births)
    }
    situation = situation_of(replace(board.instance, cadres=cadres), board.policy)
    for day in (situation.start, dt.date(2025, 7, 31), dt.date(2028, 2, 29)):
        plain = [remaining_months(cadre, TABLE, day) for cadre in cadres.values()]
        assert np.array_equal(months_left(Columns(situation), day), plain)
