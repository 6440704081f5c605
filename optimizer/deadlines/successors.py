"""How many people could follow in a post: by structure and the hard pair rules, with everything measured on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from luanchuyen.optimizer.columns.pairs import columns_of
from luanchuyen.optimizer.program.candidates import possible_into
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation


def situation_on(situation: Situation, day: dt.date) -> Situation:
    """The same facts with a plan that starts on ``day``: months, ages, deferrals and waivers are measured there."""
    settings = replace(situation.instance.settings, start=day)
    instance = replace(situation.instance, settings=settings)
    return situation_of(instance, situation.policy, situation.gazetteer)


def successors_on(situation: Situation, day: dt.date, posts: Iterable[str]) -> Mapping[str, int]:
    """For each post the cadres who could move into it in a plan that starts on ``day``, its present holders aside.

    Counted are those of the sheet whom no structure (giữ nguyên, another managing authority, their own post) and no
    pair rule that binds hard keeps from a group of posts that brings this one. Facts are those of the sheet: that
    somebody has moved or retired meanwhile is not known, but a hard rule on the working time left counts on the day.
    Seats are not asked: the post is taken as free.
    """
    there = situation_on(situation, day)
    columns = columns_of(there)
    groups = {post: np.array([group.index for group in there.groups_with[post]], np.int64) for post in posts}
    among = np.unique(np.concatenate([*groups.values(), np.zeros(0, np.int64)]))
    moves = possible_into(columns, among)
    return {post: len(np.unique(moves.cadre[np.isin(moves.group, of)])) for post, of in groups.items()}
