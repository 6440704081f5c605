"""Decisions as linear rows over the moves: the solver's telling of what binds beside the rule book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from luanchuyen.models.committee.decision import ANYBODY, Decision
from luanchuyen.optimizer.columns.excess import Excess, one_row_each
from luanchuyen.optimizer.columns.moves import Holdings, Moves
from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray


def decided(moves: Moves, decisions: Sequence[Decision]) -> Excess:
    """By how much each decision is not kept: a row each.

    fix: 1 - [post in after(cadre)]. forbid: [cadre, or anybody, enters post]. stay: [cadre moves]. at_most:
    persons who enter post, less their number.
    """
    constant, entries = np.zeros(len(decisions), np.int64), [np.zeros((0, 3), np.int64)]
    for row, decision in enumerate(decisions):
        constant[row] = _constant(moves, decision)
        for move, sign in _entries(moves, decision):
            entries.append(np.stack([np.full(len(move), row), move, np.full(len(move), sign)], axis=1))
    table = np.concatenate(entries)
    return one_row_each([subject_of(d) for d in decisions], constant, table[:, 0], table[:, 1], table[:, 2])


def subject_of(decision: Decision) -> dict[str, object]:
    """What a decision is about, as a conflict names it."""
    cadre, post, what = decision.told()
    told: dict[str, object] = {"decision": what, "cadre": cadre, "post": post}
    return {key: value for key, value in told.items() if value is not None}


def _constant(moves: Moves, decision: Decision) -> int:
    if decision.kind == "fix":
        return 1 - int(_named(moves.stay, *_place(moves, decision)).any())
    return -decision.most


def _entries(moves: Moves, decision: Decision) -> Iterator[tuple[IntArray, int]]:
    """(moves, coefficient) of a decision's row."""
    cadre, post = _place(moves, decision)
    if decision.kind == "stay":
        yield np.flatnonzero(moves.cadre == cadre), 1
    elif decision.kind == "fix":
        yield moves.enter.owner[_named(moves.enter, cadre, post)], -1
        yield moves.leave.owner[_named(moves.leave, cadre, post)], 1
    else:
        anybody = decision.cadre == ANYBODY
        there = moves.enter.post == post if anybody else _named(moves.enter, cadre, post)
        yield moves.enter.owner[there], 1


def _place(moves: Moves, decision: Decision) -> tuple[int, int]:
    columns = moves.columns
    return columns.cadre_index.get(decision.cadre, -1), columns.post_index.get(decision.post, -1)


def _named(holdings: Holdings, cadre: int, post: int) -> BoolArray:
    named: BoolArray = (holdings.cadre == cadre) & (holdings.post == post)
    return named
