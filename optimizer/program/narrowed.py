"""A program with fewer moves, and its tiers behind the first in one: for many questions about plans that are near."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import prod

import numpy as np

from luanchuyen.optimizer.integer.arrays import Arrays, BoolArray, IntArray
from luanchuyen.optimizer.integer.fold import LARGEST_COST, Fold
from luanchuyen.optimizer.program.program import Program

SPARE = 1_000
"""How far below the largest cost that engines bear all tiers in one stay: the first is folded onto them."""


@dataclass(frozen=True)
class Narrowed:
    """``program``: its columns and rows are those of ``whole`` of these numbers. ``ratios``: what a point of each tier
    behind the first is worth in points of the next, both have them in one; empty: each tier stands by itself."""

    whole: Arrays
    program: Program
    columns: IntArray
    rows: IntArray
    ratios: tuple[int, ...]

    def bound(self, bound: tuple[int, ...], score: tuple[int, ...]) -> tuple[int, ...]:
        """A bound of plans as one of each tier by itself; 0 behind the first that it leaves below the score."""
        told = self.apart(bound)
        return tuple(least if told[:tier] == score[:tier] else 0 for tier, least in enumerate(told))

    def apart(self, score: tuple[int, ...]) -> tuple[int, ...]:
        """A score with each tier by itself."""
        first, *rest = score
        found: list[int] = []
        for ratio in reversed(self.ratios):
            rest[0], last = divmod(rest[0], ratio)
            found.insert(0, last)
        return (first, *rest, *found)

    def in_one(self, score: tuple[int, ...]) -> tuple[int, ...]:
        """A score of tiers by themselves as these programs have it."""
        first, *rest = score
        for ratio in self.ratios:
            rest[:2] = [rest[0] * ratio + rest[1]]
        return (first, *rest)


def as_it_is(program: Program) -> Narrowed:
    """All of it, each tier by itself."""
    arrays = program.arrays
    return Narrowed(arrays, program, np.arange(arrays.columns), np.arange(len(arrays.rhs)), ())


def narrowed(program: Program, kept: BoolArray) -> Narrowed:
    """These moves alone, all amounts with them, without the rows that nothing left can break."""
    arrays, ratios = _in_one(program.arrays)
    inside = np.ones(arrays.columns, bool)
    inside[: arrays.moves] = kept
    row = np.repeat(np.arange(len(arrays.rhs)), np.diff(arrays.indptr))[inside[arrays.indices]]
    column = (np.cumsum(inside) - 1)[arrays.indices[inside[arrays.indices]]]
    value, upper = arrays.coefficients[inside[arrays.indices]], arrays.upper[inside]
    least = np.zeros(len(arrays.rhs), np.int64)
    np.add.at(least, row, np.minimum(value, 0) * upper[column])
    binding = least < arrays.rhs
    keep = binding[row]
    counts = np.bincount(row[keep], minlength=len(binding))[binding]
    part = replace(
        arrays,
        moves=int(kept.sum()),
        upper=upper,
        costs=arrays.costs[:, inside],
        tie_break=np.zeros(0, np.int64),
        indptr=np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]),
        indices=column[keep],
        coefficients=value[keep],
        rhs=arrays.rhs[binding],
        row_group=arrays.row_group[binding],
        cadre=arrays.cadre[kept],
        group=arrays.group[kept],
    )
    rows = np.flatnonzero(binding)
    made = Program(part, program.moves.take(kept), [program.tags[number] for number in rows.tolist()])
    return Narrowed(arrays, made, np.flatnonzero(inside), rows, ratios)


def _in_one(arrays: Arrays) -> tuple[Arrays, tuple[int, ...]]:
    """The tiers behind the first as one, each point worth more than all tiers after it: where numbers allow."""
    ratios = tuple(span + 1 for span in Fold.of(arrays).spans[2:])
    dearest = int(np.abs(arrays.costs[1:]).max(initial=1))
    if not ratios or (arrays.costs < 0).any() or prod(ratios) * dearest > LARGEST_COST // SPARE:
        return arrays, ()
    costs = arrays.costs[1]
    for ratio, later in zip(ratios, arrays.costs[2:], strict=True):
        costs = costs * ratio + later
    return replace(arrays, tiers=arrays.tiers[:2], costs=np.stack([arrays.costs[0], costs])), ratios
