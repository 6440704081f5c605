"""Other engines asked the same: SCIP, and CP-SAT without presolve, tier by tier and plan by plan, each with gap 0."""

from __future__ import annotations

import time

import numpy as np

from luanchuyen.optimizer.integer.cuts import difference_cut
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.task import CrossCheck
from luanchuyen.optimizer.solver.engine import minimise

OTHERS = ("scip", "cp_sat")


def crosscheck(asked: CrossCheck) -> list[dict[str, object]]:
    """For each proven plan and each engine what it says of the rank's score.

    ``agrees``: True | False | None (it did not finish within the task's time limit).
    """
    return [row for engine in OTHERS for row in _by(engine, asked)]


def _by(engine: str, asked: CrossCheck) -> list[dict[str, object]]:
    task, arrays, told = asked.task, asked.task.arrays, []
    started = time.monotonic()
    rows, nothing = Inequalities.of(arrays), np.zeros(arrays.columns, np.int64)
    tiers = [rows.add(-costs, None) for costs in arrays.costs]
    for rank, ranked in enumerate(asked.found, 1):
        score: list[int] = []
        for number, costs in enumerate(arrays.costs):
            left = None if task.time_limit is None else max(0.0, task.time_limit - (time.monotonic() - started))
            outcome = minimise(rows, costs, nothing, arrays.upper, left, task.seed, engine)
            if outcome.status != "optimal" or outcome.value is None:
                break
            score.append(outcome.value)
            rows.set_rhs(tiers[number], -outcome.value)
        finished = len(score) == len(arrays.costs)
        agrees = tuple(score) == ranked.score if finished else None
        told.append({"engine": engine, "rank": rank, "score": score, "agrees": agrees})
        for row in tiers:
            rows.set_rhs(row, None)
        rows.add(*difference_cut(arrays, ranked.moves, task.differ_by))
    return told
