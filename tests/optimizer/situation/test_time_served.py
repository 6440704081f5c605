"""Time served, told plainly and by arrays: single stints, unions of stints, residence at its very threshold."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from random import Random

from random_boards import random_situation
from tellings import every_pair

from luanchuyen.optimizer.columns.experience import stint_table
from luanchuyen.optimizer.columns.locality import LOCAL, NON_LOCAL, UNSURE, locality_of, months_of_union
from luanchuyen.optimizer.columns.pairs import Columns
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.experience import stints
from luanchuyen.optimizer.situation.locality import Locality, covered_months
from luanchuyen.optimizer.situation.situation import Situation

WORDS = {LOCAL: "local", NON_LOCAL: "non_local", UNSURE: "unknown"}
EDGES = (1, 2, 15, 27, 28, 29, 30, 31)


def test_the_stints_of_every_cadre_are_the_same() -> None:
    for seed in range(150):
        situation = random_situation(seed)
        columns = Columns(situation)
        table = stint_table(columns)
        rows = zip(table.owner.tolist(), table.units, table.spans, table.months.tolist(), strict=True)
        plain = [
            (owner, served.unit_id, (served.since, served.until), served.months)
            for owner, cadre in enumerate(situation.instance.cadres.values())
            for served in stints(cadre, situation)
        ]
        assert sorted(rows) == sorted(plain), seed


def test_unions_of_stints_have_the_same_months() -> None:
    random = Random(1)
    for _ in range(3000):
        spans = [tuple(sorted((_day(random), _day(random)))) for _ in range(random.randint(1, 4))]
        pairs = [(since, to) for since, to in spans]
        assert months_of_union(pairs) == covered_months(pairs), pairs


def test_residence_is_the_same_at_its_threshold() -> None:
    met = set()
    for seed in range(40):
        board = random_situation(seed)
        for months in sorted(_months_served(board))[:8]:
            for threshold in (months, months + 1):
                situation = _with_threshold(board, threshold)
                columns = Columns(situation)
                pairs = every_pair(columns)
                found = locality_of(columns, pairs.cadre, pairs.post)
                for cadre, post, status in zip(pairs.cadre, pairs.post, found, strict=True):
                    plain = situation.locality(columns.cadre_ids[cadre], columns.post_ids[post])
                    assert WORDS[int(status)] == plain, (seed, threshold, columns.cadre_ids[cadre])
                met.add(threshold)
    assert len(met) > 30


def _day(random: Random) -> dt.date:
    year, month = random.randint(2020, 2026), random.randint(1, 12)
    last = (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
    return dt.date(year, month, min(random.choice(EDGES), last))


def _months_served(board: Situation) -> set[int]:
    """The months that anybody served in the place that any post's unit leads."""
    locality = Locality(board)
    places = {spot[1] for post in board.instance.posts.values() if (spot := board.spot(post.unit_id))}
    return {months for place in places for c in board.instance.cadres if (months := locality.months_in(c, place)) > 0}


def _with_threshold(board: Situation, months: int) -> Situation:
    entries = dict(board.policy.entries)
    numbers = {**entries["non_local"].numbers, "resident_months": months}
    entries["non_local"] = replace(entries["non_local"], numbers=numbers)
    return situation_of(board.instance, replace(board.policy, entries=entries))
