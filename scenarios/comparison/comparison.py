"""Outcomes held against a base: scores, figures, proofs, and only what differs. No words, whole numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from luanchuyen.models.comparison import (
    Certainty,
    Compared,
    Comparison,
    Condition,
    Differences,
    Measures,
    ProofState,
    Shift,
    Vacancy,
)
from luanchuyen.models.plan import Plan
from luanchuyen.scenarios.comparison.rule_differences import BUDGET
from luanchuyen.scenarios.comparison.scale import rescored
from luanchuyen.scenarios.scenario import Change
from luanchuyen.scenarios.sweep.outcome import Outcome

Measure = Callable[[Outcome], Measures]
"""Counts the plan of an outcome that has one, on the facts that its caller knows."""


def compare(
    base: Outcome,
    others: Sequence[Outcome],
    measure: Measure | None = None,
    numbers: Mapping[str, str] | None = None,
) -> Comparison:
    """Hold ``others`` against ``base``.

    Without ``measure`` only what the plans themselves tell is counted. ``numbers``: the base's rule book by rule.key,
    so that what is set otherwise is told with what it was.
    """
    first = _compared(base, measure, numbers or {})
    return Comparison(first, tuple(_against(first, base, _compared(o, measure, numbers or {}), o) for o in others))


def _against(first: Compared, base: Outcome, one: Compared, other: Outcome) -> Compared:
    if base.plan is None or other.plan is None:
        return one
    removed = {code for c in one.conditions if c.kind == "without_post" for code in c.target}
    differences = _differences(_posts_of(base.plan), _posts_of(other.plan), first.empty, one.empty, removed)
    ties = not one.other_scale and not one.other_facts and dict(one.score) == dict(first.score)
    return replace(one, differences=differences, ties_base=ties)


def _compared(outcome: Outcome, measure: Measure | None, numbers: Mapping[str, str]) -> Compared:
    plan, scenario = outcome.plan, outcome.scenario
    conditions = tuple(condition_of(change, numbers) for change in scenario.changes)
    if plan is None:
        state: ProofState = (
            "failed" if outcome.failure else "infeasible" if outcome.status == "infeasible" else "no_plan"
        )
        return Compared(
            scenario.name, conditions, Certainty(state), {}, {}, {}, {},
            conflicts=outcome.conflicts, failure=outcome.failure, point=scenario.point,
        )  # fmt: skip
    return Compared(
        name=scenario.name,
        conditions=conditions,
        proof=proof_of(plan, outcome.checked),
        score=dict(sorted(plan.score.items())),
        by_rule=points_by_rule(plan),
        entrants={post: tuple(a.cadre for a in comers) for post, comers in plan.by_post.items()},
        empty=plan.empty,
        measures=measure(outcome) if measure else moves_measured(plan),
        tied_with=plan.tied_with,
        failure=outcome.failure,
        point=scenario.point,
    )


def condition_of(change: Change, numbers: Mapping[str, str]) -> Condition:
    """The change beside what it changes; ``numbers``: the base's rule book by rule.key."""
    known = {"set": "{0}", "weight": "{0}.weight", "budget": BUDGET}
    before = numbers.get(known[change.kind].format(*change.target), "") if change.kind in known else ""
    return Condition(change.kind, change.target, change.value, before, rescored(change, numbers))


def proof_of(plan: Plan, checked: bool) -> Certainty:
    """How sure the plan is. A bound of 0 is no news, as no plan scores less: such a plan is the best found."""
    gaps = ((tier, plan.score[tier], plan.bound.get(tier, 0)) for tier in sorted(plan.score))
    apart = next(((tier, score - bound, bound) for tier, score, bound in gaps if score > bound), None)
    if plan.proven and apart is None:
        return Certainty("proven" if checked else "engine")
    if apart is None or not apart[2]:
        return Certainty("best")
    return Certainty("bound", apart[0], apart[1])


def points_by_rule(plan: Plan) -> Mapping[tuple[int, str], int]:
    """The points that each rule costs, weighted, by (tier, rule)."""
    found: Counter[tuple[int, str]] = Counter()
    for finding in plan.findings:
        if finding.cost:
            found[finding.tier, finding.rule] += finding.cost
    return dict(sorted(found.items()))


def moves_measured(plan: Plan) -> Measures:
    """What the plan tells by itself: people, moves, directions."""

    def going(direction: str) -> int:
        return len({a.cadre for a in plan.assignments if a.direction == direction})

    return Measures(
        persons=len(plan.persons),
        moves=len(plan.assignments),
        down=going("down"),
        up=going("up"),
        lateral=going("lateral"),
    )


def _posts_of(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {cadre: tuple(a.post for a in taken) for cadre, taken in plan.by_cadre.items()}


def _differences(
    base: Mapping[str, tuple[str, ...]],
    here: Mapping[str, tuple[str, ...]],
    empty_in_base: Mapping[str, int],
    empty_here: Mapping[str, int],
    removed: Iterable[str],
) -> Differences:
    """``removed``: codes taken out of the facts here; a post that is gone is neither filled nor empty."""
    cadres = sorted(base.keys() | here.keys())
    shifts = [Shift(c, base.get(c, ()), here.get(c, ())) for c in cadres if base.get(c) != here.get(c)]
    posts = sorted((empty_in_base.keys() | empty_here.keys()) - set(removed))
    seats = [Vacancy(p, empty_in_base.get(p, 0), empty_here.get(p, 0)) for p in posts]
    return Differences(
        elsewhere=tuple(s for s in shifts if s.base and s.here),
        no_longer=tuple(s for s in shifts if not s.here),
        only_here=tuple(s for s in shifts if not s.base),
        filled_here=tuple(v for v in seats if v.here < v.base),
        filled_in_base=tuple(v for v in seats if v.here > v.base),
    )
