"""The least point of one objective, found by an engine on what the relaxation's multipliers leave."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from luanchuyen.optimizer.integer.arrays import BoolArray, Bounds, FloatArray, IntArray
from luanchuyen.optimizer.integer.certificate import tighten
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.solver.core import Core, core_of
from luanchuyen.optimizer.solver.engine import QUICK, Outcome, least, minimise
from luanchuyen.optimizer.solver.packing import dived
from luanchuyen.optimizer.solver.relaxation import Clock, Relaxed

USED = 1e-7
"""A column above this is used by the relaxation."""

NARROW, WIDEN = 20_000, 4
"""Without a point the first target lies 1/20000 above the bound; each next is four times as far."""

HARD = 300
"""Nodes of HiGHS after which a point at hand is left to be settled tier by tier: all in one is the harder question."""

SURE = 0.999
"""A move above this is made by the relaxation: at the largest sizes it is nearly whole."""

MANY = 2_000
"""Moves in use, above which those that are made are left as they are while an engine looks for a start."""

PASSES, STEPS = 2, 40
"""Rounds of moves taken at once, of a plan made in haste, and how often all moves are looked at anew."""

BRIEF = 0.05
"""The quick engine's work on a first plan where packs are looked at whole: trees do the rest."""

ROUNDS = 3
"""How often amounts are raised: one that is raised may reach into a further row."""

FEW, SUPPORT_NODES = 400, 500
"""Columns in use, above which HiGHS is asked with so many nodes: a start, not the answer."""


@dataclass(frozen=True)
class Best:
    """``point`` None: there is none (``settled``) or none was found. ``settled``: by an engine's word none is lower."""

    point: IntArray | None
    settled: bool


