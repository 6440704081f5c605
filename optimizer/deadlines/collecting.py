"""All that falls due until a day, with how many could follow."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace

from luanchuyen.optimizer.deadlines.deadline import Deadline
from luanchuyen.optimizer.deadlines.people import of_people
from luanchuyen.optimizer.deadlines.posts import of_posts
from luanchuyen.optimizer.deadlines.successors import successors_on
from luanchuyen.optimizer.situation.situation import Situation


def deadlines_until(situation: Situation, last: dt.date) -> tuple[Deadline, ...]:
    """Every deadline until ``last``, that day included, in order; what is overdue by the facts stands first.

    Who could follow is counted on the day itself; of what is overdue, on the day of the facts.
    """
    found = [one for one in (*of_people(situation), *of_posts(situation)) if one.date <= last]
    as_of = situation.instance.settings.as_of
    wanted: dict[dt.date, set[str]] = defaultdict(set)
    for one in found:
        if one.post is not None:
            wanted[max(one.date, as_of)].add(one.post)
    counted = {day: successors_on(situation, day, sorted(posts)) for day, posts in sorted(wanted.items())}
    told = [
        replace(one, successors=counted[max(one.date, as_of)][one.post]) if one.post is not None else one
        for one in found
    ]
    return tuple(sorted(told, key=lambda one: one.order))
