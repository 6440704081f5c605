"""Rows that follow from one row of a program and from that columns are 0 or 1. Imports no solver.

A row that lets its columns take no more of something than there is says more than its relaxation knows: of any five
that are too many, four may be taken (Balas 1975; Wolsey 1975). Whether such a cut holds is counted by dynamic
programming in whole numbers: the least that its columns take of the row once they break it must be more than there is.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice

import numpy as np

from luanchuyen.optimizer.integer.arrays import Arrays, IntArray
from luanchuyen.optimizer.integer.inequalities import Inequalities

WORK = 1_000_000
"""Columns times worth that counting a cut may cost: who tells more tells no cut of ours."""
MOST, ALL_WORK = 1_000, 20 * WORK
"""Cuts of one certificate, and what counting them may cost together: no more are written, and no more are looked at."""


class TooManyCutsError(ValueError):
    """More cuts than a certificate has."""


@dataclass(frozen=True)
class Cut:
    """sum(coefficients x columns) <= ``most``, which follows from the program's row ``row``."""

    row: int
    columns: tuple[int, ...]
    coefficients: tuple[int, ...]
    most: int

    @classmethod
    def of(cls, told: Sequence[object]) -> Cut:
        """A cut as the certificate tells it: [row, columns, coefficients, most]. ValueError where it is none."""
        try:
            row, columns, coefficients, most = told
            numbers = [row, most, *columns, *coefficients]  # type: ignore[misc]
        except TypeError as error:
            raise ValueError("not a cut") from error
        if any(type(number) is not int for number in numbers):
            raise ValueError("not whole numbers")
        return cls(row, tuple(columns), tuple(coefficients), most)  # type: ignore[arg-type]

    @property
    def work(self) -> int:
        """What counting it costs."""
        return sum(self.coefficients) * len(self.columns)

    def told(self) -> list[object]:
        """As the certificate tells it."""
        return [self.row, [*self.columns], [*self.coefficients], self.most]

    def dense(self, columns: int) -> IntArray:
        """The coefficients of the row -cut >= -most over all columns."""
        dense = np.zeros(columns, np.int64)
        dense[list(self.columns)] = np.negative(self.coefficients)
        return dense


class Lightest:
    """``weights[p]``: the least that items weigh together whose worth is p or more."""

    def __init__(self) -> None:
        self.weights = [0]

    def add(self, weight: int, worth: int) -> None:
        """One item more."""
        before = self.weights
        best = [w + weight for w in before]
        # An item's own worth is reached from nothing; what lies below it, all the more.
        reached = [best[0]] * worth + best
        known = before + [reached[-1]] * worth
        self.weights = [min(a, b) for a, b in zip(reached, known, strict=True)]

    def most(self, capacity: int) -> int:
        """The greatest worth of items that weigh no more; -1: not even nothing does."""
        return bisect_right(self.weights, capacity) - 1


def follows(cut: Cut, rows: Inequalities, upper: IntArray) -> bool:
    """Whether every point of 0 .. upper that keeps the cut's row keeps the cut, and whether the cut says anything."""
    if not 0 <= cut.row < rows.own or len({*cut.columns}) < len(cut.columns) or cut.most < 0:
        return False
    if len(cut.columns) != len(cut.coefficients) or min(cut.coefficients, default=0) < 1:
        return False
    # A cut that takes nothing away says nothing; one beyond 64 bits would not stay itself in the rows.
    if cut.work > WORK or cut.most >= sum(cut.coefficients):
        return False
    there = rows.row == cut.row
    values = dict(zip(rows.column[there].tolist(), rows.value[there].tolist(), strict=True))
    if any(values.get(column, 0) >= 0 or upper[column] != 1 for column in cut.columns):
        return False
    gains = sum(value * int(upper[column]) for column, value in values.items() if value > 0)
    light = Lightest()
    for column, coefficient in zip(cut.columns, cut.coefficients, strict=True):
        light.add(-values[column], coefficient)
    return light.most(gains - int(rows.rhs[cut.row])) <= cut.most


def few(cuts: Sequence[Cut]) -> tuple[Cut, ...]:
    """The cuts, or the first of them, that a certificate may have."""
    work = accumulate(cut.work for cut in cuts)
    return tuple(cut for cut, so_far in zip(cuts[:MOST], work, strict=False) if so_far <= ALL_WORK)


def rows_with(arrays: Arrays, cuts: Iterable[Cut]) -> Inequalities:
    """A program's rows, then its cuts. Raises ValueError where one does not follow, TooManyCutsError where there are
    more than there may be: none is counted then.
    """
    rows, told = Inequalities.of(arrays), list(islice(cuts, MOST + 1))
    if len(few(told)) < len(told):
        raise TooManyCutsError
    for cut in told:
        if not follows(cut, rows, arrays.upper):
            raise ValueError("a cut that does not follow")
        rows.add(cut.dense(arrays.columns), -cut.most)
    return rows
