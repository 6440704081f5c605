"""What the parent asks of the solving child, and what it gets back."""

from __future__ import annotations

from dataclasses import dataclass

from luanchuyen.optimizer.arrays import Arrays
from luanchuyen.optimizer.pairs import IntArray


@dataclass(frozen=True)
class Task:
    """A program, how many plans, how many cadres apart, how many seconds at most, the seed."""

    arrays: Arrays
    plans: int
    differ_by: int
    time_limit: float | None
    seed: int


@dataclass(frozen=True)
class Ranked:
    """One plan: the indices of its moves, its score and bound by tier.

    ``proven``: no plan of this rank scores lower. ``decided``: the published tie-break chose it among its equals.
    """

    moves: IntArray
    score: tuple[int, ...]
    bound: tuple[int, ...]
    proven: bool
    decided: bool
