"""What became of one scenario: its best plan, or why there is none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from luanchuyen.models.conflict import Conflict
from luanchuyen.models.plan import Plan, Status, status_from
from luanchuyen.models.text.bounded import json_of
from luanchuyen.scenarios.scenario import Scenario

OutcomeStatus = Status | Literal["failed"]


@dataclass(frozen=True)
class Outcome:
    """``status``: optimal | feasible | infeasible | no_plan, as a result's, or failed.

    ``plan``: the best one found. ``conflicts``: the smallest set of rules that cannot hold together, where
    infeasible. ``failure``: where failed, the key of the sentence that says why, such as "scenario.failed_worker".
    ``checked``: whether the plan's bound is more than the engine's word (models/certificate.py).
    """

    scenario: Scenario
    status: OutcomeStatus
    plan: Plan | None = None
    conflicts: tuple[Conflict, ...] = ()
    failure: str | None = None
    checked: bool = True

    def to_dict(self) -> dict[str, object]:
        """As plain values."""
        return {
            "scenario": self.scenario.to_dict(),
            "status": self.status,
            "plan": self.plan.to_dict() if self.plan else None,
            "conflicts": [conflict.to_dict() for conflict in self.conflicts],
            "failure": self.failure,
            "checked": self.checked,
        }

    def to_json(self) -> str:
        """The text that is kept of it, one line; the same bytes for the same outcome."""
        return json.dumps(self.to_dict(), ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Outcome:
        """The outcome that ``to_json`` told. Raises KeyError, TypeError or ValueError on another form."""
        found: dict[str, Any] = json_of(text)
        told = found["plan"]
        plan = Plan.from_dict(told) if told is not None else None
        conflicts = tuple(map(Conflict.from_dict, found["conflicts"]))
        scenario, checked = Scenario.from_dict(found["scenario"]), bool(found["checked"])
        status: OutcomeStatus = "failed" if found["status"] == "failed" else status_from(found["status"])
        return cls(scenario, status, plan, conflicts, found["failure"], checked)


def outcomes_to_json(outcomes: Iterable[Outcome]) -> str:
    """The text of outcomes.json: a list with an outcome a line."""
    return "[\n" + ",\n".join(outcome.to_json().rstrip("\n") for outcome in outcomes) + "\n]\n"
