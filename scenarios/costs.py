"""What each rule costs: the seats, the points and the people that hang on it, and pairs that only help together.

Pairs are not all tried. Of the seats that the base leaves empty, and that neither rule fills when it is off alone,
two rules together can open only those from whose post some cadre is kept by just these two. Such cadres are counted
by pair, and the MOST_PAIRS that open the most are solved. What escapes: rules of the plan as a whole, three rules at
once, and seats that a longer chain would open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.shortage import barred_by_two
from luanchuyen.optimizer.situation import Situation
from luanchuyen.scenarios.loosening import off
from luanchuyen.scenarios.outcome import Outcome
from luanchuyen.scenarios.scenario import Scenario

MOST_PAIRS = 20


@dataclass(frozen=True)
class Cost:
    """What a scenario gains against the base: seats filled more, points less by tier, cadres who fare differently.

    None = one of the two has no plan. ``together``: it fills seats that none of its changes fills by itself.
    """

    outcome: Outcome
    seats: int | None
    points: Mapping[int, int]
    cadres: tuple[str, ...]
    together: bool = False


def costs(base: Outcome, outcomes: Iterable[Outcome]) -> tuple[Cost, ...]:
    """The cost of each outcome's scenario against ``base``, in the order given."""
    singles: dict[str, int] = {}
    found = []
    for outcome in outcomes:
        cost = _cost(base, outcome)
        changes = outcome.scenario.changes
        alone = [singles.get(change.text, 0) for change in changes]
        if len(changes) == 1:
            singles[changes[0].text] = cost.seats or 0
        elif cost.seats is not None and cost.seats > sum(alone):
            cost = Cost(outcome, cost.seats, cost.points, cost.cadres, together=True)
        found.append(cost)
    return tuple(found)


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
    return frozenset(unfilled.post for unfilled in plan.unfilled) if plan else frozenset()


def _cost(base: Outcome, outcome: Outcome) -> Cost:
    if base.plan is None or outcome.plan is None:
        return Cost(outcome, None, {}, ())
    before, after = base.plan, outcome.plan
    tiers = sorted({*before.score, *after.score})
    points = {tier: before.score.get(tier, 0) - after.score.get(tier, 0) for tier in tiers}
    return Cost(outcome, empty_seats(before) - empty_seats(after), points, _faring_differently(before, after))


def empty_seats(plan: Plan) -> int:
    """The seats that a plan leaves empty."""
    return sum(unfilled.seats for unfilled in plan.unfilled)


def _faring_differently(one: Plan, other: Plan) -> tuple[str, ...]:
    return tuple(sorted({cadre for cadre, _ in set(one.pairs) ^ set(other.pairs)}))
