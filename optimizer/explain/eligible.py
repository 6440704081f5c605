"""Who may be chosen for posts: everybody with a possible move into them, by code."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np

from luanchuyen.optimizer.columns.pairs import columns_of
from luanchuyen.optimizer.integer.arrays import distinct
from luanchuyen.optimizer.program.candidates import possible_moves
from luanchuyen.optimizer.situation.situation import Situation

Posts = tuple[str, ...]


def eligible(situation: Situation, wanted: Iterable[Posts]) -> dict[Posts, tuple[str, ...]]:
    """For each of ``wanted``, posts that one person takes together: who may take them, alone or with others, in the
    order of codes.
    """
    groups = {posts: _groups_with(situation, posts) for posts in wanted}
    columns = columns_of(situation)
    moves = possible_moves(columns)
    order = np.argsort(moves.group, kind="stable")
    starts = np.searchsorted(moves.group[order], np.arange(len(situation.groups) + 1))
    return {
        posts: tuple(
            columns.cadre_ids[at]
            for at in distinct((), *(moves.cadre[order[starts[g] : starts[g + 1]]] for g in indices)).tolist()
        )
        for posts, indices in groups.items()
    }


def _groups_with(situation: Situation, posts: Posts) -> Collection[int]:
    """The groups that bring all of these posts."""
    found = [{group.index for group in situation.groups_with[post]} for post in posts]
    return set.intersection(*found) if found else set()
