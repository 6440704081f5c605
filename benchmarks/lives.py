"""What cadres have done, wish, and to whom they are related; what the panel thinks of some pairs."""

from __future__ import annotations

import numpy as np
from land import Land, Numbers
from people import WORKING_AGE, People
from pool import Pool
from seats import Posts
from words import KIN, STINT_FORM_SHARES, STINT_FORMS

RELATED, WISHING, RATED = 0.01, 0.25, 0.05
"""Shares: cadres with a relative in the sheet, cadres with wishes, planned pairs with the panel's points."""


def wishes(people: People, land: Land, rng: np.random.Generator) -> list[str]:
    """The column Nguyện vọng: for some a unit or two of their province."""
    found = np.full(len(people), "", object)
    for number in range(len(land.provinces)):
        units = land.unit_ids[land.of_province(number)]
        who = np.flatnonzero((people.province == number) & (rng.random(len(people)) < WISHING))
        first, second = units[rng.integers(len(units), size=(2, len(who)))]
        two = rng.random(len(who)) < 0.5
        found[who] = [f"{a}; {b}" if both and a != b else a for a, b, both in zip(first, second, two, strict=True)]
    return found.tolist()


def career_rows(people: People, land: Land, rng: np.random.Generator) -> list[tuple[object, ...]]:
    """The sheet Quá trình công tác: none, one or two earlier stints each, one before the other."""
    stints = rng.choice(3, len(people), p=(0.35, 0.4, 0.25))
    rows: list[tuple[object, ...]] = []
    end = people.since.copy()
    for turn in (1, 2):
        who = np.flatnonzero(stints >= turn)
        begin = end[who] - rng.integers(24, 97, len(who))
        old_enough = begin >= people.born[who] + WORKING_AGE * 12
        who, begin = who[old_enough], begin[old_enough]
        unit = _units_near(people.province[who], land, rng)
        form = rng.choice(STINT_FORMS, len(who), p=STINT_FORM_SHARES)
        rows += zip(
            people.cadre_id[who], land.unit_ids[unit], ["Chức vụ trước đây"] * len(who),
            _months(begin), _months(end[who]), form, strict=True,
        )  # fmt: skip
        end[who] = begin
    return rows


def relation_rows(people: People, rng: np.random.Generator) -> list[tuple[object, ...]]:
    """The sheet Quan hệ gia đình: two cadres of one province at a time."""
    rows: list[tuple[object, ...]] = []
    for number in range(int(people.province.max()) + 1):
        here = rng.permutation(np.flatnonzero(people.province == number))
        pairs = round(len(here) * RELATED / 2)
        one, other = people.cadre_id[here[: 2 * pairs]].reshape(2, pairs)
        rows += zip(one, other, rng.choice(KIN, pairs), strict=True)
    return rows


def panel_rows(pool: Pool, people: People, posts: Posts, rng: np.random.Generator) -> list[tuple[object, ...]]:
    """The sheet Điểm hội đồng: points for some planned pairs."""
    rated = np.flatnonzero(rng.random(len(pool.cadre)) < RATED)
    points = rng.integers(60, 100, len(rated))
    return list(zip(people.cadre_id[pool.cadre[rated]], posts.post_id[pool.post[rated]], points, strict=True))


def _units_near(province: Numbers, land: Land, rng: np.random.Generator) -> Numbers:
    unit = np.zeros(len(province), np.int64)
    for number in range(len(land.provinces)):
        units = land.of_province(number)
        here = province == number
        unit[here] = units[rng.integers(len(units), size=int(here.sum()))]
    return unit


def _months(months: Numbers) -> list[str]:
    return [f"{m % 12 + 1:02}/{m // 12}" for m in months.tolist()]
