"""What can be done of a block apart from all others: its relaxation, its best point."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from luanchuyen.optimizer.integer.arrays import IntArray
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.solver.relaxation import Basis, Clock, Relaxation
from luanchuyen.optimizer.solver.tier import Tier


@dataclass(frozen=True)
class Piece:
    """A block's rows, costs and bounds; where its relaxation may begin; its first column that is no move.

    ``seconds``: at most so many, None without a limit.
    """

    rows: Inequalities
    costs: IntArray
    lo: IntArray
    hi: IntArray
    basis: Basis | None
    moves: int
    seconds: float | None
    seed: int


def relaxed(piece: Piece) -> Basis | None:
    """Where the block's relaxation ends; None if the engine gave up."""
    left = _clock(piece.seconds)
    found = Relaxation(piece.rows, piece.costs, piece.lo, piece.hi).solve(piece.lo, piece.hi, left(), basis=True)
    return found.basis if found else None


def best(piece: Piece) -> IntArray | None:
    """The best point of the block, as far as a tree and an engine find it."""
    left, bounds = _clock(piece.seconds), (piece.lo, piece.hi)
    root = Relaxation(piece.rows, piece.costs, *bounds, piece.basis).solve(*bounds, left(), basis=True)
    if root is None or root.priced.empty:
        return None
    found = Tier(piece.rows, piece.costs, bounds, root, piece.moves, left, piece.seed).solve(None, None)
    return np.asarray(found.points[0]) if found.points else None


KINDS: Mapping[str, Callable[[Any], Any]] = {"relaxed": relaxed, "best": best}


def _clock(seconds: float | None) -> Clock:
    started = time.monotonic()
    return lambda: None if seconds is None else max(0.0, seconds - (time.monotonic() - started))
