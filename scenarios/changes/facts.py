"""The changes of a scenario that are made to the facts. The base is never touched.

What they mean, where the words leave it open:

* *without cadre*: they decline, or are not available. They are no newcomer anywhere: they keep what they hold; if they
  must leave it, they leave it and are placed nowhere. A decision that had fixed them elsewhere falls.
* *without post*: the plan leaves the post, and its bundle, as it is: nobody enters, its holder stays, an empty seat
  does not count. A decision that had fixed somebody into it falls.
* *fix*: takes the place of the base's decisions on the same cadre, and of a ban on the same pair.
* *forbid*: takes the place of a decision that had fixed the same pair.
* *as of*: facts stay as they were read; the day, and with it the start where the start was that day, is another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from luanchuyen.models.cadre import Planned
from luanchuyen.models.instance import Instance
from luanchuyen.models.waiver import FIXED, FORBIDDEN, Lock
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.scenario import Change

ANYBODY = "*"


def changed_instance(situation: Situation, changes: Iterable[Change]) -> Instance:
    """The facts of ``situation`` with the changes made to them, which are sound."""
    instance = situation.instance
    for change in changes:
        if change.kind == "as_of":
            instance = _on_another_day(instance, day_of(change.value))
        elif change.kind == "add":
            instance = _planned(instance, *change.target)
        elif change.kind == "without_post":
            instance = _frozen(instance, situation, change.target[0])
        elif change.kind == "without_cadre":
            instance = _unavailable(instance, situation, change.target[0])
        elif change.kind in ("fix", "forbid"):
            instance = _decided(instance, situation, change)
    return instance


def day_of(text: str) -> dt.date:
    """A day dd/mm/yyyy, or as ISO writes it. Raises ValueError."""
    parts = text.strip().split("/")
    if len(parts) == 3:
        day, month, year = map(int, parts)
        return dt.date(year, month, day)
    return dt.date.fromisoformat(text.strip())


def _on_another_day(instance: Instance, day: dt.date) -> Instance:
    settings = instance.settings
    start = day if settings.start == settings.as_of else settings.start
    return replace(instance, settings=replace(settings, as_of=day, start=start))


def _planned(instance: Instance, cadre_id: str, post_id: str) -> Instance:
    cadre = instance.cadres[cadre_id]
    more = replace(cadre, planned_for=(*cadre.planned_for, Planned(post_id=post_id)))
    return replace(instance, cadres={**instance.cadres, cadre_id: more})


def _frozen(instance: Instance, situation: Situation, post_id: str) -> Instance:
    together = situation.group_of[post_id].posts
    held = {p: replace(instance.posts[p], status="frozen") for p in together}
    locks = tuple(k for k in instance.locks if not (k.lock == FIXED and k.post_id in together))
    return replace(instance, posts={**instance.posts, **held}, locks=locks)


def _unavailable(instance: Instance, situation: Situation, cadre_id: str) -> Instance:
    own = situation.held[cadre_id]
    kept = [k for k in instance.locks if not (k.lock == FIXED and k.cadre_id == cadre_id and k.post_id not in own)]
    closed = [
        Lock(cadre_id, group.lead, FORBIDDEN)
        for group in situation.groups
        if not group.frozen and group.lead not in own and situation.within_authority(cadre_id, group.lead)
    ]
    return replace(instance, locks=(*kept, *closed))


def _decided(instance: Instance, situation: Situation, change: Change) -> Instance:
    cadre_id, post_id = change.target
    together = situation.group_of[post_id].posts
    fix = change.kind == "fix"

    def falls(lock: Lock) -> bool:
        if lock.cadre_id != cadre_id:
            return False
        same = lock.post_id in together
        return (same or lock.lock == FIXED) if fix else (same and lock.lock == FIXED)

    kept = tuple(k for k in instance.locks if not falls(k))
    return replace(instance, locks=(*kept, Lock(cadre_id, post_id, FIXED if fix else FORBIDDEN)))
