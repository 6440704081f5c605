"""Head posts that had a new holder twice within twelve months: what working records and present posts show."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from luanchuyen.models.calendar import months_between
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.record.positions import Positions
from luanchuyen.optimizer.situation.situation import Situation

WITHIN_MONTHS = 12
"""Fewer whole months than this lie between the two."""

Headed = tuple[str, str]
"""A head's post by its unit and kind."""
_Taking = tuple[Headed, dt.date, str]


def changed_twice(situation: Situation, first: dt.date, last: dt.date, plan: Plan | None = None) -> tuple[Headed, ...]:
    """The posts that somebody new took up from one day to another, less than twelve months after somebody else.

    A partial date counts by its first day. Who takes up what they had taken up last (bổ nhiệm lại) is nobody new. Posts
    of several seats are left out: who follows whom there is not known. ``plan``: its moves too, at the start.
    """
    taken: dict[Headed, list[tuple[dt.date, str]]] = defaultdict(list)
    for headed, day, cadre_id in _takings(situation, plan):
        taken[headed].append((day, cadre_id))
    return tuple(sorted(headed for headed, of in taken.items() if _twice(sorted(of), first, last)))


def _twice(takings: list[tuple[dt.date, str]], first: dt.date, last: dt.date) -> bool:
    new = [one for before, one in pairwise([(dt.date.min, ""), *takings]) if before[1] != one[1]]
    days = sorted({day for day, _ in new})  # of two who came on one day nobody knows who followed
    return any(first <= later <= last and months_between(day, later) < WITHIN_MONTHS for day, later in pairwise(days))


def _takings(situation: Situation, plan: Plan | None) -> Iterator[_Taking]:
    """Everybody who took up a head's post of one seat, with the day."""
    positions, seats = Positions(situation), defaultdict[Headed, int](int)
    for post in situation.instance.posts.values():
        seats[post.unit_id, post.kind] += post.seats
    for unit_id, kind, day, cadre_id in _entries(situation, plan):
        if positions.of(unit_id, kind).head and seats[unit_id, kind] <= 1:
            yield (unit_id, kind), day, cadre_id


def _entries(situation: Situation, plan: Plan | None) -> Iterable[tuple[str, str, dt.date, str]]:
    for cadre_id, cadre in situation.instance.cadres.items():
        for stint in cadre.career:
            if stint.unit_id is not None and stint.kind is not None:
                yield stint.unit_id, stint.kind, stint.since.first, cadre_id
        for post_id in situation.held[cadre_id]:
            post = situation.post(post_id)
            yield post.unit_id, post.kind, cadre.in_post_since.first, cadre_id
    for cadre_id, post_id in plan.pairs if plan else ():
        post = situation.post(post_id)
        yield post.unit_id, post.kind, situation.start, cadre_id
