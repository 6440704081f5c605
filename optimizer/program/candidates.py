"""Which moves are possible: within one managing authority, and barred by no hard pair rule.

A join on the authority and, where it binds hard, on the planning pool; then the hard rules one after another on
what is left, piece by piece so that memory stays bounded. Never a full product, never a loop over pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TypeAlias

import numpy as np

from luanchuyen.optimizer.columns.moves import Moves
from luanchuyen.optimizer.columns.pairs import UNKNOWN, Columns, Standing
from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray, distinct, is_among
from luanchuyen.optimizer.program.pool import pool_of
from luanchuyen.optimizer.program.pricing import Grades, barred
from luanchuyen.optimizer.rules.in_force import in_force
from luanchuyen.optimizer.rules.rule import Rule

PIECE = 1 << 20
"""Pairs looked at in one go."""

Frame: TypeAlias = tuple[IntArray, IntArray]


def pair_rules(moves: Moves) -> list[tuple[Rule, Grades]]:
    """The pair rules that judge, with how they bind at each post."""
    active = in_force(moves.situation)
    return [(rule, Grades(rule, entry, moves)) for rule, entry in active if rule.tells("pair")]


def possible_moves(columns: Columns) -> Moves:
    """Every move that a plan may contain, sorted by cadre code, then group; found once for a situation."""
    return columns.situation.once("possible moves", lambda: _possible(columns))


def possible_into(columns: Columns, groups: IntArray) -> Moves:
    """The same of these groups alone."""
    return _allowed(columns, structural_pairs(columns, groups))


def _possible(columns: Columns) -> Moves:
    return _allowed(columns, sourced_pairs(columns))


def _allowed(columns: Columns, pairs: Iterable[Frame]) -> Moves:
    none = np.zeros(0, np.int64)
    hard = [(r, g) for r, g in pair_rules(Moves(columns, none, none)) if g.hard.any()]
    kept = [_pass(Moves(columns, cadre, group), hard) for cadre, group in batches(pairs)]
    cadre = np.concatenate([none, *(m.cadre for m in kept)])
    group = np.concatenate([none, *(m.group for m in kept)])
    order = np.lexsort((group, cadre))
    return Moves(columns, cadre[order], group[order])


def _pass(moves: Moves, hard: list[tuple[Rule, Grades]]) -> Moves:
    for rule, grades in hard:
        if len(moves):
            moves = moves.take(~barred(rule, grades, moves))
    return moves


def structural_pairs(columns: Columns, among: IntArray | None = None) -> Iterator[Frame]:
    """(cadre, group) index arrays, piece by piece, that no rule has looked at yet: neither is frozen, the cadre
    does not hold the group, and one authority, or one and the next above it, decides on both.

    ``among``: only these groups.
    """
    held = _held(columns)
    asked = np.full(len(columns.situation.groups), among is None)
    asked[[] if among is None else among] = True
    for cadres, groups in authorities(columns):
        wanted = groups[asked[groups]]
        if len(wanted):
            yield from _pieces(cadres, wanted, held)


def all_pairs(columns: Columns, among: IntArray | None = None) -> Iterator[Frame]:
    """(cadre, group) index arrays, piece by piece, of everybody with every group that is not theirs: frozen ones and
    those of another authority too. ``among``: only these groups."""
    groups = np.arange(len(columns.situation.groups)) if among is None else among
    yield from _pieces(np.arange(len(columns.cadre_ids)), groups, _held(columns))


def within_authority(moves: Moves) -> BoolArray:
    """Which moves one managing authority, or one and the next above it, decides on."""
    situation, columns = moves.situation, moves.columns
    ours = columns.coded("cadres", "manager", lambda cadre: situation.manager_of_cadre(cadre.cadre_id))[moves.cadre]
    theirs = columns.coded("posts", "manager", lambda post: situation.manager_of_post(post.post_id))[moves.leads.post]
    _, first, of = np.unique(np.stack([ours, theirs]), axis=1, return_index=True, return_inverse=True)
    cadres, posts = moves.cadre[first], moves.leads.post[first]
    told = [
        situation.within_authority(columns.cadre_ids[c], columns.post_ids[p])
        for c, p in zip(cadres, posts, strict=True)
    ]
    found: BoolArray = np.array(told, bool)[of.reshape(-1)]
    return found


def sourced_pairs(columns: Columns) -> Iterator[Frame]:
    """The structural pairs without some that the planning pool bars: where it binds hard, those alone whom an
    entry or a waiver means are joined to a group."""
    pool = pool_of(columns)
    if pool is None:
        yield from structural_pairs(columns)
        return
    held = _held(columns)
    for cadres, groups in authorities(columns):
        for number in distinct(pool.class_of[groups]):
            some = cadres if number == UNKNOWN else cadres[pool.reach[number, cadres]]
            yield from _pieces(some, groups[pool.class_of[groups] == number], held)
        cadre, group = pool.named_within(cadres, groups)
        keep = held.free_of(cadre, group)
        yield cadre[keep], group[keep]


def authorities(columns: Columns) -> tuple[Frame, ...]:
    """For each managing authority the cadres whom it may move and the groups that it fills, frozen ones left out."""
    return columns.once(Standing("authorities"), lambda: tuple(_authorities(columns)))


def _authorities(columns: Columns) -> Iterator[Frame]:
    situation = columns.situation
    units = situation.instance.units
    manager_of = cache(lambda unit: situation.territory.manager(unit) if unit in units else None)
    free = np.array([c not in situation.frozen for c in columns.cadre_ids], bool)
    numbers: dict[str, int] = {}

    def number(unit: str | None) -> int:
        return UNKNOWN if unit is None else numbers.setdefault(unit, len(numbers))

    managers = [situation.manager_of_cadre(c) for c in columns.cadre_ids]
    ours = np.array([number(m) for m in managers], np.int64)
    above = np.array([number(manager_of(m)) for m in managers], np.int64)
    groups_of: dict[str | None, list[int]] = defaultdict(list)
    for group in situation.groups:
        if not group.frozen:
            groups_of[situation.manager_of_post(group.lead)].append(group.index)
    for authority, groups in sorted(groups_of.items(), key=lambda item: item[1]):
        near = free  # An authority that is not known matches everybody, on either side.
        if authority is not None:
            here, over = number(authority), number(manager_of(authority))
            near = free & ((ours == UNKNOWN) | (ours == here) | (ours == over) | (above == here))
        yield np.flatnonzero(near), np.array(groups, np.int64)


def _held(columns: Columns) -> Held:
    """Made once: of who holds what nothing changes."""
    return columns.once(Standing("held at the start"), lambda: Held(columns))


class Held:
    """The groups that cadres hold at the start, or of which a leaver holds a part: nobody moves into their own."""

    def __init__(self, columns: Columns) -> None:
        situation = columns.situation
        self.groups = len(situation.groups)
        self.cadres = len(columns.cadre_ids)
        pairs = {
            (columns.cadre_index[c], situation.group_of[p].index) for c, posts in situation.held.items() for p in posts
        }
        for group in situation.groups:
            if group.optional:
                holders = {c for p in group.posts for c in situation.holders[p] if situation.holds(c, group)}
                pairs |= {(columns.cadre_index[c], group.index) for c in holders}
        table = np.array(sorted(pairs), np.int64).reshape(-1, 2)
        self.cadre, self.group = table[:, 0], table[:, 1]

    def free_of(self, cadre: IntArray, group: IntArray) -> BoolArray:
        """Which pairs are no holding."""
        return ~is_among(cadre * self.groups + group, self.cadre * self.groups + self.group)

    def grid(self, cadres: IntArray, groups: IntArray) -> BoolArray:
        """The same for every cadre with every group, shape (cadres, groups)."""
        row, column = np.full(self.cadres, -1), np.full(self.groups, -1)
        row[cadres], column[groups] = np.arange(len(cadres)), np.arange(len(groups))
        row, column = row[self.cadre], column[self.group]
        grid = np.ones((len(cadres), len(groups)), bool)
        inside = (row >= 0) & (column >= 0)
        grid[row[inside], column[inside]] = False
        return grid


def _pieces(cadres: IntArray, groups: IntArray, held: Held) -> Iterator[Frame]:
    step = max(1, PIECE // max(1, len(groups)))
    for first in range(0, len(cadres) if len(groups) else 0, step):
        some = cadres[first : first + step]
        keep = held.grid(some, groups).ravel()
        yield np.repeat(some, len(groups))[keep], np.tile(groups, len(some))[keep]


def batches(pieces: Iterable[Frame]) -> Iterator[Frame]:
    """Small pieces put together: every rule looks at a batch at once."""
    waiting: list[Frame] = []
    pairs = 0
    for piece in pieces:
        waiting.append(piece)
        pairs += len(piece[0])
        if pairs >= PIECE:
            yield _joined(waiting)
            waiting, pairs = [], 0
    if waiting:
        yield _joined(waiting)


def _joined(pieces: list[Frame]) -> Frame:
    return np.concatenate([cadre for cadre, _ in pieces]), np.concatenate([group for _, group in pieces])