class Optimum:
    """Minimises ``costs`` over rows and lo..hi from the solved relaxation ``root`` on."""

    def __init__(
        self,
        rows: Inequalities,
        costs: IntArray,
        bounds: Bounds,
        root: Relaxed,
        moves: int,
        left: Clock,
        seed: int,
    ) -> None:
        self.rows, self.costs, self.root = rows, costs, root
        self.lo, self.hi = bounds
        self.moves, self.left, self.seed = moves, left, seed
        self.floor: int | None = None
        self.hasty = False
        self.worst = int(np.where(costs >= 0, costs * self.hi, costs * self.lo).sum()) + 1

    def find(self, known: IntArray | None, floor: int | None = None) -> Best:
        """``known``: a point. ``floor``: no point has less, as is known from elsewhere. Empty: there is no point."""
        self.floor = floor
        if self.root.priced.empty:
            return Best(None, True)
        if self.root.point is not None and (known is None or not self._least(known)):
            chosen = np.flatnonzero(self.root.point[: self.moves] > SURE)
            known = self._better(known, completed(self.rows, self.moves, (self.lo, self.hi), chosen))
        if self.root.point is not None and self.left() != 0 and (known is None or not self._least(known)):
            known = self._better(known, self._support(self.root.point, known))
        if known is not None and (self.hasty or self.root.mixed or self._least(known)):
            return Best(known, self._least(known))
        return self._rounds(known)

    def _least(self, point: IntArray) -> bool:
        value = int(self.costs @ point)
        return self.root.priced.reaches(value) or (self.floor is not None and value <= self.floor)

    def _better(self, known: IntArray | None, point: IntArray | None) -> IntArray | None:
        if known is None or point is None:
            return point if known is None else known
        return point if self.costs @ point < self.costs @ known else known

    def _support(self, point: FloatArray, known: IntArray | None) -> IntArray | None:
        """The best point that an engine soon finds among the columns that the relaxation uses, and the amounts."""
        used, (lo, hi) = point > USED, (self.lo, self.hi)
        used[self.moves :] = True
        if self.root.mixed:
            return self._mixed(point)
        if self.hasty and known is not None:
            lo, hi = tighten(self.root.priced, int(self.costs @ known), lo, hi)
        starts = [lo]
        if int(used[: self.moves].sum()) > MANY:
            made = np.where(point > SURE, np.minimum(1, hi), lo)
            starts.insert(0, np.append(made[: self.moves], lo[self.moves :]))
        for start in starts:
            core = core_of(self.rows, self.costs, start, np.where(used, hi, start))
            found = self._ask(core, SUPPORT_NODES if len(core.columns) > FEW else None)[1]
            if found is not None:
                return found
        return None

    def _mixed(self, point: FloatArray) -> IntArray | None:
        """The same of a mixture of whole choices, so near to a plan that what these agree in stands."""
        used = point > USED
        used[self.moves :] = True
        lo = np.where((point > SURE) & (np.arange(len(point)) < self.moves), np.minimum(1, self.hi), self.lo)
        core = core_of(self.rows, self.costs, lo, np.where(used, self.hi, lo))
        given = core.inequalities, core.costs, core.lo, core.hi, self.left(), self.seed
        found = minimise(*given, "quick", work=BRIEF)
        whole = None if found.point is None else core.whole(found.point)
        low, far = self.root.priced.bound(), int(np.abs(self.costs[: self.moves]).max(initial=0))
        if whole is not None and self.costs @ whole - low <= far:
            return whole
        bounds = self.lo, self.hi
        other = dived(self.rows, self.costs, bounds, self.root, self.left)
        if other is not None:
            other = completed(self.rows, self.moves, bounds, np.flatnonzero(other[: self.moves]))
        return self._better(whole, other)

    def _rounds(self, known: IntArray | None) -> Best:
        """An engine on the core of near targets, then of farther ones: the first point below a target is the least."""
        low = self.root.priced.bound()
        top = self.worst if known is None else int(self.costs @ known)
        width = max(1, low // NARROW if known is None else (top - low) // WIDEN**2)
        if known is not None and len(self._core(top).columns) <= QUICK:
            width = top - low
        if self.floor is not None and self.floor >= low:
            # Many plans are as good as the one before: that is soon known.
            width = min(width, self.floor + 1 - low)
        while self.left() != 0:
            target = min(low + width, top)
            outcome, point = self._asked(target, known)
            known = self._better(known, point)
            if outcome.status not in ("optimal", "infeasible"):
                return Best(known, False)
            if target >= top or (known is not None and int(self.costs @ known) < target):
                return Best(known, True)
            # The least of a core that holds more than what is below the target is mostly the least of all.
            low, width = target, width * WIDEN
            if outcome.status == "optimal" and known is not None:
                width = max(width, int(self.costs @ known) + 1 - low)
        return Best(known, False)

    def _core(self, target: int) -> Core:
        """What the root's multipliers leave to points of score below the target."""
        return core_of(self.rows, self.costs, *tighten(self.root.priced, target, self.lo, self.hi))

    def _ask(self, core: Core, nodes: int | None = None) -> tuple[Outcome, IntArray | None]:
        """An engine's best point of the core, in the whole program's terms."""
        given = core.inequalities, core.costs, core.lo, core.hi, self.left(), self.seed
        found = least(*given) if nodes is None else minimise(*given, nodes=nodes)
        return found, None if found.point is None else core.whole(found.point)

    def _asked(self, target: int, known: IntArray | None) -> tuple[Outcome, IntArray | None]:
        """The core of a target: what the quick engine finds in vain makes it smaller for the other."""
        core = self._core(target)
        if len(core.columns) > QUICK:
            return self._ask(core, None if known is None else HARD)
        given = core.inequalities, core.costs, core.lo, core.hi, self.left(), self.seed
        quick = minimise(*given, "quick")
        point = None if quick.point is None else core.whole(quick.point)
        if quick.status in ("optimal", "infeasible"):
            return quick, point
        if point is not None:
            core = self._core(min(target, int(self.costs @ point)))
        best = point if known is None else known
        if best is not None:
            # A core so small is as soon settled tier by tier, by trees.
            return quick, point
        found = minimise(core.inequalities, core.costs, core.lo, core.hi, self.left(), self.seed)
        return found, None if found.point is None else core.whole(found.point)


def completed(rows: Inequalities, moves: int, bounds: Bounds, chosen: IntArray) -> IntArray | None:
    """These moves with every amount as low as the rows let it be; None where they do not fit rows and bounds."""
    lo, hi = bounds
    point = np.zeros(rows.columns, np.int64)
    point[chosen] = 1
    point[moves:] = lo[moves:]
    if (point < lo).any() or (point > hi).any():
        return None
    inner = np.flatnonzero(rows.column >= moves)
    inner = inner[rows.value[inner] > 0]
    row, column, value = rows.row[inner], rows.column[inner], rows.value[inner]
    left = rows.left_sides(point)
    for _ in range(ROUNDS):
        short = np.where(rows.active, rows.rhs - left, 0)[row]
        if not (short > 0).any():
            break
        np.maximum.at(point, column, np.where(short > 0, point[column] - (-short // value), 0))
        point = np.minimum(point, hi)
        left = rows.left_sides(point)
    return point if (left >= rows.rhs)[rows.active].all() else None


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
