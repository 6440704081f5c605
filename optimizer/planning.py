"""From an instance and a policy to ranked, audited plans: the whole main job."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version

from luanchuyen.models.errors import AuditError
from luanchuyen.models.instance import Instance
from luanchuyen.models.plan import Plan, Result
from luanchuyen.models.policy import Policy
from luanchuyen.optimizer.accounts import assignments_of, unfilled_of
from luanchuyen.optimizer.auditor import audit
from luanchuyen.optimizer.conflicts import explain
from luanchuyen.optimizer.lineup import Lineup
from luanchuyen.optimizer.memory import Memory
from luanchuyen.optimizer.program import Program, build
from luanchuyen.optimizer.proofs import Checker, certificate_of
from luanchuyen.optimizer.ranks import in_order
from luanchuyen.optimizer.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.optimizer.solver.task import Ranked, Task

CROSS_LIMIT = 20_000
"""Columns up to which other engines are asked to agree."""

Report = Callable[[str, Mapping[str, object]], None]


@dataclass(frozen=True)
class Options:
    """What decides a run besides facts and rules: how many plans, how far apart, the limit, the seed."""

    plans: int = 5
    differ_by: int = 1
    time_limit: float | None = None
    seed: int = 0


def plan(
    instance: Instance,
    policy: Policy,
    options: Options | None = None,
    *,
    given: Mapping[str, tuple[str, ...]] | None = None,
    report: Report | None = None,
    child: SolvingChild | None = None,
    cross: bool = False,
) -> Result:
    """Rank plans for ``instance`` under ``policy``; each is audited before it is returned.

    ``given``: the plan to stay close to, cadre -> posts. ``report(kind, values)`` hears of progress: a
    KeyboardInterrupt while solving returns the plans found so far with ``interrupted`` set.
    ``cross``: other engines are asked too, on programs of at most CROSS_LIMIT columns.
    Infeasible and out of time are statuses of the result. Raises AuditError if a plan fails its audit, or if
    engines disagree.
    """
    situation = Situation(instance, policy, given=given)
    return plan_situation(situation, options, report=report, child=child, cross=cross)


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
    program = build(situation)
    hint = memory.hint(program) if memory else None
    limits = options.plans, options.differ_by, options.time_limit, options.seed
    task = Task(program.arrays, *limits, hint=hint)
    say("solve", {"columns": program.arrays.columns, "rows": len(program.arrays.rhs)})
    with nullcontext(child) if child else SolvingChild() as solver:
        found, status, interrupted = _rank(solver, task, say)
        conflict = _conflict(solver, task) if status == "infeasible" else []
        asked = cross and bool(found) and not interrupted and program.arrays.columns <= CROSS_LIMIT
        rows = _cross(solver, replace(task, found=tuple(found))) if asked else None
    if memory and found:
        memory.learn(program, found[0])
    say("audit", {"plans": len(found)})
    plans = _tied([_plan(situation, program, rank, ranked) for rank, ranked in enumerate(found, 1)])
    conflicts = explain(situation, [program.tags[row] for row in conflict])
    record = _record(situation, options, len(program.arrays.tie_break) == program.arrays.columns)
    certificate = {**certificate_of(found, program.arrays.tiers, engine_name()), "cross_checked": rows}
    _check(program, plans, options, certificate)
    return Result(_status(status, plans), tuple(plans), record, conflicts, interrupted, certificate)


def _conflict(solver: SolvingChild, task: Task) -> list[int]:
    """The rows of a smallest contradiction."""
    rows = dict(solver.ask("conflict", task))["end"]["conflict"]
    assert isinstance(rows, list)
    return rows


def _cross(solver: SolvingChild, task: Task) -> list[dict[str, object]]:
    """What SCIP and CP-SAT say of the same plans; AuditError where one of them finds another score."""
    told = dict(solver.ask("cross", task))["end"]["rows"]
    assert isinstance(told, list)
    for row in told:
        if row["agrees"] is False:
            raise AuditError("plan.engines_disagree", rank=row["rank"], engine=row["engine"])
    return told


def _check(program: Program, plans: list[Plan], options: Options, certificate: Mapping[str, object]) -> None:
    """Every bound that the certificate claims, counted once more in exact integers."""
    checker = Checker(program)
    told = certificate["plans"]
    assert isinstance(told, list)
    for made, entry in zip(plans, told, strict=True):
        score = [made.score[tier] for tier in program.arrays.tiers]
        if any(checker.faults(score, made.pairs, options.differ_by, entry)):
            raise AuditError("plan.own_proof_failed", rank=made.rank)


def _rank(solver: SolvingChild, task: Task, say: Report) -> tuple[list[Ranked], str, bool]:
    found: list[Ranked] = []
    try:
        for kind, values in solver.ask("rank", task):
            if kind == "plan":
                ranked = values["plan"]
                assert isinstance(ranked, Ranked)
                found.append(ranked)
            elif kind == "end":
                ordered = in_order(found)
                doubtful = values["status"] == "complete" and not all(ranked.proven for ranked in ordered)
                return ordered, "limit" if doubtful else str(values["status"]), False
            say(kind, {**values, "found": len(found), "plans": task.plans})
    except KeyboardInterrupt:
        solver.stop()
        return found, "limit", True
    return found, "unknown", False


def _status(status: str, plans: list[Plan]) -> str:
    if status == "complete":
        return "optimal"
    if status == "infeasible":
        return "infeasible"
    return "feasible" if plans else "no_plan"


def _plan(situation: Situation, program: Program, rank: int, ranked: Ranked) -> Plan:
    """The plan of the chosen moves, with findings and score by the auditor."""
    moves = program.moves
    groups = situation.groups
    chosen = {moves.columns.cadre_ids[moves.cadre[m]]: groups[moves.group[m]] for m in ranked.moves}
    lineup = Lineup(situation, chosen)
    audited = audit(situation, lineup.pairs)
    told = dict(zip(program.arrays.tiers, ranked.score, strict=True))
    if not audited.passed or (ranked.proven and audited.score != told):
        raise AuditError("plan.own_audit_failed", rank=rank, objections=audited.objections)
    bound = dict(zip(program.arrays.tiers, ranked.bound, strict=True))
    return Plan(
        rank=rank,
        assignments=assignments_of(lineup),
        score=audited.score,
        bound=bound,
        proven=ranked.proven,
        unfilled=unfilled_of(lineup),
        findings=audited.findings,
    )


def _tied(plans: list[Plan]) -> list[Plan]:
    """Marks plans of equal score."""
    alike = {p.rank: tuple(q.rank for q in plans if q is not p and q.score == p.score) for p in plans}
    return [replace(p, tied_with=alike[p.rank]) for p in plans]


def engine_name() -> str:
    """The engines and the library that brings them."""
    try:
        return f"HiGHS, CP-SAT, GLOP (OR-Tools {version('ortools')} MathOpt)"
    except PackageNotFoundError:
        return "HiGHS, CP-SAT, GLOP (OR-Tools MathOpt)"


def _record(situation: Situation, options: Options, ordered: bool) -> dict[str, object]:
    from luanchuyen import __version__

    instance, policy, given = situation.instance, situation.policy, situation.given
    settings = instance.settings
    close_to = None if given is None else [[cadre, list(posts)] for cadre, posts in sorted(given.items())]
    return {
        "input_sha256": instance.sha256,
        "rules_sha256": policy.sha256,
        "rules": policy.name,
        "as_of": settings.as_of.isoformat(),
        "version": __version__,
        "solver": engine_name(),
        "seed": options.seed,
        "options": {
            **asdict(options),
            "start": settings.start.isoformat(),
            "term_months": settings.term_months,
            "tie_break": "published" if ordered else "solver",
            "close_to": close_to,
        },
    }
