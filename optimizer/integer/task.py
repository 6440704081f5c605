"""What the parent asks of the solving child, and what it gets back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from luanchuyen.optimizer.integer.arrays import Arrays, BoolArray, Bounds, IntArray
from luanchuyen.optimizer.integer.inequalities import Inequalities


@dataclass(frozen=True)
class Task:
    """A program, how many plans, how many cadres apart, how many seconds at most, the seed.

    ``hint``: the moves of a plan of a like program: where the first may be.
    """

    arrays: Arrays
    plans: int
    differ_by: int
    time_limit: float | None
    seed: int
    hint: IntArray | None = None


@dataclass(frozen=True)
class CrossCheck:
    """The plans found for a task, of which other engines are asked."""

    task: Task
    found: tuple[Ranked, ...]


@dataclass(frozen=True)
class TierProof:
    """What is known of one tier of one plan.

    ``verified``: the bound that ``tree`` (flattened) shows by exact arithmetic, points of score ``target`` or more
    set aside; with ``tree`` None it is that of the plan before, which further cuts cannot lower. ``word``:
    whose the rest is: tree (verified = value) | engine (a solver says that nothing is lower) | none.
    """

    value: int
    verified: int
    target: int
    word: str
    tree: list[list[object]] | None


@dataclass(frozen=True)
class Ranked:
    """One plan: the indices of its moves, its score and the best bound by tier, and what proves it.

    ``proven``: no plan of this rank scores lower, by trees or by an engine's word. ``decided``: the published
    tie-break chose it among its equals, which ``order``, a flattened tree of the tie-break, may show.
    """

    moves: IntArray
    score: tuple[int, ...]
    bound: tuple[int, ...]
    proven: bool
    decided: bool
    proofs: tuple[TierProof, ...]
    order: list[list[object]] | None = None


@dataclass(frozen=True)
class Ended:
    """What the solver found until it ended (complete | infeasible | unknown | limit); ``end`` shows that there is
    nothing more."""

    found: list[Ranked]
    status: str
    end: TierProof | None = None
    interrupted: bool = False


@dataclass(frozen=True)
class Variant:
    """What more a plan must keep of the program that the child ranked last: the question of the least score then.

    ``fixed``: (columns, the values they take). ``rows``: each (columns, coefficients, least): their sum is no less.
    ``near``: the moves of a plan; of the plans of least score one that differs from it by the fewest cadres is asked
    for, and whether it is the only one. ``hint``: the moves of a plan that may do. ``most``: a score; how far above it
    the least lies is not asked.
    """

    fixed: tuple[IntArray, IntArray]
    rows: tuple[tuple[IntArray, IntArray, int], ...] = ()
    near: IntArray | None = None
    hint: IntArray | None = None
    time_limit: float | None = None
    seed: int = 0
    most: tuple[int, ...] | None = None

    def bounds(self, upper: IntArray) -> Bounds:
        """What is left of the columns."""
        lo, hi = np.zeros_like(upper), upper.copy()
        columns, values = self.fixed
        lo[columns] = hi[columns] = values
        return lo, hi

    def rows_of(self, columns: int) -> Iterator[tuple[IntArray, int]]:
        """Its rows, each over all columns, with the least that they come to."""
        for places, coefficients, least in self.rows:
            dense = np.zeros(columns, np.int64)
            np.add.at(dense, places, coefficients)
            yield dense, least


@dataclass(frozen=True)
class Answer:
    """What the child says of a variant. ``status``: optimal (by trees or an engine's word) | feasible | infeasible |
    unknown | beyond (no plan of it scores ``most`` or less, as ``proofs`` show).

    A proof without a tree is that of the first plan of the ranking, which no plan of a variant scores below. ``end``
    shows that there is none. ``nearness``: the proof of the difference to the plan asked for, less the number of
    cadres whom that plan moves. ``unique``: by an engine's word; None: not decided or not asked.
    """

    status: str
    plan: Ranked | None = None
    end: TierProof | None = None
    nearness: TierProof | None = None
    unique: bool | None = None
    proofs: tuple[TierProof, ...] = ()


@dataclass(frozen=True)
class Contest:
    """Rows over columns 0 .. ``upper`` that cannot all hold, and the numbered members that may be left out.

    ``row_member``: whose each row is, -1 = it always holds; rows outside ``rows_held`` never do. ``bars``: (column,
    member): the column is 0 as long as the member is kept. ``stages``: members left out as far as possible, stage after
    stage, in this order; those of no stage stay. ``recheck``: those without which there must be a plan. ``block``:
    of each member a number, equal for those that are tried together at first. ``alike``: of
    each of the first columns a number, equal for columns of equal entries in every row.
    """

    rows: Inequalities
    rows_held: BoolArray
    upper: IntArray
    row_member: IntArray
    bars: tuple[IntArray, IntArray]
    members: tuple[int, ...]
    stages: tuple[tuple[int, ...], ...]
    recheck: tuple[int, ...]
    block: tuple[int, ...]
    alike: IntArray

    def merged(self, into: Mapping[int, int]) -> Contest:
        """The contest in which some members are parts of others: they are left out with them."""
        number = np.arange(max(self.members, default=-1) + 1)
        number[list(into)] = list(into.values())
        column, barring = self.bars
        return replace(
            self,
            row_member=np.where(self.row_member >= 0, number[self.row_member], -1),
            bars=(column, number[barring]),
            members=tuple(m for m in self.members if number[m] == m),
            stages=tuple(tuple(m for m in stage if number[m] == m) for stage in self.stages),
            recheck=tuple(m for m in self.recheck if number[m] == m),
        )
