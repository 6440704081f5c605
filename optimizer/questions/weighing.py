"""What each soft weight weighs: the shortfalls of its rule as costs of a program's columns, by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from luanchuyen.models.finding import Finding
from luanchuyen.models.policy import Entry, Policy
from luanchuyen.optimizer.integer.arrays import IntArray
from luanchuyen.optimizer.program.pricing import Grades, soft_costs
from luanchuyen.optimizer.program.program import Program, build
from luanchuyen.optimizer.rules.in_force import in_force, situation_of
from luanchuyen.optimizer.rules.rule import Rule, make
from luanchuyen.optimizer.situation.situation import Situation

PREFERRED = "preferred_weight"
"""The number of a rule that weighs posts which the sheet itself marks as a wish."""


@dataclass(frozen=True)
class Weight:
    """One weight of the book: of a soft rule, or, ``number`` given, of the posts at which the rule binds by it."""

    rule: str
    tier: int
    weight: int
    number: str = ""

    @property
    def name(self) -> str:
        """``coverage``, or ``non_local.preferred_weight``."""
        return f"{self.rule}.{self.number}" if self.number else self.rule

    def set_to(self, policy: Policy, weight: int) -> Policy:
        """The book with this weight."""
        entry = policy.entry(self.rule)
        if self.number:
            changed = replace(entry, numbers={**entry.numbers, self.number: weight})
        else:
            changed = replace(entry, weight=weight)
        return replace(policy, entries={**policy.entries, self.rule: changed})

    def shortfall(self, findings: Iterable[Finding], situation: Situation) -> int:
        """What it weighs in a plan: the amounts that nothing waives."""
        return sum(
            f.amount
            for f in findings
            if f.rule == self.rule and f.level == "soft" and f.waiver is None and self._of(f, situation)
        )

    def _of(self, finding: Finding, situation: Situation) -> bool:
        return not _graded(self.rule) or _by_number(situation, str(finding.subject["post"])) == bool(self.number)


def weights_of(situation: Situation) -> tuple[Weight, ...]:
    """Every weight that counts: of the soft rules in force, by rule, and of posts that a rule prices apart."""
    found = []
    for rule, entry in in_force(situation):
        if entry.level == "soft":
            found.append(Weight(rule.name, entry.tier, entry.weight))
        if rule.grades_posts() and any(_by_number(situation, p) for p in situation.instance.posts):
            tier, weight = (int(getattr(rule, field)) for field in ("preferred_tier", PREFERRED))
            found.append(Weight(rule.name, tier, weight, PREFERRED))
    return tuple(found)


def _graded(rule: str) -> bool:
    return make(Entry(rule)).grades_posts()


def _by_number(situation: Situation, post_id: str) -> bool:
    return situation.post(post_id).non_local == "preferred"


@dataclass(frozen=True)
class Weighed:
    """The program of a situation in which every amount has its column, though its weight be 0; costs as they are.

    ``shortfalls``: by the name of each weight what it weighs, of each column.
    """

    program: Program
    shortfalls: Mapping[str, IntArray]


def weighed(situation: Situation) -> Weighed:
    """A situation's program with what each of its weights weighs."""
    weights, made = weights_of(situation), situation
    idle = [weight for weight in weights if not weight.weight]
    if idle:
        policy = situation.policy
        for weight in idle:
            policy = weight.set_to(policy, 1)
        made = situation_of(situation.instance, policy, situation.gazetteer)
    program = build(made)
    shortfalls = {weight.name: _shortfalls(program, weight) for weight in weights}
    costs = program.arrays.costs.copy()
    for weight in idle:
        costs[program.arrays.tiers.index(weight.tier)] -= shortfalls[weight.name]
    return Weighed(replace(program, arrays=replace(program.arrays, costs=costs)), shortfalls)


def _shortfalls(program: Program, weight: Weight) -> IntArray:
    """The amount that a move brings, and what a unit of the amounts of a plan rule stands for: of the columns of its
    rows that cost."""
    situation, arrays = program.moves.situation, program.arrays
    found = np.zeros(arrays.columns, np.int64)
    entry = situation.policy.entry(weight.rule)
    alone = _alone(entry, weight)
    rule: Rule = make(alone)
    if rule.tells("pair"):
        told = soft_costs([(rule, Grades(rule, alone, program.moves))], program.moves)
        found[: arrays.moves] += told.get(weight.tier, 0)
    if rule.tells("plan"):
        rows = np.flatnonzero([tag[0] == weight.rule for tag in program.tags])
        row = np.repeat(np.arange(len(arrays.rhs)), np.diff(arrays.indptr))
        costs = arrays.costs[arrays.tiers.index(weight.tier)]
        amounts = np.unique(arrays.indices[np.isin(row, rows) & (costs[arrays.indices] > 0)])
        amounts = amounts[amounts >= arrays.moves]
        found[amounts] = costs[amounts] // entry.weight
    return found


def _alone(entry: Entry, weight: Weight) -> Entry:
    """The entry with this weight 1 and, where the rule has another, that one 0."""
    if not _graded(weight.rule):
        return replace(entry, weight=1)
    other = int(bool(weight.number))
    return replace(entry, weight=1 - other, numbers={**entry.numbers, PREFERRED: other})
