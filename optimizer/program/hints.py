"""What solving one program teaches for the next of the same facts: a plan.

A what-if changes little: most moves keep their cadre and posts. The next program is told where the answer may be;
nothing of it is taken on trust, and the answer's score is the same without it.
"""

from __future__ import annotations

import numpy as np

from luanchuyen.optimizer.integer.arrays import IntArray, is_among
from luanchuyen.optimizer.integer.task import Ranked
from luanchuyen.optimizer.program.program import Program


class Memory:
    """Remembers the first plan that it is told."""

    def __init__(self) -> None:
        self._moves: set[tuple[str, tuple[str, ...]]] | None = None

    def learn(self, program: Program, ranked: Ranked) -> None:
        """Remember the best plan of a program."""
        if self._moves is None:
            self._moves = {_move(program, column) for column in ranked.moves.tolist()}

    def hint(self, program: Program) -> IntArray | None:
        """The columns of the moves found again in this program; None: nothing was learnt."""
        if self._moves is None:
            return None
        arrays, columns = program.arrays, program.moves.columns
        movers = [columns.cadre_index[c] for c, _ in self._moves if c in columns.cadre_index]
        likely = np.flatnonzero(is_among(arrays.cadre, np.array(movers, np.int64)))
        chosen = [column for column in likely.tolist() if _move(program, column) in self._moves]
        return np.array(chosen, np.int64)


def _move(program: Program, column: int) -> tuple[str, tuple[str, ...]]:
    columns, arrays = program.moves.columns, program.arrays
    group = columns.situation.groups[int(arrays.group[column])]
    return columns.cadre_ids[int(arrays.cadre[column])], group.posts
