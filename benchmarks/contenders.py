"""Who solves the same program: our ranking, HiGHS and SCIP as MIPs, CP-SAT as its authors would.

Each proves tier after tier, an earlier tier's optimum a row, and starts from scratch at every solve. Seconds are
those of the processor, so that other work on the machine does not count. Cuts are those of the plans that ours found,
so that all solve the same programs whatever they choose among equals.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from luanchuyen.optimizer.integer.arrays import Arrays
from luanchuyen.optimizer.integer.cuts import difference_cut
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.task import Ranked, Task
from luanchuyen.optimizer.solver.engine import EngineError, minimise
from luanchuyen.optimizer.solver.ranking import Ranking

SEED = 0
"""Of every engine."""

Figures = dict[str, Any]


@dataclass(frozen=True)
class Race:
    """A program, how many plans, how far apart, the seconds allowed, and the moves of the plans ours found.

    ``all_limited``: the seconds are ours, too, which else has no limit.
    """

    arrays: Arrays
    plans: int
    differ_by: int
    seconds: float
    found: tuple[tuple[int, ...], ...] = ()
    all_limited: bool = False


@dataclass(frozen=True)
class Answer:
    """One solve: ``proven`` with its value, or the best value and bound when time was up (None: none known)."""

    proven: bool
    value: int | None
    bound: int | None


Solve = Callable[[int, list[int], float], Answer]
"""(tier's place, the optima of those before it, seconds left)."""


def race(who: str, given: Race) -> Figures:
    """Run one contender: its scores, when each plan came, and where it stood when time was up."""
    return CONTENDERS[who](given)


def _ours(given: Race) -> Figures:
    """The product's own ranking, in this process."""
    started = time.process_time()
    came: list[float] = []
    plans: list[Ranked] = []

    def say(kind: str, values: dict[str, object]) -> None:
        if kind == "plan":
            came.append(time.process_time() - started)
            assert isinstance(values["plan"], Ranked)
            plans.append(values["plan"])

    limit = given.seconds if given.all_limited else None
    status = Ranking(Task(given.arrays, given.plans, given.differ_by, limit, SEED), say).run()
    return {
        "came": came,
        "scores": [list(plan.score) for plan in plans],
        "bounds": [list(plan.bound) for plan in plans],
        "proven": status == "complete" and all(plan.proven for plan in plans),
        "moves": [plan.moves.tolist() for plan in plans],
        "words": ["engine" if any(p.word == "engine" for p in plan.proofs) else "tree" for plan in plans],
    }


def _chase(prepare: Callable[[Race, int], Solve], given: Race) -> Figures:
    """Plan by plan and tier by tier until time is up."""
    started = time.process_time()
    figures: Figures = {"came": [], "scores": [], "proven": False}
    for rank in range(given.plans):
        solve, optima = prepare(given, rank), list[int]()
        for place, tier in enumerate(given.arrays.tiers):
            left = given.seconds - (time.process_time() - started)
            answer = solve(place, optima, left) if left > 0 else Answer(False, None, None)
            if not answer.proven or answer.value is None:
                seconds = time.process_time() - started
                stuck = {"rank": rank + 1, "tier": tier, "value": answer.value, "bound": answer.bound}
                return figures | {"stuck": stuck | {"optima": optima, "seconds": seconds}}
            optima.append(answer.value)
        figures["came"].append(time.process_time() - started)
        figures["scores"].append(optima)
    return figures | {"proven": True}


def _mathopt(engine: str, given: Race, rank: int) -> Solve:
    """A fresh MIP through MathOpt's arrays: relative gap 0, absolute gap below 1."""
    arrays = given.arrays
    rows = Inequalities.of(arrays)
    for row, rhs in _cuts(given, rank):
        rows.add(row, rhs)
    tier_rows = [rows.add(-costs, None) for costs in arrays.costs]
    nothing = np.zeros(arrays.columns, np.int64)

    def solve(place: int, optima: list[int], seconds: float) -> Answer:
        for row, optimum in zip(tier_rows, optima, strict=False):
            rows.set_rhs(row, -optimum)
        try:
            outcome = minimise(rows, arrays.costs[place], nothing, arrays.upper, seconds, SEED, engine)
        except EngineError:
            return Answer(False, None, None)
        return Answer(outcome.status == "optimal", outcome.value, outcome.bound)

    return solve


SETTINGS: tuple[dict[str, int], ...] = (
    {"linearization_level": 2},
    {"linearization_level": 2, "cp_model_probing_level": 0, "symmetry_level": 0},
    {"linearization_level": 1},
)
"""Of CP-SAT: the best of them is shown."""


def _best_cp_sat(given: Race) -> Figures:
    """CP-SAT under each of the settings, each with all of the time; the soonest done, else the farthest come."""
    tried = [_chase(partial(_cp_sat, settings), given) for settings in SETTINGS]
    return min(tried, key=lambda told: (not told["proven"], -len(told["scores"]), told["came"][-1:]))


def _cp_sat(settings: dict[str, int], given: Race, rank: int) -> Solve:
    """A model as its authors would write it, one worker: Boolean variables, at most one of many, hints."""
    arrays = given.arrays
    model = cp_model.CpModel()
    x = [model.new_bool_var("") if upper == 1 else model.new_int_var(0, int(upper), "") for upper in arrays.upper]
    for row, rhs in enumerate(arrays.rhs.tolist()):
        entries = slice(arrays.indptr[row], arrays.indptr[row + 1])
        columns, values = arrays.indices[entries], arrays.coefficients[entries]
        if rhs == -1 and (values == -1).all() and (arrays.upper[columns] == 1).all():
            model.add_at_most_one([x[column] for column in columns])
        else:
            model.add(_sum(x, columns, values) >= rhs)
    for cut, rhs in _cuts(given, rank):
        model.add(_sum(x, np.flatnonzero(cut), cut[np.flatnonzero(cut)]) >= rhs)
    scores = [_sum(x, np.flatnonzero(costs), costs[np.flatnonzero(costs)]) for costs in arrays.costs]

    def solve(place: int, optima: list[int], seconds: float) -> Answer:
        if optima:
            model.add(scores[place - 1] <= optima[-1])
        model.minimize(scores[place])
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = SEED
        solver.parameters.max_time_in_seconds = seconds
        for name, value in settings.items():
            setattr(solver.parameters, name, value)
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Answer(False, None, None)
        model.clear_hints()
        for variable in x:
            model.add_hint(variable, solver.value(variable))
        bound = int(np.ceil(solver.best_objective_bound - 1e-6))
        return Answer(status == cp_model.OPTIMAL, round(solver.objective_value), bound)

    return solve


def _sum(x: list[cp_model.IntVar], columns: Any, values: Any) -> Any:
    return cp_model.LinearExpr.weighted_sum([x[column] for column in columns], values.tolist())


def _cuts(given: Race, rank: int) -> Iterator[tuple[Any, int]]:
    for moves in given.found[:rank]:
        yield difference_cut(given.arrays, np.array(moves, np.int64), given.differ_by)


CONTENDERS: dict[str, Callable[[Race], Figures]] = {
    "ours": _ours,
    "HiGHS": partial(_chase, partial(_mathopt, "highs")),
    "SCIP": partial(_chase, partial(_mathopt, "scip")),
    "CP-SAT": _best_cp_sat,
}
