"""What the parent asks of the solving child, and what it gets back."""

from __future__ import annotations

from dataclasses import dataclass

from luanchuyen.optimizer.arrays import Arrays
from luanchuyen.optimizer.pairs import IntArray


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
    set aside; with ``tree`` None it is the value of the plan before, which further cuts cannot lower. ``word``:
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
    tie-break chose it among its equals.
    """

    moves: IntArray
    score: tuple[int, ...]
    bound: tuple[int, ...]
    proven: bool
    decided: bool
    proofs: tuple[TierProof, ...]
