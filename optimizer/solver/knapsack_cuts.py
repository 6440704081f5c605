"""Cuts of rows that let their columns take no more than there is: found at the relaxation's point, before any tree.

Two ways: a cover lifted (Gu, Nemhauser, Savelsbergh 1998), and, where few columns of the row are fractional, the most
violated inequality of their knapsack by listing what fits (Avella, Boccia, Vasilyev 2010). Floating point only
proposes: coefficients are whole and each cut is counted again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from luanchuyen.optimizer.integer.arrays import Bounds, FloatArray, IntArray
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.knapsack import Cut, Lightest, few
from luanchuyen.optimizer.solver.relaxation import Clock, Relaxation, Relaxed

NEAR, BROKEN = 1e-9, 1e-2
"""A value so near to 0 or 1 counts as that; a cut broken by less is none."""

ROUNDS, PATIENCE, TAIL = 40, 4, 0.05
"""Of cuts at most; an end where the last few raised the bound by less than this share of what all did."""

LISTED, FINEST = 11, 60
"""Fractional columns of a row whose knapsack is listed, and the denominator to which its multipliers are rounded."""

UNIT = 1_000_000
"""Values of the relaxation are told to an engine in millionths."""


@dataclass(frozen=True)
class Knapsack:
    """A row sum(weights x columns) <= capacity over columns of 0 or 1."""

    row: int
    columns: IntArray
    weights: tuple[int, ...]
    capacity: int


def knapsacks(rows: Inequalities, upper: IntArray) -> list[Knapsack]:
    """The program's own rows of that kind whose weights differ: of equal ones the relaxation knows enough."""
    found = []
    mixed = np.zeros(rows.own, bool)
    mixed[rows.row[(rows.value >= 0) | (upper[rows.column] != 1)]] = True
    least = np.full(rows.own, np.iinfo(np.int64).max)
    np.minimum.at(least, rows.row, np.abs(rows.value))
    for row in np.flatnonzero(~mixed & (least < rows.largest[: rows.own]) & rows.active[: rows.own]).tolist():
        there = rows.row == row
        weights = tuple((-rows.value[there]).tolist())
        found.append(Knapsack(row, rows.column[there], weights, -int(rows.rhs[row])))
    return found


def strengthened(
    rows: Inequalities, costs: IntArray, bounds: Bounds, root: Relaxed, left: Clock
) -> tuple[tuple[Cut, ...], Relaxed]:
    """The cuts that hold up the bound in the end, and the relaxation with them. ``rows`` take them in."""
    known = knapsacks(rows, bounds[1])
    if root.point is None or not any(_fractional(root.point[one.columns]).any() for one in known):
        return (), root
    trial, cuts, now = Relaxation(rows.copy(), costs, *bounds, root.basis), list[Cut](), root
    shown = [root.priced.numerator]
    for _ in range(ROUNDS):
        assert now.point is not None
        found = [cut for one in known for cut in broken(one, now.point[one.columns])]
        for cut in found:
            trial.add(cut.dense(rows.columns), -cut.most)
        cuts += found
        solved = trial.solve(*bounds, left()) if found else None
        if solved is None or solved.point is None:
            break
        now = solved
        shown.append(now.priced.numerator)
        if len(shown) > PATIENCE and shown[-1] - shown[-1 - PATIENCE] <= TAIL * (shown[-1] - shown[0]):
            break
    holding = {int(row) - len(rows.rhs) for row in now.node.rows.tolist()}
    kept = few([cut for number, cut in enumerate(cuts) if number in holding])
    for cut in kept:
        rows.add(cut.dense(rows.columns), -cut.most)
    solved = Relaxation(rows, costs, *bounds).solve(*bounds, left(), basis=True)
    return kept, solved if solved is not None and solved.point is not None else root


def broken(knapsack: Knapsack, values: FloatArray) -> Iterator[Cut]:
    """A cut of the knapsack that the values break."""
    for start in (_cover, _listed):
        lifted = start(knapsack, values)
        if lifted is not None and lifted.excess(values) > BROKEN:
            yield lifted.cut(knapsack)
            return


