"""What may be left out of a program that has no plan: its rows, and whatever keeps a move out of it.

The columns of a program are the moves that nothing bars. Here a move that is barred is a column too, and what bars
it (a hard pair rule at a post, a row cấm, giữ nguyên) is a member like any row: without it the move is possible again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from luanchuyen.models.conflict import STRUCTURE, Conflict, ConflictKind
from luanchuyen.models.finding import Subject
from luanchuyen.models.waiver import FIXED, FORBIDDEN
from luanchuyen.optimizer.columns.decided import decided
from luanchuyen.optimizer.columns.excess import Excess
from luanchuyen.optimizer.columns.moves import Moves
from luanchuyen.optimizer.columns.pairs import Columns, columns_of
from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray, distinct, is_among
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.task import Contest
from luanchuyen.optimizer.program.candidates import all_pairs, batches, pair_rules, within_authority
from luanchuyen.optimizer.program.pricing import entry_amounts
from luanchuyen.optimizer.program.program import Program
from luanchuyen.optimizer.program.rows import EDIT, SEATS, Rows, cadre_rows, key_of, seat_rows
from luanchuyen.optimizer.rules.in_force import in_force
from luanchuyen.optimizer.situation.situation import Situation

Tag = tuple[str, Subject]
ONE_MOVE, MANAGED_BY = "one_move", "managed_by"


Kind = ConflictKind | Literal["structure"]


@dataclass(frozen=True)
class Member:
    """Something that may be left out, as a conflict tells it; ``stops``: the cadres it keeps out where it matters.

    A member of kind STRUCTURE is left out only to see whether it decides.
    """

    kind: Kind
    rule: str | None
    subject: Subject
    stops: tuple[str, ...] = ()


Bar = tuple[Member, IntArray]
Telling = tuple[str, Callable[[Moves], Excess]]
"""What rows tell of, and how they come about."""


def rows_contest(program: Program) -> Contest:
    """The program's own rows: seats first, decisions last, so that what is left tells of decisions."""
    arrays = program.arrays
    first = {int(member): tag for member, tag in zip(arrays.row_group[::-1], program.tags[::-1], strict=True)}
    members = sorted(
        (m for m in first if m >= 0),
        key=lambda m: (first[m][0] != SEATS, first[m][0] in (FIXED, EDIT), key_of(first[m])),
    )
    rows = Inequalities.of(arrays)
    none = np.zeros(0, np.int64)
    held = np.ones(len(rows.rhs), bool)
    stages = (tuple(members),)
    block = _blocks([first[number][0] for number in range(len(members))])
    return Contest(rows, held, arrays.upper, arrays.row_group, (none, none), stages[0], stages, (), block, none)


def whole_contest(situation: Situation, kept: Sequence[Tag]) -> tuple[Contest, tuple[Member, ...]]:
    """The rows ``kept`` over every move that could help to satisfy them, with what bars it; whose each number is."""
    names, wanted = {rule for rule, _ in kept}, {key_of(tag): number for number, tag in enumerate(kept)}
    tellings: list[Telling] = [(r.name, r.excess) for r, _ in in_force(situation) if r.name in names]
    tellings += [(EDIT, lambda moves: decided(moves, situation.decided.decisions))]
    moves = _helpful(columns_of(situation), tellings, kept)
    rows = Rows(len(moves))
    cadre_rows(rows, moves)
    seat_rows(rows, moves)
    for name, telling in tellings:
        rows.add_limits(telling(moves), name)
    bars = [*_bars(moves)]
    movers = [subject for rule, subject in rows.tags if not rule]
    structure = len(kept) + len(bars)
    owner = {key_of(("", subject)): structure + number for number, subject in enumerate(movers)} | wanted
    row_member = np.array([owner.get(key_of(tag), -1) for tag in rows.tags], np.int64)
    members = [_of_row(tag) for tag in kept] + [member for member, _ in bars]
    members += [Member(STRUCTURE, ONE_MOVE, subject) for subject in movers]
    real = [n for n in range(len(kept), structure) if members[n].kind != STRUCTURE]
    background = [n for n in range(len(kept), len(members)) if members[n].kind == STRUCTURE]
    columns = np.concatenate([np.zeros(0, np.int64), *(of for _, of in bars)])
    barring = np.repeat(np.arange(len(kept), structure), [len(of) for _, of in bars])
    inequalities = _inequalities(rows)
    contest = Contest(
        rows=inequalities,
        rows_held=row_member >= 0,
        upper=rows.upper(),
        row_member=row_member,
        bars=(columns, barring),
        members=tuple(range(len(members))),
        stages=(tuple(real), tuple(background)),
        recheck=tuple(range(len(members))),
        block=_blocks([f"{member.kind} {member.rule}" for member in members]),
        alike=_alike(inequalities, row_member >= 0, len(moves)),
    )
    return contest, tuple(members)


def _inequalities(rows: Rows) -> Inequalities:
    indptr, indices, coefficients, rhs = rows.csr()
    return Inequalities(rows.columns, np.repeat(np.arange(len(rhs)), np.diff(indptr)), indices, coefficients, rhs)


def _alike(rows: Inequalities, held: BoolArray, moves: int) -> IntArray:
    """For each move a number, equal for moves with equal entries in the rows that are held."""
    entries: list[list[tuple[int, int]]] = [[] for _ in range(moves)]
    keep = held[rows.row] & (rows.column < moves)
    for row, column, value in zip(*(part[keep].tolist() for part in (rows.row, rows.column, rows.value)), strict=True):
        entries[column].append((row, value))
    numbers: dict[tuple[tuple[int, int], ...], int] = {}
    return np.array([numbers.setdefault(tuple(sorted(of)), len(numbers)) for of in entries], np.int64)


