"""Where there are fewer people than seats, whatever the plan: sets of posts with all who could hold one of them.

A largest matching of seats to people, by alternating paths: the seats that no path can fill and all that such paths
reach are the posts that are too many for their people (Hall's condition; Dulmage and Mendelsohn's decomposition). A
count that anybody can repeat; no solver.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from luanchuyen.models.waiver import FIXED
from luanchuyen.optimizer.columns.pairs import columns_of
from luanchuyen.optimizer.integer.arrays import is_among
from luanchuyen.optimizer.program.candidates import possible_moves
from luanchuyen.optimizer.rules.in_force import in_force
from luanchuyen.optimizer.situation.situation import Situation


@dataclass(frozen=True)
class Scarcity:
    """Posts, the persons they take (``seats``: a bundle takes one), all who could be one of them, and how many lack.

    A cadre counts who is eligible by every hard pair rule, lock and authority, or holds one of the posts and neither
    leaves nor is due. ``pinned``: the posts that a fixed decision elsewhere keeps some eligible cadre from.
    """

    posts: tuple[str, ...]
    seats: int
    cadres: tuple[str, ...]
    empty: int
    pinned: frozenset[str] = frozenset()


def scarcities(situation: Situation) -> tuple[Scarcity, ...]:
    """The sets of a situation, in the order of their first posts; they share no post and no cadre."""
    return situation.once("scarcities", lambda: tuple(_scarce(_Seats(situation))))


def scarcities_of_one_each(situation: Situation) -> tuple[Scarcity, ...]:
    """The same among posts of which nobody could hold two at once: of others one is looked at, the rest left out.

    So seats less cadres lack at least, whatever the plan; ``seats`` and ``empty`` count every post of a bundle that
    nobody may take, of another bundle the one post that stands for it.
    """
    return situation.once("scarce, one each", lambda: tuple(_of_one_each(_Seats(situation, apart=True))))


def _of_one_each(seats: _Seats) -> Iterator[Scarcity]:
    for scarcity in _scarce(seats):
        groups = {seats.situation.group_of[p] for p in scarcity.posts}
        posts: list[str] = []
        for group in groups:
            open_posts = [p for p in group.posts if seats.of_post[p]]
            posts += open_posts[:1] if seats.sources[group.index] else open_posts
        count = sum(seats.of_post[p] for p in posts)
        yield Scarcity(tuple(sorted(posts)), count, scarcity.cadres, count - len(scarcity.cadres), scarcity.pinned)


class _Seats:
    """What is to be matched: by group (its index) the persons it takes and who they could be; how many each may be.

    ``apart``: only of groups of which everybody may be one at most.
    """

    def __init__(self, situation: Situation, apart: bool = False) -> None:
        self.situation = situation
        self._apart = apart
        seats = {p: max(0, post.seats - situation.outside[p]) for p, post in situation.instance.posts.items()}
        self.of_post = seats
        groups = [group for group in situation.groups if not group.frozen and not group.optional]
        wanted = {group.index: max(seats[p] for p in group.posts) for group in groups}
        self.wanted = {index: count for index, count in wanted.items() if count}
        self.sources: dict[int, list[str]] = defaultdict(list)
        self.most: dict[str, int] = defaultdict(int)
        self.pinned: dict[int, set[str]] = defaultdict(set)
        self._fixed = self._decisions()
        self._doubled: set[int] = set()
        self._gather()
        for index in self._doubled:
            self.wanted.pop(index, None)

    def _decisions(self) -> dict[str, set[str]]:
        fixed: dict[str, set[str]] = defaultdict(set)
        for rule, entry in in_force(self.situation):
            for lock in self.situation.instance.locks if rule.name == FIXED and entry.level == "hard" else ():
                if lock.lock == FIXED:
                    fixed[lock.cadre_id].add(lock.post_id)
        return fixed

    def _gather(self) -> None:
        situation = self.situation
        moves, ids = possible_moves(columns_of(situation)), columns_of(situation).cadre_ids
        several = [g.index for g in situation.groups if g.optional]
        bound = [columns_of(situation).cadre_index[c] for c in self._fixed]
        apart = is_among(moves.group, np.array(several, np.int64)) | is_among(moves.cadre, np.array(bound, np.int64))
        plain = np.flatnonzero(~apart)
        plain = plain[np.argsort(moves.group[plain], kind="stable")]
        start = np.searchsorted(moves.group[plain], np.arange(len(situation.groups) + 1)).tolist()
        named = [ids[c] for c in moves.cadre[plain].tolist()]
        for index in self.wanted:
            self.sources[index] = named[start[index] : start[index + 1]]
            self.most.update(dict.fromkeys(self.sources[index], 1))
        for c, g in zip(moves.cadre[apart].tolist(), moves.group[apart].tolist(), strict=True):
            self._offer(ids[c], situation.groups[g].posts)
        for cadre_id, held in situation.held.items():
            if held and cadre_id not in situation.leaves and cadre_id not in situation.due:
                self._offer(cadre_id, held)
        for index, cadres in self.sources.items():  # who may take a post by several bundles is one person
            self.sources[index] = list(dict.fromkeys(cadres))

    def _offer(self, cadre_id: str, posts: tuple[str, ...]) -> None:
        """The cadre may hold all of these posts at once after a plan."""
        taken = {self.situation.group_of[p].index for p in posts} & self.wanted.keys()
        if not self._fixed.get(cadre_id, set()) <= set(posts):
            for index in taken:
                self.pinned[index].add(cadre_id)
            return
        if self._apart:
            self._doubled |= set(sorted(taken)[1:])
        self.most[cadre_id] = 1 if self._apart else max(self.most[cadre_id], len(taken))
        for index in taken:
            self.sources[index].append(cadre_id)


@dataclass
class _Matching:
    """Who is matched to which groups; ``spent``: cadres that no group can have any more, ``short``: the groups left."""

    seats: _Seats
    of: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    spent: set[str] = field(default_factory=set)
    short: set[int] = field(default_factory=set)

    def seat(self, index: int) -> bool:
        """Find one more person for a group by a shortest alternating path; False: all that was met is spent."""
        through: dict[str, int] = {}
        freed: dict[int, str] = {}
        waiting = [index]
        for group in waiting:
            for cadre_id in self.seats.sources[group]:
                if cadre_id in through or cadre_id in self.spent or group in self.of[cadre_id]:
                    continue
                through[cadre_id] = group
                if len(self.of[cadre_id]) < self.seats.most[cadre_id]:
                    self._turn(cadre_id, through, freed)
                    return True
                for other in self.of[cadre_id] - freed.keys() - {index}:
                    freed[other] = cadre_id
                    waiting.append(other)
        self.spent |= through.keys()
        self.short |= set(waiting)
        return False

    def _turn(self, cadre_id: str, through: Mapping[str, int], freed: Mapping[int, str]) -> None:
        while True:
            group = through[cadre_id]
            self.of[cadre_id].add(group)
            if group not in freed:
                return
            cadre_id = freed[group]
            self.of[cadre_id].remove(group)


def _scarce(seats: _Seats) -> Iterator[Scarcity]:
    matching = _Matching(seats)
    for index, count in seats.wanted.items():
        for _ in range(count):
            if not matching.seat(index):
                break
    matched: dict[int, int] = defaultdict(int)
    for groups in matching.of.values():
        for index in groups:
            matched[index] += 1
    for part in _parts(seats, matching.short):
        posts = sorted(p for index in part for p in seats.situation.groups[index].posts)
        cadres = sorted({cadre_id for index in part for cadre_id in seats.sources[index]})
        wanted = sum(seats.wanted[index] for index in part)
        pinned = {p for i in part if seats.pinned[i] for p in seats.situation.groups[i].posts}
        empty = wanted - sum(matched[index] for index in part)
        yield Scarcity(tuple(posts), wanted, tuple(cadres), empty, frozenset(pinned))


def _parts(seats: _Seats, short: set[int]) -> Iterator[list[int]]:
    """The groups that share people, directly or through others."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for index in short:
        for cadre_id in seats.sources[index]:
            sharing[cadre_id].append(index)
    met: set[int] = set()
    for first in sorted(short):
        if first in met:
            continue
        part = [first]
        met.add(first)
        for index in part:
            for cadre_id in seats.sources[index]:
                new = [other for other in sharing.pop(cadre_id, ()) if other not in met]
                met.update(new)
                part += new
        yield part
