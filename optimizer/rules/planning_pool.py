"""Moves for training go to people in the planning.

What it asks: who is sent to be trained is planned (quy hoạch) for the post, its kind, or an equivalent or
higher one.
Why: QĐ 65-QĐ/TW principles, NĐ 138/2020 Art 56 (read in digests). People are planned for posts above the
one they are sent to, so a higher entry is accepted: our choice, unverified.
Numbers: ``purposes`` of moves that ask it (training); ``accept``: equivalent_or_higher (default),
equivalent, same.
Amount: 1 if the move's purpose is among ``purposes`` and he is not planned, else 0.
Edges: a blank cell is "not planned"; a column blank for everybody is not judged; of a bundle the lead post
counts; a kind entry ranks as the lowest of that kind (and level) in the sheet or the rule book's table; an
unknown rank matches nothing.
Example: planned secretary, into another secretary's post, 0; planned for rank 5, into rank 4, 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

import numpy as np

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import PURPOSES, Post
from luanchuyen.optimizer.pairs import UNKNOWN, BoolArray, IntArray, Pairs
from luanchuyen.optimizer.planned import is_planned, rank_of_entry
from luanchuyen.optimizer.rule import Breach, Rule
from luanchuyen.optimizer.situation import Situation

_FIELDS = (("cadres", "planned_for"), ("posts", "purpose"))


@dataclass(frozen=True)
class PlanningPool(Rule):
    """A cadre moved for training is not planned for the post."""

    name = "planning_pool"
    choices: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "purposes": PURPOSES,
        "accept": ("equivalent_or_higher", "equivalent", "same"),
    }
    purposes: tuple[str, ...] = ("training",)
    accept: str = "equivalent_or_higher"

    def judge(self, cadre: Cadre, post: Post, situation: Situation) -> Breach | None:
        """1 where planning is asked and he is not planned."""
        if situation.purpose(post.post_id) not in self.purposes:
            return None
        planned = is_planned(cadre, post.post_id, self.accept, situation)
        return None if planned else Breach(1, fields=_FIELDS)

    def amounts(self, pairs: Pairs) -> IntArray:
        """Of the pairs that ask it, those met by no entry."""
        situation = pairs.situation
        asked = pairs.of_post(
            ("asks planning", self.purposes), lambda post: situation.purpose(post.post_id) in self.purposes
        )
        found = asked.copy()
        chosen = np.flatnonzero(asked)
        asking = pairs.take(chosen)
        found[chosen] = ~(_named(asking) | self._ranked(asking))
        return found

    def _ranked(self, pairs: Pairs) -> BoolArray:
        """Whether an entry has the post's rank, or at least that rank."""
        situation, columns = pairs.situation, pairs.columns
        rank = pairs.of_post("rank of group", lambda post: _known(situation.rank_of_post(post.post_id)))
        known: BoolArray = rank != UNKNOWN
        rows = [
            (row, entry_rank)
            for row, cadre in enumerate(situation.instance.cadres.values())
            for entry in cadre.planned_for
            if (entry_rank := rank_of_entry(entry, situation)) is not None
        ]
        if self.accept == "same" or not rows or not len(pairs):
            return np.zeros(len(pairs), bool)
        owner, entry_ranks = np.array(rows, np.int64).T
        if self.accept == "equivalent":
            width = max(int(entry_ranks.max()), int(rank.max())) + 2
            same = np.isin(pairs.cadre * width + rank, owner * width + entry_ranks)
            return same & known
        best = np.full(len(columns.cadre_ids), np.iinfo(np.int64).max)
        np.minimum.at(best, owner, entry_ranks)
        return known & (best[pairs.cadre] <= rank)

    def silent(self, situation: Situation) -> str | None:
        """Nobody is planned for anything."""
        return "planned_for" if not any(c.planned_for for c in situation.instance.cadres.values()) else None


def _named(pairs: Pairs) -> BoolArray:
    """Whether an entry names the post itself, its kind, or its kind at its level."""
    instance, columns = pairs.situation.instance, pairs.columns
    codes: dict[tuple[object, ...], int] = {}
    keys = []
    for row, cadre in enumerate(instance.cadres.values()):
        for entry in cadre.planned_for:
            key = ("post", entry.post_id) if entry.post_id else ("kind", entry.kind, entry.level)
            keys.append((row, codes.setdefault(key, len(codes))))
    if not keys:
        return np.zeros(len(pairs), bool)

    def coded(sort: int, post: Post) -> int:
        level = instance.units[post.unit_id].level
        key = (("post", post.post_id), ("kind", post.kind, None), ("kind", post.kind, level))[sort]
        return codes.get(key, UNKNOWN)

    owner, code = np.array(keys, np.int64).T
    width = len(codes)
    met = np.zeros(len(pairs), bool)
    for sort in range(3):
        wanted = columns.of_posts(("planned as", sort), partial(coded, sort))[pairs.post]
        met |= (wanted != UNKNOWN) & np.isin(pairs.cadre * width + wanted, owner * width + code)
    return met


def _known(rank: int | None) -> int:
    return UNKNOWN if rank is None else rank
