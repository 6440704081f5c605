"""One solve: an integer or linear program through MathOpt. Runs inside the solving child only."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np
from ortools.math_opt import callback_pb2, model_parameters_pb2, model_pb2, parameters_pb2, result_pb2, solution_pb2
from ortools.math_opt.core.python import solver

from luanchuyen.optimizer.integer.arrays import BoolArray, FloatArray, IntArray
from luanchuyen.optimizer.integer.inequalities import Inequalities

ENGINES = {
    "highs": parameters_pb2.SOLVER_TYPE_HIGHS,
    "scip": parameters_pb2.SOLVER_TYPE_GSCIP,
    "cp_sat": parameters_pb2.SOLVER_TYPE_CP_SAT,
    "quick": parameters_pb2.SOLVER_TYPE_CP_SAT,
}
"""``quick`` is CP-SAT with a full linear relaxation: on a few hundred columns several times as fast as HiGHS."""

QUICK, QUICK_WORK = 3_000, 0.25
"""Columns up to which the quick engine is asked first, and its own count of work (half a second) before HiGHS is."""

SMALL, LONG_WORK = 400, 5.0
"""Columns up to which the quick engine is the better one at whatever is hard, and its work (ten seconds) then."""

WIDEST = 10_000_000
"""What CP-SAT takes for the most of a column, unless it is told of more: an amount of money may be."""

TOLERATED = 1e-6
"""Of a row's largest number engines let so much pass: in sums of money that may be a few đồng too many."""

GAP = 0.9
"""Absolute gap at which a solve may stop: scores are whole numbers, so a bound above value - 1 proves the value."""

PIECE = 1 << 18
"""Numbers handed to a model in one go."""

NONE_LEFT = (result_pb2.TERMINATION_REASON_INFEASIBLE, result_pb2.TERMINATION_REASON_INFEASIBLE_OR_UNBOUNDED)


BASIC = solution_pb2.BASIS_STATUS_BASIC
AT_LOWER = solution_pb2.BASIS_STATUS_AT_LOWER_BOUND
AT_UPPER = solution_pb2.BASIS_STATUS_AT_UPPER_BOUND


@dataclass(frozen=True)
class Basis:
    """Where a simplex engine stopped: the status of every row and column, as MathOpt numbers them."""

    rows: IntArray
    columns: IntArray

    def part(self, rows: IntArray, columns: IntArray) -> Basis:
        """That of some rows and columns; a basis again where what is left out is basic as a row, not as a column."""
        return Basis(self.rows[rows], self.columns[columns])

    def grown(self, rows: int) -> Basis:
        """With the rows added since, up to so many: they hold no column."""
        return Basis(np.append(self.rows, np.full(rows - len(self.rows), BASIC)), self.columns)


@dataclass(frozen=True)
class Outcome:
    """``status``: optimal | feasible | infeasible | unknown; point and value are None where none was found."""

    status: str
    point: IntArray | None
    value: int | None
    bound: int


class EngineError(Exception):
    """The engine answered something that its own rows contradict."""


def minimise(
    rows: Inequalities,
    costs: IntArray,
    lo: IntArray,
    hi: IntArray,
    seconds: float | None = None,
    seed: int = 0,
    engine: str = "highs",
    nodes: int | None = None,
    work: float = QUICK_WORK,
) -> Outcome:
    """Minimise ``costs`` over the active rows and lo..hi; the point is checked against every row in integers.

    ``nodes``: at most so many of a tree, the same every time; ``work``: the same of the quick engine.
    """
    until = None if seconds is None else time.monotonic() + seconds
    parameters = parameters_pb2.SolveParametersProto(
        threads=None if engine == "highs" else 1,
        random_seed=seed,
        absolute_gap_tolerance=GAP,
        relative_gap_tolerance=0.0,
        node_limit=nodes,
    )
    if engine != "highs":
        parameters.cp_sat.mip_max_bound = float(max(WIDEST, np.abs(hi).max(initial=0)))
    if engine == "cp_sat":
        # Asked only to contradict: without presolve, where most of its reported wrong answers came from.
        parameters.presolve = parameters_pb2.EMPHASIS_OFF
    elif engine == "quick":
        parameters.cp_sat.linearization_level = 2
        parameters.cp_sat.cp_model_probing_level = 0
        parameters.cp_sat.max_deterministic_time = work
    result = _solve(model_of(rows, costs, lo, hi, whole=True), parameters, engine, until)
    return _outcome(result, rows, costs, lo, hi)


