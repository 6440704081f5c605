"""The least point of one objective, found by an engine on what the relaxation's multipliers leave."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from luanchuyen.optimizer.integer.arrays import Bounds, FloatArray, IntArray
from luanchuyen.optimizer.integer.certificate import tighten
from luanchuyen.optimizer.integer.inequalities import Inequalities, completed
from luanchuyen.optimizer.solver.core import Core, core_of
from luanchuyen.optimizer.solver.engine import QUICK, Outcome, least, minimise
from luanchuyen.optimizer.solver.exchange import BRIEFLY, LONG, Effort, Exchanges, dived
from luanchuyen.optimizer.solver.relaxation import Clock, Relaxed

USED = 1e-7
"""A column above this is used by the relaxation."""

NARROW, WIDEN = 20_000, 4
"""Without a point the first target lies 1/20000 above the bound; each next is four times as far."""

HARD = 300
"""Nodes of HiGHS after which a point at hand is left to be settled tier by tier: all in one is the harder question."""

NEAR = 1_000
"""Moves among which a point is looked for where all are too many."""

SURE = 0.999
"""A move above this is made by the relaxation: at the largest sizes it is nearly whole."""

MANY = 2_000
"""Moves in use, above which those that are made are left as they are while an engine looks for a start."""

BRIEF = 0.05
"""The quick engine's work on a first plan where packs are looked at whole: trees do the rest."""

FEW, SUPPORT_NODES = 400, 500
"""Columns in use, above which HiGHS is asked with so many nodes: a start, not the answer."""


@dataclass(frozen=True)
class Best:
    """``point`` None: there is none (``settled``) or none was found. ``settled``: by an engine's word none is lower."""

    point: IntArray | None
    settled: bool


class Optimum:
    """Minimises ``costs`` over rows and lo..hi from the solved relaxation ``root`` on.

    ``before``: the costs of the tiers, the scores of a plan that no point comes before, and what a point of the first
    tier weighs.
    """

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
        self.hasty = self.dived = False
        self.before: tuple[IntArray, list[int], int] | None = None
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
        if self.before is not None and (self.before[0] @ point).tolist() == self.before[1]:
            return True
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
            return self._mixed(point, known)
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

    def _mixed(self, point: FloatArray, known: IntArray | None) -> IntArray | None:
        """The same of a mixture of whole choices, so near to a plan that what these agree in stands."""
        used = point > USED
        used[self.moves :] = True
        lo = np.where((point > SURE) & (np.arange(len(point)) < self.moves), np.minimum(1, self.hi), self.lo)
        core = core_of(self.rows, self.costs, lo, np.where(used, self.hi, lo))
        given = core.inequalities, core.costs, core.lo, core.hi, self.left(), self.seed
        found = minimise(*given, "quick", work=BRIEF)
        known = self._better(known, None if found.point is None else core.whole(found.point))
        known = None if known is None else self._exchanges.improved(known)
        if known is not None and int(self.costs @ known) <= self.root.priced.bound() + self.root.mixed:
            return known
        return self._better(known, self._dived(BRIEFLY))

    def further(self, known: IntArray) -> IntArray:
        """A better point than one where packs are looked at whole, with more time, or the same."""
        better = self._exchanges.improved(known, LONG)
        other = None if self.dived else self._dived(LONG)
        return better if other is None or self.costs @ better <= self.costs @ other else other

    def _dived(self, effort: Effort) -> IntArray | None:
        """A point near the mixture of whole choices: packs are settled bit by bit, then exchanged."""
        self.dived = True
        found = dived(self.rows, self.costs, (self.lo, self.hi), self.root, self.left)
        if found is None:
            return None
        found = completed(self.rows, self.moves, (self.lo, self.hi), np.flatnonzero(found[: self.moves]))
        return None if found is None else self._exchanges.improved(found, effort)

    @cached_property
    def _exchanges(self) -> Exchanges:
        return Exchanges(self.rows, self.costs, (self.lo, self.hi), self.root, self.left, self.seed)

    def _rounds(self, known: IntArray | None) -> Best:
        """An engine on the core of near targets, then of farther ones: the first point below a target is the least."""
        low = self.root.priced.bound()
        top = self.worst if known is None else int(self.costs @ known)
        width = max(1, low // NARROW if known is None else (top - low) // WIDEN**2)
        few = len(self._core(top).columns) <= QUICK
        if known is not None and few:
            width = top - low
        if known is not None and not few and self.before is not None and 2 * (top - low) > self.before[2]:
            # The first tier itself is far from shown: it needs a tree, where all tiers in one are much harder.
            return self._nearby(known)
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

    def _nearby(self, known: IntArray) -> Best:
        """What the quick engine finds among the moves that cost least by the relaxation and those of a point."""
        reduced = self.root.priced.reduced[: self.moves]
        near = reduced <= np.partition(reduced, NEAR)[NEAR]
        inside = np.append(near, np.ones(len(known) - self.moves, bool)) | (known > 0)
        rows = self.rows
        if self.before is not None and self.before[0][0] @ known > self.before[1][0]:
            # As good in the first tier as the plan before is what most are; it is soon found if asked for.
            rows = rows.copy()
            rows.add(-self.before[0][0], -self.before[1][0])
        core = core_of(rows, self.costs, self.lo, np.where(inside, self.hi, self.lo))
        given = core.inequalities, core.costs, core.lo, core.hi, self.left(), self.seed
        found = minimise(*given, "quick")
        best = self._better(known, None if found.point is None else core.whole(found.point))
        assert best is not None
        return Best(best, self._least(best))

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
