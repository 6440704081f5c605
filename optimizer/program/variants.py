"""Decisions as a variant of a program that was ranked: columns that are fixed, rows that are added."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np

from luanchuyen.models.committee.decision import Decision
from luanchuyen.optimizer.columns.decided import decided
from luanchuyen.optimizer.integer.arrays import IntArray, distinct
from luanchuyen.optimizer.integer.task import Variant
from luanchuyen.optimizer.program.program import Program


def variant_of(
    program: Program, decisions: Sequence[Decision], near: IntArray, time_limit: float | None = None, seed: int = 0
) -> Variant | None:
    """The question what the best plan is in which the decisions hold, of such plans one nearest to the moves ``near``.

    None: some decision alone cannot be kept by any possible move, as its row shows.
    """
    excess = decided(program.moves, decisions)
    values: dict[int, int] = {}
    rows = []
    for number, constant in enumerate(excess.constant.tolist()):
        here = excess.row == number
        # Who moves from a post into a bundle with it both leaves and enters it.
        move, place = np.unique(excess.move[here], return_inverse=True)
        coefficient = np.zeros(len(move), np.int64)
        np.add.at(coefficient, place, excess.coefficient[here])
        move, coefficient = move[coefficient != 0], coefficient[coefficient != 0]
        if constant > np.maximum(-coefficient, 0).sum():
            return None
        fixed = _fixed(constant, coefficient)
        if fixed is not None and all(values.get(m, fixed) == fixed for m in move.tolist()):
            values |= dict.fromkeys(move.tolist(), fixed)
        elif len(move):
            rows.append((move, -coefficient, constant))
    columns = np.array(sorted(values), np.int64)
    taken = np.array([values[column] for column in columns.tolist()], np.int64)
    return Variant((columns, taken), tuple(rows), near, near, time_limit, seed)


def with_one_of(program: Program, variant: Variant, post_id: str, cadres: Collection[str]) -> Variant | None:
    """The variant in which one of some cadres, at least, enters a post; None: no possible move of theirs does."""
    enter, columns = program.moves.enter, program.moves.columns
    named = np.zeros(len(columns.cadre_ids), bool)
    named[[columns.cadre_index[cadre_id] for cadre_id in cadres]] = True
    moves = distinct(enter.owner[named[enter.cadre] & (enter.post == columns.post_index[post_id])])
    if not len(moves):
        return None
    return replace(variant, rows=(*variant.rows, (moves, np.ones(len(moves), np.int64), 1)))


def _fixed(constant: int, coefficient: IntArray) -> int | None:
    """What the moves of a row must be, where it says so of each: 0 of all, or 1 of a single one."""
    if constant == 0 and (coefficient == 1).all():
        return 0
    return 1 if constant == 1 and coefficient.tolist() == [-1] else None
