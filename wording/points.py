"""Where the points of a plan come from: by tier what its rules look at, by rule what is missing and what it costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from luanchuyen.messages import say
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.rules.in_force import in_force
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.numbers import number, sentence
from luanchuyen.wording.rules import rule_name


@dataclass(frozen=True)
class RulePoints:
    """What one rule adds to a plan's score in one tier. ``amount``: what is missing, in the rule's own unit."""

    rule: str
    amount: int
    points: int


def points_by_rule(plan: Plan) -> Mapping[int, tuple[RulePoints, ...]]:
    """By tier, the rules that cost points, most first; the points of a tier are the plan's score there."""
    found: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(lambda: [0, 0]))
    for finding in plan.findings:
        if finding.cost:
            counted = found[finding.tier][finding.rule]
            counted[0] += finding.amount
            counted[1] += finding.cost
    return {
        tier: tuple(sorted((RulePoints(rule, *of) for rule, of in rules.items()), key=lambda o: (-o.points, o.rule)))
        for tier, rules in sorted(found.items())
    }


def points_words(told: RulePoints) -> str:
    """``Năng lực: thiếu 25, 250 điểm``."""
    values = {"amount": number(told.amount), "points": number(told.points)}
    return say("workbook.points_of_rule", rule=rule_name(told.rule), **values)


def looked_at(situation: Situation) -> Mapping[int, str]:
    """By tier, the soft rules in force that score there, in words; what is told by rule is what it looks at."""
    found: dict[int, dict[str, None]] = defaultdict(dict)
    posts = situation.instance.posts.values()
    for rule, entry in in_force(situation):
        grades = [rule.grade(post, entry) for post in posts] if rule.grades_posts() else [entry]
        for tier in sorted({grade.tier for grade in grades if grade.level == "soft"}):
            found[tier][rule_name(rule.name)] = None
    return {tier: sentence("; ".join(names)) for tier, names in sorted(found.items())}
