"""The moves of a program: every (cadre, group) that may be chosen, with what it enters and what it leaves."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple, TypeAlias

import numpy as np

from luanchuyen.optimizer.columns.pairs import Columns, Pairs, Standing
from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray, distinct

RowOf: TypeAlias = Callable[[IntArray], IntArray]
Value: TypeAlias = Callable[[IntArray, IntArray], IntArray]


class Holdings(NamedTuple):
    """Entries of a counting: ``owner`` is a move (or a cadre for those who stay), and a cadre in a post."""

    owner: IntArray
    cadre: IntArray
    post: IntArray

    def keep(self, mask: BoolArray) -> Holdings:
        """The entries under the mask."""
        return Holdings(self.owner[mask], self.cadre[mask], self.post[mask])


class Moves:
    """Moves as arrays ``cadre`` and ``group``, shape (moves,), sorted by cadre code, then group.

    By Lemma 0 a count over the line-up after the plan is the count over ``stay``, plus ``enter``, less ``leave``.
    """

    def __init__(self, columns: Columns, cadre: IntArray, group: IntArray) -> None:
        self.columns = columns
        self.situation = columns.situation
        self.cadre = cadre
        self.group = group

    def __len__(self) -> int:
        return len(self.cadre)

    @property
    def _group_posts(self) -> tuple[IntArray, IntArray]:
        """The posts of every group in CSR form."""
        return self.columns.once("posts of groups", lambda: _posts_of_groups(self.columns))

    @cached_property
    def enter(self) -> Holdings:
        """(move, cadre, post) for every post of every move's group."""
        starts, flat = self._group_posts
        if len(flat) == len(starts) - 1:  # no bundle
            owner, post = np.arange(len(self)), flat[self.group]
        else:
            owner, post = spread(starts, flat, self.group)
        return Holdings(owner, self.cadre[owner], post)

    @cached_property
    def stay(self) -> Holdings:
        """(cadre, cadre, post) for every holding of a cadre who does not leave."""
        situation, columns = self.situation, self.columns
        rows = [
            (columns.cadre_index[c], columns.post_index[p])
            for c, posts in situation.held.items()
            if c not in situation.leaves
            for p in posts
        ]
        table = np.array(rows, np.int64).reshape(-1, 2)
        return Holdings(table[:, 0], table[:, 0], table[:, 1])

    @cached_property
    def leave(self) -> Holdings:
        """(move, cadre, post) for every holding that a move gives up."""
        order = np.argsort(self.stay.cadre, kind="stable")
        counts = np.bincount(self.stay.cadre, minlength=len(self.columns.cadre_ids))
        starts = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
        owner, post = spread(starts, self.stay.post[order], self.cadre)
        return Holdings(owner, self.cadre[owner], post)

    @cached_property
    def leads(self) -> Pairs:
        """(cadre, lead post of the group) of every move."""
        index, groups = self.columns.post_index, self.situation.groups
        lead = self.columns.once("leads", lambda: np.array([index[g.lead] for g in groups], np.int64))
        return Pairs(self.columns, self.cadre, lead[self.group], self.group)

    @cached_property
    def entries(self) -> Pairs:
        """``enter`` as a frame of pairs."""
        enter = self.enter
        group = self.group if len(enter.owner) == len(self) else self.group[enter.owner]
        return Pairs(self.columns, enter.cadre, enter.post, group)

    @cached_property
    def free(self) -> IntArray:
        """The seats of every post that are free at the start, shape (posts,)."""
        outside = self.situation.outside
        room = self.columns.of_posts(Standing("room_in_sheet"), lambda p: p.seats - outside[p.post_id])
        free: IntArray = np.maximum(0, room - np.bincount(self.stay.post, minlength=len(room)))
        return free

    def take(self, chosen: BoolArray) -> Moves:
        """The chosen moves."""
        return Moves(self.columns, self.cadre[chosen], self.group[chosen])

    def unwaived(self, rule: str, holdings: Holdings) -> Holdings:
        """The holdings that no waiver of ``rule`` names."""
        named = self._named(rule, holdings)
        return holdings if named is None else holdings.keep(~named)

    def waived(self, rule: str) -> BoolArray | None:
        """The moves that a waiver of ``rule`` names by any post of their group; None where there is none."""
        named = self._named(rule, self.enter) if self.situation.waivers.of(rule) else None
        if named is None:
            return None
        found = np.zeros(len(self), bool)
        found[self.enter.owner[named]] = True
        return found

    def _named(self, rule: str, holdings: Holdings) -> BoolArray | None:
        """The holdings that some waiver of ``rule`` names."""
        waivers = self.situation.waivers.of(rule)
        if not waivers:
            return None
        named = np.zeros(len(holdings.owner), bool)
        for waiver in waivers:
            theirs, there = np.ones(len(named), bool), np.ones(len(named), bool)
            if waiver.cadre_id is not None:
                theirs = holdings.cadre == self.columns.cadre_index.get(waiver.cadre_id, -1)
            if waiver.post_id is not None:
                there = holdings.post == self.columns.post_index.get(waiver.post_id, -1)
            named |= theirs & there
        return named


