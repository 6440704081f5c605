"""Random boards with waivers of plan rules, and line-ups on them, legal or not, as moves and as a Lineup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from random import Random

import numpy as np
from random_boards import random_instance
from random_books import booked
from tiny_boards import mild_policy

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.instance import Instance
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.columns.moves import Moves
from luanchuyen.optimizer.columns.pairs import Columns
from luanchuyen.optimizer.integer.arrays import IntArray
from luanchuyen.optimizer.program.candidates import structural_pairs
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation

PLAN_RULES = [name for name, rule in register().items() if rule.tells("plan")]
WAIVABLE = [name for name in PLAN_RULES if register()[name].waivable]
BOARDS = range(600)
LINEUPS = 12


@cache
def board(seed: int) -> tuple[Situation, Moves]:
    """A board under a random book, with waivers of plan rules, and all its structural moves."""
    random = Random(f"agree {seed}")
    instance = random_instance(random)
    instance = replace(instance, waivers=(*instance.waivers, *waivers(random, instance)))
    instance, policy = booked(f"agree {seed}", instance, mild_policy(random, instance))
    groups = situation_of(instance, policy).groups
    given = {c: random.choice(groups).posts for c in instance.cadres if random.random() < 0.4}
    situation = situation_of(instance, policy, given=given)
    return situation, all_moves(situation)


def waivers(random: Random, instance: Instance) -> Iterator[Waiver]:
    for _ in range(random.choice((0, 2, 4))):
        names = random.choice((*instance.cadres, None)), random.choice((*instance.posts, None))
        if any(names):
            rule, date = random.choice(WAIVABLE), PartialDate(2026, 5, 20)
            yield Waiver(rule, *names, "Tỉnh ủy", "12-KL/TU", date, "yêu cầu công tác")


def all_moves(situation: Situation) -> Moves:
    """Every move that no rule has looked at."""
    columns = Columns(situation)
    pieces = list(structural_pairs(columns))
    cadre, group = (np.concatenate([p[i] for p in pieces] or [np.zeros(0, np.int64)]) for i in range(2))
    order = np.lexsort((group, cadre))
    return Moves(columns, cadre[order], group[order])


def choices(seed: int, moves: Moves) -> Iterator[IntArray]:
    """0-1 choices of at most one move a cadre: none, and some of each density."""
    random = Random(f"lineups {seed}")
    yield np.zeros(len(moves), np.int64)
    for number in range(LINEUPS):
        chosen = np.zeros(len(moves), np.int64)
        for cadre in np.unique(moves.cadre):
            if random.random() < (number + 1) / LINEUPS:
                chosen[random.choice(np.flatnonzero(moves.cadre == cadre).tolist())] = 1
        yield chosen


def lineup(situation: Situation, moves: Moves, chosen: IntArray) -> Lineup:
    taken = np.flatnonzero(chosen)
    groups = situation.groups
    return Lineup(situation, {moves.columns.cadre_ids[moves.cadre[m]]: groups[moves.group[m]] for m in taken})


def crowded(after: Lineup) -> bool:
    """Whether two people are moved into one post of a single seat."""
    entered = Counter(p for _, p in after.pairs)
    return any(count > 1 and after.situation.post(p).seats == 1 for p, count in entered.items())
