"""Outcomes made by hand on the board of the writer's tests' kind: a base and what scenarios make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from luanchuyen.models.conflict import Conflict
from luanchuyen.models.finding import Finding
from luanchuyen.models.plan import Assignment, Plan, Unfilled
from luanchuyen.scenarios.scenario import Change, Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome

Costs = Sequence[tuple[int, str, int]]


def plan(
    goes: Mapping[str, Sequence[str]],
    costs: Costs = (),
    empty: Mapping[str, int] | None = None,
    bound: Mapping[int, int] | None = None,
    proven: bool = True,
    tied_with: tuple[int, ...] = (),
) -> Plan:
    """Cadre -> posts, each (tier, rule, points), post -> seats left empty; bound None = the score."""
    findings = tuple(Finding(rule, "soft", tier, 1, points, {}) for tier, rule, points in costs)
    score = {1: 0, 2: 0}
    for tier, _, points in costs:
        score[tier] += points
    return Plan(
        rank=1,
        assignments=tuple(
            Assignment(cadre, post, None, "TU", "rotation", "training", "down" if cadre < "C3" else "up", False, False)
            for cadre, posts in goes.items()
            for post in posts
        ),
        score=score,
        bound=score if bound is None else bound,
        proven=proven,
        tied_with=tied_with,
        unfilled=tuple(Unfilled(post, seats, ("chosen",)) for post, seats in (empty or {}).items()),
        findings=findings,
    )


def outcome(name: str, made: Plan | None, *changes: Change, checked: bool = True) -> Outcome:
    """An outcome with a plan, or without one."""
    status = "no_plan" if made is None else "optimal" if made.proven else "feasible"
    return Outcome(Scenario(name, changes), status, made, checked=checked)


BASE = outcome(
    "", plan({"C1": ["P1"], "C2": ["P2", "P3"], "C4": ["P4"]}, [(1, "fill", 3), (2, "wishes", 40)], {"P5": 2, "P6": 1})
)
ELSEWHERE = outcome(
    "Giữ gần gia đình",
    plan({"C1": ["P6"], "C2": ["P2", "P3"], "C3": ["P1"]}, [(1, "fill", 2), (2, "wishes", 60)], {"P4": 1, "P5": 1}),
    Change("weight", ("wishes",), "30"),
)
INFEASIBLE = Outcome(
    Scenario("Cố định", (Change("fix", ("C1", "P5")),)),
    "infeasible",
    conflicts=(
        Conflict("lock", "fixed", {"cadre": "C1", "post": "P5"}, ("Khóa!A2",)),
        Conflict("rule", "fill", {"post": "P5"}),
    ),
)
FAILED = Outcome(Scenario("Bị ngắt", (Change("off", ("wishes",)),)), "failed", failure="scenario.failed_worker")
