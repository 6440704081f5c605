"""Tiny random boards under milder rule books: few rules hard, so that there are plans to choose among."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any

from cases_of import default_book
from random_boards import NUMBERS, Size, random_instance
from random_books import booked

from luanchuyen.models.instance import Instance
from luanchuyen.models.options import Options
from luanchuyen.models.policy import Policy
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.optimizer.situation.situation import Situation

SIZE = Size(units=4, posts=5, cadres=5)
LEAST = 3
"""Posts and cadres that a board has at least."""
TIED = 0.1
"""How many books have but one rule, fill, or none: ties without end."""

Given = dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Board:
    """A tiny board with everything that decides its plans."""

    seed: int
    instance: Instance
    policy: Policy
    given: Given | None
    options: Options

    @property
    def situation(self) -> Situation:
        """The facts under the rules."""
        return situation_of(self.instance, self.policy, given=self.given)


@cache
def tiny_board(seed: int) -> Board:
    """The board of a seed."""
    random = Random(f"tiny board {seed}")
    instance = random_instance(random, SIZE)
    while min(len(instance.posts), len(instance.cadres)) < LEAST:
        instance = random_instance(random, SIZE)
    instance, policy = booked(f"tiny {seed}", instance, mild_policy(random, instance))
    options = Options(plans=random.choice((1, 3, 4, 6)), differ_by=random.choice((1, 1, 2)), seed=random.randint(0, 9))
    return Board(seed, instance, policy, _given(random, situation_of(instance, policy)), options)


def mild_policy(random: Random, instance: Instance) -> Policy:
    """The default book with some four rules hard, a dozen soft and the others off."""
    book, names = default_book(), sorted(register())
    possible = {**NUMBERS, **numbers_of_its_own(random, instance)}
    random.shuffle(names)
    # A hard pair rule on random facts bars most moves: at most two of them.
    pair = [name for name in names if register()[name].tells("pair")]
    plan = [name for name in names if name not in pair]
    if random.random() < TIED:
        pair, plan, names = [], [], []
    hard = {*pair[: random.choice((0, 1, 1, 2))], *plan[: random.choice((0, 1, 1, 2, 3))]}
    soft = {*names[: random.choice((6, 12, 18))], *(["fill"] if random.random() < 0.6 else [])} - hard
    entries = {}
    for name in sorted(register()):
        level = "hard" if name in hard else "soft" if name in soft else "off"
        numbers = {key: random.choice(of) for key, of in possible.get(name, {}).items() if random.random() < 0.7}
        tier, weight = random.randint(1, 3), random.choice((0, 1, 1, 1, 2, 5, 20))
        entries[name] = replace(book.entry(name), level=level, tier=tier, weight=weight, numbers=numbers)
    return replace(book, entries=entries)


def numbers_of_its_own(random: Random, instance: Instance) -> dict[str, dict[str, tuple[Any, ...]]]:
    """Numbers beside those of every board: shares and pairs of the kinds that this one has, every direction."""
    posts = list(instance.posts.values())
    kinds = [(p.kind, instance.units[p.unit_id].level) for p in posts]
    shares = tuple({"kind": k, "level": level, "percent": random.choice((30, 60, 100))} for k, level in kinds[:2])
    alone = [p for p in posts if p.seats == 1]
    pairs = tuple((p.kind, q.kind) for p in alone for q in alone if p.post_id < q.post_id)
    ways = {f"min_{way}": (0, 0, 1, 2) for way in ("down", "up", "lateral", "cross_bloc")}
    return {
        "non_local_share": {"shares": (shares,)},
        "simultaneous_heads": {"pairs": (pairs,)},
        "quota": {**NUMBERS["quota"], **ways, "age_limit": (40, 45)},
        "coverage": {"levels": (("xã",), ("xã", "huyện"), ("tỉnh", "xã"))},
    }


def _given(random: Random, situation: Situation) -> Given | None:
    """Now and then a plan to stay close to: some moves possible, some not, halves of bundles among them."""
    if random.random() < 0.4:
        return None
    given: Given = {}
    for cadre_id in situation.instance.cadres:
        if random.random() < 0.4:
            posts = random.choice(situation.groups).posts
            given[cadre_id] = posts[:1] if random.random() < 0.1 else posts
    return given
