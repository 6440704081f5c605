"""A program with one more tier, behind all others: how many cadres fare otherwise than in a given plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from luanchuyen.optimizer.integer.arrays import IntArray
from luanchuyen.optimizer.program.program import Program
from luanchuyen.optimizer.situation.lineup import lineup_of


def nearest_to(program: Program, pairs: Iterable[tuple[str, str]]) -> Program:
    """The program whose last tier is the difference of rules.md 3.8 to the plan of ``pairs``, less those whose move
    in it is not possible here. Its points are in no published order.

    A column w a cadre of the plan with w + x[c, R(c)] >= 1; every move of anybody else costs 1.
    """
    arrays, planned = program.arrays, planned_moves(program, pairs)
    movers = arrays.cadre[planned]
    others = ~np.isin(arrays.cadre, [program.moves.columns.cadre_index[c] for c, _ in pairs])
    k, columns = len(movers), arrays.columns
    costs = np.zeros((len(arrays.tiers) + 1, columns + k), np.int64)
    costs[:-1, :columns] = arrays.costs
    costs[-1, : arrays.moves][others] = 1
    costs[-1, columns:] = 1
    entries = np.stack([planned, columns + np.arange(k)], axis=1).ravel()
    extended = replace(
        arrays,
        upper=np.concatenate([arrays.upper, np.ones(k, np.int64)]),
        tiers=(*arrays.tiers, arrays.tiers[-1] + 1),
        costs=costs,
        tie_break=np.zeros(0, np.int64),
        indptr=np.concatenate([arrays.indptr, arrays.indptr[-1] + 2 * np.arange(1, k + 1)]),
        indices=np.concatenate([arrays.indices, entries]),
        coefficients=np.concatenate([arrays.coefficients, np.ones(2 * k, np.int64)]),
        rhs=np.concatenate([arrays.rhs, np.ones(k, np.int64)]),
        row_group=np.concatenate([arrays.row_group, np.full(k, -1)]),
    )
    return Program(extended, program.moves, (*program.tags, *[("", {})] * k))


def planned_moves(program: Program, pairs: Iterable[tuple[str, str]]) -> IntArray:
    """The columns of a plan's moves, those that are possible here."""
    columns, situation = program.moves.columns, program.moves.situation
    width, arrays = len(situation.groups), program.arrays
    keys = arrays.cadre * width + arrays.group
    moves = lineup_of(situation, pairs).moves
    wanted = [columns.cadre_index[c] * width + group.index for c, group in moves.items()]
    return np.flatnonzero(np.isin(keys, np.array(wanted, np.int64)))
