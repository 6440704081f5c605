"""What each rule costs: the seats, the points and the people that hang on it, and pairs that only help together.

Pairs are not all tried. Of the seats that the base leaves empty, and that neither rule fills when it is off alone,
two rules together can open only those from whose post some cadre is kept by just these two. Such cadres are counted
by pair, and the MOST_PAIRS that open the most are solved. What escapes: rules of the plan as a whole, three rules at
once, and seats that a longer chain would open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from luanchuyen.models.comparison import Comparison, Gain
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.explain.shortage import barred_by_two
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.comparison.comparison import points_by_rule
from luanchuyen.scenarios.loosening import off
from luanchuyen.scenarios.scenario import Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome

MOST_PAIRS = 20


Cost = tuple[Outcome, Gain]
"""A scenario's outcome and what it gains."""


def costs(base: Outcome, outcomes: Iterable[Outcome]) -> tuple[Cost, ...]:
    """What each outcome gains against ``base``, in the order given: rules one by one before rules together."""
    singles: dict[str, int] = {}
    found = []
    for outcome in outcomes:
        gain = _gain(base, outcome)
        changes = outcome.scenario.changes
        if len(changes) == 1:
            singles[changes[0].text] = gain.seats or 0
        elif gain.seats is not None:
            gain = replace(gain, beyond=max(0, gain.seats - sum(singles.get(change.text, 0) for change in changes)))
        found.append((outcome, gain))
    return tuple(found)


def with_gains(comparison: Comparison, found: Sequence[Cost]) -> Comparison:
    """The comparison of the same outcomes, in the same order, told what each gains."""
    others = (replace(one, gain=gain) for one, (_, gain) in zip(comparison.others, found, strict=True))
    return replace(comparison, others=tuple(others))


def pairs_to_try(situation: Situation, base: Outcome, singles: Iterable[Outcome]) -> tuple[Scenario, ...]:
    """Two rules off at a time, for the pairs that may open a seat. ``singles``: each rule off, one by one."""
    if base.plan is None:
        return ()
    empty = {o.scenario.changes[0].target[0]: _empty(o.plan) for o in singles if o.scenario.changes[0].kind == "off"}
    counted: Counter[tuple[str, str]] = Counter()
    for post, pairs in barred_by_two(situation, _empty(base.plan)).items():
        for pair, cadres in pairs.items():
            if all(post in empty.get(rule, ()) for rule in pair):
                counted[pair] += cadres
    best = sorted(counted, key=lambda pair: (-counted[pair], pair))[:MOST_PAIRS]
    return tuple(off(*pair) for pair in best)


def _empty(plan: Plan | None) -> frozenset[str]:
    return frozenset(plan.empty) if plan else frozenset()


def _gain(base: Outcome, outcome: Outcome) -> Gain:
    if base.plan is None or outcome.plan is None:
        return Gain(None, {}, (), possible=base.plan is None and outcome.plan is not None)
    before, after = base.plan, outcome.plan
    loosened = {change.target[0].partition(".")[0] for change in outcome.scenario.changes}
    first, second = _points(before, loosened), _points(after, loosened)
    points = {tier: first[tier] - second[tier] for tier in sorted({*before.score, *after.score})}
    return Gain(before.seats_empty - after.seats_empty, points, _faring_differently(before, after))


def _points(plan: Plan, aside: Container[str]) -> Counter[int]:
    """The points by tier that are not of the rules ``aside``, whose own points are counted otherwise afterwards."""
    found = Counter(plan.score)
    for (tier, rule), points in points_by_rule(plan).items():
        found[tier] -= points if rule in aside else 0
    return found


def _faring_differently(one: Plan, other: Plan) -> tuple[str, ...]:
    return tuple(sorted({cadre for cadre, _ in set(one.pairs) ^ set(other.pairs)}))
