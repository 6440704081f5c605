"""Who holds what on one day: from working records and present posts, or from a line-up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from luanchuyen.models.calendar import PartialDate
from luanchuyen.optimizer.record.positions import Position, Positions
from luanchuyen.optimizer.situation.situation import Situation


@dataclass(frozen=True)
class Holding:
    """One person in one position at a unit that has a code."""

    cadre: str
    unit_id: str
    position: Position


def holdings_on(situation: Situation, day: dt.date) -> tuple[Holding, ...]:
    """The rows of the careers that run on the day, and the present posts held since then or longer.

    A row without "to" runs on; a partial date counts by its first day at the start, by its last at the end.
    """
    positions = Positions(situation)
    found: dict[tuple[str, str, str | None], Holding] = {}
    for cadre_id, cadre in situation.instance.cadres.items():
        for stint in cadre.career:
            if stint.unit_id is not None and stint.kind is not None and _runs(stint.since, stint.to, day):
                key = (cadre_id, stint.unit_id, stint.kind)
                found[key] = Holding(cadre_id, stint.unit_id, positions.of(stint.unit_id, stint.kind))
        if cadre.in_post_since.first <= day:
            for post_id in situation.held[cadre_id]:
                post = situation.post(post_id)
                key = (cadre_id, post.unit_id, post.kind)
                found[key] = Holding(cadre_id, post.unit_id, positions.of_post(post_id))
    return tuple(found.values())


def _runs(since: PartialDate, to: PartialDate | None, day: dt.date) -> bool:
    return since.first <= day and (to is None or day <= to.last)


def holdings_of(situation: Situation, occupants: Mapping[str, tuple[str, ...]]) -> tuple[Holding, ...]:
    """The holdings of a line-up: post -> those who sit in it."""
    positions = Positions(situation)
    return tuple(
        Holding(cadre_id, situation.post(post_id).unit_id, positions.of_post(post_id))
        for post_id, cadres in occupants.items()
        for cadre_id in cadres
    )
