"""A point made in haste: moves taken as they gain, without a relaxation or an engine."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from luanchuyen.optimizer.integer.arrays import BoolArray, Bounds, FloatArray, IntArray
from luanchuyen.optimizer.integer.inequalities import Inequalities

PASSES, STEPS = 2, 40
"""Rounds of moves taken at once, of a plan made in haste, and how often all moves are looked at anew."""


@dataclass(frozen=True)
class Entries:
    """What moves put into rows, one place per entry; ``price``: what a unit is worth to the row; ``hard``: no amount
    stands in for it."""

    row: IntArray
    column: IntArray
    value: IntArray
    price: FloatArray
    hard: BoolArray

    def part(self, which: BoolArray) -> Entries:
        """Those of some."""
        row, column, value = self.row[which], self.column[which], self.value[which]
        return Entries(row, column, value, self.price[which], self.hard[which])


class Greedy:
    """Moves made in haste: round after round those of most gain, as many as the rows let be.

    What a row asks for is worth the cheapest amount that would stand in for it, beyond everything where none can.
    """

    def __init__(self, rows: Inequalities, costs: IntArray, cadre: IntArray, bounds: Bounds) -> None:
        self.rhs, self.cadre, moves = rows.rhs, cadre, len(cadre)
        self.costs, self.free = costs[:moves], bounds[1][:moves] > 0
        amount = (rows.column >= moves) & (rows.value > 0)
        price = np.zeros(len(rows.rhs))
        np.maximum.at(price, rows.row[amount], costs[rows.column[amount]] / rows.value[amount])
        soft = np.zeros(len(rows.rhs), bool)
        soft[rows.row[amount]] = True
        price[~soft & rows.active & (rows.rhs > 0)] = float(np.abs(costs).max(initial=1)) * rows.columns
        inner = (rows.column < moves) & rows.active[rows.row]
        row = rows.row[inner]
        self.entries = Entries(row, rows.column[inner], rows.value[inner], price[row], ~soft[row])

    def moves(self) -> IntArray:
        """The moves, by number."""
        made, short = np.zeros(len(self.cadre), bool), self.rhs.copy()
        for _ in range(PASSES):
            entries = self.entries
            for _ in range(STEPS):
                taken, gaining = self._taken(entries, short, made)
                if not len(taken):
                    break
                made[taken] = True
                # What gains nothing now is let be until the next pass: soon that is nearly everything.
                entries = entries.part(gaining[entries.column])
                new = np.isin(entries.column, taken)
                np.subtract.at(short, entries.row[new], entries.value[new])
        return np.flatnonzero(made)

    def _taken(self, entries: Entries, short: IntArray, made: BoolArray) -> tuple[IntArray, BoolArray]:
        """The moves of one round, and all that would gain something."""
        gain = self._gain(entries, short[entries.row])
        gaining = (gain > 0) & self.free & ~made
        wanted = np.flatnonzero(gaining)
        wanted = wanted[np.argsort(-gain[wanted], kind="stable")]
        taken = wanted[np.sort(np.unique(self.cadre[wanted], return_index=True)[1])]
        return taken[self._fits(entries.part(gaining[entries.column]), taken, short)], gaining

    def _gain(self, entries: Entries, short: IntArray) -> FloatArray:
        """Of what a move gives to a row what is short counts; of what it takes, what the row has to spare does not."""
        value = entries.value
        given = np.where(value > 0, np.clip(short, 0, value), np.minimum(0, value - np.minimum(short, 0)))
        gain: FloatArray = np.bincount(entries.column, entries.price * given, len(self.cadre)).astype(np.float64)
        gain -= self.costs
        gain[entries.column[entries.hard & (value < 0) & (short > value)]] = 0
        return gain

    def _fits(self, entries: Entries, taken: IntArray, short: IntArray) -> BoolArray:
        """Which of these moves go together: those that overfill no row, and are needed by one that they help."""
        place = np.full(len(self.cadre), -1)
        place[taken] = np.arange(len(taken))
        entries, fits = entries.part(place[entries.column] >= 0), np.ones(len(taken), bool)

        def running(part: BoolArray) -> tuple[IntArray, IntArray, IntArray, IntArray]:
            """The entries of each row in the order of the moves, whose they are, and what they come to by then."""
            some = entries.part(part)
            order = np.lexsort((place[some.column], some.row))
            row, value, move = some.row[order], np.abs(some.value[order]), place[some.column[order]]
            total, starts = np.cumsum(value), np.flatnonzero(np.diff(row, prepend=-1))
            before = np.repeat(total[starts] - value[starts], np.diff(np.append(starts, len(row))))
            return row, move, total - before, value

        row, move, total, _ = running(entries.hard & (entries.value < 0))
        fits[move[total > -short[row]]] = False
        row, move, total, value = running((entries.price > 0) & (entries.value > 0) & (short[entries.row] > 0))
        late = total - value >= short[row]
        helps = np.bincount(move, minlength=len(taken))
        fits &= (helps == 0) | (np.bincount(move, late, len(taken)) < helps)
        return fits
