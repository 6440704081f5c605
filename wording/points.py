"""Where the points of a plan come from: by tier what its rules look at, by rule what is missing and what it costs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from luanchuyen.messages import say
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.rules.fill import Fill
from luanchuyen.optimizer.rules.in_force import in_force
from luanchuyen.optimizer.rules.rule import make
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.numbers import number, sentence
from luanchuyen.wording.rules import rule_name

MOST_RULES = 7
"""Rules of a tier whose points stand by themselves; of the rest the sum."""


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


def rules_words(told: Sequence[RulePoints]) -> str:
    """The rules of a tier in words, the first of many by themselves and the sum of the rest."""
    lines, rest = [points_words(one) for one in told[:MOST_RULES]], told[MOST_RULES:]
    if rest:
        lines.append(say("workbook.points_rest", count=len(rest), points=number(sum(one.points for one in rest))))
    return "; ".join(lines)


def tier_lines(plan: Plan, situation: Situation) -> list[str]:
    """A line a tier: its rules with what each is short of, and what stands behind the points of empty seats."""
    lines = []
    for tier, told in points_by_rule(plan).items():
        lines.append(say("workbook.points_of_tier", tier=tier, parts=rules_words(told)))
        if any(one.rule == "fill" for one in told):
            lines.append(sentence(fill_words(plan, situation)) + ".")
    return lines


def fill_words(plan: Plan, situation: Situation, sourceless: int = 0) -> str:
    """What the points of empty seats come from: seats that are empty, and posts whose holder is due and stays.

    ``sourceless``: the posts left empty for which nobody is eligible, where that is known.
    """
    entry = situation.policy.entry("fill")
    rule = make(entry)
    assert isinstance(rule, Fill)
    costs = {str(f.subject["post"]): f.cost for f in plan.findings if f.rule == "fill" and f.cost}
    a_seat = {post: entry.weight * (rule.key_weight if situation.is_key(post) else 1) for post in costs}
    vacant = {post: min(cost, a_seat[post] * plan.empty.get(post, 0)) for post, cost in costs.items()}
    due = [post for post, cost in costs.items() if cost > vacant[post]]
    parts = []
    if plan.empty:
        few = say("workbook.cause_sourceless", sourceless=sourceless) if sourceless else ""
        values = {"seats": plan.seats_empty, "posts": len(plan.empty), "few": few}
        parts.append(say("workbook.cause_fill", points=number(sum(vacant.values())), **values))
    if due:
        points = number(sum(costs[post] - vacant[post] for post in due))
        parts.append(say("workbook.cause_due_stays", posts=len(due), points=points))
    if rule.key_weight > 1 and any(map(situation.is_key, costs)):
        parts.append(say("workbook.cause_key_seat", points=number(entry.weight * rule.key_weight)))
    return "; ".join(parts)


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
