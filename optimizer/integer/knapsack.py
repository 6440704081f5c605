"""Rows that let their columns take no more of something than there is, looked at whole. Imports no solver.

A relaxation takes fractions of columns; a choice of them does not. Under multipliers for the other rows the least that
any choice costs which such a row allows is found by dynamic programming in whole numbers, and so is the least with any
one column in it, or without: bounds of a plan and of every column that no relaxation reaches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from luanchuyen.optimizer.integer.arrays import Arrays, BoolArray, IntArray

FINEST = 4_096
"""Parts in which room is told at most; weights are then rounded down, so that whatever fits still does."""

KEPT = 256
"""Tables kept side by side: of more items each 256th, from which those between are made again."""


@dataclass(frozen=True)
class Pack:
    """The row ``row``: sum(weights x columns) <= a capacity, its right-hand side negated; columns are 0 or 1."""

    row: int
    columns: IntArray
    weights: IntArray

    def within(self, place: IntArray, row: int) -> Pack:
        """As a row of a program that has some of the columns: ``place`` is where each is, -1 = not there."""
        there = place[self.columns] >= 0
        return Pack(row, place[self.columns[there]], self.weights[there])


def packs_of(arrays: Arrays) -> Iterator[Pack]:
    """The rows of that kind whose weights differ: of equal ones the relaxation knows enough. No column is in two."""
    filled = np.flatnonzero(np.diff(arrays.indptr))
    starts = arrays.indptr[filled]
    least, most = (extreme.reduceat(arrays.coefficients, starts) for extreme in (np.minimum, np.maximum))
    taken = np.zeros(arrays.columns, bool)
    for number in filled[(least < most) & (most < 0)].tolist():
        entries = slice(arrays.indptr[number], arrays.indptr[number + 1])
        columns = arrays.indices[entries]
        if not (taken[columns] | (arrays.upper[columns] != 1)).any():
            taken[columns] = True
            yield Pack(number, columns, -arrays.coefficients[entries])


class Choice:
    """What may be chosen of items under ``room``: each costs ``costs`` (scaled, of any sign) and takes ``weights``.

    ``least``: the least cost of any choice. Only items of negative cost are ever in one of least cost.
    """

    def __init__(self, costs: IntArray, weights: IntArray, room: int) -> None:
        unit = room // FINEST + 1
        self.costs, self.weights, self.room = costs, weights // unit, room // unit
        items = np.flatnonzero((costs < 0) & (self.weights <= self.room)).tolist()
        self._parts: list[list[int]] = [items[first : first + KEPT] for first in range(0, len(items), KEPT)]
        self._starts: list[IntArray] = []
        self._last = np.zeros(self.room + 1, np.int64)
        for part in self._parts:
            self._starts.append(self._last)
            *self._tables, self._last = self._following(part, self._last)
        self.least = int(self._last[-1])

    def _following(self, part: list[int], start: IntArray) -> list[IntArray]:
        """The tables before each item of a part, and behind its last."""
        tables = [start]
        for item in part:
            tables.append(self._with(tables[-1], item))
        return tables

    def _backwards(self) -> Iterator[tuple[int, IntArray]]:
        """The items from the last on, each with the table before it."""
        for number in reversed(range(len(self._parts))):
            part, tables = self._parts[number], self._tables
            if number + 1 < len(self._parts):
                tables = self._following(part, self._starts[number])[:-1]
            yield from zip(part[::-1], tables[::-1], strict=True)

    def _with(self, table: IntArray, item: int) -> IntArray:
        """The least cost under each room, with one item more to choose from."""
        weight, wider = self.weights[item], table.copy()
        np.minimum(wider[weight:], table[: self.room + 1 - weight] + self.costs[item], out=wider[weight:])
        return wider

    def chosen(self) -> BoolArray:
        """A choice of least cost."""
        inside, room = np.zeros(len(self.costs), bool), self.room
        for item, before in self._backwards():
            weight = int(self.weights[item])
            if weight <= room and before[room - weight] + self.costs[item] < before[room]:
                inside[item] = True
                room -= weight
        return inside

    def margins(self) -> IntArray:
        """Of each item what the least cost with it is above that without it; its cost, at least 0, where it is alone
        too large."""
        inside = self.costs < 0
        found = np.where(inside, 0, self.costs)
        out = np.flatnonzero(~inside & (self.weights <= self.room))
        found[out] += self._last[self.room - self.weights[out]] - self.least
        after = np.zeros(self.room + 1, np.int64)
        for item, before in self._backwards():
            rest, weight = after[::-1], self.weights[item]
            having = int((before[: self.room + 1 - weight] + rest[weight:]).min()) + self.costs[item]
            found[item] = having - int((before + rest).min())
            after = self._with(after, item)
        return found
