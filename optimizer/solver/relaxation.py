"""The linear relaxation of a program, kept warm by GLOP through MathOpt: its duals become exact multipliers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    model_update_pb2,
    parameters_pb2,
    result_pb2,
)
from ortools.math_opt.core.python import solver

from luanchuyen.optimizer.certificate import SCALE, Node, Priced, price
from luanchuyen.optimizer.inequalities import LARGEST, Inequalities
from luanchuyen.optimizer.pairs import FloatArray, IntArray
from luanchuyen.optimizer.solver.engine import NONE_LEFT, model_of

FINEST = 2.0**40
"""Scale of the multipliers that show a contradiction: as fine as 64 bits allow, at most this."""


@dataclass(frozen=True)
class Relaxed:
    """A solved relaxation: the point (None where the rows contradict the bounds), and what its duals show."""

    point: FloatArray | None
    node: Node
    priced: Priced


class Relaxation:
    """min c.x over rows and lo..hi without integrality; bounds, rows and costs change in place, the basis stays.

    One column more, held at 0, reaches into every row: where bounds contradict the rows it is let go, and the
    duals of the least relief show the contradiction.
    """

    def __init__(self, rows: Inequalities, costs: IntArray, lo: IntArray, hi: IntArray) -> None:
        self.rows, self.costs = rows, costs
        self._lo, self._hi = lo.copy(), hi.copy()
        self._relief = rows.columns
        self._relief_price = self._most_relief = 0.0
        self._start()

    def _start(self) -> None:
        """A fresh engine on the present rows, costs and bounds, without a basis."""
        model = model_of(self.rows, self.costs, self._lo, self._hi, whole=False)
        _give_relief(model, self.rows, self._relief, self._relief_price, self._most_relief)
        initializer = parameters_pb2.SolverInitializerProto()
        self._solver = solver.new(parameters_pb2.SOLVER_TYPE_GLOP, model, initializer)

    def minimise(self, costs: IntArray) -> None:
        """Change the objective."""
        update = model_update_pb2.ModelUpdateProto()
        changed = np.flatnonzero(costs != self.costs)
        _fill(update.objective_updates.linear_coefficients, changed, costs[changed])
        self._update(update)
        self.costs = costs

    def add(self, dense: IntArray, rhs: int | None) -> int:
        """One more row dense.x >= rhs (None: it does not hold yet); its number."""
        number = self.rows.add(dense, rhs)
        update = model_update_pb2.ModelUpdateProto()
        update.new_linear_constraints.ids.append(number)
        update.new_linear_constraints.lower_bounds.append(_limit(rhs))
        update.new_linear_constraints.upper_bounds.append(float("inf"))
        column = np.flatnonzero(dense)
        matrix = update.linear_constraint_matrix_updates
        matrix.row_ids.extend([number] * (len(column) + 1))
        matrix.column_ids.extend([*column.tolist(), self._relief])
        matrix.coefficients.extend([*dense[column].astype(float).tolist(), float(np.abs(dense).max(initial=1))])
        self._update(update)
        return number

    def set_rhs(self, number: int, rhs: int | None) -> None:
        """Change a row's right-hand side; None lets it go."""
        self.rows.set_rhs(number, rhs)
        update = model_update_pb2.ModelUpdateProto()
        lower = update.linear_constraint_updates.lower_bounds
        lower.ids.append(number)
        lower.values.append(_limit(rhs))
        self._update(update)

    def solve(self, lo: IntArray, hi: IntArray, seconds: float | None = None) -> Relaxed | None:
        """The optimum over lo..hi; None if the engine gave up (out of time)."""
        self._bound(lo, hi)
        result = self._run(seconds)
        if result is None:
            return None
        reason = result.termination.reason
        if reason == result_pb2.TERMINATION_REASON_OPTIMAL:
            return self._relaxed(result, lo, hi)
        return self._contradiction(lo, hi, seconds) if reason in NONE_LEFT else None

    def _contradiction(self, lo: IntArray, hi: IntArray, seconds: float | None) -> Relaxed | None:
        """Duals that show that nothing is left in lo..hi: those of the least relief that the rows would need."""
        costs = self.costs
        self.minimise(np.zeros(len(costs), np.int64))
        self._relieve(1.0, float("inf"))
        result = self._run(seconds)
        self._relieve(0.0, 0.0)
        self.minimise(costs)
        if result is None or result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
            return None
        rows, duals = _duals(result)
        scale = min(FINEST, LARGEST / 4 / max(1, len(costs)) / max(self.rows.reach(rows, duals), 1e-9))
        whole = np.floor(duals * scale).astype(np.int64)
        node = Node(rows[whole > 0], whole[whole > 0], empty=True)
        try:
            return Relaxed(None, node, price(self.rows, costs, node, lo, hi))
        except ValueError:
            return None

    def _relaxed(self, result: result_pb2.SolveResultProto, lo: IntArray, hi: IntArray) -> Relaxed:
        rows, duals = _duals(result)
        whole = np.rint(duals * SCALE).astype(np.int64)
        node = Node(rows[whole > 0], whole[whole > 0])
        try:
            priced = price(self.rows, self.costs, node, lo, hi)
        except ValueError:
            # Numbers beyond 64 bits: no multipliers, no bound but the trivial one.
            node = Node(rows[:0], whole[:0])
            priced = price(self.rows, self.costs, node, lo, hi)
        values = result.solutions[0].primal_solution.variable_values
        point = np.zeros(self.rows.columns + 1)
        point[np.array(values.ids, np.int64)] = values.values
        return Relaxed(point[:-1], node, priced)

    def _run(self, seconds: float | None) -> result_pb2.SolveResultProto | None:
        """Solve; where the engine breaks off on a bad basis, once more from the start; None: it cannot."""
        try:
            return self._solve_once(seconds)
        except Exception:  # the engine's own class, which has no public name
            self._start()
        try:
            return self._solve_once(seconds)
        except Exception:
            self._start()
            return None

    def _solve_once(self, seconds: float | None) -> result_pb2.SolveResultProto:
        parameters = parameters_pb2.SolveParametersProto(presolve=parameters_pb2.EMPHASIS_OFF)
        if seconds is not None:
            parameters.time_limit.FromNanoseconds(max(1, int(seconds * 1e9)))
        nothing = model_parameters_pb2.ModelSolveParametersProto()
        return self._solver.solve(parameters, nothing, None, callback_pb2.CallbackRegistrationProto(), None, None)

    def _bound(self, lo: IntArray, hi: IntArray) -> None:
        update = model_update_pb2.ModelUpdateProto()
        for vector, now, wanted in (
            (update.variable_updates.lower_bounds, self._lo, lo),
            (update.variable_updates.upper_bounds, self._hi, hi),
        ):
            changed = np.flatnonzero(now != wanted)
            _fill(vector, changed, wanted[changed])
        self._update(update)
        self._lo, self._hi = lo.copy(), hi.copy()

    def _relieve(self, cost: float, most: float) -> None:
        self._relief_price, self._most_relief = cost, most
        update = model_update_pb2.ModelUpdateProto()
        update.objective_updates.linear_coefficients.ids.append(self._relief)
        update.objective_updates.linear_coefficients.values.append(cost)
        update.variable_updates.upper_bounds.ids.append(self._relief)
        update.variable_updates.upper_bounds.values.append(most)
        self._update(update)

    def _update(self, update: model_update_pb2.ModelUpdateProto) -> None:
        if not self._solver.update(update):
            raise RuntimeError("the relaxation does not take an update")


