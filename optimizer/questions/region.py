"""The plans of a board whose scores keep to limits, and the least of any whole objective among them, proven or not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from luanchuyen.models.errors import AuditError
from luanchuyen.optimizer.audit.auditor import Audit, audit
from luanchuyen.optimizer.audit.bounds import Checker, certificate_of
from luanchuyen.optimizer.integer.arrays import Arrays, BoolArray, IntArray
from luanchuyen.optimizer.integer.task import Ranked, Task
from luanchuyen.optimizer.program.plan_moves import pairs_of, planned_moves
from luanchuyen.optimizer.program.program import Program
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Least:
    """A plan of the region, audited; ``value``: of its columns by the objective; no plan there has less than ``bound``,
    counted in exact integers."""

    pairs: Pairs
    audited: Audit
    value: int
    bound: int


class Region:
    """The plans of ``program`` that score at most ``limits`` in the tiers named there.

    ``time_limit``: seconds for each question. ``situation``: by whose rules plans are judged, where it is not the
    program's own. ``possible``: the moves that a plan of the region may make, where more is shown of that.
    """

    def __init__(
        self,
        program: Program,
        limits: Mapping[int, int],
        child: SolvingChild,
        seed: int = 0,
        time_limit: float | None = None,
        situation: Situation | None = None,
        possible: BoolArray | None = None,
    ) -> None:
        self.situation = situation or program.moves.situation
        self.program, self.limits = program, dict(sorted(limits.items()))
        self.child, self.seed, self.time_limit = child, seed, time_limit
        self._rows = _with_rows(program, self.limits)
        if possible is not None:
            upper = self._rows.upper.copy()
            upper[: len(possible)][~possible] = 0
            self._rows = replace(self._rows, upper=upper)

    def least(self, costs: IntArray, known: Pairs = ()) -> Least | None:
        """A plan of least ``costs``, one a column; None: none was found. ``known``: a plan of the region.

        Raises AuditError where an engine's answer proves false, and as ``SolvingChild.ask``.
        """
        arrays = replace(self._rows, tiers=(1,), costs=costs.reshape(1, -1), tie_break=np.zeros(0, np.int64))
        program = Program(arrays, self.program.moves, self.program.tags)
        hint = planned_moves(program, known) if known else None
        found, _ = first_of(self.child, Task(arrays, 1, 1, self.time_limit, self.seed, hint=hint))
        return None if found is None else self._judged(program, found)

    def _judged(self, program: Program, found: Ranked) -> Least:
        pairs = pairs_of(program, self.situation, found.moves)
        audited = audit(self.situation, pairs)
        beyond = [tier for tier, most in self.limits.items() if audited.score[tier] > most]
        if audited.objections or beyond:
            raise AuditError("plan.own_audit_failed", rank=1, objections=audited.objections)
        return Least(pairs, audited, found.score[0], shown_bounds(program, found, pairs)[0])


def first_of(child: SolvingChild, task: Task) -> tuple[Ranked | None, str]:
    """The first plan of a task, and how the search ended."""
    found, status = None, "unknown"
    for kind, values in child.ask("rank", task):
        if kind == "plan" and found is None:
            told = values["plan"]
            assert isinstance(told, Ranked)
            found = told
        elif kind == "end":
            status = str(values["status"])
    return found, status


def shown_bounds(program: Program, found: Ranked, pairs: Pairs) -> Sequence[int]:
    """What the trees of a plan show of each tier, counted again, of tiers without one nothing. AuditError where a tree
    shows less than is told, or where what is told of it is of no known form."""
    row = certificate_of([found], program.arrays.tiers, "", None)["plans"][0]
    shown = {entry["tier"]: entry["verified"] for entry in row["tiers"]}
    faults = list(Checker(program).faults(found.score, pairs, 1, row))
    for tier, told, counted in faults:
        if counted <= told:
            raise AuditError("plan.own_claims_failed", faults=tuple(faults))
        shown[tier] = counted
    return [shown[tier] for tier in program.arrays.tiers if tier in shown]


def _with_rows(program: Program, limits: Mapping[int, int]) -> Arrays:
    """The program's arrays with a row for each limit: its tier costs at most so much."""
    arrays = program.arrays
    indices, coefficients, counts = [arrays.indices], [arrays.coefficients], []
    for tier in limits:
        costs = arrays.costs[arrays.tiers.index(tier)]
        there = np.flatnonzero(costs)
        indices.append(there)
        coefficients.append(-costs[there])
        counts.append(len(there))
    return replace(
        arrays,
        indptr=np.concatenate([arrays.indptr, arrays.indptr[-1] + np.cumsum(counts, dtype=np.int64)]),
        indices=np.concatenate(indices),
        coefficients=np.concatenate(coefficients),
        rhs=np.concatenate([arrays.rhs, -np.array(list(limits.values()), np.int64)]),
        row_group=np.concatenate([arrays.row_group, np.full(len(limits), -1)]),
    )
