"""A sweep as rows of plain values, one a scenario: its numbers, the score, what is filled, how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from luanchuyen.scenarios.comparison.costs import Cost
from luanchuyen.scenarios.sweep.outcome import Outcome

SweepRow = dict[str, object]


def sweep_rows(outcomes: Sequence[Outcome]) -> list[SweepRow]:
    """The columns: scenario, each number of the grid by its ``rule.key``, status, checked, filled, empty, persons,
    tier_1 …

    ``filled``: (cadre, post) of the plan; None where there is no plan. ``checked`` of a plan: not by the engine's word
    alone. Rows have the same columns.
    """
    tiers = sorted({tier for o in outcomes if o.plan for tier in o.plan.score})
    numbers = next((o.scenario.point for o in outcomes if o.scenario.point), ())
    return [_row(outcome, [number for number, _ in numbers], tiers) for outcome in outcomes]


def _row(outcome: Outcome, numbers: Iterable[str], tiers: Iterable[int]) -> SweepRow:
    plan = outcome.plan
    point: SweepRow = {number: int(value) if value.isdigit() else value for number, value in outcome.scenario.point}
    return {
        "scenario": outcome.scenario.name,
        **{number: point.get(number) for number in numbers},
        "status": outcome.status,
        "checked": outcome.checked,
        "filled": len(plan.assignments) if plan else None,
        "empty": plan.seats_empty if plan else None,
        "persons": len(plan.persons) if plan else None,
        **{f"tier_{tier}": plan.score.get(tier) if plan else None for tier in tiers},
    }


def cost_rows(found: Sequence[Cost]) -> list[SweepRow]:
    """The columns: scenario, status, checked, possible, seats, points_1 …, cadres, codes, beyond."""
    tiers = sorted({tier for _, gain in found for tier in gain.points})
    return [
        {
            "scenario": outcome.scenario.name,
            "status": outcome.status,
            "checked": outcome.checked,
            "possible": gain.possible,
            "seats": gain.seats,
            **{f"points_{tier}": gain.points.get(tier) for tier in tiers},
            "cadres": len(gain.cadres) if gain.seats is not None else None,
            "codes": "; ".join(gain.cadres),
            "beyond": gain.beyond,
        }
        for outcome, gain in found
    ]