class _Lifted:
    """An inequality over some items of a knapsack that takes in the others one after another, and stays valid.

    ``capacity``: what is left where the items that are yet to be taken ``down`` are all in.
    """

    def __init__(self, knapsack: Knapsack, capacity: int, coefficients: dict[int, int]) -> None:
        self.weights, self.capacity = knapsack.weights, capacity
        self.coefficients, self.light = coefficients, Lightest()
        for item, coefficient in coefficients.items():
            self.light.add(self.weights[item], coefficient)
        self.most = self.light.most(capacity)

    def up(self, item: int) -> None:
        """Take in an item that is out: what it leaves to the others, they may lack."""
        room = self.capacity - self.weights[item]
        self._take(item, self.most - (self.light.most(room) if room >= 0 else 0))

    def down(self, item: int) -> None:
        """Take in an item that is in: what the others gain where it is out."""
        self.capacity += self.weights[item]
        more = self.light.most(self.capacity) - self.most
        self._take(item, more)
        self.most += more

    def _take(self, item: int, coefficient: int) -> None:
        if coefficient > 0:
            self.coefficients[item] = coefficient
            self.light.add(self.weights[item], coefficient)

    def whole(self, values: FloatArray) -> _Lifted:
        """With every item: the fractional ones up, those that are in down, the others up."""
        out = [item for item in range(len(values)) if item not in self.coefficients]
        inside = [item for item in out if values[item] > 1 - NEAR]
        between = [item for item in out if NEAR < values[item] <= 1 - NEAR]
        for item in sorted(between, key=lambda one: -values[one]):
            self.up(item)
        for item in sorted(inside, key=lambda one: self.weights[one]):
            self.down(item)
        for item in sorted({*out} - {*inside, *between}, key=lambda one: (-self.weights[one], one)):
            self.up(item)
        return self

    def excess(self, values: FloatArray) -> float:
        """By how much values break it, by its largest coefficient."""
        left = sum(coefficient * float(values[item]) for item, coefficient in self.coefficients.items())
        return (left - self.most) / max(self.coefficients.values(), default=1)

    def cut(self, knapsack: Knapsack) -> Cut:
        """As a row of the program."""
        items = sorted(self.coefficients)
        columns = tuple(int(knapsack.columns[item]) for item in items)
        return Cut(knapsack.row, columns, tuple(self.coefficients[item] for item in items), self.most)


def _cover(knapsack: Knapsack, values: FloatArray) -> _Lifted | None:
    """Items that together are too many, as few as do; those that are in are set in first."""
    weights, chosen, total = knapsack.weights, list[int](), 0
    used = np.flatnonzero(values > NEAR).tolist()
    for item in sorted(used, key=lambda one: (-values[one], -weights[one])):
        chosen.append(item)
        total += weights[item]
        if total > knapsack.capacity:
            break
    else:
        return None
    for item in sorted(chosen, key=lambda one: (values[one], weights[one])):
        if total - weights[item] > knapsack.capacity:
            chosen.remove(item)
            total -= weights[item]
    inside = [item for item in chosen if values[item] > 1 - NEAR]
    if len(inside) == len(chosen):
        return None
    capacity = knapsack.capacity - sum(weights[item] for item in inside)
    # What is in but not of the cover is lifted as an item that is out.
    outside = np.where(np.isin(np.arange(len(values)), inside), values, np.minimum(values, 1 - 2 * NEAR))
    return _Lifted(knapsack, capacity, {item: 1 for item in chosen if item not in inside}).whole(outside)


def _listed(knapsack: Knapsack, values: FloatArray) -> _Lifted | None:
    """The most broken inequality of the fractional items, where those that are in take their share."""
    weights = np.array(knapsack.weights)
    capacity = knapsack.capacity - int(weights[values > 1 - NEAR].sum())
    items = np.flatnonzero(_fractional(values) & (weights <= capacity))
    items = items[np.argsort(-np.minimum(values, 1 - values)[items], kind="stable")][:LISTED]
    if len(items) < 2:
        return None
    packed = _maximal(weights[items], capacity)
    row, column = np.nonzero(packed)
    program = Inequalities(len(items), row, column, np.full(len(row), -1), np.full(len(packed), -1))
    costs, box = -np.rint(values[items] * UNIT).astype(np.int64), np.ones(len(items), np.int64)
    solved = Relaxation(program, costs, 0 * box, box).solve(0 * box, box)
    if solved is None or solved.point is None or solved.point @ values[items] <= 1 + BROKEN:
        return None
    shares = [Fraction(float(share)).limit_denominator(FINEST) for share in solved.point]
    unit = lcm(*(share.denominator for share in shares))
    told = {int(item): int(share * unit) for item, share in zip(items, shares, strict=True) if share > 0}
    return None if unit > FINEST**2 else _Lifted(knapsack, capacity, told).whole(values)


def _maximal(weights: IntArray, capacity: int) -> IntArray:
    """What fits, as rows of 0 and 1: only such to which nothing more can be put."""
    packed = (np.arange(1 << len(weights))[:, None] >> np.arange(len(weights))) & 1
    left = capacity - packed @ weights
    least_out = np.where(packed == 0, weights, np.iinfo(np.int64).max).min(axis=1)
    full: IntArray = packed[(left >= 0) & (least_out > left)]
    return full


def _fractional(values: FloatArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    fractional: np.ndarray[tuple[int], np.dtype[np.bool_]] = (values > NEAR) & (values < 1 - NEAR)
    return fractional