def least(
    rows: Inequalities, costs: IntArray, lo: IntArray, hi: IntArray, seconds: float | None = None, seed: int = 0
) -> Outcome:
    """The least point by whichever engine is apt: the quick one where the program is small, HiGHS otherwise."""
    if rows.columns > SMALL:
        return minimise(rows, costs, lo, hi, seconds, seed)
    started = time.monotonic()
    quick = minimise(rows, costs, lo, hi, seconds, seed, "quick", work=LONG_WORK)
    if quick.status in ("optimal", "infeasible"):
        return quick
    if seconds is not None:
        seconds = max(0.0, seconds - (time.monotonic() - started))
    slow = minimise(rows, costs, lo, hi, seconds, seed)
    if slow.status in ("optimal", "infeasible") or quick.value is None:
        return slow
    bound = max(quick.bound, slow.bound)
    if slow.value is None or quick.value < slow.value:
        return Outcome("optimal" if bound >= quick.value else "feasible", quick.point, quick.value, bound)
    return Outcome("optimal" if bound >= slow.value else "feasible", slow.point, slow.value, bound)


def settled_in_whole_numbers(rows: Inequalities, most: IntArray, presolve: bool) -> Outcome:
    """Whether any point of 0..most keeps the active rows, by CP-SAT asked in its own form, which lets nothing pass."""
    from ortools.sat.python import cp_model

    model, engine = cp_model.CpModel(), cp_model.CpSolver()
    columns = [model.new_int_var(0, upper, "") for upper in most.tolist()]
    for number in np.flatnonzero(rows.active).tolist():
        here = np.flatnonzero(rows.row == number)
        told = zip(rows.column[here].tolist(), rows.value[here].tolist(), strict=True)
        model.add(sum(value * columns[column] for column, value in told) >= int(rows.rhs[number]))
    engine.parameters.num_workers, engine.parameters.cp_model_presolve = 1, presolve
    engine.parameters.max_deterministic_time = LONG_WORK
    status = engine.solve(model)
    if status == cp_model.INFEASIBLE:
        return Outcome("infeasible", None, None, 0)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Outcome("unknown", None, None, 0)
    point = np.array([engine.value(column) for column in columns], np.int64)
    if not rows.hold(point):
        raise EngineError("a point that breaks its rows")
    return Outcome("optimal", point, 0, 0)


def relax(
    rows: Inequalities, costs: IntArray, lo: IntArray, hi: IntArray, seconds: float | None = None
) -> result_pb2.SolveResultProto | None:
    """The relaxation without integrality, solved once and from nothing: HiGHS, whose presolve makes it small; None:
    it gives up."""
    until = None if seconds is None else time.monotonic() + seconds
    parameters, model = parameters_pb2.SolveParametersProto(), model_of(rows, costs, lo, hi, whole=False)
    if until is not None and time.monotonic() >= until:
        return None  # HiGHS looks at the clock after its presolve
    try:
        return _solve(model, parameters, "highs", until)
    except Exception:  # on numbers too far apart; its own class has no public name
        return None


def fullest(gains: IntArray, weights: IntArray, room: int) -> IntArray:
    """Which items of some weights gain most together in a room, by number: an engine's own dynamic program."""
    from ortools.algorithms.python.knapsack_solver import KnapsackSolver, SolverType

    free = weights == 0  # the engine ends where no room is left
    items = np.flatnonzero(~free)
    engine = KnapsackSolver(SolverType.KNAPSACK_DYNAMIC_PROGRAMMING_SOLVER, "")
    engine.init(gains[items].tolist(), [weights[items].tolist()], [room])
    engine.solve()
    inside = [engine.best_solution_contains(number) for number in range(len(items))]
    return np.append(np.flatnonzero(free), items[inside])


def _solve(
    model: model_pb2.ModelProto,
    parameters: parameters_pb2.SolveParametersProto,
    engine: str,
    until: float | None,
) -> result_pb2.SolveResultProto:
    """``until``: the hour by which it ends; making a large model has taken some of the time."""
    if until is not None:
        parameters.time_limit.FromNanoseconds(max(1, int((until - time.monotonic()) * 1e9)))
    return solver.solve(
        model,
        ENGINES[engine],
        parameters_pb2.SolverInitializerProto(),
        parameters,
        model_parameters_pb2.ModelSolveParametersProto(),
        None,
        callback_pb2.CallbackRegistrationProto(),
        None,
        None,
    )


