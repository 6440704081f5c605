"""One plan in the making, tier by tier."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from luanchuyen.optimizer.integer.arrays import IntArray
from luanchuyen.optimizer.integer.task import Ranked, TierProof


@dataclass
class Stage:
    """One plan in the making: its point, the bounds left to points of its score, what each tier showed.

    ``alike``: every tier so far has the value of the plan before, which is a floor of the next. ``told``: by an
    engine's word the point is the least of the whole fold. ``open``: a tier was not settled; the rest is only bounded.
    """

    point: IntArray
    lo: IntArray
    hi: IntArray
    alike: bool
    told: bool
    open: bool = False
    proofs: list[TierProof] = field(default_factory=list)

    def scores_less(self, tiers: IntArray) -> bool:
        """Whether an engine's word proved false: a point was met that scores less in a tier that was settled."""
        return any(int(costs @ self.point) < p.value for costs, p in zip(tiers, self.proofs, strict=True))

    def ranked(self, tiers: IntArray, moves: int, order: list[list[object]] | None = None) -> Ranked:
        """The plan as it is handed over, scored by the costs of the tiers."""
        score = tuple(int(value) for value in tiers @ self.point)
        bound = tuple(proof.value if proof.word != "none" else proof.verified for proof in self.proofs)
        chosen = np.flatnonzero(self.point[:moves])
        return Ranked(chosen, score, bound, not self.open, order is not None, tuple(self.proofs), order)
