"""Provinces apart: a program that falls into blocks but for a few rows that span them all.

Those few rows (quotas, scores of earlier tiers, cuts) are priced into the costs by the relaxation's multipliers,
as in Lagrangian relaxation; each block is then solved on its own, and the blocks' points together are a point of
the whole, amounts of the spanning rows raised to what they must be. It is only a point: what is proven of it is
for the whole program's multipliers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray
from luanchuyen.optimizer.integer.certificate import SCALE
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.solver.dispatch import Spread, here
from luanchuyen.optimizer.solver.relaxation import AT_LOWER, BASIC, Basis, Clock, Relaxed

SPANNING = 20
"""A row over more than one in so many of the columns spans blocks; so do scores of earlier tiers and cuts."""

WORTH = 2
"""Blocks are worth solving apart where none holds more than one column in so many."""

FINENESS = 256
"""Prices are whole numbers of 1 / 256 of a point."""

PRICED = SCALE // FINENESS
"""What a relaxation's multipliers are divided by to be such prices."""


@dataclass(frozen=True)
class Block:
    """One block: its part of the rows, and which columns of the whole its own are."""

    rows: Inequalities
    row_numbers: IntArray
    columns: IntArray


class Blocks:
    """The blocks of rows over lo..hi.

    ``known``: a point. A spanning row that no amount relieves (a score of an earlier tier, a cut) is then kept by
    keeping each block's share of it at least the known point's.
    """

    def __init__(self, rows: Inequalities, lo: IntArray, hi: IntArray, known: IntArray | None = None) -> None:
        self.rows, self.lo, self.hi, self.known = rows, lo, hi, known
        sizes = np.bincount(rows.row, minlength=len(rows.rhs))
        added = np.arange(len(rows.rhs)) >= rows.own
        self.spanning: BoolArray = rows.active & (added | (sizes > max(1, rows.columns // SPANNING)))
        inner = (rows.active & ~self.spanning)[rows.row]
        self._row, self._column, self._value = rows.row[inner], rows.column[inner], rows.value[inner]
        self.label = labels(rows.columns, len(rows.rhs), self._row, self._column)
        self.lonely: BoolArray = np.bincount(self.label, minlength=rows.columns)[self.label] == 1
        eased = np.zeros(len(rows.rhs), bool)
        eased[rows.row[self.lonely[rows.column] & (rows.value > 0)]] = True
        self.shared = np.flatnonzero(self.spanning & ~eased) if known is not None else np.zeros(0, np.int64)

    @property
    def worth(self) -> bool:
        """Whether blocks are worth solving apart."""
        return int(np.bincount(self.label).max(initial=0)) <= self.rows.columns // WORTH

    def costs(self, costs: IntArray, root: Relaxed) -> IntArray:
        """The costs, in 1 / FINENESS of a point, with the spanning rows priced into them."""
        named = self.spanning[root.node.rows] & ~np.isin(root.node.rows, self.shared)
        prices = np.zeros(len(self.rows.rhs), np.int64)
        prices[root.node.rows[named]] = root.node.multipliers[named] // PRICED
        priced = FINENESS * costs
        np.subtract.at(priced, self.rows.column, prices[self.rows.row] * self.rows.value)
        return priced

    def __iter__(self) -> Iterator[Block]:
        """The blocks of more than one column, in the order of their first column."""
        order = np.argsort(self.label, kind="stable")
        starts = np.flatnonzero(np.diff(self.label[order], prepend=-1))
        by_block = self.label[self._column]
        entries = np.argsort(by_block, kind="stable")
        in_order = by_block[entries]
        for start, end in zip(starts, [*starts[1:], len(order)], strict=True):
            if end - start == 1:
                continue
            columns = np.sort(order[start:end])
            first, last = np.searchsorted(in_order, [self.label[columns[0]], self.label[columns[0]] + 1])
            here = entries[first:last]
            numbers, row = np.unique(self._row[here], return_inverse=True)
            column = np.searchsorted(columns, self._column[here])
            part = Inequalities(len(columns), row, column, self._value[here], self.rows.rhs[numbers])
            for number, dense in zip(self.shared, self._dense, strict=True):
                part.add(dense[columns], int(dense[columns] @ self._known[columns]))
                numbers = np.append(numbers, number)
            yield Block(part, numbers, columns)

    @cached_property
    def _dense(self) -> list[IntArray]:
        """The shared rows, a coefficient for every column."""
        rows = []
        for number in self.shared:
            dense, entry = np.zeros(self.rows.columns, np.int64), self.rows.row == number
            dense[self.rows.column[entry]] = self.rows.value[entry]
            rows.append(dense)
        return rows

    @property
    def _known(self) -> IntArray:
        assert self.known is not None
        return self.known

    def start(self) -> IntArray:
        """The point that the blocks are put into: every column of no block at its least."""
        return self.lo.copy()

    def complete(self, point: IntArray) -> IntArray | None:
        """The point with the columns of no block raised as far as the rows ask; None if that is not enough."""
        lonely = self.lonely
        for number in np.flatnonzero(self.rows.active & (self.rows.left_sides(point) < self.rows.rhs)):
            entry = self.rows.row == number
            column, value = self.rows.column[entry], self.rows.value[entry]
            short = int(self.rows.rhs[number] - value @ point[column])
            for c, v in zip(column[lonely[column] & (value > 0)], value[lonely[column] & (value > 0)], strict=True):
                if short > 0:
                    step = min(-(-short // int(v)), int(self.hi[c] - point[c]))
                    point[c] += step
                    short -= step * int(v)
        return point if self.rows.hold(point) else None


def stitched_basis(
    rows: Inequalities, costs: IntArray, lo: IntArray, hi: IntArray, left: Clock, spread: Spread = here
) -> Basis | None:
    """The bases of the blocks' own relaxations, laid side by side: where a whole one may begin; None: no blocks.

    The rows of no block are basic, the columns of no block at their least: as many basic as there are rows.
    """
    from luanchuyen.optimizer.solver.block_work import Piece

    blocks, places = Blocks(rows, lo, hi), list[tuple[IntArray, IntArray]]()
    if not blocks.worth:
        return None

    def pieces() -> Iterator[Piece]:
        for block in blocks:
            columns = block.columns
            places.append((block.row_numbers, columns))
            yield Piece(block.rows, costs[columns], lo[columns], hi[columns], None, 0, left(), 0)

    row_status, column_status = np.full(len(rows.rhs), BASIC), np.full(rows.columns, AT_LOWER)
    for basis, (row_numbers, columns) in zip(spread("relaxed", pieces()), places, strict=True):
        if basis is None:
            return None
        row_status[row_numbers], column_status[columns] = basis.rows, basis.columns
    return Basis(row_status, column_status)


def labels(columns: int, rows: int, row: IntArray, column: IntArray) -> IntArray:
    """For each column the least column that rows tie it to."""
    label = np.arange(columns)
    while True:
        least = np.full(rows, columns, np.int64)
        np.minimum.at(least, row, label[column])
        lower = label.copy()
        np.minimum.at(lower, column, least[row])
        lower = lower[lower]
        if (lower == label).all():
            return label
        label = lower