def _duals(result: result_pb2.SolveResultProto) -> tuple[IntArray, FloatArray]:
    """(rows, their duals), those above 0."""
    dual = result.solutions[0].dual_solution.dual_values
    rows, values = np.array(dual.ids, np.int64), np.array(dual.values, np.float64)
    return rows[values > 0], values[values > 0]


def _fill(vector: object, ids: IntArray, values: IntArray) -> None:
    vector.ids.extend(ids.tolist())  # type: ignore[attr-defined]
    vector.values.extend(values.astype(float).tolist())  # type: ignore[attr-defined]


def _limit(rhs: int | None) -> float:
    return float("-inf") if rhs is None else float(rhs)


def _give_relief(model: model_pb2.ModelProto, rows: Inequalities, relief: int, cost: float, most: float) -> None:
    """Put the relief column into every row, as large as the row's largest coefficient."""
    model.variables.ids.append(relief)
    model.variables.lower_bounds.append(0.0)
    model.variables.upper_bounds.append(most)
    if cost:
        model.objective.linear_coefficients.ids.append(relief)
        model.objective.linear_coefficients.values.append(cost)
    model.variables.integers.append(False)
    count = len(rows.rhs)
    largest = np.ones(count)
    np.maximum.at(largest, rows.row, np.abs(rows.value).astype(float))
    row = np.concatenate([rows.row, np.arange(count)])
    column = np.concatenate([rows.column, np.full(count, relief)])
    value = np.concatenate([rows.value.astype(float), largest])
    order = np.lexsort((column, row))
    matrix = model.linear_constraint_matrix
    for vector, content in ((matrix.row_ids, row), (matrix.column_ids, column), (matrix.coefficients, value)):
        del vector[:]
        vector.extend(content[order].tolist())
