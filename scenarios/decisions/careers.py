"""Working records once somebody has left a post: rows closed on the day before, rows opened for what they took.

A row that runs in a unit that is left, or in none that is named, ends on the day before. Where no row stands for the
unit where they were, one is written for each post that none stands for, so that its months and its bloc are not lost;
it names no form, as nobody said by which it began.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from luanchuyen.models.cadre import Cadre, Stint
from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.plan import Assignment
from luanchuyen.models.update import AddedRow, Fact, Update, Updates
from luanchuyen.optimizer.situation.situation import Situation


def closed(situation: Situation, cadre: Cadre, day: dt.date) -> Updates:
    """The rows of what a cadre leaves on ``day``: ended on the day before, and written where there is none."""
    last = PartialDate.of(day - dt.timedelta(days=1))
    units = _units_left(situation, cadre)
    running = [stint for stint in cadre.career if _runs(stint, day) and stint.unit_id in {None, *units}]
    cells = tuple(Update("career", "to", last, stint.origin) for stint in running)
    told = {stint.unit_id for stint in cadre.career if _stands_for_the_present(stint, cadre, running)}
    if cadre.in_post_since.first >= day or told & {None, situation.unit_of[cadre.cadre_id]}:
        return Updates(cells)
    untold = [values for values in _left(situation, cadre) if values["unit_id"] not in told]
    rows = [_row(cadre.cadre_id, values, cadre.in_post_since) for values in untold]
    return Updates(cells, tuple(replace(row, values={**row.values, "to": last}) for row in rows))


def still_running(situation: Situation, cadre: Cadre, day: dt.date) -> tuple[Stint, ...]:
    """Rows that run on in units that the cadre does not leave: nobody can tell here whether they end too."""
    units = _units_left(situation, cadre)
    return tuple(s for s in cadre.career if _runs(s, day) and s.unit_id is not None and s.unit_id not in units)


def opened(situation: Situation, taken: Iterable[Assignment], day: dt.date, rules: str) -> Iterable[AddedRow]:
    """A row for each post taken, with the form and the direction of the move and the book that it was judged by."""
    for assignment in taken:
        post = situation.post(assignment.post)
        values: dict[str, Fact] = {"unit_id": post.unit_id, "position": post.title, "kind": post.kind}
        row = _row(assignment.cadre, values, PartialDate.of(day))
        told = {"form": assignment.form, "direction": assignment.direction, "rules": rules}
        yield replace(row, values={**row.values, **told})


def _row(cadre_id: str, values: dict[str, Fact], since: PartialDate) -> AddedRow:
    return AddedRow("career", {"cadre_id": cadre_id, **values, "from": since})


def _units_left(situation: Situation, cadre: Cadre) -> set[str]:
    held = situation.held[cadre.cadre_id]
    return {situation.unit_of[cadre.cadre_id], *(situation.post(p).unit_id for p in held)}


def _left(situation: Situation, cadre: Cadre) -> Iterable[dict[str, Fact]]:
    """What is left: a post each, or, where it is not in the sheet, the unit with the words of the sheet."""
    for post_id in situation.held[cadre.cadre_id]:
        post = situation.post(post_id)
        yield {"unit_id": post.unit_id, "position": post.title, "kind": post.kind}
    if not situation.held[cadre.cadre_id]:
        yield {"unit_id": situation.unit_of[cadre.cadre_id], "position": cadre.position or None}


def _runs(stint: Stint, day: dt.date) -> bool:
    """Whether it began before the day, and may run on it."""
    return stint.since.first < day and (stint.to is None or stint.to.last >= day)


def _stands_for_the_present(stint: Stint, cadre: Cadre, running: list[Stint]) -> bool:
    """Whether the row is of the present posting: it runs, or it began with it."""
    return stint in running or stint.since.first == cadre.in_post_since.first
