"""The changes of a scenario that are made to the facts. The base is never touched.

What they mean, where the words leave it open:

* *without cadre*: they decline, or are not available. They are no newcomer anywhere: they keep what they hold; if they
  must leave it, they leave it and are placed nowhere. A row of *Khóa* that had fixed them elsewhere falls.
* *without post*: the plan leaves the post, and its bundle, as it is: nobody enters, its holder stays, an empty seat
  does not count. A row that had fixed somebody into it falls.
* *fix*: the rows that fix the same cadre elsewhere fall, and a ban on the same pair.
* *forbid*: a row that fixes the same pair falls; of *nobody* every row that fixes into the post who does not hold it.
* *budget*: the most that the moves into a unit may cost.
* *as of*: facts stay as they were read; the day, and with it the start where the start was that day, is another.

What *fix*, *forbid* and *without cadre* decide: decisions.py.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from luanchuyen.models.cadre import Planned
from luanchuyen.models.committee.decision import ANYBODY
from luanchuyen.models.instance import Instance
from luanchuyen.models.waiver import FIXED, FORBIDDEN, Lock
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.scenario import Change

MOST_DIGITS = 15
"""Digits of a budget, as in a cell of the workbook."""


def changed_instance(situation: Situation, changes: Iterable[Change]) -> Instance:
    """The facts of ``situation`` with the changes made to them, which are sound; themselves where none is."""
    instance = situation.instance
    for change in changes:
        if change.kind == "as_of":
            instance = _on_another_day(instance, day_of(change.value))
        elif change.kind == "budget":
            instance = _with_budget(instance, change.target[0], budget_of(change.value))
        elif change.kind == "add":
            instance = _planned(instance, *change.target)
        elif change.kind == "without_post":
            instance = _frozen(instance, situation, change.target[0])
        elif change.kind in ("without_cadre", "fix", "forbid"):
            kept = tuple(lock for lock in instance.locks if not _falls(lock, situation, change))
            instance = replace(instance, locks=kept) if len(kept) < len(instance.locks) else instance
    return instance


def day_of(text: str) -> dt.date:
    """A day dd/mm/yyyy, or as ISO writes it. Raises ValueError."""
    parts = text.strip().split("/")
    if len(parts) == 3:
        day, month, year = map(int, parts)
        return dt.date(year, month, day)
    return dt.date.fromisoformat(text.strip())


def budget_of(text: str) -> int:
    """A whole number of at most MOST_DIGITS digits. Raises ValueError."""
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
        raise ValueError(text)
    return int(text)


def _with_budget(instance: Instance, unit_id: str, budget: int) -> Instance:
    unit = replace(instance.units[unit_id], budget=budget)
    return replace(instance, units={**instance.units, unit_id: unit})


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


def _falls(lock: Lock, situation: Situation, change: Change) -> bool:
    """Whether a row of Khóa contradicts what the change decides."""
    cadre_id = change.target[0]
    if lock.cadre_id != cadre_id and cadre_id != ANYBODY:
        return False
    elsewhere = lock.post_id not in situation.held.get(lock.cadre_id, ())
    if change.kind == "without_cadre":
        return lock.lock == FIXED and elsewhere
    same = lock.post_id in situation.group_of[change.target[1]].posts
    if change.kind == "fix":
        return lock.lock == (FORBIDDEN if same else FIXED)
    return lock.lock == FIXED and same and (cadre_id != ANYBODY or elsewhere)