def _posts_of_groups(columns: Columns) -> tuple[IntArray, IntArray]:
    index, groups = columns.post_index, columns.situation.groups
    sizes = np.array([len(g.posts) for g in groups], np.int64)
    flat = np.array([index[p] for g in groups for p in g.posts], np.int64)
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes)]), flat


def spread(starts: IntArray, flat: IntArray, chosen: IntArray) -> tuple[IntArray, IntArray]:
    """Lists in CSR form (``starts``, ``flat``) laid out for each of ``chosen``: (position in chosen, value)."""
    sizes = starts[chosen + 1] - starts[chosen]
    owner = np.repeat(np.arange(len(chosen)), sizes)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return owner, flat[starts[chosen][owner] + offset] if len(owner) else np.zeros(0, np.int64)


class Tally(NamedTuple):
    """Counts over the line-up after the plan, affine in the moves: ``constant`` plus entries."""

    constant: IntArray
    row: IntArray
    move: IntArray
    coefficient: IntArray

    def below(self, ceiling: IntArray | int) -> tuple[IntArray, IntArray, IntArray, IntArray]:
        """The rows ceiling - count: what is missing to the ceiling."""
        return ceiling - self.constant, self.row, self.move, -self.coefficient

    def above(self, floor: IntArray | int) -> tuple[IntArray, IntArray, IntArray, IntArray]:
        """The rows count - floor: what is beyond the floor."""
        return self.constant - floor, self.row, self.move, self.coefficient


def everybody(cadre: IntArray, post: IntArray) -> IntArray:
    """The value that counts holdings."""
    return np.ones(len(cadre), np.int64)


def tally(
    moves: Moves,
    rows: int,
    row_of: RowOf,
    value: Value = everybody,
    rule: str = "",
    settled: BoolArray | None = None,
) -> Tally:
    """Sum ``value(cadre, post)`` over the holdings after the plan, by ``row_of(post)`` (-1 = not counted).

    ``rule``: without the holdings its waivers name. ``settled``: of those who stay, only these cadres count.
    """
    constant = np.zeros(rows, np.int64)
    stay, leave = moves.unwaived(rule, moves.stay), moves.unwaived(rule, moves.leave)
    if settled is not None:
        stay, leave = stay.keep(settled[stay.cadre]), leave.keep(settled[leave.cadre])
    into = row_of(stay.post)
    np.add.at(constant, into[into >= 0], value(stay.cadre, stay.post)[into >= 0])
    parts = []
    for sign, holdings in ((1, moves.unwaived(rule, moves.enter)), (-1, leave)):
        row, amount = row_of(holdings.post), sign * value(holdings.cadre, holdings.post)
        keep = (row >= 0) & (amount != 0)
        parts.append((row[keep], holdings.owner[keep], amount[keep]))
    row, move, amount = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Tally(constant, row, move, amount)


def count_once(rows: int, row: IntArray, move: IntArray, moves: int) -> Tally:
    """Count each (row, move) once however often it is listed: persons, not posts."""
    keys = distinct(row * max(moves, 1) + move)
    return Tally(np.zeros(rows, np.int64), keys // max(moves, 1), keys % max(moves, 1), np.ones(len(keys), np.int64))
