"""One solve: an integer program in arrays through MathOpt. Runs inside the solving child only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.math_opt import callback_pb2, model_parameters_pb2, model_pb2, parameters_pb2, result_pb2
from ortools.math_opt.core.python import solver

from luanchuyen.optimizer.pairs import IntArray
from luanchuyen.optimizer.arrays import Arrays

ENGINES = {"highs": parameters_pb2.SOLVER_TYPE_HIGHS, "scip": parameters_pb2.SOLVER_TYPE_GSCIP}

GAP = 0.9
"""Absolute gap at which a solve may stop: scores are whole numbers, so a bound above value - 1 proves the value."""


@dataclass(frozen=True)
class Limits:
    """More rows on top of a program's: dense coefficients (rows, columns) and least values (rows,)."""

    coefficients: IntArray
    rhs: IntArray

    def plus(self, row: IntArray, rhs: int) -> Limits:
        """With one more row."""
        return Limits(np.vstack([self.coefficients, row]), np.append(self.rhs, rhs))


def no_limits(columns: int) -> Limits:
    """No further rows."""
    return Limits(np.zeros((0, columns), np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True)
class Outcome:
    """``status``: optimal | feasible | infeasible | unknown; values are None where no point was found."""

    status: str
    point: IntArray | None
    value: int | None
    bound: int


class EngineError(Exception):
    """The engine answered something that its own rows contradict."""


def minimise(
    arrays: Arrays,
    objective: IntArray,
    limits: Limits,
    seconds: float | None = None,
    seed: int = 0,
    engine: str = "highs",
) -> Outcome:
    """Minimise ``objective`` over the program and ``limits``; the point is checked against every row in integers."""
    parameters = parameters_pb2.SolveParametersProto(
        threads=None if engine == "highs" else 1,
        random_seed=seed,
        absolute_gap_tolerance=GAP,
        relative_gap_tolerance=0.0,
    )
    if seconds is not None:
        parameters.time_limit.FromNanoseconds(max(1, int(seconds * 1e9)))
    result = solver.solve(
        _model(arrays, objective, limits),
        ENGINES[engine],
        parameters_pb2.SolverInitializerProto(),
        parameters,
        model_parameters_pb2.ModelSolveParametersProto(),
        None,
        callback_pb2.CallbackRegistrationProto(),
        None,
        None,
    )
    return _outcome(result, arrays, objective, limits)


def _outcome(result: result_pb2.SolveResultProto, arrays: Arrays, objective: IntArray, limits: Limits) -> Outcome:
    reason = result.termination.reason
    if reason in (result_pb2.TERMINATION_REASON_INFEASIBLE, result_pb2.TERMINATION_REASON_INFEASIBLE_OR_UNBOUNDED):
        return Outcome("infeasible", None, None, 0)
    least = int(np.minimum(objective, 0) @ arrays.upper)
    dual = result.termination.objective_bounds.dual_bound
    bound = max(least, int(np.ceil(dual - 1e-6))) if np.isfinite(dual) else least
    if not result.solutions or not result.solutions[0].HasField("primal_solution"):
        return Outcome("unknown", None, None, bound)
    values = result.solutions[0].primal_solution.variable_values
    point = np.zeros(arrays.columns, np.int64)
    point[np.array(values.ids, np.int64)] = np.rint(np.array(values.values)).astype(np.int64)
    check(arrays, limits, point)
    value = int(objective @ point)
    optimal = reason == result_pb2.TERMINATION_REASON_OPTIMAL and bound >= value
    return Outcome("optimal" if optimal else "feasible", point, value, min(bound, value))


def check(arrays: Arrays, limits: Limits, point: IntArray) -> None:
    """Every row and bound at ``point``, in integers; EngineError if one fails."""
    left = np.zeros(len(arrays.rhs), np.int64)
    row = np.repeat(np.arange(len(arrays.rhs)), np.diff(arrays.indptr))
    np.add.at(left, row, arrays.coefficients * point[arrays.indices])
    inside = ((point >= 0) & (point <= arrays.upper)).all()
    if not (inside and (left >= arrays.rhs).all() and (limits.coefficients @ point >= limits.rhs).all()):
        raise EngineError("a point that breaks its rows")


def _model(arrays: Arrays, objective: IntArray, limits: Limits) -> model_pb2.ModelProto:
    model = model_pb2.ModelProto()
    columns, rows = arrays.columns, len(arrays.rhs)
    model.variables.ids.extend(range(columns))
    model.variables.lower_bounds.extend(np.zeros(columns).tolist())
    model.variables.upper_bounds.extend(arrays.upper.astype(float).tolist())
    model.variables.integers.extend([True] * columns)
    used = np.flatnonzero(objective)
    model.objective.linear_coefficients.ids.extend(used.tolist())
    model.objective.linear_coefficients.values.extend(objective[used].astype(float).tolist())
    total = rows + len(limits.rhs)
    model.linear_constraints.ids.extend(range(total))
    least = np.concatenate([arrays.rhs, limits.rhs]).astype(float)
    model.linear_constraints.lower_bounds.extend(least.tolist())
    model.linear_constraints.upper_bounds.extend([float("inf")] * total)
    row = np.repeat(np.arange(rows), np.diff(arrays.indptr))
    more_row, more_column = np.nonzero(limits.coefficients)
    matrix = model.linear_constraint_matrix
    matrix.row_ids.extend(np.concatenate([row, more_row + rows]).tolist())
    matrix.column_ids.extend(np.concatenate([arrays.indices, more_column]).tolist())
    value = np.concatenate([arrays.coefficients, limits.coefficients[more_row, more_column]])
    matrix.coefficients.extend(value.astype(float).tolist())
    return model
