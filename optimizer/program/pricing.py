"""What the pair rules make of moves: which are barred, and what each costs by tier."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from luanchuyen.models.policy import Entry
from luanchuyen.optimizer.columns.moves import Moves
from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray, distinct
from luanchuyen.optimizer.rules.rule import Grade, Rule


def entry_amounts(rule: Rule, moves: Moves) -> tuple[IntArray, IntArray, IntArray]:
    """(move, post, amount) of a pair rule: one line a move on its lead post, or one for each of its posts.

    A move that a waiver of the rule names has amount 0.
    """
    if rule.per == "move":
        owner, pairs = np.arange(len(moves)), moves.leads
    else:
        owner, pairs = moves.enter.owner, moves.entries
    amounts = rule.amounts(pairs)
    waived = moves.waived(rule.name)
    return owner, pairs.post, amounts if waived is None else np.where(waived[owner], 0, amounts)


class Grades:
    """How a rule binds at each post, as columns: hard or not, tier, weight."""

    def __init__(self, rule: Rule, entry: Entry, moves: Moves) -> None:
        posts = moves.situation.instance.posts
        grades: Sequence[Grade] = [Grade(entry.level, entry.tier, entry.weight)] * len(posts)
        if rule.grades_posts():
            grades = [rule.grade(post, entry) for post in posts.values()]
        self.hard: BoolArray = np.array([g.level == "hard" for g in grades], bool)
        self.tier: IntArray = np.array([g.tier if g.level == "soft" else 0 for g in grades], np.int64)
        self.weight: IntArray = np.array([g.weight if g.level == "soft" else 0 for g in grades], np.int64)


def barred(rule: Rule, grades: Grades, moves: Moves) -> BoolArray:
    """The moves that a pair rule forbids: where it binds hard, the amount is not 0."""
    if not grades.hard.any():
        return np.zeros(len(moves), bool)
    owner, post, amounts = entry_amounts(rule, moves)
    found = np.zeros(len(moves), bool)
    found[owner[(amounts > 0) & grades.hard[post]]] = True
    return found


def soft_costs(pair_rules: list[tuple[Rule, Grades]], moves: Moves) -> dict[int, IntArray]:
    """The weighted shortfall of every move by tier, summed over the soft pair rules."""
    costs: dict[int, IntArray] = defaultdict(lambda: np.zeros(len(moves), np.int64))
    for rule, grades in pair_rules:
        tiers = {int(t) for t in distinct(grades.tier[grades.weight > 0])}
        if not tiers:
            continue
        owner, post, amounts = entry_amounts(rule, moves)
        weighted = amounts * grades.weight[post]
        for tier in sorted(tiers):
            here = grades.tier[post] == tier
            np.add.at(costs[tier], owner[here], weighted[here])
    return dict(costs)