def _outcome(
    result: result_pb2.SolveResultProto, rows: Inequalities, costs: IntArray, lo: IntArray, hi: IntArray
) -> Outcome:
    reason = result.termination.reason
    if reason in NONE_LEFT:
        return Outcome("infeasible", None, None, 0)
    least = int(np.where(costs >= 0, costs * lo, costs * hi).sum())
    dual = result.termination.objective_bounds.dual_bound
    bound = max(least, int(np.ceil(dual - 1e-6))) if np.isfinite(dual) else least
    if not result.solutions or not result.solutions[0].HasField("primal_solution"):
        return Outcome("unknown", None, None, bound)
    values = result.solutions[0].primal_solution.variable_values
    point = np.zeros(rows.columns, np.int64)
    point[np.array(values.ids, np.int64)] = np.rint(np.array(values.values)).astype(np.int64)
    inside = bool(((point >= lo) & (point <= hi)).all())
    if not inside or not rows.hold(point):
        short = (np.where(rows.active, rows.rhs - rows.left_sides(point), 0) / rows.largest).max(initial=0.0)
        if inside and 0 < short <= TOLERATED:
            return Outcome("unknown", None, None, least)
        raise EngineError("a point that breaks its rows")
    value = int(costs @ point)
    optimal = reason == result_pb2.TERMINATION_REASON_OPTIMAL and bound >= value
    return Outcome("optimal" if optimal else "feasible", point, value, min(bound, value))


def model_of(
    rows: Inequalities,
    costs: IntArray | FloatArray,
    lo: IntArray | FloatArray,
    hi: IntArray | FloatArray,
    whole: bool,
) -> model_pb2.ModelProto:
    """The program as MathOpt takes it; rows that are not active get no lower limit."""
    model = model_pb2.ModelProto()
    columns, count = rows.columns, len(rows.rhs)
    fill(model.variables.ids, np.arange(columns))
    fill(model.variables.lower_bounds, lo.astype(float))
    fill(model.variables.upper_bounds, hi.astype(float))
    fill(model.variables.integers, np.full(columns, whole))
    used = np.flatnonzero(costs)
    fill(model.objective.linear_coefficients.ids, used)
    fill(model.objective.linear_coefficients.values, costs[used].astype(float))
    fill(model.linear_constraints.ids, np.arange(count))
    fill(model.linear_constraints.lower_bounds, np.where(rows.active, rows.rhs.astype(float), -np.inf))
    fill(model.linear_constraints.upper_bounds, np.full(count, np.inf))
    order = np.lexsort((rows.column, rows.row))
    matrix = model.linear_constraint_matrix
    fill(matrix.row_ids, rows.row[order])
    fill(matrix.column_ids, rows.column[order])
    fill(matrix.coefficients, rows.value[order].astype(float))
    return model


def fill(field: Any, values: IntArray | FloatArray | BoolArray) -> None:
    """Append an array to a repeated field, piece by piece: Python's own numbers weigh five times as much."""
    for start in range(0, len(values), PIECE):
        field.extend(values[start : start + PIECE].tolist())


def basis_of(result: result_pb2.SolveResultProto, rows: Inequalities) -> Basis | None:
    """The basis of a solved relaxation that has one column more than its rows, at the end."""
    told = result.solutions[0]
    if not told.HasField("basis"):
        return None
    row, column = np.full(len(rows.rhs), BASIC), np.full(rows.columns + 1, AT_LOWER)
    row[np.array(told.basis.constraint_status.ids, np.int64)] = told.basis.constraint_status.values
    column[np.array(told.basis.variable_status.ids, np.int64)] = told.basis.variable_status.values
    # A relief column is always at its bound here: a basis that holds it is of no use elsewhere.
    return Basis(row, column[:-1]) if column[-1] != BASIC else None


def point_of(result: result_pb2.SolveResultProto, columns: int) -> FloatArray:
    """The point of a solved relaxation over its first ``columns`` columns."""
    values = result.solutions[0].primal_solution.variable_values
    point = np.zeros(columns + 1)
    point[np.array(values.ids, np.int64)] = values.values
    return point[:columns]


def duals_of(result: result_pb2.SolveResultProto) -> tuple[IntArray, FloatArray]:
    """(rows, their duals), those above 0."""
    dual = result.solutions[0].dual_solution.dual_values
    rows, values = np.array(dual.ids, np.int64), np.array(dual.values, np.float64)
    return rows[values > 0], values[values > 0]