def _blocks(names: Sequence[str]) -> tuple[int, ...]:
    numbers: dict[str, int] = {}
    return tuple(numbers.setdefault(name, len(numbers)) for name in names)


def _of_row(tag: Tag) -> Member:
    rule, subject = tag
    if rule in (SEATS, EDIT):
        return Member("seats" if rule == SEATS else "edit", None, subject)
    return Member("lock" if rule == FIXED else "rule", rule, subject)


def tag_of(told: Conflict) -> Tag | None:
    """The row that a member which was told may be; None: it is none."""
    if told.kind in ("seats", "edit"):
        return (SEATS if told.kind == "seats" else EDIT), told.subject
    return (told.rule, told.subject) if told.kind in ("rule", "lock") and told.rule else None


def _helpful(columns: Columns, tellings: Sequence[Telling], kept: Sequence[Tag]) -> Moves:
    """The moves that can help to satisfy some row: a move that helps none is never made where no plan is."""
    wanted = {key_of(tag) for tag in kept}
    none = np.zeros(0, np.int64)
    left = np.array([columns.post_index[str(s["post"])] for rule, s in kept if rule == SEATS], np.int64)
    cadre, group = [none], [none]
    for some in batches(all_pairs(columns)):
        moves = Moves(columns, *some)
        helps = np.zeros(len(moves), bool)
        helps[moves.leave.owner[is_among(moves.leave.post, left)]] = True
        for name, telling in tellings:
            excess = telling(moves)
            ours = np.array([key_of((name, subject)) in wanted for subject in excess.subjects], bool)
            helping = excess.coefficient < 0
            helping[helping] = ours[excess.owner[excess.row[helping]]]
            helps[excess.move[helping]] = True
        cadre.append(moves.cadre[helps])
        group.append(moves.group[helps])
    cadres, groups = np.concatenate(cadre), np.concatenate(group)
    order = np.lexsort((groups, cadres))
    return Moves(columns, cadres[order], groups[order])


def _bars(moves: Moves) -> Iterator[Bar]:
    """What keeps moves out, with the moves."""
    for rule, grades in pair_rules(moves):
        if rule.name == FORBIDDEN and grades.hard.any():
            continue
        owner, post, amounts = entry_amounts(rule, moves)
        stopped = (amounts > 0) & grades.hard[post]
        yield from _at_posts(moves, "rule", rule.name, owner[stopped], post[stopped])
    yield from _of_locks(moves)
    yield from _frozen(moves)
    far = np.flatnonzero(~within_authority(moves))
    yield from _at_posts(moves, STRUCTURE, MANAGED_BY, far, moves.leads.post[far])


def _at_posts(moves: Moves, kind: Kind, rule: str | None, owner: IntArray, post: IntArray) -> Iterator[Bar]:
    ids = moves.columns.cadre_ids
    for at, of in _split(post, owner):
        stops = tuple(ids[c] for c in distinct(moves.cadre[of]))
        yield Member(kind, rule, {"post": moves.columns.post_ids[at]}, stops), of


def _of_locks(moves: Moves) -> Iterator[Bar]:
    """The rows cấm, one by one: a pair may be named by its own and by that of everybody."""
    columns = moves.columns
    found = [(rule, grades) for rule, grades in pair_rules(moves) if rule.name == FORBIDDEN and grades.hard.any()]
    for rule, grades in found:
        owner, post, amounts = entry_amounts(rule, moves)
        stopped = (amounts > 0) & grades.hard[post]
        owner, post = owner[stopped], post[stopped]
        rows = {(lock.cadre_id, lock.post_id) for lock in moves.situation.instance.locks if lock.lock == FORBIDDEN}
        for cadre_id, post_id in sorted(rows):
            here = post == columns.post_index.get(post_id, -1)
            if cadre_id != "*":
                here &= moves.cadre[owner] == columns.cadre_index.get(cadre_id, -1)
            if here.any():
                yield Member("lock", rule.name, {"cadre": cadre_id, "post": post_id}), distinct(owner[here])


def _frozen(moves: Moves) -> Iterator[Bar]:
    """Giữ nguyên: nobody enters the post, and its holder moves nowhere."""
    situation, columns = moves.situation, moves.columns
    ends: tuple[tuple[IntArray, dict[int, Collection[str]]], ...] = (
        (moves.group, {group.index: group.posts for group in situation.groups if group.frozen}),
        (moves.cadre, {columns.cadre_index[c]: situation.held[c] for c in situation.frozen}),
    )
    owner, post = [np.zeros(0, np.int64)], []
    for keys, posts_of in ends:
        for key, of in _split(keys, np.arange(len(moves))):
            for post_id in posts_of.get(key, ()):
                if situation.post(post_id).status == "frozen":
                    owner.append(of)
                    post += [columns.post_index[post_id]] * len(of)
    yield from _at_posts(moves, "frozen", None, np.concatenate(owner), np.array(post, np.int64))


def _split(keys: IntArray, values: IntArray) -> Iterator[tuple[int, IntArray]]:
    """The values of each key, each once."""
    order = np.argsort(keys, kind="stable")
    at, first = np.unique(keys[order], return_index=True)
    for key, part in zip(at, np.split(values[order], first[1:]) if len(at) else (), strict=True):
        yield int(key), distinct(part)
