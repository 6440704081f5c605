"""The k best plans of a program the way of Lawler and Murty, another road than cuts: cells of the space of plans.

The best plan of a cell is taken out of it; what is left falls into one cell for each of its moves (the moves before
it fixed, this one forbidden) and one where all of them are fixed and something is added. SCIP solves a cell.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from luanchuyen.optimizer.integer.arrays import Arrays
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.solver.engine import minimise

Score = tuple[int, ...]
Moves = tuple[int, ...]


@dataclass(frozen=True)
class Cell:
    """Plans with all ``fixed`` moves and none of ``forbidden``; ``more``: and with another one besides."""

    fixed: frozenset[int] = frozenset()
    forbidden: frozenset[int] = frozenset()
    more: bool = False

    def without(self, best: Moves) -> Iterator[Cell]:
        """Cells that together hold all plans of this one but ``best``, none of them twice."""
        fixed = self.fixed
        for move in best:
            if move not in self.fixed:
                # Only with all of the fixed moves and nothing else could a plan fall short of "more".
                yield Cell(fixed, self.forbidden | {move}, self.more and fixed == self.fixed)
                fixed |= {move}
        yield Cell(fixed, self.forbidden, True)


def ranked(arrays: Arrays, plans: int) -> list[Score]:
    """The scores of the best plans, best first."""
    found: list[Score] = []
    cells: list[tuple[Score, int, Moves, Cell]] = []
    waiting, number = [Cell()], 0
    while len(found) < plans:
        for cell in waiting:
            best = best_of(arrays, cell)
            if best is not None:
                heapq.heappush(cells, (best[0], number, best[1], cell))
                number += 1
        if not cells:
            break
        score, _, moves, cell = heapq.heappop(cells)
        found.append(score)
        waiting = list(cell.without(moves))
    return found


def best_of(arrays: Arrays, cell: Cell) -> tuple[Score, Moves] | None:
    """The score, tier by tier, and the moves of a best plan of a cell; None where it is empty."""
    lo, hi = np.zeros(arrays.columns, np.int64), arrays.upper.copy()
    lo[sorted(cell.fixed)] = 1
    hi[sorted(cell.forbidden)] = 0
    rows = Inequalities.of(arrays)
    if cell.more:
        others = np.zeros(arrays.columns, np.int64)
        others[: arrays.moves] = 1
        others[sorted(cell.fixed)] = 0
        rows.add(others, 1)
    score: list[int] = []
    for costs in arrays.costs:
        outcome = minimise(rows, costs, lo, hi, engine="scip")
        if outcome.status == "infeasible":
            return None
        assert outcome.status == "optimal" and outcome.point is not None and outcome.value is not None
        score.append(outcome.value)
        rows.add(-costs, -outcome.value)
    return tuple(score), tuple(np.flatnonzero(outcome.point[: arrays.moves]).tolist())
