"""What falls due of people: the ends of rotations, terms and service, and the remarks on who is on rotation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import count

from luanchuyen.models.cadre import Stint
from luanchuyen.models.calendar import add_months
from luanchuyen.models.retirement import retires_on
from luanchuyen.optimizer.deadlines.deadline import Deadline, Kind
from luanchuyen.optimizer.rules.in_force import in_force
from luanchuyen.optimizer.rules.secondment_length import SecondmentLength
from luanchuyen.optimizer.situation.returning import running
from luanchuyen.optimizer.situation.situation import Situation

REMARK_MONTHS = 6
"""Remarks on a rotated civil servant are due every six months and yearly (Decree 138/2020, Article 62)."""

TERM_MONTHS = 60
"""A term of a party committee or a people's council."""

ENDING = ("rotation", "secondment")
"""The forms of moving that have an end."""


def of_people(situation: Situation) -> Iterator[Deadline]:
    """Every deadline of a person, however far."""
    for cadre_id in situation.instance.cadres:
        for stint in running(situation, cadre_id, ENDING)[:1]:
            yield from _of_stint(situation, cadre_id, stint)
        yield from _terms(situation, cadre_id)
        yield _of(situation, _retirement(situation, cadre_id), "retirement", cadre_id)


def _of(situation: Situation, date: dt.date, kind: Kind, cadre_id: str, post_id: str | None = None) -> Deadline:
    post = post_id or situation.lead_post[cadre_id]
    unit = situation.post(post).unit_id if post else situation.unit_of[cadre_id]
    return Deadline(date, kind, cadre_id, post, unit)


def _of_stint(situation: Situation, cadre_id: str, stint: Stint) -> Iterator[Deadline]:
    """Its end, as typed or else after the term of Tham số; of a secondment at the latest when the months that a rule
    in force allows it are full; of a rotation the remarks before it.
    """
    end = stint.to.last if stint.to else add_months(stint.since.last, situation.instance.settings.term_months)
    if stint.form == "secondment":
        end = min([end, *(rule.last_day(stint.since.last) for rule in _limits(situation))])
    yield _of(situation, end, "rotation_end", cadre_id)
    for number in count(1) if stint.form == "rotation" else ():
        date = add_months(stint.since.last, number * REMARK_MONTHS)
        if date >= end:
            return
        if date >= situation.instance.settings.as_of:
            yield _of(situation, date, "remark_due", cadre_id)


def _limits(situation: Situation) -> list[SecondmentLength]:
    return [rule for rule, _ in in_force(situation) if isinstance(rule, SecondmentLength)]


def _terms(situation: Situation, cadre_id: str) -> Iterator[Deadline]:
    """Of who heads a place: the day of the facts where their terms are served by the number or the record, else the
    day on which they have been in the post for as many terms of five years.
    """
    heads = [post_id for post_id in situation.held[cadre_id] if situation.is_head(post_id)]
    if not heads:
        return
    cadre, limit = situation.cadre(cadre_id), situation.definitions.max_terms
    terms = situation.terms[cadre_id]
    served = terms is not None and terms >= limit
    full = add_months(cadre.in_post_since.last, TERM_MONTHS * limit)
    date = situation.instance.settings.as_of if served else full
    yield _of(situation, date, "two_terms", cadre_id, situation.lead(heads))


def _retirement(situation: Situation, cadre_id: str) -> dt.date:
    return retires_on(situation.cadre(cadre_id), situation.policy.vocabulary.retirement)
