"""The cut that sets a plan aside: every later one must differ from it by so many cadres."""

from __future__ import annotations

import numpy as np

from luanchuyen.optimizer.integer.arrays import Arrays, IntArray, is_among


def difference_cut(arrays: Arrays, moves: IntArray, at_least: int) -> tuple[IntArray, int]:
    """The row: at least so many cadres fare differently than in the plan of these moves.

    sum over its cadres of (1 - x[c, R(c)]) + sum over the others of all their moves >= at_least.
    """
    row = np.zeros(arrays.columns, np.int64)
    others = ~is_among(arrays.cadre, arrays.cadre[moves])
    row[: arrays.moves][others] = 1
    row[moves] = -1
    return row, at_least - len(moves)
