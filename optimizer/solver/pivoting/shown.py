"""What the duals of a relaxation show, as multipliers in exact integers."""

from __future__ import annotations

from contextlib import suppress

import numpy as np

from luanchuyen.optimizer.integer.arrays import Bounds, FloatArray, IntArray
from luanchuyen.optimizer.integer.certificate import SCALE, Node, Priced, price
from luanchuyen.optimizer.integer.inequalities import LARGEST, Inequalities

FINEST = 2.0**40
"""Scale of the multipliers that show a contradiction: as fine as 64 bits allow, at most this."""

Shown = tuple[Node, Priced]


def bound_by(rows: Inequalities, costs: IntArray, bounds: Bounds, numbers: IntArray, duals: FloatArray) -> Shown | None:
    """The bound that duals above 0 of these rows show; None: not even the trivial one."""
    whole = np.rint(np.minimum(duals * SCALE, LARGEST)).astype(np.int64)
    for used in (whole > 0, np.zeros(len(whole), bool)):
        node = Node(numbers[used], whole[used])
        with suppress(ValueError):  # numbers beyond 64 bits: no multipliers, no bound but the trivial one
            return node, price(rows, costs, node, *bounds)
    return None


def contradiction_by(
    rows: Inequalities, costs: IntArray, bounds: Bounds, numbers: IntArray, duals: FloatArray
) -> Shown | None:
    """That rows contradict bounds, where duals above 0 of these rows show it."""
    scale = min(FINEST, LARGEST / 4 / max(1, len(costs)) / max(rows.reach(numbers, duals), 1e-9))
    whole = np.floor(duals * scale).astype(np.int64)
    node = Node(numbers[whole > 0], whole[whole > 0], empty=True)
    with suppress(ValueError):
        return node, price(rows, costs, node, *bounds)
    return None
