"""Rows and columns of a program, gathered as arrays: structure first, then what the rules add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from luanchuyen.models.finding import Subject
from luanchuyen.optimizer.columns.excess import Excess
from luanchuyen.optimizer.columns.moves import Moves, tally
from luanchuyen.optimizer.columns.pairs import Standing
from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray

THOUSAND = 1_000
"""Sums of money are mostly multiples of this or more."""

SEATS, EDIT = "seats", "edit"
"""What a row tells of that is no rule: the seats of a post, a decision."""


class Rows:
    """A growing A.x >= rhs. Columns 0 .. moves-1 are the moves; others are added with an upper bound."""

    def __init__(self, moves: int) -> None:
        self.columns = moves
        self.tags: list[tuple[str, Subject]] = []
        self._upper = [np.ones(moves, np.int64)]
        self._blocks: list[tuple[IntArray, IntArray, IntArray]] = []
        self._rhs: list[IntArray] = []

    def following(self) -> Rows:
        """No rows yet, over all columns that there are: they are to follow these (``joined``)."""
        rows = Rows(0)
        rows.columns = self.columns
        return rows

    def add_columns(self, upper: IntArray) -> IntArray:
        """New columns with these upper bounds; their indices."""
        added = np.arange(self.columns, self.columns + len(upper))
        self.columns += len(upper)
        self._upper.append(upper)
        return added

    def add(
        self,
        rhs: IntArray,
        row: IntArray,
        column: IntArray,
        value: IntArray,
        tags: Sequence[tuple[str, Subject]],
    ) -> None:
        """Rows sum(value x column) >= rhs; ``row`` counts from 0 within this call."""
        self._blocks.append(_by_row(row, column, value, len(rhs), self.columns))
        self._rhs.append(rhs)
        self.tags.extend(tags)

    def add_limits(self, excess: Excess, rule: str) -> None:
        """Hard: every row f <= 0, those that cannot exceed left out; counted in what its numbers are multiples of, as a
        budget in đồng mostly is in millions."""
        live, number = _live(excess)
        row, keep = number[excess.row], live[excess.row]
        unit = _common(len(live), excess.row, excess.coefficient)
        tags = [(rule, excess.subjects[s]) for s in excess.owner[live]]
        entries = row[keep], excess.move[keep], -(excess.coefficient // unit[excess.row])[keep]
        self.add(-(-excess.constant // unit)[live], *entries, tags)

    def add_amounts(self, excess: Excess, rule: str) -> tuple[IntArray, IntArray]:
        """Soft: a column w a subject with scale x w >= f for its rows; the columns of w, and what one of each stands
        for: what all numbers of its subject are multiples of.

        Where f is counted in parts of a unit, what is less than one is rounded up by a column of its own, T:
        f = scale x g + r, scale x T >= r, w >= g + T. Then w is whole where T and the moves are, and a tree splits T,
        on which the moves counted hang together, where it would have to split them one by one.
        """
        excess, unit = _counted(excess)
        live, number = _live(excess)
        owner = excess.owner[live]
        most = np.zeros(len(excess.subjects), np.int64)
        np.maximum.at(most, owner, -(-excess.most()[live] // excess.scale))
        excess = self._rounded(excess, rule) if excess.scale > 1 else excess
        subjects = np.flatnonzero(most > 0)
        column_of = np.full(len(excess.subjects), -1, np.int64)
        column_of[subjects] = self.add_columns(most[subjects])
        row, keep = number[excess.row], live[excess.row]
        rows = np.arange(len(owner))
        self.add(
            excess.constant[live],
            np.concatenate([row[keep], rows]),
            np.concatenate([excess.move[keep], column_of[owner]]),
            np.concatenate([-excess.coefficient[keep], np.full(len(owner), excess.scale, np.int64)]),
            [(rule, excess.subjects[s]) for s in owner],
        )
        return column_of[subjects], unit[subjects]

    def _rounded(self, excess: Excess, rule: str) -> Excess:
        """The same amounts with the parts of a unit, rounded up, as columns: f is then counted in units."""
        scale = excess.scale
        units, parts = np.divmod(excess.coefficient, scale)
        unit, part = np.divmod(excess.constant, scale)
        most = part.copy()
        np.add.at(most, excess.row, parts)
        rounded = np.flatnonzero(most > 0)
        number = np.full(len(most), -1, np.int64)
        number[rounded] = np.arange(len(rounded))
        column = self.add_columns(-(-most[rounded] // scale))
        keep = np.flatnonzero(parts)
        row, count = number[excess.row[keep]], np.arange(len(rounded))
        self.add(
            part[rounded],
            np.concatenate([row, count]),
            np.concatenate([excess.move[keep], column]),
            np.concatenate([-parts[keep], np.full(len(rounded), scale, np.int64)]),
            [(rule, excess.subjects[s]) for s in excess.owner[rounded]],
        )
        there = np.flatnonzero(units)
        return Excess(
            excess.subjects,
            excess.owner,
            unit,
            np.concatenate([excess.row[there], rounded]),
            np.concatenate([excess.move[there], column]),
            np.concatenate([units[there], np.ones(len(rounded), np.int64)]),
        )

    def groups(self) -> IntArray:
        """For each row the number of its (rule, subject); -1 = structure."""
        numbers: dict[str, int] = {}
        keys = (key_of(tag) if tag[0] else "" for tag in self.tags)
        return np.array([numbers.setdefault(key, len(numbers)) if key else -1 for key in keys], np.int64)

    def upper(self) -> IntArray:
        """The upper bound of every column."""
        return np.concatenate(self._upper)

    def csr(self) -> tuple[IntArray, IntArray, IntArray, IntArray]:
        """(indptr, indices, coefficients, rhs), rows in order, columns in order, equal entries summed."""
        none = np.zeros(0, np.int64)
        counts, indices, coefficients = (
            np.concatenate([none, *(block[i] for block in self._blocks)]) for i in range(3)
        )
        indptr = np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
        return indptr, indices, coefficients, np.concatenate([none, *self._rhs])


def joined(parts: Sequence[Rows]) -> Rows:
    """The rows of each part after those of the one before it."""
    rows = Rows(0)
    rows.columns = max(part.columns for part in parts)
    for part in parts:
        rows.tags += part.tags
        rows._upper += part._upper
        rows._blocks += part._blocks
        rows._rhs += part._rhs
    return rows


def key_of(tag: tuple[str, Subject]) -> str:
    """A (rule, subject) as a text: equal for equal ones."""
    return f"{tag[0]}{tag[1]!r}"


def _by_row(
    row: IntArray, column: IntArray, value: IntArray, rows: int, columns: int
) -> tuple[IntArray, IntArray, IntArray]:
    """Entries of a few rows in order, equal ones summed: (entries of each row, columns, values)."""
    keys = row * columns + column
    order = np.argsort(keys, kind="stable")
    keys, value = keys[order], value[order]
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    keys, summed = keys[first], np.add.reduceat(value, first) if len(first) else value
    keys, summed = keys[summed != 0], summed[summed != 0]
    counts = np.bincount(keys // max(columns, 1), minlength=rows)
    return counts.astype(np.int64), keys % max(columns, 1), summed.astype(np.int64)


def _live(excess: Excess) -> tuple[BoolArray, IntArray]:
    """The rows that can exceed 0, and their numbers among themselves."""
    live = excess.most() > 0
    return live, np.cumsum(live) - 1


def _common(count: int, key: IntArray, value: IntArray) -> IntArray:
    """Of each key the greatest number that its values are multiples of; 1 where that is less than a thousand."""
    unit = np.zeros(count, np.int64)
    np.gcd.at(unit, key, value)
    return np.where(unit >= THOUSAND, unit, 1)


def _counted(excess: Excess) -> tuple[Excess, IntArray]:
    """The same in what all numbers of a subject are multiples of: a unit of its amount stands for so much then."""
    count, of_row = len(excess.subjects), excess.owner[excess.row]
    if excess.scale > 1:
        return excess, np.ones(count, np.int64)
    numbers = np.concatenate([excess.constant, excess.coefficient])
    unit = _common(count, np.concatenate([excess.owner, of_row]), numbers)
    constant, coefficient = excess.constant // unit[excess.owner], excess.coefficient // unit[of_row]
    return replace(excess, constant=constant, coefficient=coefficient), unit


def cadre_rows(rows: Rows, moves: Moves) -> None:
    """At most one move a cadre."""
    cadres, row, counts = np.unique(moves.cadre, return_inverse=True, return_counts=True)
    number = np.cumsum(counts > 1) - 1
    several = counts[row] > 1
    move = np.flatnonzero(several)
    ids = [moves.columns.cadre_ids[c] for c in cadres[counts > 1]]
    minus = -np.ones(len(move), np.int64)
    rows.add(-np.ones(len(ids), np.int64), number[row[move]], move, minus, [("", {"cadre": c}) for c in ids])


def seat_rows(rows: Rows, moves: Moves) -> None:
    """Nobody enters a post beyond its seats: in <= room + out; over its number, only once it is under it.

    Their rows are SEATS of the post: where there is no plan they may be what stands in the way.
    """
    situation, columns = moves.situation, moves.columns
    everyone = tally(moves, len(columns.post_ids), lambda post: post)
    seats = columns.of_posts(Standing("room_in_sheet"), lambda p: p.seats - situation.outside[p.post_id])
    room = seats - everyone.constant
    entering = np.bincount(moves.enter.post, minlength=len(room))
    tags: list[tuple[str, Subject]] = [(SEATS, {"post": p}) for p in columns.post_ids]
    _room_rows(rows, (room >= 0) & (entering > room), (everyone.row, everyone.move, everyone.coefficient), room, tags)
    for post in np.flatnonzero((room < 0) & (entering > 0)):
        _over_number(rows, moves, int(post), int(room[post]), int(seats[post]), tags[post])


def _room_rows(
    rows: Rows,
    binding: BoolArray,
    entries: tuple[IntArray, IntArray, IntArray],
    room: IntArray,
    tags: list[tuple[str, Subject]],
) -> None:
    row, move, value = entries
    number = np.cumsum(binding) - 1
    keep = binding[row]
    chosen = np.flatnonzero(binding)
    rows.add(-room[binding], number[row[keep]], move[keep], -value[keep], [tags[p] for p in chosen])


def _over_number(rows: Rows, moves: Moves, post: int, room: int, seats: int, tag: tuple[str, Subject]) -> None:
    """A switch z: in <= min(seats, candidates) z and out - in >= -room z."""
    into = moves.enter.owner[moves.enter.post == post]
    out = moves.leave.owner[moves.leave.post == post]
    z = rows.add_columns(np.ones(1, np.int64))
    open_seats = max(0, min(seats, len(into)))
    ones = np.ones(len(into), np.int64)
    row = np.concatenate([np.zeros(len(into) + 1, np.int64), np.ones(len(into) + len(out) + 1, np.int64)])
    column = np.concatenate([into, z, into, out, z])
    value = np.concatenate([-ones, [open_seats], -ones, np.ones(len(out), np.int64), [room]])
    rows.add(np.zeros(2, np.int64), row, column, value, [tag, tag])
