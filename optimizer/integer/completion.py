"""Moves made a whole point of a program: every amount as low as the rows let it be. Imports no solver."""

from __future__ import annotations

import numpy as np

from luanchuyen.optimizer.integer.arrays import Bounds, IntArray
from luanchuyen.optimizer.integer.inequalities import Inequalities

ROUNDS = 3
"""How often amounts are raised: one that is raised may reach into a further row."""


def completed(rows: Inequalities, moves: int, bounds: Bounds, chosen: IntArray) -> IntArray | None:
    """These moves with every amount as low as the rows let it be; None where they do not fit rows and bounds."""
    lo, hi = bounds
    point = np.zeros(rows.columns, np.int64)
    point[chosen] = 1
    point[moves:] = lo[moves:]
    if (point < lo).any() or (point > hi).any():
        return None
    inner = (rows.column >= moves) & (rows.value > 0)
    row, column, value = rows.row[inner], rows.column[inner], rows.value[inner]
    for _ in range(ROUNDS):
        short = np.where(rows.active, rows.rhs - rows.left_sides(point), 0)[row]
        if not (short > 0).any():
            break
        np.maximum.at(point, column, np.where(short > 0, point[column] - (-short // value), 0))
        point = np.minimum(point, hi)
    return point if rows.hold(point) else None
