"""Consecutive terms as head of one place: the sheet's number, else what the rows of the working record show.

A term begins with a row of a head's post in the place where none ran before, and with one that has a form of moving
(bổ nhiệm lại, bổ nhiệm, luân chuyển ...): a row without a form goes on with the term. Rows elsewhere, or of no head,
end the count. Where the record begins with bổ nhiệm lại, one term went before it.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from luanchuyen.optimizer.situation.returning import still_runs

if TYPE_CHECKING:
    from luanchuyen.models.cadre import Cadre, Stint
    from luanchuyen.optimizer.situation.incumbency import Incumbency


def terms_of_all(situation: Incumbency) -> dict[str, int | None]:
    """The terms of everybody, the one being served included; None = not known, or heading nothing and no number."""
    return {
        cadre_id: _shown(situation, cadre) if cadre.consecutive_terms is None else cadre.consecutive_terms
        for cadre_id, cadre in situation.instance.cadres.items()
    }


def terms_begun(situation: Incumbency, cadre: Cadre, unit_id: str) -> list[tuple[dt.date, int]]:
    """The days on which a term in the unit's place began by the record, and which one in a row it was."""
    found: list[tuple[dt.date, int]] = []
    number = 0
    for place, (day, rows) in enumerate(_days(cadre)):
        forms = {row.form for row in rows if _heads(situation, row, unit_id)}
        if not forms:
            number = 0
        elif not number or forms != {None}:
            number += 2 if place == 0 and "reappointment" in forms else 1
            found.append((day, number))
    return found


def _shown(situation: Incumbency, cadre: Cadre) -> int | None:
    """Of who holds a head's post, where a latest row is of one in their place and runs: the terms at the start."""
    if not any(map(situation.is_head, situation.held[cadre.cadre_id])):
        return None
    unit_id = situation.unit_of[cadre.cadre_id]
    rows = [row for row in cadre.career if row.since.first <= situation.start]
    latest = max((row.since.first for row in rows), default=None)
    running = (row for row in rows if row.since.first == latest and still_runs(row, situation))
    if not any(_heads(situation, row, unit_id) for row in running):
        return None
    begun = (number for day, number in terms_begun(situation, cadre, unit_id) if day <= situation.start)
    return [*begun][-1]


def _heads(situation: Incumbency, row: Stint, unit_id: str) -> bool:
    """Whether the row is of a head's post in the unit's place: as the sheet's posts agree to say, else as its kind."""
    units = situation.instance.units
    if row.unit_id is None or row.unit_id not in units or not situation.territory.one_place(row.unit_id, unit_id):
        return False
    told = situation.once("heads by kind", lambda: _heads_by_kind(situation)).get((row.unit_id, row.kind), ())
    kind = situation.policy.vocabulary.kinds.get(row.kind or "")
    return next(iter(told)) if len(told) == 1 else bool(kind and kind.head)


def _heads_by_kind(situation: Incumbency) -> dict[tuple[str, str | None], set[bool]]:
    """By unit and kind, whether the sheet's posts of that kind there are heads' posts: both where they do not agree."""
    found: dict[tuple[str, str | None], set[bool]] = defaultdict(set)
    for post in situation.instance.posts.values():
        found[post.unit_id, post.kind].add(situation.is_head(post.post_id))
    return found


def _days(cadre: Cadre) -> list[tuple[dt.date, list[Stint]]]:
    """The rows at units that have a code, by their first days, in order."""
    days: dict[dt.date, list[Stint]] = defaultdict(list)
    for stint in cadre.career:
        if stint.unit_id is not None:
            days[stint.since.first].append(stint)
    return sorted(days.items())
