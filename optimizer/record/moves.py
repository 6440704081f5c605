"""Recorded moves (lượt): what one person took up on one day in one form, from working records or from a plan.

Form and direction are facts of the sheet (Hình thức, Hướng) or of the plan, never read out of a title. A blank
direction of a rotation, transfer or secondment follows from the levels of the unit before and the unit entered,
where both have a code; an appointment has the direction that is typed, or none.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luanchuyen.models.cadre import Cadre, Stint
from luanchuyen.models.places.tables import Place
from luanchuyen.models.plan import Plan
from luanchuyen.models.post import FORMS
from luanchuyen.optimizer.record.people import days_of_ages
from luanchuyen.optimizer.record.positions import Position, Positions, lead
from luanchuyen.optimizer.situation.situation import Situation

CAREER_FORMS = (*FORMS, "appointment", "reappointment")
DIRECTIONS = ("down", "up", "lateral", "in", "out")


@dataclass(frozen=True)
class RecordedMove:
    """One move. ``head``: True = some post heads its unit, False = deputies' posts only, None = not known.

    ``direction`` None = not given and not known. ``aged_on``: the day on which their age is counted. ``other_level``:
    of a move in or out, the level of the other side.
    """

    cadre: str
    form: str
    direction: str | None
    day: dt.date
    aged_on: dt.date
    posts: int
    head: bool | None
    key: bool
    cross_bloc: bool
    other_level: str | None = None


@dataclass(frozen=True)
class _Stay:
    """Where somebody was until they moved: a unit by code, or a place."""

    unit_id: str | None
    place: Place | None = None


def moves_of_plan(situation: Situation, plan: Plan) -> tuple[RecordedMove, ...]:
    """The moves of a plan, all at its start: one a person, however many posts a bundle brings.

    Ages are counted as the rules count them: on the day that the book names for the lead post, else at the start.
    """
    positions = Positions(situation)
    aged_on, found = days_of_ages(situation, plan), []
    for cadre_id, entries in plan.by_cadre.items():
        posts = [positions.of_post(entry.post) for entry in entries]
        first, (head, key) = entries[0], _standing(posts)
        found.append(
            RecordedMove(
                cadre=cadre_id,
                form=first.form,
                direction=first.direction,
                day=situation.start,
                aged_on=aged_on[cadre_id],
                posts=len(posts),
                head=head,
                key=key,
                cross_bloc=first.cross_bloc,
            )
        )
    return tuple(found)


def moves_of_careers(situation: Situation, first: dt.date, last: dt.date) -> tuple[RecordedMove, ...]:
    """The moves between two days, both included; a partial date counts by its first day."""
    positions = Positions(situation)
    found: list[RecordedMove] = []
    for cadre in situation.instance.cadres.values():
        if any(stint.form and first <= stint.since.first <= last for stint in cadre.career):
            found += _of_cadre(situation, positions, cadre, first, last)
    return tuple(found)


def _of_cadre(
    situation: Situation, positions: Positions, cadre: Cadre, first: dt.date, last: dt.date
) -> Iterator[RecordedMove]:
    """A cadre's moves in order of time, each seen from where the rows before it, or the present post, put them."""
    days: dict[dt.date, list[Stint]] = defaultdict(list)
    for stint in cadre.career:
        days[stint.since.first].append(stint)
    present = cadre.in_post_since.first
    before: _Stay | None = None
    for day in sorted({*days, present}):
        rows = days.get(day, [])
        if first <= day <= last:
            for form, since in sorted({(s.form, s.since) for s in rows if s.form is not None}):
                same = [s for s in rows if (s.form, s.since) == (form, since)]
                yield _move(situation, positions, form, same, before)
        before = _stay(positions, rows) if rows else _Stay(situation.unit_of[cadre.cadre_id])


def _stay(positions: Positions, rows: Sequence[Stint]) -> _Stay:
    unit_id = lead(positions.of(s.unit_id, s.kind) for s in rows).unit_id
    places = [s.place for s in rows if isinstance(s.place, Place)]
    return _Stay(unit_id, places[0] if places else None)


def _move(
    situation: Situation, positions: Positions, form: str, rows: Sequence[Stint], before: _Stay | None
) -> RecordedMove:
    posts = [positions.of(s.unit_id, s.kind) for s in rows]
    now, here = _stay(positions, rows), lead(posts)
    typed = {s.direction for s in rows if s.direction}
    leading = next(s for s, post in zip(rows, posts, strict=True) if post is here)
    direction = typed.pop() if len(typed) == 1 else leading.direction or None
    if direction is None and form in FORMS:
        direction = _by_levels(situation, before, now)
    other = {"in": before, "out": now}.get(direction or "")
    head, key = _standing(posts)
    return RecordedMove(
        cadre=rows[0].cadre_id,
        form=form,
        direction=direction,
        day=rows[0].since.first,
        aged_on=rows[0].since.first,
        posts=len(rows),
        head=head,
        key=key,
        cross_bloc=_crosses(situation, before, now),
        other_level=_level(situation, other) if other else None,
    )


def _standing(posts: Sequence[Position]) -> tuple[bool | None, bool]:
    """Whether several posts make a head or a deputy, and whether one of them is a key post."""
    heads = {post.head for post in posts}
    head = True if True in heads else False if False in heads else None
    return head, any(post.key for post in posts)


def _by_levels(situation: Situation, before: _Stay | None, now: _Stay) -> str | None:
    units, depth = situation.instance.units, situation.policy.vocabulary.depth
    left, entered = units.get((before.unit_id if before else None) or ""), units.get(now.unit_id or "")
    if left is None or entered is None:
        return None
    step = depth(entered.level) - depth(left.level)
    return "down" if step > 0 else "up" if step < 0 else "lateral"


def _crosses(situation: Situation, before: _Stay | None, now: _Stay) -> bool:
    """Whether the blocs of both units are known and differ."""
    units = situation.instance.units
    left, entered = units.get((before.unit_id if before else None) or ""), units.get(now.unit_id or "")
    blocs = {left.bloc if left else None, entered.bloc if entered else None}
    return len(blocs) == 2 and None not in blocs


def _level(situation: Situation, stay: _Stay) -> str | None:
    if stay.unit_id is not None:
        return situation.instance.units[stay.unit_id].level
    return stay.place.level if stay.place else None
