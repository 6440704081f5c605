"""The core of a program: what is left when fixed columns and rows that cannot fail are taken out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from luanchuyen.optimizer.integer.arrays import BoolArray, FloatArray, IntArray
from luanchuyen.optimizer.integer.certificate import Node
from luanchuyen.optimizer.integer.inequalities import Inequalities


@dataclass(frozen=True)
class Core:
    """A smaller program and the way back: ``columns`` and ``rows`` are the numbers in the whole one.

    A whole point is ``fixed`` with the core's point in ``columns``; its score is the core's plus ``constant``.
    """

    inequalities: Inequalities
    costs: IntArray
    lo: IntArray
    hi: IntArray
    columns: IntArray
    rows: IntArray
    fixed: IntArray
    constant: int

    def whole(self, point: IntArray) -> IntArray:
        """The point of the whole program."""
        full = self.fixed.copy()
        full[self.columns] = point
        return full

    def part(self, point: IntArray) -> IntArray | None:
        """The core's part of a whole point; None where the point lies outside the core."""
        inner = point[self.columns]
        outside = point != self.fixed
        outside[self.columns] = False
        return None if outside.any() or (inner < self.lo).any() or (inner > self.hi).any() else inner

    def inner(self, node: Node) -> Node:
        """A node's multipliers of the rows that are left, numbered as here."""
        place = np.full(max(self.rows.max(initial=-1), node.rows.max(initial=-1)) + 1, -1)
        place[self.rows] = np.arange(len(self.rows))
        there = place[node.rows] >= 0
        return Node(place[node.rows[there]], node.multipliers[there])

    def restore(self, root: Node) -> None:
        """Number a tree's rows and columns as in the whole program, in place."""
        waiting = [root]
        while waiting:
            node = waiting.pop()
            node.rows = self.rows[node.rows]
            if node.column >= 0:
                node.column = int(self.columns[node.column])
            waiting += [child for child in (node.low, node.high) if child is not None]


def core_of(
    inequalities: Inequalities,
    costs: IntArray,
    lo: IntArray,
    hi: IntArray,
    keep_rows: BoolArray | None = None,
    keep_columns: BoolArray | None = None,
) -> Core:
    """The core over lo..hi: free columns, and the active rows that some point of lo..hi breaks.

    ``keep_rows`` and ``keep_columns`` stay in all the same: those that a basis needs.
    """
    free = lo < hi
    if keep_columns is not None:
        free |= keep_columns
    columns = np.flatnonzero(free)
    fixed = np.where(free, 0, lo)
    rhs = inequalities.rhs - inequalities.left_sides(fixed)
    inner = free[inequalities.column] & inequalities.active[inequalities.row]
    row, column, value = inequalities.row[inner], inequalities.column[inner], inequalities.value[inner]
    least = np.zeros(len(rhs), np.int64)
    np.add.at(least, row, np.where(value > 0, value * lo[column], value * hi[column]))
    binding = inequalities.active & (least < rhs)
    if keep_rows is not None:
        binding |= inequalities.active & keep_rows
    rows = np.flatnonzero(binding)
    keep = binding[row]
    inner_row = (np.cumsum(binding) - 1)[row[keep]]
    inner_column = (np.cumsum(free) - 1)[column[keep]]
    part = Inequalities(len(columns), inner_row, inner_column, value[keep], rhs[rows])
    place, number = np.where(free, np.cumsum(free) - 1, -1), np.cumsum(binding) - 1
    part.packs = tuple(pack.within(place, int(number[pack.row])) for pack in inequalities.packs if binding[pack.row])
    return Core(part, costs[columns], lo[columns], hi[columns], columns, rows, fixed, int(costs @ fixed))


def distance(point: FloatArray) -> FloatArray:
    """How far each value is from a whole number."""
    gap: FloatArray = np.abs(point - np.rint(point))
    return gap
