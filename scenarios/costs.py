"""What each rule costs: the seats, the points and the people that hang on it, and pairs that only help together.

Pairs are not all tried. A seat that the base leaves empty can be opened by two rules together only if some cadre is
kept from its post by just these two; such pairs are counted over all empty seats, and the MOST_PAIRS that open the
most (cadre, post) are solved. What escapes: rules of the plan as a whole, three rules at once, and seats that a
longer chain would open.
"""

from __future__ import annotations

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
    singles: dict[Scenario, int] = {}
    found = []
    for outcome in outcomes:
        cost = _cost(base, outcome)
        alone = [singles.get(off(*change.target), 0) for change in outcome.scenario.changes]
        if len(alone) == 1:
            singles[outcome.scenario] = cost.seats or 0
        elif cost.seats is not None and cost.seats > sum(alone):
            cost = Cost(outcome, cost.seats, cost.points, cost.cadres, together=True)
        found.append(cost)
    return tuple(found)


def pairs_to_try(situation: Situation, base: Outcome) -> tuple[Scenario, ...]:
    """Two rules off at a time, for the pairs that may open a seat which the base leaves empty."""
    if base.plan is None:
        return ()
    counted = barred_by_two(situation, (u.post for u in base.plan.unfilled))
    best = sorted(counted, key=lambda pair: (-counted[pair], pair))[:MOST_PAIRS]
    return tuple(off(*pair) for pair in best)


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
