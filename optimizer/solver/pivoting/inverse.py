"""The inverse of a basis, kept: what is asked of it touches few of its rows and columns."""

from __future__ import annotations

from copy import copy

import numpy as np

from luanchuyen.optimizer.integer.arrays import BoolArray, FloatArray, IntArray
from luanchuyen.optimizer.integer.inequalities import Inequalities

FULL = 3
"""A product looks at the entries of the rows in use alone, unless these are more than one in so many of all."""


class Inverse:
    """That of the basic columns of (A, -1): ``columns`` of A, and the slack of every row that is not ``tight``.

    Places are those columns, then every row: those of tight rows stay empty. ``wide``: rows laid on, over all columns;
    their slacks are basic. Raises LinAlgError where the columns are none of a basis.
    """

    def __init__(self, rows: Inequalities, columns: IntArray, tight: BoolArray) -> None:
        self.columns, self.tight, self.rows = columns, np.flatnonzero(tight), len(tight)
        self.wide = np.zeros((0, rows.columns))
        value = rows.value.astype(float)
        order = np.argsort(rows.column, kind="stable")
        self._row, self._value = rows.row[order], value[order]
        self._starts = np.searchsorted(rows.column[order], np.arange(rows.columns + 1))
        self._used = np.flatnonzero(np.diff(self._starts))
        order = np.argsort(rows.row, kind="stable")
        self._across, self._along = rows.column[order], value[order]
        self._heads = np.searchsorted(rows.row[order], np.arange(len(tight) + 1))
        self._lengths = np.diff(self._heads)
        self._place, self._number = np.full(rows.columns, -1), np.full(len(tight), -1)
        self._place[columns], self._number[self.tight] = np.arange(len(columns)), np.arange(len(self.tight))
        inside = self._place[rows.column] >= 0
        row, place, value = rows.row[inside], self._place[rows.column[inside]], value[inside]
        here = self._number[row] >= 0
        kernel = np.zeros((len(self.tight), len(columns)))
        kernel[self._number[row[here]], place[here]] = value[here]
        self._kernel = np.linalg.inv(kernel)
        self._turned = np.ascontiguousarray(self._kernel.T)
        order = np.argsort(row[~here], kind="stable")
        self._loose = row[~here][order], place[~here][order], value[~here][order]
        self._loose_starts = np.searchsorted(self._loose[0], np.arange(len(tight) + 1))

    def under(self, wide: FloatArray) -> Inverse:
        """The same with these rows laid on."""
        other = copy(self)
        other.wide = wide
        return other

    def column(self, number: int) -> FloatArray:
        """What the inverse makes of a column of A, by place."""
        part = slice(self._starts[number], self._starts[number + 1])
        return self.solved(self._row[part], self._value[part], self.wide[:, number])

    def slack(self, number: int) -> FloatArray:
        """What it makes of the slack of a row."""
        at = np.array([number] if number < self.rows else [], np.int64)
        further = np.zeros(len(self.wide))
        further[max(number - self.rows, 0) :][: int(number >= self.rows)] = -1.0
        return self.solved(at, np.full(len(at), -1.0), further)

    def solved(self, at: IntArray, values: FloatArray, further: FloatArray) -> FloatArray:
        """The inverse times a vector of these values in these rows, ``further`` in those laid on: by place."""
        number, size = self._number[at], len(self.columns)
        held = number >= 0
        inner = values[held] @ self._turned[number[held]]
        row, place, value = self._loose
        outer = np.bincount(row, value * inner[place], self.rows)
        np.subtract.at(outer, at[~held], values[~held])
        found = np.empty(size + self.rows + len(further))
        found[:size], found[size : size + self.rows] = inner, outer
        found[size + self.rows :] = self.wide[:, self.columns] @ inner - further
        return found

    def row(self, weights: FloatArray) -> FloatArray:
        """The sum of so much of each of its rows, given by place: one number a row of A, then those laid on."""
        size = len(self.columns)
        inner, found = weights[:size].copy(), -weights[size:]
        _, place, value = self._loose
        for number in np.flatnonzero(weights[size : size + self.rows]).tolist():
            part = slice(self._loose_starts[number], self._loose_starts[number + 1])
            np.add.at(inner, place[part], weights[size + number] * value[part])
        if len(self.wide):
            inner += weights[size + self.rows :] @ self.wide[:, self.columns]
        used = np.flatnonzero(inner)
        found[self.tight] = inner[used] @ self._kernel[used]
        return found

    def times(self, row: FloatArray) -> FloatArray:
        """A vector of one number a row times A, by column."""
        used = np.flatnonzero(row[: self.rows])
        lengths = self._lengths[used]
        count = int(lengths.sum())
        found = np.zeros(self.wide.shape[1])
        if FULL * count > len(self._row):
            found[self._used] = np.add.reduceat(row[self._row] * self._value, self._starts[self._used])
        else:
            ends = np.cumsum(lengths)
            entries = np.arange(count) + np.repeat(self._heads[used] - ends + lengths, lengths)
            weights = np.repeat(row[used], lengths) * self._along[entries]
            found[:] = np.bincount(self._across[entries], weights, self.wide.shape[1])
        return found + row[self.rows :] @ self.wide if len(self.wide) else found
