"""An answer that may be shown to the person it is about: nothing of anybody else's file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from luanchuyen.models.committee.answer import CadreAnswer, PairAnswer, Priced
from luanchuyen.models.conflict import Conflict
from luanchuyen.optimizer.situation.situation import Situation

PEOPLE = ("cadre", "cadres", "relative")
"""The keys of a subject that name people."""


def cadre_for_person(situation: Situation, answer: CadreAnswer) -> CadreAnswer:
    """The answer about a cadre without whatever tells of others."""
    posts = tuple(pair_for_person(situation, one) for one in answer.posts)
    return replace(answer, posts=posts, stays=_priced(answer.stays, answer.cadre))


def pair_for_person(situation: Situation, answer: PairAnswer) -> PairAnswer:
    """The answer about a pair without who fares otherwise, whom a rule stops, and others' cells and codes."""
    conflicts = tuple(_conflict(situation, one, answer.cadre) for one in answer.conflicts)
    return replace(answer, conflicts=conflicts, priced=_priced(answer.priced, answer.cadre))


def _priced(priced: Priced, cadre_id: str) -> Priced:
    """``pairs`` is the whole plan: it is left out."""
    return replace(priced, changes=tuple(c for c in priced.changes if c.cadre == cadre_id), pairs=None)


def _conflict(situation: Situation, conflict: Conflict, cadre_id: str) -> Conflict:
    own = {situation.cadre(cadre_id).origin.sheet}
    # Where relatives meet is told of both.
    hidden = ("posts",) if "relative" in conflict.subject else ()
    subject = {k: v for k, v in conflict.subject.items() if k not in hidden and _own(k, v, cadre_id)}
    mine = set(situation.cadre(cadre_id).origin.cells.values())
    mine.add(f"A{situation.cadre(cadre_id).origin.row}")
    cells = tuple(cell for cell in conflict.cells if _public(situation, cell, own, mine, conflict, cadre_id))
    return replace(conflict, subject=subject, cells=cells)


def _own(key: str, value: object, cadre_id: str) -> bool:
    """Whether a part of a subject names nobody else."""
    return key not in PEOPLE or value in (cadre_id, "*") or value == [cadre_id]


def _public(
    situation: Situation, cell: str, people: set[str], mine: set[str], conflict: Conflict, cadre_id: str
) -> bool:
    """Whether a cell is of a post, a unit, or the person's own row; a lock's where it is theirs or everybody's."""
    sheet, _, place = cell.rpartition("!")
    instance = situation.instance
    if sheet in people:
        return place in mine
    if sheet in (instance.sheet("posts"), instance.sheet("units")):
        return True
    named: Mapping[str, object] = conflict.subject
    return sheet == instance.sheet("locks") and named.get("cadre") in (cadre_id, "*")
