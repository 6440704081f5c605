"""Sets with fewer people than seats: disjoint, counted right, and as many empty seats as listing every plan says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from math import prod

from brute_force import BruteForce
from small_board import board, lock
from tiny_boards import tiny_board

from luanchuyen.models.waiver import FIXED
from luanchuyen.optimizer.explain.shortage_sets import shortage_sets
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.optimizer.situation.lineup import Lineup, lineup_of
from luanchuyen.optimizer.situation.situation import Situation

BOARDS = range(150)
PLANS_TO_TRY = 1500


def of_pairs_alone(seed: int) -> Situation:
    """A tiny board on which pair rules and locks alone bind."""
    made = tiny_board(seed)
    policy = made.policy
    plan_rules = {name for name, rule in register().items() if rule.tells("plan") and name != FIXED}
    off = {name: replace(policy.entry(name), level="off") for name in plan_rules}
    return situation_of(made.instance, replace(policy, entries={**policy.entries, **off}))


def empty_seats(after: Lineup) -> int:
    """The seats of posts not frozen that nobody holds who was put there, or stays and is not due."""
    situation, total = after.situation, 0
    for post_id, occupants in after.occupants.items():
        sitting = [c for c in occupants if c in after.moves or c not in situation.due]
        if not situation.group_of[post_id].frozen:
            total += max(0, situation.post(post_id).seats - situation.outside[post_id] - len(sitting))
    return total


def simple(situation: Situation) -> bool:
    """Whether nobody can hold two posts, nobody is due, and no post is over its number."""
    one_each = all(len(group.posts) == 1 for group in situation.groups)
    one_each = one_each and all(len(posts) <= 1 for posts in situation.held.values())
    posts = situation.instance.posts
    over = any(len(who) + situation.outside[p] > posts[p].seats for p, who in situation.holders.items())
    return one_each and not situation.due and not over


def test_the_sum_is_the_least_number_of_empty_seats() -> None:
    told: Counter[str] = Counter()
    for seed in BOARDS:
        situation = of_pairs_alone(seed)
        brute, sets = BruteForce(situation), shortage_sets(situation)
        if prod(map(len, brute.options)) > PLANS_TO_TRY or not brute.legal:
            continue
        least = min(empty_seats(lineup_of(situation, plan.pairs)) for plan in brute.legal)
        total = sum(one.empty for one in sets)
        assert total <= least, seed
        assert total == least or not simple(situation), (seed, total, least, sets)
        told["equal"] += total == least
        told["simple"] += simple(situation)
        told["some"] += bool(total)
        told["less"] += total < least
        told["all"] += 1
        for name in ("posts", "cadres"):
            listed = [code for one in sets for code in getattr(one, name)]
            assert len(listed) == len(set(listed)), seed
        for one in sets:
            seats = sum(max(0, situation.post(p).seats - situation.outside[p]) for p in one.posts)
            assert (one.seats, one.empty) == (seats, seats - len(one.cadres)) and one.rules
    assert told["equal"] > 0.9 * told["all"]
    assert min(told[name] for name in ("simple", "some")) > 10


def test_of_three_posts_and_two_cadres_one_seat_stays_empty() -> None:
    posts = [{"post_id": p, "status": "trống"} for p in ("P1", "P2", "P3", "P4")]
    situation = board(
        posts, 3, locks=[lock(c, "P4") for c in ("C1", "C2")] + [lock("C3", p) for p in ("P1", "P2", "P3")]
    )
    (one,) = shortage_sets(situation)
    assert (one.posts, one.seats, one.cadres, one.empty) == (("P1", "P2", "P3"), 3, ("C1", "C2"), 1)
    assert one.rules == ("forbidden",)
