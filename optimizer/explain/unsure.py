"""Whom a post that asks for a non-local person is closed to because it cannot be told, and what cannot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from luanchuyen.models.places.gazetteer import Unresolved
from luanchuyen.models.places.tables import OLD, Place
from luanchuyen.optimizer.columns.locality import LOCAL, UNSURE, locality_of
from luanchuyen.optimizer.columns.pairs import columns_of
from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray, distinct
from luanchuyen.optimizer.program.candidates import structural_pairs
from luanchuyen.optimizer.situation.locality import Locality
from luanchuyen.optimizer.situation.situation import Situation


@dataclass(frozen=True)
class Unsure:
    """Of one post: cadres within the authority of whom it cannot be told, in code order, and how many are local."""

    cadres: tuple[str, ...]
    local: int

    @property
    def alone(self) -> bool:
        """Whether the rule closes the post to nobody who is known to be local."""
        return bool(self.cadres) and not self.local


@dataclass(frozen=True)
class UnsureHome:
    """One home that leaves it open. ``sort``: split (a former commune, now in several of ``today``), larger (it
    holds more than the place, or only part of it lies there), untold (not found, or not unique)."""

    field: str
    home: str
    sort: str
    today: tuple[str, ...] = ()


def unsure(situation: Situation, posts: Iterable[str]) -> dict[str, Unsure]:
    """For those of ``posts`` that non_local closes to somebody of whom it cannot be told: who they are."""
    # Of this rule alone, since locality is what cannot be told of a home.
    if situation.policy.entry("non_local").level != "hard":
        return {}
    found = {}
    for post_id in posts:
        asking = {g.index: [p for p in g.posts if _asks(situation, p)] for g in situation.groups_with[post_id]}
        one = _of_groups(situation, {group: of for group, of in asking.items() if of})
        if one.cadres:
            found[post_id] = one
    return found


def unsure_homes(situation: Situation, cadre_id: str, post_id: str) -> Iterator[UnsureHome]:
    """What of a cadre's homes leaves open whether they are local to the place that the post's unit leads."""
    spot, locality = situation.spot(situation.post(post_id).unit_id), Locality(situation)
    if spot is None:
        return
    place = locality.judged(spot[1])
    for field in locality.homes:
        home = getattr(situation.cadre(cadre_id), field)
        if home is not None and locality.lies(home, place) == "unknown":
            yield _told(situation, field, home)


def _told(situation: Situation, field: str, home: Place | Unresolved) -> UnsureHome:
    gazetteer = situation.gazetteer
    if not isinstance(home, Place):
        return UnsureHome(field, home.text, "untold")
    today = tuple(map(gazetteer.name, gazetteer.holding(home))) if home.era == OLD and home.level == "xã" else ()
    return UnsureHome(field, gazetteer.name(home), "split" if len(today) > 1 else "larger", today)


def _asks(situation: Situation, post_id: str) -> bool:
    return situation.post(post_id).non_local == "required"


def _of_groups(situation: Situation, asking: dict[int, list[str]]) -> Unsure:
    columns = columns_of(situation)
    unsure_of, local = np.zeros(len(columns.cadre_ids), bool), np.zeros(len(columns.cadre_ids), bool)
    for cadre, group in structural_pairs(columns, np.array(sorted(asking), np.int64)):
        for index in distinct(group):
            among = cadre[group == index]
            for post_id in asking[int(index)]:
                status = locality_of(columns, among, np.full(len(among), columns.post_index[post_id]))
                _mark(unsure_of, among, status == UNSURE)
                _mark(local, among, status == LOCAL)
    sure = np.flatnonzero(unsure_of & ~local)
    return Unsure(tuple(columns.cadre_ids[i] for i in sure), int(local.sum()))


def _mark(marks: BoolArray, cadre: IntArray, where: BoolArray) -> None:
    marks[cadre[where]] = True
