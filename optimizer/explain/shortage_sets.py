"""Posts with fewer people than seats, whatever the plan: counted, no solver, with the rules that keep others out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from luanchuyen.models.committee.answer import ShortageSet
from luanchuyen.models.waiver import FIXED
from luanchuyen.optimizer.explain.scarcity import scarcities_of_one_each
from luanchuyen.optimizer.explain.shortage import NO_CANDIDATE, shortages
from luanchuyen.optimizer.situation.situation import Situation


def shortage_sets(situation: Situation) -> tuple[ShortageSet, ...]:
    """Sets that share no post and no cadre, in the order of their first posts; each lacks seats less cadres.

    Where nobody can hold two posts at once and nobody who is due stays in a seat that others could take, their sum is
    the least number of empty seats that pair rules, locks and authorities leave; elsewhere no more than that.
    """
    sets = scarcities_of_one_each(situation)
    return tuple(
        ShortageSet(one.posts, one.seats, one.cadres, one.empty, _rules(situation, one.posts, bool(one.pinned)))
        for one in sorted(sets, key=lambda one: one.posts)
        if one.empty > 0
    )


def _rules(situation: Situation, posts: Iterable[str], pinned: bool) -> tuple[str, ...]:
    """What keeps others out: the rules that bar, most first, and decisions elsewhere; or that nobody is there."""
    barred: Counter[str] = Counter()
    for told in shortages(situation, posts).values():
        barred.update(told.barred)
    rules = sorted(barred, key=lambda rule: (-barred[rule], rule))
    return (*([FIXED] if pinned else []), *rules) or (NO_CANDIDATE,)
