"""Who decides on which posts, as the sheets were understood: shown, since it bounds who may move where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from luanchuyen.models.errors import Problem
from luanchuyen.optimizer.situation.situation import Situation


@dataclass(frozen=True)
class Authority:
    """The posts of one kind in units of one level that authorities of one level manage.

    ``manager_level`` and ``managers`` are "" and () where no authority could be inferred, which bounds nothing.
    ``typed`` of the ``posts`` have it in their column Cấp quản lý.
    """

    kind: str
    level: str
    manager_level: str
    managers: tuple[str, ...]
    posts: int
    typed: int


def authorities(situation: Situation) -> list[Authority]:
    """The managing authority of every kind of post: kinds in the vocabulary's order, higher levels first."""
    units, vocabulary = situation.instance.units, situation.policy.vocabulary
    found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for post_id, post in situation.instance.posts.items():
        manager = situation.manager_of_post(post_id)
        above = units[manager].level if manager is not None and manager in units else ""
        found[post.kind, units[post.unit_id].level, above].append(post_id)
    made = [_authority(situation, *key, posts) for key, posts in found.items()]
    order = {kind: number for number, kind in enumerate(vocabulary.kinds)}

    def place(one: Authority) -> tuple[object, ...]:
        return (
            vocabulary.depth(one.level),
            order.get(one.kind, len(order)),
            one.kind,
            vocabulary.depth(one.manager_level),
        )

    return sorted(made, key=place)


def _authority(situation: Situation, kind: str, level: str, above: str, posts: list[str]) -> Authority:
    managers = {manager for p in posts if (manager := situation.manager_of_post(p)) is not None}
    typed = sum(situation.post(p).managed_by is not None for p in posts)
    return Authority(kind, level, above, tuple(sorted(managers)), len(posts), typed)


def own_communes(situation: Situation) -> Iterator[Problem]:
    """One notice for the posts of communes that are understood to be managed by their own commune's committee.

    Between two such communes nobody can move, which is seldom what a board that rotates means.
    """
    units, lowest = situation.instance.units, situation.policy.vocabulary.levels[-1]
    kinds: dict[str, None] = {}
    cells: dict[str, None] = {}
    count = 0
    for post_id, post in situation.instance.posts.items():
        manager, unit = situation.manager_of_post(post_id), units[post.unit_id]
        if post.managed_by is not None or manager is None or manager not in units:
            continue
        if unit.level == lowest == units[manager].level:
            count += 1
            kinds[title_of(situation, post.kind)] = None
            cells[unit.origin.cells.get("parent_id", "")] = None
    if count:
        told = ", ".join(kinds)
        yield Problem.of("readiness.own_commune", "units", cells, "info", count=count, kinds=told, level=lowest)


def title_of(situation: Situation, kind: str) -> str:
    """How the vocabulary calls a kind; the clerk's own words where it does not know it."""
    known = situation.policy.vocabulary.kinds
    return known[kind].title if kind in known else kind
