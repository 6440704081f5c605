"""What solving one program teaches for the next of the same facts: a plan, and multipliers by what rows mean.

A what-if changes little: most rows keep their (rule, subject), most moves their cadre and posts. The next program is
told where the answer may be; nothing of it is taken on trust, and the answer's score is the same without it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

import numpy as np

from luanchuyen.models.finding import Subject
from luanchuyen.optimizer.integer.arrays import IntArray
from luanchuyen.optimizer.integer.task import Hint, Ranked
from luanchuyen.optimizer.program.program import Program


class Memory:
    """Remembers the first plan that it is told whose every tier is shown by a tree."""

    def __init__(self) -> None:
        self._moves: set[tuple[str, tuple[str, ...]]] = set()
        self._multipliers: dict[int, dict[Hashable, int]] = {}

    def learn(self, program: Program, ranked: Ranked) -> None:
        """Remember the best plan of a program."""
        trees = [proof.tree for proof in ranked.proofs]
        if self._multipliers or not all(trees):
            return
        names, tiers = list(_row_names(program.tags)), program.arrays.tiers
        names += list(tiers)
        for tier, tree in zip(tiers, trees, strict=True):
            rows, multipliers = (tree or [[[], []]])[0][:2]
            self._multipliers[tier] = {names[r]: m for r, m in zip(rows, multipliers, strict=True)}  # type: ignore[call-overload]
        self._moves = {_move(program, column) for column in ranked.moves.tolist()}

    def hint(self, program: Program) -> Hint | None:
        """What of it is to be found again in this program; None: nothing was learnt."""
        if not self._multipliers:
            return None
        number = {name: row for row, name in enumerate([*_row_names(program.tags), *program.arrays.tiers])}
        found: list[tuple[IntArray, IntArray]] = []
        for tier in program.arrays.tiers:
            known = self._multipliers.get(tier, {})
            pairs = sorted((number[name], m) for name, m in known.items() if name in number)
            table = np.array(pairs, np.int64).reshape(-1, 2)
            found.append((table[:, 0], table[:, 1]))
        return Hint(self._columns(program), tuple(found))

    def _columns(self, program: Program) -> IntArray:
        """The columns of the remembered moves; one that is possible no more is left out."""
        arrays, columns = program.arrays, program.moves.columns
        movers = [columns.cadre_index[c] for c, _ in self._moves if c in columns.cadre_index]
        likely = np.flatnonzero(np.isin(arrays.cadre, np.array(movers, np.int64)))
        chosen = [column for column in likely.tolist() if _move(program, column) in self._moves]
        return np.array(chosen, np.int64)


def _move(program: Program, column: int) -> tuple[str, tuple[str, ...]]:
    columns, arrays = program.moves.columns, program.arrays
    group = columns.situation.groups[int(arrays.group[column])]
    return columns.cadre_ids[int(arrays.cadre[column])], group.posts


def _row_names(tags: Sequence[tuple[str, Subject]]) -> Iterator[Hashable]:
    """A name for each row: its rule, its subject, and which of the rows of both it is."""
    met: Counter[Hashable] = Counter()
    for rule, subject in tags:
        name = rule, tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in subject.items())
        yield name, met[name]
        met[name] += 1
