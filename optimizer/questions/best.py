"""The best plan of a situation, solved once, judged on the facts, its bounds counted again in exact integers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from luanchuyen.models.errors import AuditError
from luanchuyen.optimizer.audit.auditor import Audit, audit
from luanchuyen.optimizer.integer.task import Ranked, Task
from luanchuyen.optimizer.program.plan_moves import pairs_of, planned_moves
from luanchuyen.optimizer.program.program import Program, build
from luanchuyen.optimizer.questions.region import Pairs, first_of, shown_bounds
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild

BestStatus = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True)
class Best:
    """The best plan found; ``bound``: no plan scores lower. optimal: they are equal. infeasible: two engines say so.

    ``ranked``: with its trees, for who asks more of them. ``task``: what the child was asked.
    """

    status: BestStatus
    program: Program
    pairs: Pairs = ()
    score: Mapping[int, int] = field(default_factory=dict)
    bound: Mapping[int, int] = field(default_factory=dict)
    audited: Audit | None = None
    ranked: Ranked | None = None
    task: Task | None = None


def best_of(
    situation: Situation, child: SolvingChild, known: Pairs = (), seed: int = 0, time_limit: float | None = None
) -> Best:
    """The best plan. ``known``: a plan of a like situation, where to begin.

    Raises AuditError where an engine's answer proves false, and as ``SolvingChild.ask``.
    """
    program = build(situation)
    task = Task(program.arrays, 1, 1, time_limit, seed, hint=planned_moves(program, known) if known else None)
    found, status = first_of(child, task)
    if found is None:
        return Best("infeasible" if status == "infeasible" else "unknown", program, task=task)
    return replace(_judged(situation, program, found), task=task)


def _judged(situation: Situation, program: Program, found: Ranked) -> Best:
    pairs = pairs_of(program, situation, found.moves)
    audited = audit(situation, pairs)
    tiers = program.arrays.tiers
    if audited.objections or any(audited.score[t] > told for t, told in zip(tiers, found.score, strict=True)):
        raise AuditError("plan.own_audit_failed", rank=1, objections=audited.objections)
    shown = shown_bounds(program, found, pairs)
    bound = dict(zip(tiers, [*shown, *[0] * (len(tiers) - len(shown))], strict=True))
    bound = {tier: min(value, audited.score[tier]) for tier, value in bound.items()}
    status: BestStatus = "optimal" if bound == audited.score else "feasible"
    return Best(status, program, pairs, audited.score, bound, audited, found)
