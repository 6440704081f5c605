"""Which moves are possible: within one managing authority, and barred by no hard pair rule.

A join on the authority, then the hard rules one after another on what is left, piece by piece so that memory
stays bounded. Never a full product, never a loop over pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import numpy as np

from luanchuyen.optimizer.moves import Moves
from luanchuyen.optimizer.pairs import BoolArray, Columns, IntArray
from luanchuyen.optimizer.pricing import Grades, barred
from luanchuyen.optimizer.rule import Rule

PIECE = 1 << 20
"""Pairs looked at in one go."""


def pair_rules(moves: Moves) -> list[tuple[Rule, Grades]]:
    """The pair rules that judge, with how they bind at each post."""
    active = moves.situation.active
    return [(rule, Grades(rule, entry, moves)) for rule, entry in active if rule.tells("pair")]


def possible_moves(columns: Columns) -> Moves:
    """Every move that a plan may contain, sorted by cadre code, then group."""
    none = np.zeros(0, np.int64)
    hard = [(r, g) for r, g in pair_rules(Moves(columns, none, none)) if g.hard.any()]
    kept = [_pass(Moves(columns, cadre, group), hard) for cadre, group in structural_pairs(columns)]
    cadre = np.concatenate([m.cadre for m in kept]) if kept else none
    group = np.concatenate([m.group for m in kept]) if kept else none
    order = np.lexsort((group, cadre))
    return Moves(columns, cadre[order], group[order])


def _pass(moves: Moves, hard: list[tuple[Rule, Grades]]) -> Moves:
    for rule, grades in hard:
        if len(moves):
            moves = moves.take(~barred(rule, grades, moves))
    return moves


def structural_pairs(columns: Columns) -> Iterator[tuple[IntArray, IntArray]]:
    """(cadre, group) index arrays, piece by piece, that no rule has looked at yet: neither is frozen, the cadre
    does not hold the group, and one authority, or one and the next above it, decides on both."""
    situation = columns.situation
    units = situation.instance.units
    manager_of = cache(lambda unit: situation.territory.manager(unit) if unit in units else None)
    free = np.array([c not in situation.frozen for c in columns.cadre_ids], bool)
    ours = [situation.manager_of_cadre(c) for c in columns.cadre_ids]
    authorities: dict[str | None, list[int]] = defaultdict(list)
    for group in situation.groups:
        if not group.frozen:
            authorities[situation.manager_of_post(group.lead)].append(group.index)
    held = _held_groups(columns)
    for authority, groups in sorted(authorities.items(), key=lambda item: item[1]):
        above = manager_of(authority)
        # A None among the three means that the authority is not known, which matches everybody.
        accepted = {None, authority, above}
        near = np.array([authority is None or m in accepted or manager_of(m) == authority for m in ours], bool)
        cadres = np.flatnonzero(free & near)
        yield from _pieces(cadres, np.array(groups, np.int64), held, len(situation.groups))


def _held_groups(columns: Columns) -> IntArray:
    """cadre x groups + group of every group somebody holds, sorted."""
    situation = columns.situation
    width = len(situation.groups)
    keys = {
        columns.cadre_index[c] * width + situation.group_of[p].index
        for c, posts in situation.held.items()
        for p in posts
    }
    return np.array(sorted(keys), np.int64)


def _pieces(
    cadres: IntArray, groups: IntArray, held: IntArray, width: int
) -> Iterator[tuple[IntArray, IntArray]]:
    step = max(1, PIECE // max(1, len(groups)))
    for first in range(0, len(cadres), step):
        some = cadres[first : first + step]
        cadre = np.repeat(some, len(groups))
        group = np.tile(groups, len(some))
        keep: BoolArray = ~np.isin(cadre * width + group, held)
        yield cadre[keep], group[keep]
