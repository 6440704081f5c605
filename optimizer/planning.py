"""From an instance and a policy to ranked, audited plans: the whole main job."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from functools import cache
from typing import Any

from luanchuyen.models.certificate import Certificate
from luanchuyen.models.committee.decision import NOTHING_DECIDED, Decided
from luanchuyen.models.conflict import Conflict
from luanchuyen.models.errors import AuditError
from luanchuyen.models.instance import Instance
from luanchuyen.models.options import Options
from luanchuyen.models.plan import Plan, Result, Status
from luanchuyen.models.policy import Policy
from luanchuyen.models.version import __version__
from luanchuyen.optimizer.audit.bounds import bound_of, certificate_of
from luanchuyen.optimizer.audit.claims import Counted, Judge, Pairs, raised, status_of
from luanchuyen.optimizer.audit.run_record import record_of
from luanchuyen.optimizer.explain.conflict import find_conflicts
from luanchuyen.optimizer.explain.scarcity import scarcities
from luanchuyen.optimizer.integer.events import PlanFound, RankingEnded, Tick, TierSettled
from luanchuyen.optimizer.integer.reordering import in_order
from luanchuyen.optimizer.integer.task import CrossCheck, Ended, Ranked, Task
from luanchuyen.optimizer.program.hints import Memory
from luanchuyen.optimizer.program.plan_moves import pairs_of
from luanchuyen.optimizer.program.program import build
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild

CROSS_LIMIT = 20_000
"""Columns up to which other engines are asked to agree."""

Report = Callable[[str, Mapping[str, object]], None]
REPORTED: Mapping[type, str] = {Tick: "tick", TierSettled: "tier", PlanFound: "plan"}
"""The kinds of which a report hears while the child works."""


def plan(
    instance: Instance,
    rules: Policy,
    options: Options | None = None,
    *,
    given: Mapping[str, tuple[str, ...]] | None = None,
    decided: Decided = NOTHING_DECIDED,
    report: Report | None = None,
    cross: bool = False,
) -> Result:
    """Rank plans for ``instance`` under ``rules``; each is audited before it is returned.

    ``given``: the plan to stay close to, cadre -> posts. ``decided``: what a committee decided, which binds.
    ``report(kind, values)`` hears of progress: a KeyboardInterrupt while solving returns the plans found so far with
    ``interrupted`` set.
    ``cross``: other engines are asked too, on programs of at most CROSS_LIMIT columns.
    Infeasible and out of time are statuses of the result. Raises AuditError if a plan fails its audit, or if
    engines disagree.
    """
    situation = situation_of(instance, rules, given=given, decided=decided)
    return plan_situation(situation, options, report=report, cross=cross)


def plan_situation(
    situation: Situation,
    options: Options | None = None,
    *,
    report: Report | None = None,
    child: SolvingChild | None = None,
    cross: bool = False,
    memory: Memory | None = None,
) -> Result:
    """``plan`` of facts already read under a rule book: what was worked out of them is not worked out again.

    ``memory``: of programs like this one solved before; it is told of this one.
    """
    options = options or Options()
    say = report or (lambda kind, values: None)
    say("program", {})
    program = memory.program(situation) if memory else build(situation)
    hint = memory.hint(program) if memory else None
    limits = options.plans, options.differ_by, options.time_limit, options.seed
    task = Task(program.arrays, *limits, hint=hint)
    say("solve", {"columns": program.arrays.columns, "rows": len(program.arrays.rhs)})
    judge = Judge(situation, program)
    with nullcontext(child) if child else SolvingChild() as solver:
        ended = (memory and memory.answer(task)) or _rank(solver, task, say, judge)
        conflicts = find_conflicts(situation, program, solver.conflict) if ended.status == "infeasible" else ()
        asked = cross and bool(ended.found) and not ended.interrupted and program.arrays.columns <= CROSS_LIMIT
        rows = _cross(solver, CrossCheck(task, tuple(ended.found))) if asked else None
    if asked and rows is None:
        ended = replace(ended, status="limit", interrupted=True)
    say("audit", {"plans": len(ended.found)})
    result = _result(judge, options, ended, conflicts, rows)
    if memory:
        memory.learn(program, task, ended)
    return result


def _cross(solver: SolvingChild, asked: CrossCheck) -> list[dict[str, object]] | None:
    """What SCIP and CP-SAT say of the same plans; AuditError where one of them finds another score.

    None where they were interrupted: that leaves the plans as they are.
    """
    try:
        told = solver.crosscheck(asked)
    except KeyboardInterrupt:
        solver.stop()
        return None
    for row in told:
        if row["agrees"] is False:
            raise AuditError("plan.engines_disagree", rank=row["rank"], engine=row["engine"])
    return told


def _result(
    judge: Judge,
    options: Options,
    ended: Ended,
    conflicts: tuple[Conflict, ...],
    rows: list[dict[str, object]] | None,
) -> Result:
    """The plans as the facts make them, with what is proven of them. AuditError where ``verify`` would refuse them."""
    tiers, engine = judge.program.arrays.tiers, engine_name()
    counted = [_counted(judge, rank, ranked) for rank, ranked in enumerate(ended.found, 1)]
    found = in_order([_with_score(ranked, made) for ranked, made in zip(ended.found, counted, strict=True)])
    end = ended.end if ended.status == "complete" and len(found) < options.plans else None
    certificate = {**certificate_of(found, tiers, engine, end), "cross_checked": rows}
    record = record_of(judge.situation, options, judge.ordered, __version__, engine)
    while True:
        plans = [_plan(judge, ranked, row) for ranked, row in zip(found, certificate["plans"], strict=True)]
        status: Status = "infeasible" if ended.status == "infeasible" else "no_plan"
        result = Result(status, tuple(_tied(plans)), record, conflicts)
        status = status_of(result.to_dict(), certificate)
        result = replace(result, status=status, interrupted=ended.interrupted)
        faults = list(judge.faults(result.plans, json.loads(json.dumps(result.to_dict())), certificate))
        if not faults:
            return replace(result, certificate=Certificate.from_dict(certificate))
        if not raised(certificate, faults, len(tiers)):
            raise AuditError("plan.own_claims_failed", faults=tuple(faults))


def _counted(judge: Judge, rank: int, ranked: Ranked) -> Counted:
    """What the auditor makes of a plan. AuditError where it objects, or where the solver told it otherwise."""
    made = judge.counted(_pairs(judge, ranked))
    score = tuple(made.score[tier] for tier in judge.program.arrays.tiers)
    shown = (*(p.value if p.word != "none" else p.verified for p in ranked.proofs), *[0] * len(score))[: len(score)]
    lies = (ranked.score, ranked.bound) != (score, score) if ranked.proven else ranked.bound != shown
    if made.objections or lies or any(ours > told for ours, told in zip(score, ranked.score, strict=True)):
        raise AuditError("plan.own_audit_failed", rank=rank, objections=made.objections)
    return made


def _pairs(judge: Judge, ranked: Ranked) -> Pairs:
    return pairs_of(judge.program, judge.situation, ranked.moves)


def _with_score(ranked: Ranked, made: Counted) -> Ranked:
    """The plan with the score that its moves have: where the search broke off, its amounts may stand above them."""
    score = tuple(value for _, value in sorted(made.score.items()))
    if score == ranked.score:
        return ranked
    proofs = [replace(p, value=min(p.value, value)) for p, value in zip(ranked.proofs, score, strict=False)]
    return replace(ranked, score=score, proofs=tuple(proofs))


def _plan(judge: Judge, ranked: Ranked, row: Mapping[str, Any]) -> Plan:
    made = judge.counted(_pairs(judge, ranked))
    bound = bound_of(row["tiers"], judge.program.arrays.tiers)
    return Plan(
        rank=row["rank"],
        assignments=made.assignments,
        score=made.score,
        bound=bound,
        proven=row["proven"],
        unfilled=made.unfilled,
        findings=made.findings,
    )


def _rank(solver: SolvingChild, task: Task, say: Report, judge: Judge) -> Ended:
    """The plans as the child finds them. What is known before a plan, and each plan, is counted while it works on."""
    found: list[Ranked] = []
    try:
        for event in solver.ask(task):
            if isinstance(event, RankingEnded):
                return Ended(found, event.status, event.end)
            if isinstance(event, PlanFound):
                found.append(event.plan)
            say(REPORTED[type(event)], {**vars(event), "found": len(found), "plans": task.plans})
            if not found:
                scarcities(judge.situation)
            elif isinstance(event, PlanFound) and len(found) < task.plans:
                judge.counted(_pairs(judge, event.plan))
    except KeyboardInterrupt:
        solver.stop()
        return Ended(found, "limit", interrupted=True)
    return Ended(found, "unknown")


def _tied(plans: list[Plan]) -> list[Plan]:
    """Marks plans of equal score."""
    alike = {p.rank: tuple(q.rank for q in plans if q is not p and q.score == p.score) for p in plans}
    return [replace(p, tied_with=alike[p.rank]) for p in plans]


@cache
def engine_name() -> str:
    """The engines and the library that brings them."""
    from importlib.metadata import PackageNotFoundError, version  # late: it loads the reader of e-mail

    try:
        return f"HiGHS, CP-SAT, GLOP (OR-Tools {version('ortools')} MathOpt)"
    except PackageNotFoundError:
        return "HiGHS, CP-SAT, GLOP (OR-Tools MathOpt)"
