"""A plan on the facts: who holds what after it, in plain Python."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from functools import cached_property
from operator import itemgetter
from typing import Any

from luanchuyen.models.committee.price import Change
from luanchuyen.optimizer.situation.incumbency import Made
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group


class Lineup:
    """The line-up after ``moves``: cadre code -> the group they take. Legality is the auditor's to judge."""

    def __init__(self, situation: Situation, moves: Mapping[str, Group]) -> None:
        self.situation = situation
        self.moves = dict(sorted(moves.items(), key=itemgetter(0)))
        self._made: dict[str, Any] = {}

    def with_move(self, cadre_id: str, group: Group) -> Lineup:
        """This line-up with one move more, or with another of this cadre; a few posts are looked at, not all."""
        moved = Lineup(self.situation, {**self.moves, cadre_id: group})
        found = ChainMap({}, self.occupants)
        for post_id in self.after(cadre_id):
            found[post_id] = tuple(c for c in found[post_id] if c != cadre_id)
        for post_id in moved.after(cadre_id):
            found[post_id] = tuple(sorted((*found[post_id], cadre_id)))
        moved.occupants = found  # laid over: a nation's posts are not copied for each try
        return moved

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What ``make`` gives, made once under ``name``."""
        if name not in self._made:
            self._made[name] = make()
        found: Made = self._made[name]
        return found

    def taken(self, cadre_id: str, rule: str = "") -> tuple[str, ...]:
        """The posts a cadre moves into; () if they do not move. ``rule``: without holdings it waives."""
        group = self.moves.get(cadre_id)
        return self._seen(cadre_id, group.posts if group else (), rule)

    def after(self, cadre_id: str, rule: str = "") -> tuple[str, ...]:
        """The posts a cadre holds after the plan. ``rule``: without the holdings that its waivers name."""
        if cadre_id in self.moves:
            return self.taken(cadre_id, rule)
        if cadre_id in self.situation.leaves:
            return ()
        return self._seen(cadre_id, self.situation.held[cadre_id], rule)

    def _seen(self, cadre_id: str, posts: tuple[str, ...], rule: str) -> tuple[str, ...]:
        if not rule or not posts or not self.situation.waivers.of(rule):
            return posts
        return tuple(p for p in posts if not self.situation.waived(rule, cadre_id, (p,)))

    @cached_property
    def occupants(self) -> MutableMapping[str, tuple[str, ...]]:
        """Who sits in each post after the plan (people outside the sheet not counted)."""
        situation = self.situation
        found = dict(situation.once("occupants if nobody moves", lambda: _staying(situation)))
        for cadre_id in self.moves.keys() - situation.leaves:
            for post_id in situation.held[cadre_id]:
                found[post_id] = tuple(c for c in found[post_id] if c != cadre_id)
        entered: dict[str, list[str]] = {}
        for cadre_id, group in self.moves.items():
            for post_id in group.posts:
                entered.setdefault(post_id, []).append(cadre_id)
        return found | {post_id: tuple(sorted((*found[post_id], *new))) for post_id, new in entered.items()}

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The plan: its sorted (cadre, post)."""
        return tuple(sorted((c, p) for c, group in self.moves.items() for p in group.posts))


def _staying(situation: Situation) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {post_id: [] for post_id in situation.instance.posts}
    for cadre_id in sorted(situation.instance.cadres.keys() - situation.leaves):
        for post_id in situation.held[cadre_id]:
            found[post_id].append(cadre_id)
    return {post_id: tuple(cadres) for post_id, cadres in found.items()}


def lineup_of(situation: Situation, pairs: Iterable[tuple[str, str]]) -> Lineup:
    """The line-up of (cadre, post) pairs whose posts make whole groups; ValueError names a pair that does not."""
    taken: dict[str, set[str]] = {}
    for cadre_id, post_id in pairs:
        taken.setdefault(cadre_id, set()).add(post_id)
    moves = {}
    for cadre_id, posts in taken.items():
        group = situation.group_taking(posts)
        if group is None:
            raise ValueError(cadre_id, tuple(sorted(posts)))
        moves[cadre_id] = group
    return Lineup(situation, moves)


def changes(
    situation: Situation, planned: Iterable[tuple[str, str]], now: Iterable[tuple[str, str]]
) -> Iterator[Change]:
    """Everybody whose posts after two plans differ."""
    before, after = lineup_of(situation, planned), lineup_of(situation, now)
    for cadre_id in sorted({*before.moves, *after.moves}):
        posts = before.after(cadre_id), after.after(cadre_id)
        if posts[0] != posts[1]:
            yield Change(cadre_id, situation.held[cadre_id], *posts)
