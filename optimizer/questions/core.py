"""What the best plans share: pairs that all of them have, pairs that some have, and who stays in all.

One question settles it: among the best plans, one that has as few as possible of the pairs seen in all of them so far
and as many as possible of those never seen. If even that plan has all of the former and none of the latter, which a
bound in exact integers shows, nothing is open.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from luanchuyen.models.committee.answer import Core, Pair
from luanchuyen.optimizer.integer.arrays import IntArray
from luanchuyen.optimizer.program.program import Program
from luanchuyen.optimizer.questions.best import Best
from luanchuyen.optimizer.questions.floors import Floors
from luanchuyen.optimizer.questions.region import Region
from luanchuyen.optimizer.solver.process import SolvingChild

ROUNDS = 200
"""Plans looked at, at most."""


def core_of_best(
    best: Best,
    limits: Mapping[int, int],
    child: SolvingChild,
    seed: int = 0,
    time_limit: float | None = None,
) -> Core:
    """What the plans share whose scores keep to ``limits``; the best plan is one of them."""
    program = best.program
    possible = Floors(best).may_be_best(limits)
    region = Region(program, limits, child, seed, time_limit, possible=possible)
    pairs = _pairs_of(program)
    always, seen, known = set(best.pairs), set(best.pairs), best.pairs
    for _ in range(ROUNDS):
        found = region.least(_costs(program, pairs, always, seen), known)
        if found is None:
            break
        told = set(found.pairs)
        if always <= told <= seen:
            if found.bound >= len(always):
                return _core(program, always, seen, set())
            break
        always &= told
        seen |= told
        known = found.pairs
    everything = {pair for move in np.flatnonzero(possible) for pair in pairs[move]}
    return _core(program, set(), seen - always, everything - (seen - always))


def _pairs_of(program: Program) -> list[tuple[Pair, ...]]:
    """The (cadre, post) of each move."""
    moves, groups = program.moves, program.moves.situation.groups
    ids = moves.columns.cadre_ids
    return [
        tuple((ids[c], post_id) for post_id in groups[g].posts)
        for c, g in zip(moves.cadre.tolist(), moves.group.tolist(), strict=True)
    ]


def _costs(program: Program, pairs: list[tuple[Pair, ...]], always: set[Pair], seen: set[Pair]) -> IntArray:
    """1 for each pair of a move that all plans had so far, -1 for each that none had."""
    costs = np.zeros(program.arrays.columns, np.int64)
    costs[: len(pairs)] = [sum((pair in always) - (pair not in seen) for pair in these) for these in pairs]
    return costs


def _core(program: Program, always: set[Pair], seen: set[Pair], unknown: set[Pair]) -> Core:
    moved = {cadre_id for cadre_id, _ in seen | unknown}
    stays = tuple(c for c in program.moves.situation.instance.cadres if c not in moved)
    return Core(tuple(sorted(always)), tuple(sorted(seen - always)), tuple(sorted(unknown)), stays)
