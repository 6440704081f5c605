"""What an earlier program's answer is worth in this one: its moves, as far as they fit."""

from __future__ import annotations

import numpy as np

from luanchuyen.optimizer.arrays import Arrays
from luanchuyen.optimizer.inequalities import Inequalities
from luanchuyen.optimizer.pairs import IntArray
from luanchuyen.optimizer.solver.task import Hint

ROUNDS = 3
"""How often amounts are raised: one that is raised may reach into a further row."""


class WarmStart:
    """Looks for a first point at an earlier program's."""

    def __init__(self, rows: Inequalities, arrays: Arrays, hint: Hint) -> None:
        self.rows, self.arrays, self.hint = rows, arrays, hint

    def first_point(self) -> IntArray | None:
        """The hint's moves with every amount as low as the rows let it be; None where they do not fit these rows."""
        rows, moves = self.rows, self.arrays.moves
        point = np.zeros(rows.columns, np.int64)
        point[self.hint.moves] = 1
        inner = (rows.column >= moves) & (rows.value > 0)
        row, column, value = rows.row[inner], rows.column[inner], rows.value[inner]
        for _ in range(ROUNDS):
            short = np.where(rows.active, rows.rhs - rows.left_sides(point), 0)[row]
            if not (short > 0).any():
                break
            np.maximum.at(point, column, np.where(short > 0, point[column] - (-short // value), 0))
            point = np.minimum(point, self.arrays.upper)
        return point if rows.hold(point) else None
