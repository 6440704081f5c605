"""What came of a scenario: its best plan, or why there is none."""

from __future__ import annotations

from dataclasses import dataclass

from luanchuyen.models.plan import Conflict, Plan
from luanchuyen.models.scenario import Scenario


@dataclass(frozen=True)
class Outcome:
    """``status``: optimal | feasible | infeasible | no_plan. ``failure``: the sentence of what went wrong.

    ``checked``: whether the plan's bound was counted again; False = the engine's word alone.
    """

    scenario: Scenario
    status: str
    plan: Plan | None = None
    conflicts: tuple[Conflict, ...] = ()
    failure: str | None = None
    checked: bool = True
