"""The cadres of a synthetic input: who they are, what they hold, what they can."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import words
from land import Land, Numbers, Texts
from seats import Posts
from sizes import Size

NOW = 2026 * 12 + 6
"""The month of the start, 01/07/2026, counted from year 0."""

WORKING_AGE = 22
"""The age from which anybody has a post."""


@dataclass(frozen=True)
class People:
    """Cadres as columns; the first of them hold ``posts.held`` in order. Months are counted from year 0."""

    cadre_id: Texts
    unit: Numbers
    province: Numbers
    rank: Numbers
    woman: Numbers
    born: Numbers
    since: Numbers
    home: Texts
    ready: Numbers
    """Long enough in post and far enough from retirement for a move by the default rule book."""

    def __len__(self) -> int:
        return len(self.cadre_id)


def people(size: Size, land: Land, posts: Posts, rng: np.random.Generator) -> People:
    """As many cadres as ``size`` asks: a holder for every held seat, the rest from posts outside the sheet."""
    count, held = size.cadres, posts.held
    if len(held) > count:
        raise ValueError("more held seats than cadres")
    others = count - len(held)
    # Who is not in the sheet's posts has the rank of some post of it, or one above: those a post can be filled with.
    model = rng.integers(len(posts), size=others)
    unit = np.concatenate([posts.unit[held], posts.unit[model]])
    rank = np.concatenate([posts.rank[held], posts.rank[model] - (rng.random(others) < 0.25)])
    woman = rng.random(count) < 0.24
    age = np.clip(rng.normal(45.0, 5.5, count), 30, 59)
    born = NOW - (age * 12).astype(np.int64) - 1
    served = np.minimum(rng.gamma(2.2, 26.0, count).astype(np.int64), NOW - born - WORKING_AGE * 12 - 1)
    since = NOW - 1 - served
    left = np.where(woman, 60, 62) * 12 - (NOW - born)
    ready = (NOW - since > 37) & (left > 124)
    province = land.province[unit]
    home = _homes(land, posts, unit, province, rng)
    codes = np.array([f"CB{i:06}" for i in rng.permutation(count) + 1], object)
    return People(codes, unit, province, rank, woman, born, since, home, ready)


def _homes(land: Land, posts: Posts, unit: Numbers, province: Numbers, rng: np.random.Generator) -> Texts:
    """Homes as clerks write them: a commune of the own province (of today or a former one), at times another."""
    drawn = rng.random(len(unit))
    home = np.empty(len(unit), object)
    for number in range(len(land.provinces)):
        here = np.flatnonzero(province == number)
        today = land.commune_homes[land.province[: land.communes] == number]
        older = land.older_homes[land.older_province == number]
        home[here] = today[rng.integers(len(today), size=len(here))]
        former = here[drawn[here] < 0.45]
        home[former] = older[rng.integers(len(older), size=len(former))]
    far = np.flatnonzero(drawn > 0.9)
    home[far] = land.older_homes[rng.integers(len(land.older_homes), size=len(far))]
    # One in ten serves at home; of those who must not, hardly any.
    at_home = (unit < land.communes) & (rng.random(len(unit)) < 0.1)
    must_not = np.zeros(len(unit), bool)
    must_not[: len(posts.held)] = posts.non_local[posts.held] == "bắt buộc"
    at_home &= ~must_not | (rng.random(len(unit)) < 0.5)
    home[at_home] = land.commune_homes[unit[at_home]]
    return home


def cadre_rows(
    people: People, land: Land, posts: Posts, planned: list[str], wishes: list[str], rng: np.random.Generator
) -> list[tuple[object, ...]]:
    """The sheet Cán bộ."""
    count, held = len(people), len(posts.held)
    post = [*posts.post_id[posts.held], *[""] * (count - held)]
    commune, template = posts.commune[posts.held], posts.template[posts.held]
    heads = np.where(commune, np.isin(template, (0, 1, 3, 5, 6, 7, 8, 9, 10)), template == 0)
    terms = np.where(heads, rng.choice((1, 2), held, p=(0.92, 0.08)), 0)
    high = people.rank <= 5
    drawn = rng.random((6, count))
    ratings = ["; ".join(three) for three in product(words.RATINGS, repeat=3)]
    shares = np.prod(list(product(words.RATING_SHARES, repeat=3)), axis=1)
    columns = (
        people.cadre_id,
        _names(people.woman, rng),
        _days(people.born, rng.integers(1, 29, count)),
        np.where(people.woman, "Nữ", "Nam"),
        rng.choice(words.ETHNICITIES, count, p=words.ETHNIC_SHARES),
        people.home,
        np.where(drawn[0] < 0.9, people.home, ""),
        land.unit_ids[people.unit],
        post,
        np.where(np.arange(count) < held, "", "Chức vụ ngoài danh sách"),
        _days(people.since, rng.integers(1, 29, count)),
        [str(t) if t else "" for t in terms] + [""] * (count - held),
        [""] * held + [str(r) for r in people.rank[held:]],
        np.where(drawn[1] < 0.35, "thạc sĩ", np.where(drawn[1] < 0.99, "đại học", "cao đẳng")),
        rng.choice(words.FIELDS, count),
        np.where(high | (drawn[2] < 0.6), np.where(drawn[2] < 0.97, "cao cấp", "trung cấp"), "trung cấp"),
        np.where(high | (drawn[3] < 0.4), np.where(drawn[3] < 0.97, "chuyên viên chính", "chuyên viên"), "chuyên viên"),
        _skills(count, rng),
        rng.choice(np.array(ratings, object), count, p=shares / shares.sum()),
        np.where(drawn[4] < 0.01, "khiển trách", ""),
        np.where(drawn[4] < 0.01, "15/03/2025", ""),
        planned,
        wishes,
        np.where(drawn[5] < 0.01, "31/12/2026", ""),
    )
    return list(zip(*columns, strict=True))


def _names(woman: Numbers, rng: np.random.Generator) -> list[str]:
    count = len(woman)
    family, middle, given = rng.integers(1 << 30, size=(3, count))
    men = words.MIDDLES_OF_MEN, words.GIVEN_OF_MEN
    women = words.MIDDLES_OF_WOMEN, words.GIVEN_OF_WOMEN
    found = []
    for f, m, g, she in zip(family, middle, given, woman, strict=True):
        middles, givens = women if she else men
        found.append(f"{words.FAMILIES[f % len(words.FAMILIES)]} {middles[m % len(middles)]} {givens[g % len(givens)]}")
    return found


def _skills(count: int, rng: np.random.Generator) -> list[str]:
    """Three skills each, level 2 to 5."""
    first = rng.integers(len(words.SKILLS), size=count)
    step = rng.integers(1, 4, (2, count))
    levels = rng.integers(2, 6, (3, count))
    known = np.array(words.SKILLS, object)
    three = (known[first], known[(first + step[0]) % 10], known[(first + step[0] + step[1]) % 10])
    return [f"{a}:{x}; {b}:{y}; {c}:{z}" for a, b, c, x, y, z in zip(*three, *levels.tolist(), strict=True)]


def _days(months: Numbers, days: Numbers) -> list[str]:
    return [f"{d:02}/{m % 12 + 1:02}/{m // 12}" for m, d in zip(months.tolist(), days.tolist(), strict=True)]
