"""What solving one program teaches for the next of the same facts: a plan, or the whole answer.

A what-if changes little: most moves keep their cadre and posts. The next program is told where the answer may be;
nothing of it is taken on trust, and the answer's score is the same without it.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields

import numpy as np

from luanchuyen.optimizer.columns.pairs import Columns, columns_of
from luanchuyen.optimizer.integer.arrays import IntArray, is_among
from luanchuyen.optimizer.integer.task import Ended, Task
from luanchuyen.optimizer.program.program import Draft, Program, build, deciding, drafted
from luanchuyen.optimizer.situation.situation import Situation


class Memory:
    """Remembers the first plan that it is told, and what was answered to each program.

    A change that binds nowhere leaves every number as it was: the same program need not be solved twice. Where only
    decisions are others than in the first program, the rest of it is not made again.
    """

    def __init__(self) -> None:
        self._moves: set[tuple[str, tuple[str, ...]]] | None = None
        self._answers: dict[bytes, Ended] = {}
        self._drafted: tuple[Columns, Draft] | None = None

    def program(self, situation: Situation) -> Program:
        """What ``build`` makes of a situation."""
        columns = columns_of(situation)
        if self._drafted is None:
            self._drafted = columns, drafted(situation)
        first, draft = self._drafted
        return deciding(draft, situation.decided.decisions) if columns is first else build(situation)

    def learn(self, program: Program, task: Task, ended: Ended) -> None:
        """Remember an answer, and the best plan of the first program that has one."""
        if ended.status in ("complete", "infeasible") and not ended.interrupted:
            self._answers[_digest(task)] = ended
        if self._moves is None and ended.found:
            self._moves = {_move(program, column) for column in ended.found[0].moves.tolist()}

    def answer(self, task: Task) -> Ended | None:
        """What was answered to this very task."""
        return self._answers.get(_digest(task))

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


def _digest(task: Task) -> bytes:
    """A hash of every number that decides the answer; a hint decides none."""
    told = hashlib.sha256(repr((task.plans, task.differ_by, task.time_limit, task.seed)).encode())
    for field in fields(task.arrays):
        value = getattr(task.arrays, field.name)
        shape = value.shape if isinstance(value, np.ndarray) else value
        told.update(f"{field.name} {shape};".encode())
        if isinstance(value, np.ndarray):
            told.update(value.tobytes())
    return told.digest()
