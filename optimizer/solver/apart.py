"""Provinces' blocks solved apart: in the solving child, or by whatever executor the parent has.

A piece of work and its answer travel as bytes, so that the parent, which never imports an engine, only passes them
on. The answers are the same wherever they are found: so are the plan and its certificate.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import BrokenExecutor, CancelledError, Executor
from typing import Any

Spread = Callable[[str, Iterable[Any]], list[Any]]
"""(the kind of work, the pieces) -> their answers, in order."""


def here(kind: str, pieces: Iterable[Any]) -> list[Any]:
    """Do all the pieces in this process, each made when its turn comes."""
    from luanchuyen.optimizer.solver.pieces import KINDS

    return [KINDS[kind](piece) for piece in pieces]


def solve_packed(packed: bytes) -> bytes:
    """Do one packed piece: what a worker is asked to do."""
    kind, piece = pickle.loads(packed)
    return pickle.dumps(here(kind, [piece])[0])


def pack(kind: str, pieces: Iterable[Any]) -> list[bytes]:
    """The pieces as they travel."""
    return [pickle.dumps((kind, piece)) for piece in pieces]


def sent(executor: Executor, packed: Sequence[bytes]) -> list[bytes] | None:
    """The packed answers of an executor's workers; None where one of them died: then it is done here."""
    try:
        return list(executor.map(solve_packed, packed))
    except (BrokenExecutor, CancelledError, OSError):
        return None
