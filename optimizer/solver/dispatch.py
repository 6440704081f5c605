"""Provinces' blocks solved apart: in the solving child, or by whatever executor the parent has.

A piece of work and its answer travel as bytes, so that the parent, which never imports an engine, only passes them
on. The answers are the same wherever they are found: so are the plan and its certificate.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from typing import Any

Spread = Callable[[str, Iterable[Any]], list[Any]]
"""(the kind of work, the pieces) -> their answers, in order."""


def here(kind: str, pieces: Iterable[Any]) -> list[Any]:
    """Do all the pieces in this process, each made when its turn comes."""
    from luanchuyen.optimizer.solver.block_work import KINDS

    return [KINDS[kind](piece) for piece in pieces]


def solve_packed(packed: bytes) -> bytes:
    """Do one packed piece: what a worker is asked to do."""
    kind, piece = pickle.loads(packed)
    return pickle.dumps(here(kind, [piece])[0])


def pack(kind: str, pieces: Iterable[Any]) -> list[bytes]:
    """The pieces as they travel."""
    return [pickle.dumps((kind, piece)) for piece in pieces]


def sent(executor: Executor, packed: Sequence[bytes]) -> list[bytes | None]:
    """The packed answers of an executor's workers; None for a piece that failed twice, whose asker does it then."""
    answers: list[bytes | None] = [None] * len(packed)
    for _ in range(2):
        # What an executor raises for a worker that died is its own affair, and a fault of a piece is met again by
        # whoever does it instead.
        with suppress(Exception):
            asked = {n: executor.submit(solve_packed, packed[n]) for n, got in enumerate(answers) if got is None}
            for number, future in asked.items():
                with suppress(Exception):
                    answers[number] = future.result()
    return answers
