"""What a rule book adds to a board: bundles by kind and days for ages; and records of people on rotation.

Drawn from a generator of its own, so that the facts of a seed stay what they are.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Hashable
from dataclasses import replace
from random import Random

from random_facts import KINDS
from random_rotations import with_rotations

from luanchuyen.models.instance import Instance
from luanchuyen.models.policy import BUNDLE_MODES, BundleRule, Policy
from luanchuyen.models.post import Post
from luanchuyen.optimizer.situation.bundling import place_of

MODES = ("designate", "nominate", "appoint")
DAYS = (dt.date(2025, 7, 31), dt.date(2026, 11, 30), dt.date(2029, 2, 28))


def booked(seed: Hashable, instance: Instance, policy: Policy) -> tuple[Instance, Policy]:
    """The board and the book with all of it, or with none for four boards in ten."""
    random = Random(f"book {seed}")
    if random.random() < 0.4:
        return instance, policy
    posts = {p: replace(post, mode=random.choice((None, *MODES))) for p, post in instance.posts.items()}
    posts = _gathered(random, instance, posts)
    instance = replace(instance, posts=posts)
    levels = sorted({unit.level for unit in instance.units.values()})
    keys = [(mode, level) for mode in MODES for level in levels if random.random() < 0.4]
    days = {key: random.choice(DAYS) for key in keys}
    bundles = _bundles(random, instance)
    instance = with_rotations(Random(f"rotations {seed}"), instance)
    return instance, replace(policy, bundles=bundles, reference_dates=days)


def _gathered(random: Random, instance: Instance, posts: dict[str, Post]) -> dict[str, Post]:
    """A few posts brought into one unit, of one seat, mostly of different kinds; some of them under one mark."""
    unit_id, count = random.choice(list(instance.units)), random.randint(2, 4)
    some = random.sample(list(posts), min(count, len(posts)))
    kinds = random.sample(KINDS, len(some)) if random.random() < 0.8 else random.choices(KINDS, k=len(some))
    for post_id, kind in zip(some, kinds, strict=True):
        mark = "K9" if random.random() < 0.3 else None
        status = None if posts[post_id].status == "frozen" else posts[post_id].status
        posts[post_id] = replace(posts[post_id], unit_id=unit_id, kind=kind, seats=1, bundle=mark, status=status)
    return posts


def _bundles(random: Random, instance: Instance) -> tuple[BundleRule, ...]:
    """Rules for kinds that stand together in some place."""
    near: dict[tuple[str, Hashable], set[str]] = defaultdict(set)
    for post in instance.posts.values():
        unit = instance.units[post.unit_id]
        near[unit.level, place_of(unit.unit_id, unit.level, unit.place)].add(post.kind)
    rules = []
    for (level, _), there in near.items():
        kinds = sorted(there)
        for _ in range(random.choice((0, 1, 1, 2)) if len(kinds) > 1 else 0):
            some = random.sample(kinds, min(len(kinds), random.choice((2, 2, 3))))
            rules.append(BundleRule(tuple(some), level, random.choice(BUNDLE_MODES)))
    return tuple(rules)
