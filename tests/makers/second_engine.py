"""A program solved by another engine, SCIP, tier after tier: no relaxation, no tree, no line of ours."""

from __future__ import annotations

from collections.abc import Iterable

from ortools.math_opt.python import mathopt

from luanchuyen.optimizer.integer.arrays import Arrays

Moves = frozenset[int]
EXACT = mathopt.SolveParameters(threads=1, relative_gap_tolerance=0.0, absolute_gap_tolerance=0.5)


def best_score(arrays: Arrays, before: Iterable[Moves], differ_by: int) -> tuple[int, ...] | None:
    """The least score, tier by tier, of a plan that differs from each of those before; None where there is none."""
    model = mathopt.Model()
    columns = [model.add_integer_variable(lb=0, ub=int(upper)) for upper in arrays.upper]
    for row, least in enumerate(arrays.rhs):
        entries = range(arrays.indptr[row], arrays.indptr[row + 1])
        terms = (int(arrays.coefficients[e]) * columns[arrays.indices[e]] for e in entries)
        model.add_linear_constraint(expr=mathopt.fast_sum(terms), lb=int(least))
    for moves in before:
        _differ(model, columns, arrays, moves, differ_by)
    found = []
    for costs in arrays.costs:
        cost = mathopt.fast_sum(int(c) * x for c, x in zip(costs, columns, strict=True) if c)
        model.minimize(cost)
        result = mathopt.solve(model, mathopt.SolverType.GSCIP, params=EXACT)
        if result.termination.reason == mathopt.TerminationReason.INFEASIBLE:
            return None
        assert result.termination.reason == mathopt.TerminationReason.OPTIMAL, result.termination
        found.append(round(result.objective_value()))
        model.add_linear_constraint(expr=cost, ub=found[-1])
    return tuple(found)


def _differ(
    model: mathopt.Model, columns: list[mathopt.Variable], arrays: Arrays, moves: Moves, differ_by: int
) -> None:
    """At least so many cadres fare differently: one 0-1 a cadre, which only a difference lets be 1."""
    movers = {int(arrays.cadre[m]): m for m in moves}
    different = []
    for cadre in sorted({int(c) for c in arrays.cadre}):
        differs = model.add_binary_variable()
        moved = mathopt.fast_sum(columns[m] for m in range(arrays.moves) if arrays.cadre[m] == cadre)
        other = 1 - columns[movers[cadre]] if cadre in movers else moved
        model.add_linear_constraint(expr=other - differs, lb=0)
        different.append(differs)
    model.add_linear_constraint(expr=mathopt.fast_sum(different), lb=differ_by)
