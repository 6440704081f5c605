"""What the parent asks of the solving child, and what it gets back."""

from __future__ import annotations

from dataclasses import dataclass

from luanchuyen.optimizer.integer.arrays import Arrays, BoolArray, IntArray
from luanchuyen.optimizer.integer.inequalities import Inequalities


@dataclass(frozen=True)
class Task:
    """A program, how many plans, how many cadres apart, how many seconds at most, the seed.

    ``found``: the plans to be cross-checked by other engines. ``hint``: the
    moves of a plan of a like program: where the first may be.
    """

    arrays: Arrays
    plans: int
    differ_by: int
    time_limit: float | None
    seed: int
    found: tuple[Ranked, ...] = ()
    hint: IntArray | None = None


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
