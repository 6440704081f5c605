"""An amount as linear rows: the solver's telling of a plan rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from luanchuyen.models.finding import Subject
from luanchuyen.optimizer.integer.arrays import IntArray


@dataclass(frozen=True)
class Excess:
    """amount[s] = max(0, ceil(f / scale)) over the rows f of subject s, f affine in the moves.

    Row r belongs to ``subjects[owner[r]]`` and is ``constant[r]`` plus the sum of ``coefficient`` x move over
    the entries (row, move, coefficient), all arrays of whole numbers. Least integer w >= f / scale is the
    amount, as f is affine and whole on 0-1 moves and nothing else reads w.
    """

    subjects: Sequence[Subject]
    owner: IntArray
    constant: IntArray
    row: IntArray
    move: IntArray
    coefficient: IntArray
    scale: int = 1

    def values(self, chosen: IntArray) -> IntArray:
        """The amount of every subject for 0-1 ``chosen``, shape (moves,): for tests and checks."""
        f = self.constant.copy()
        np.add.at(f, self.row, self.coefficient * chosen[self.move])
        amounts = np.zeros(len(self.subjects), np.int64)
        np.maximum.at(amounts, self.owner, -(-f // self.scale))
        return amounts

    def most(self) -> IntArray:
        """An upper bound of each row f: its constant and positive coefficients."""
        f = self.constant.copy()
        np.add.at(f, self.row, np.maximum(self.coefficient, 0))
        return f


def one_row_each(
    subjects: Sequence[Subject],
    constant: IntArray,
    row: IntArray,
    move: IntArray,
    coefficient: IntArray,
    scale: int = 1,
) -> Excess:
    """An excess with one row a subject."""
    return Excess(subjects, np.arange(len(subjects)), constant, row, move, coefficient, scale)
