"""As few people as possible fare differently from a given plan.

What it asks: a new plan stays close to the one named by --close-to.
Why: after consultation few changes are wanted (QĐ 65-QĐ/TW Art 7, steps 3 and 4). The weight is our choice.
Numbers: none; judges only where a plan is given.
Amount: per cadre, 1 if the set of posts they move into differs from that of the given plan.
Edges: a move no longer possible costs 1 for good; one that the facts already show counts as staying.
Example: given A to P1 and B to P2: the same, 0; A to P1 and B to P3, 1; nobody moved, 2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from luanchuyen.optimizer.rules.rule import PlanBreach, Rule
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation

if TYPE_CHECKING:
    from luanchuyen.optimizer.columns.excess import Excess
    from luanchuyen.optimizer.columns.moves import Moves


@dataclass(frozen=True)
class Stability(Rule):
    """Cadres who fare differently than in the given plan."""

    name = "stability"
    waivable = False
    silence_told = False
    told = "aside"

    def asked_for(self, situation: Situation) -> bool:
        """A plan is given."""
        return situation.given is not None

    def silent(self, situation: Situation) -> str | None:
        """Nothing to be close to: no judgement."""
        return "given" if situation.given is None else None

    def breaches(self, lineup: Lineup, situation: Situation) -> Sequence[PlanBreach]:
        """One a cadre who fares differently."""
        given = self._given(situation)
        cadres = sorted({*given, *lineup.moves})
        return [PlanBreach(1, {"cadre": c}) for c in cadres if given.get(c, ()) != lineup.taken(c)]

    def excess(self, moves: Moves) -> Excess:
        """1 - the move given, or the sum of their moves where none was given."""
        import numpy as np

        from luanchuyen.optimizer.columns.excess import one_row_each

        given, columns = self._given(moves.situation), moves.columns
        wanted = np.full(len(columns.cadre_ids), -1, np.int64)
        constant = np.zeros(len(columns.cadre_ids), np.int64)
        for cadre_id, posts in given.items():
            i = columns.cadre_index[cadre_id]
            constant[i] = 1
            group = moves.situation.group_taking(posts)
            wanted[i] = group.index if group else -2
        target = wanted[moves.cadre]
        coefficient = np.where(target == -1, 1, np.where(target == moves.group, -1, 0))
        move = np.flatnonzero(coefficient)
        subjects = [{"cadre": c} for c in columns.cadre_ids]
        return one_row_each(subjects, constant, moves.cadre[move], move, coefficient[move])

    def _given(self, situation: Situation) -> dict[str, tuple[str, ...]]:
        """The given plan without what the facts already show and without cadres no longer listed."""
        held = situation.held
        rows = {c: tuple(sorted(posts)) for c, posts in (situation.given or {}).items()}
        return {c: posts for c, posts in rows.items() if c in held and posts and posts != held[c]}
