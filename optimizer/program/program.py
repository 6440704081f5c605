"""The one mathematical object: a sparse integer program whose every column and row knows what it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.finding import Subject
from luanchuyen.optimizer.columns.decided import decided
from luanchuyen.optimizer.columns.excess import Excess
from luanchuyen.optimizer.columns.moves import Moves
from luanchuyen.optimizer.columns.pairs import columns_of
from luanchuyen.optimizer.integer.arrays import Arrays, IntArray
from luanchuyen.optimizer.program.candidates import pair_rules, possible_moves
from luanchuyen.optimizer.program.pricing import soft_costs
from luanchuyen.optimizer.program.rows import EDIT, Rows, cadre_rows, joined, seat_rows
from luanchuyen.optimizer.rules.in_force import in_force, tiers_of
from luanchuyen.optimizer.situation.situation import Situation

TIE_BREAK_LIMIT = 20_000
"""Columns up to which equal scores are ordered by the published tie-break."""


@dataclass(frozen=True)
class Program:
    """The arrays with what they mean: ``tags`` gives each row's (rule, subject), SEATS, EDIT or "" for structure."""

    arrays: Arrays
    moves: Moves
    tags: Sequence[tuple[str, Subject]]


@dataclass(frozen=True)
class Draft:
    """A program that no decision binds yet. ``costs``: of every column by tier, shape (tiers, columns)."""

    moves: Moves
    structure: Rows
    ruled: Rows
    tiers: tuple[int, ...]
    costs: IntArray


def build(situation: Situation) -> Program:
    """The program of a situation: possible moves, structure rows, decisions, every active rule's rows and costs."""
    return deciding(drafted(situation), situation.decided.decisions)


def deciding(draft: Draft, decisions: Sequence[Decision]) -> Program:
    """The program of a draft in which decisions bind: rows of their own between the structure's and the rules'."""
    edits = draft.structure.following()
    edits.add_limits(decided(draft.moves, decisions), EDIT)
    rows = joined((draft.structure, edits, draft.ruled))
    return Program(_arrays(rows, draft.moves, draft.tiers, draft.costs), draft.moves, rows.tags)


def drafted(situation: Situation) -> Draft:
    """All of the program that does not depend on decisions."""
    moves = possible_moves(columns_of(situation))
    structure = Rows(len(moves))
    cadre_rows(structure, moves)
    seat_rows(structure, moves)
    rows = structure.following()
    costs = {tier: [(np.arange(len(moves)), cost)] for tier, cost in soft_costs(pair_rules(moves), moves).items()}
    for rule, entry in in_force(situation):
        if not rule.tells("plan"):
            continue
        excess = rule.excess(moves)
        if entry.level == "hard":
            rows.add_limits(excess, rule.name)
        elif entry.weight:
            column, weight = _soften(rows, excess, rule.name, entry.weight)
            costs.setdefault(entry.tier, []).append((column, weight))
    tiers = tiers_of(situation)
    matrix = np.zeros((len(tiers), rows.columns), np.int64)
    for i, tier in enumerate(tiers):
        for column, cost in costs.get(tier, ()):
            matrix[i, column] = cost
    return Draft(moves, structure, rows, tiers, matrix)


def _soften(rows: Rows, excess: Excess, rule: str, weight: int) -> tuple[IntArray, IntArray]:
    """One amount column a subject that can be in breach; (columns, weights)."""
    columns, unit = rows.add_amounts(excess, rule)
    return columns, weight * unit


def _arrays(rows: Rows, moves: Moves, tiers: tuple[int, ...], costs: IntArray) -> Arrays:
    indptr, indices, coefficients, rhs = rows.csr()
    tie_break = np.zeros(0, np.int64)
    if rows.columns <= TIE_BREAK_LIMIT:
        tie_break = np.zeros(rows.columns, np.int64)
        np.add.at(tie_break, moves.enter.owner, (moves.enter.cadre + 1) * (moves.enter.post + 1))
    return Arrays(
        moves=len(moves),
        upper=rows.upper(),
        tiers=tiers,
        costs=costs,
        tie_break=tie_break,
        indptr=indptr,
        indices=indices,
        coefficients=coefficients,
        rhs=rhs,
        row_group=rows.groups(),
        cadre=moves.cadre,
        group=moves.group,
    )
