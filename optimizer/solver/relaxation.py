"""The linear relaxation of a program, kept warm by GLOP through MathOpt: its duals become exact multipliers."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from ortools.math_opt import callback_pb2, model_parameters_pb2, model_update_pb2, parameters_pb2, result_pb2
from ortools.math_opt.core.python import solver

from luanchuyen.optimizer.integer.arrays import BoolArray, FloatArray, IntArray
from luanchuyen.optimizer.integer.certificate import Node, Priced
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.solver.engine import (
    AT_LOWER,
    NONE_LEFT,
    Basis,
    basis_of,
    duals_of,
    fill,
    model_of,
    point_of,
    relax,
)
from luanchuyen.optimizer.solver.pivoting.shown import bound_by, contradiction_by

Clock = Callable[[], float | None]
"""Seconds left; None without a limit."""

Shadow = tuple[FloatArray, IntArray, FloatArray]
ITERATIONS, CIRCLING = 5_000, 20
"""Of an optimum worth no more; of any other so many more a row and column: whatever needs them turns in circles."""

RELIEF, USED = 4096, 1e-9
"""What a unit of relief costs, in largest costs; and what counts as none of it."""

PRIMAL, DUAL = parameters_pb2.LP_ALGORITHM_PRIMAL_SIMPLEX, parameters_pb2.LP_ALGORITHM_DUAL_SIMPLEX


@dataclass(frozen=True)
class Relaxed:
    """A solved relaxation: the point (None where the rows contradict the bounds), and what its duals show.
    ``mixed``: packs take mixtures of whole choices in it, which raises the bound by so many points; 0: they do not."""

    point: FloatArray | None
    node: Node
    priced: Priced
    basis: Basis | None = None
    mixed: int = 0


class Bounding(Protocol):
    """What bounds the nodes of a tree: ``begin`` says below which node the next is, ``solve`` is that of a
    ``Relaxation``."""

    rows: Inequalities
    costs: IntArray

    def begin(self, above: Node | None) -> None: ...

    def solve(
        self, lo: IntArray, hi: IntArray, seconds: float | None = None, *, target: int | None = None
    ) -> Relaxed | None: ...


class Relaxation:
    """min c.x over rows and lo..hi without integrality; bounds, rows and costs change in place, the basis stays.

    One column more, held at 0, reaches into every row: where bounds contradict the rows it is let go, and the
    duals of the least relief show the contradiction.
    """

    def __init__(
        self, rows: Inequalities, costs: IntArray, lo: IntArray, hi: IntArray, basis: Basis | None = None
    ) -> None:
        self.rows, self.costs = rows, costs
        self._basis = basis
        self._lo, self._hi = lo.copy(), hi.copy()
        self._relief = rows.columns
        self._relief_price = self._most_relief = 0.0
        self._engine: Any = None
        self._solved = self._repriced = False

    def _start(self) -> None:
        """A fresh engine on the present rows, costs and bounds, without a basis; the first when one is needed."""
        rows, count = self.rows, len(self.rows.rhs)
        everywhere = Inequalities(
            rows.columns + 1,
            np.concatenate([rows.row, np.arange(count)]),
            np.concatenate([rows.column, np.full(count, self._relief)]),
            np.concatenate([rows.value, rows.largest]),
            rows.rhs,
        )
        everywhere.active = rows.active
        model = model_of(
            everywhere,
            np.append(self.costs, self._relief_price),
            np.append(self._lo, 0),
            np.append(self._hi, self._most_relief),
            whole=False,
        )
        self._engine = solver.new(parameters_pb2.SOLVER_TYPE_GLOP, model, parameters_pb2.SolverInitializerProto())

    def begin(self, above: Node | None) -> None:
        """The next is a node below this one: of no use here, where the basis is that of the node solved last."""

    def minimise(self, costs: IntArray) -> None:
        """Change the objective."""
        self._repriced = True
        if self._engine is not None:
            update = model_update_pb2.ModelUpdateProto()
            changed = np.flatnonzero(costs != self.costs)
            _fill(update.objective_updates.linear_coefficients, changed, costs[changed])
            self._update(update)
        self.costs = costs

    def extend(self, row: IntArray, column: IntArray, value: IntArray, rhs: IntArray) -> None:
        """More rows, numbered on from the last, that hold."""
        numbers = np.arange(len(self.rows.rhs), len(self.rows.rhs) + len(rhs))
        self.rows.extend(row, column, value, rhs)
        if self._engine is None:
            return
        update = model_update_pb2.ModelUpdateProto()
        fill(update.new_linear_constraints.ids, numbers)
        fill(update.new_linear_constraints.lower_bounds, rhs.astype(float))
        fill(update.new_linear_constraints.upper_bounds, np.full(len(rhs), np.inf))
        row, column = np.append(row, numbers), np.append(column, np.full(len(rhs), self._relief))
        value, order = np.append(value, self.rows.largest[numbers]), np.lexsort((column, row))
        matrix = update.linear_constraint_matrix_updates
        fill(matrix.row_ids, row[order])
        fill(matrix.column_ids, column[order])
        fill(matrix.coefficients, value[order].astype(float))
        self._update(update)

    def set_rhs(self, number: int, rhs: int | None) -> None:
        """Change a row's right-hand side; None lets it go."""
        self.rows.set_rhs(number, rhs)
        self._limit(np.array([number]))

    def hold(self, held: BoolArray) -> None:
        """Let these rows hold, and no others."""
        changed = np.flatnonzero(held != self.rows.active)
        self.rows.active = held.copy()
        self._limit(changed)

    def _limit(self, numbers: IntArray) -> None:
        if self._engine is None or not len(numbers):
            return
        update = model_update_pb2.ModelUpdateProto()
        least = np.where(self.rows.active[numbers], self.rows.rhs[numbers].astype(float), -np.inf)
        _fill(update.linear_constraint_updates.lower_bounds, numbers, least)
        self._update(update)

    def solve(
        self, lo: IntArray, hi: IntArray, seconds: float | None = None, basis: bool = False, target: int | None = None
    ) -> Relaxed | None:
        """The optimum over lo..hi, on request with its basis; None if the engine gave up (out of time).

        ``target``: a bound that reaches it is as good as the optimum, or as a contradiction: with relief at a high
        price no rows contradict the bounds, and a second solve is spared.
        """
        started = time.monotonic()
        self._bound(lo, hi)
        if target is not None:
            self._relieve(RELIEF * float(max(1, np.abs(self.costs).max(initial=1))), float("inf"))
            found = self._relieved(seconds, lo, hi, target)
            if found is not None:
                return found
            self._relieve(0.0, 0.0)
        result = self._run(seconds)
        if result is None:
            return None
        reason = result.termination.reason
        if reason == result_pb2.TERMINATION_REASON_OPTIMAL:
            return _relaxed(result, self.rows, self.costs, lo, hi, basis)
        if reason in NONE_LEFT:
            return self._contradiction(lo, hi, seconds)
        # Of numbers too far apart for this engine, or of circles that it turns in, the other has a presolve.
        spent = time.monotonic() - started
        if seconds is not None and spent > seconds / 2:
            return None
        self._engine = None
        return solve_whole(self.rows, self.costs, lo, hi, seconds and seconds - spent)

    def optimum(self, lo: IntArray, hi: IntArray, seconds: float | None) -> Shadow | None:
        """The optimum over lo..hi as the engine tells it: a point, the rows of duals above 0, these; None: none."""
        self._bound(lo, hi)
        result = self._run(seconds, ITERATIONS)
        if result is None or result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
            self._engine = None
            return None
        return (point_of(result, self.rows.columns), *duals_of(result))

    def _relieved(self, seconds: float | None, lo: IntArray, hi: IntArray, target: int) -> Relaxed | None:
        """The optimum with relief at a price; None where that is neither the true one nor reaches the target."""
        result = self._run(seconds)
        if result is None or result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
            return None
        found = _relaxed(result, self.rows, self.costs, lo, hi, False)
        values = result.solutions[0].primal_solution.variable_values
        relief = values.values[-1] if values.ids and values.ids[-1] == self._relief else 0.0
        return found if found is None or relief < USED or found.priced.reaches(target) else None

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
        shown = contradiction_by(self.rows, costs, (lo, hi), *duals_of(result))
        return None if shown is None else Relaxed(None, *shown)

    def _run(self, seconds: float | None, most: int | None = None) -> result_pb2.SolveResultProto | None:
        """Solve; where the engine breaks off on a bad basis, once more from the start; None: it cannot."""
        for _ in range(2):
            try:
                return self._solve_once(seconds, most)
            except Exception:  # the engine's own class, which has no public name
                self._start()
        return None

    def _solve_once(self, seconds: float | None, most: int | None) -> result_pb2.SolveResultProto:
        if self._engine is None:
            self._start()
        most = most or ITERATIONS + CIRCLING * (self.rows.columns + len(self.rows.rhs))
        parameters = parameters_pb2.SolveParametersProto(presolve=parameters_pb2.EMPHASIS_OFF, iteration_limit=most)
        if self._solved:
            # From the last basis: bounds and rows that changed spoil the point alone, which is the dual simplex's case.
            parameters.lp_algorithm = PRIMAL if self._repriced else DUAL
        self._solved, self._repriced = True, False
        if seconds is not None:
            parameters.time_limit.FromNanoseconds(max(1, int(seconds * 1e9)))
        start = model_parameters_pb2.ModelSolveParametersProto()
        if self._basis is not None:
            known, self._basis = self._basis, None
            for vector, statuses in (
                (start.initial_basis.constraint_status, known.rows.tolist()),
                (start.initial_basis.variable_status, [*known.columns.tolist(), AT_LOWER]),
            ):
                vector.ids.extend(range(len(statuses)))
                vector.values.extend(statuses)
        return self._engine.solve(parameters, start, None, callback_pb2.CallbackRegistrationProto(), None, None)

    def _bound(self, lo: IntArray, hi: IntArray) -> None:
        if self._engine is not None:
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
        if (cost, most) == (self._relief_price, self._most_relief):
            return
        self._relief_price, self._most_relief = cost, most
        if self._engine is None:
            return
        update = model_update_pb2.ModelUpdateProto()
        relief = np.array([self._relief])
        _fill(update.objective_updates.linear_coefficients, relief, np.array([cost]))
        _fill(update.variable_updates.upper_bounds, relief, np.array([most]))
        self._update(update)

    def _update(self, update: model_update_pb2.ModelUpdateProto) -> None:
        assert self._engine.update(update), "the relaxation does not take an update"


def solve_whole(
    rows: Inequalities, costs: IntArray, lo: IntArray, hi: IntArray, seconds: float | None
) -> Relaxed | None:
    """A large relaxation solved once, with its basis; None where it has no optimum or the time is over."""
    result = relax(rows, costs, lo, hi, seconds)
    if result is None or result.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
        return None
    return _relaxed(result, rows, costs, lo, hi, basis=True)


def _relaxed(
    result: result_pb2.SolveResultProto, rows: Inequalities, costs: IntArray, lo: IntArray, hi: IntArray, basis: bool
) -> Relaxed | None:
    shown = bound_by(rows, costs, (lo, hi), *duals_of(result))
    known = basis_of(result, rows) if basis else None
    return None if shown is None else Relaxed(point_of(result, rows.columns), *shown, known)


def _fill(vector: Any, ids: IntArray, values: IntArray | FloatArray) -> None:
    fill(vector.ids, ids)
    fill(vector.values, values.astype(float))
