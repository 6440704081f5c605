"""A plan as (cadre, post) and as columns of a program: the way there and back."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from luanchuyen.optimizer.integer.arrays import IntArray, is_among
from luanchuyen.optimizer.program.program import Program
from luanchuyen.optimizer.situation.lineup import Lineup, lineup_of
from luanchuyen.optimizer.situation.situation import Situation


def planned_moves(program: Program, pairs: Iterable[tuple[str, str]]) -> IntArray:
    """The columns of a plan's moves, those that are possible here."""
    columns, arrays = program.moves.columns, program.arrays
    width = len(program.moves.situation.groups)
    moves = lineup_of(program.moves.situation, pairs).moves
    wanted = [columns.cadre_index[c] * width + group.index for c, group in moves.items()]
    return np.flatnonzero(is_among(arrays.cadre * width + arrays.group, np.array(wanted, np.int64)))


def pairs_of(program: Program, situation: Situation, chosen: IntArray) -> tuple[tuple[str, str], ...]:
    """The plan that the chosen columns make, as ``situation`` has its groups."""
    moves = program.moves
    movers, groups = moves.cadre[chosen].tolist(), moves.group[chosen].tolist()
    taken = {moves.columns.cadre_ids[c]: situation.groups[g] for c, g in zip(movers, groups, strict=True)}
    return Lineup(situation, taken).pairs
