"""Points where packs are looked at whole: by settling what a mixture of choices leans to, and better by exchanges.

A few packs are let go with all that they hold, the rest stays, an engine looks for better.
Multipliers tell where to look: each pack's choice costs so much more than its best, and no exchange gains more than
what that comes to in the packs that are let go (large neighbourhoods, Shaw 1998; here with a bound of each).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TypeAlias

import numpy as np

from luanchuyen.optimizer.integer.arrays import Bounds, IntArray
from luanchuyen.optimizer.integer.certificate import SCALE, price, tighten
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.knapsack import Choice, Pack
from luanchuyen.optimizer.solver.core import core_of, distance
from luanchuyen.optimizer.solver.engine import minimise
from luanchuyen.optimizer.solver.packing import WHOLE, Packing
from luanchuyen.optimizer.solver.relaxation import Clock, Relaxed

Effort: TypeAlias = tuple[tuple[int, ...], int]
"""How many packs are let go at once, fewest first, and of how many exchanges in vain before it is more, or none."""

BRIEFLY: Effort = ((3,), 5)
LONG: Effort = ((3, 4, 5), 40)

AMONG, WAIT = 20, 0.6
"""Of so many packs whose choices cost most above their best; what one has to gain counts so much less each time it was
let go in vain."""

LEANS = 0.7
"""A share of a mixture from which on a pack leans to a column."""

WORK = 0.02
"""The quick engine's work on one of them."""


@dataclass(frozen=True)
class Exchanges:
    """Of points of ``costs`` over rows and ``bounds``; ``root``: the relaxation with packs looked at whole."""

    rows: Inequalities
    costs: IntArray
    bounds: Bounds
    root: Relaxed
    left: Clock
    seed: int

    def improved(self, point: IntArray, effort: Effort = BRIEFLY) -> IntArray:
        """The point that exchanges lead to, the same where they lead nowhere."""
        vain: set[tuple[int, ...]] = set()
        sizes, most = effort
        number = 0
        while number < len(sizes) and not self.root.priced.reaches(int(self.costs @ point)):
            better = self._better(point, sizes[number], most, vain)
            if better is None:
                number += 1
            else:
                point, number = better, 0
        return point

    def _better(self, point: IntArray, together: int, most: int, vain: set[tuple[int, ...]]) -> IntArray | None:
        """A better point by letting go of so many packs, those first that have most to gain; those that went in vain
        wait a little for the others."""
        above = self._above(point)
        worst = np.argsort(-above, kind="stable")[:AMONG].tolist()
        groups = [group for group in combinations(sorted(worst), min(together, len(worst))) if group not in vain]
        chosen = np.array(groups, np.int64).reshape(len(groups), -1)
        left, turn = above[chosen].sum(axis=1) >= SCALE, above.astype(float)
        for _ in range(min(most, int(left.sum()))):
            if self.left() == 0:
                break
            number = int(np.where(left, turn[chosen].sum(axis=1), -1.0).argmax())
            better = self._exchanged(point, groups[number])
            if better is not None:
                # Elsewhere all is as it was: what was in vain there still is.
                vain -= {other for other in vain if {*other} & {*groups[number]}}
                return better
            vain.add(groups[number])
            left[number] = False
            turn[chosen[number]] *= WAIT
        return None

    def _above(self, point: IntArray) -> IntArray:
        """How much each pack's choice costs above its best, under the root's multipliers."""
        told = [int(costs @ point[pack.columns]) - least for pack, costs, least in self._best]
        return np.array(told)

    @cached_property
    def _best(self) -> list[tuple[Pack, IntArray, int]]:
        """Each pack with the reduced costs of its columns and what its best choice comes to."""
        combined, _ = self.rows.combine(self.root.node.rows, self.root.node.multipliers)
        reduced, found = SCALE * self.costs - combined, []
        for pack in self.rows.packs:
            costs, room = reduced[pack.columns], -int(self.rows.rhs[pack.row])
            found.append((pack, costs, Choice(costs, pack.weights, room).least))
        return found

    def _exchanged(self, point: IntArray, group: tuple[int, ...]) -> IntArray | None:
        """A better point where only these packs' columns change, and those of none; None where none is soon found."""
        value, free = int(self.costs @ point), np.ones(len(point), bool)
        for number, pack in enumerate(self.rows.packs):
            free[pack.columns] = number in group
        lo, hi = (np.where(free, bound, point) for bound in self.bounds)
        hi = self._fitting(lo, hi)
        try:
            priced = price(self.rows, self.costs, self.root.node, lo, hi)
        except ValueError:  # numbers beyond 64 bits
            return None
        if priced.reaches(value):
            return None
        core = core_of(self.rows, self.costs, *tighten(priced, value, lo, hi))
        rows = core.inequalities.copy()
        rows.add(-core.costs, core.constant + 1 - value)
        found = minimise(rows, core.costs, core.lo, core.hi, self.left(), self.seed, "quick", work=WORK)
        return None if found.point is None else core.whole(found.point)

    def _fitting(self, lo: IntArray, hi: IntArray) -> IntArray:
        """The upper bounds, 0 of columns for which a row has no room beside what stays."""
        row, column, value = self.rows.row, self.rows.column, self.rows.value
        most = np.zeros(len(self.rows.rhs), np.int64)
        np.add.at(most, row, np.where(value > 0, value * hi[column], value * lo[column]))
        full = self.rows.active[row] & (value < 0) & (lo[column] == 0) & (most[row] + value < self.rows.rhs[row])
        hi = hi.copy()
        hi[column[full]] = 0
        return hi


def dived(rows: Inequalities, costs: IntArray, bounds: Bounds, start: Relaxed, left: Clock) -> IntArray | None:
    """A point near the mixture ``start``: round after round what each pack leans to most is settled; None where that
    leads to none."""
    packing, (lo, hi), found = Packing(rows, costs, start.node), bounds, start
    inside = np.zeros(rows.columns, bool)
    for pack in rows.packs:
        inside[pack.columns] = True
    while found.point is not None and left() != 0:
        if (distance(found.point) <= WHOLE).all():
            return np.rint(found.point).astype(np.int64)
        share = np.where(inside & (lo == 0), found.point, 0.0)
        settled = share > 1 - WHOLE
        share[settled] = 0.0
        most = [int(pack.columns[share[pack.columns].argmax()]) for pack in rows.packs]
        leaning = [column for column in most if share[column] > LEANS] or [int(share.argmax())]
        if share[leaning[0]] <= WHOLE:
            break
        settled[leaning] = True
        lo = np.where(settled, 1, lo)
        packing.begin(found.node)
        solved = packing.solve(lo, hi, left())
        if solved is None:
            break
        found = solved
    return None
