"""What a run tells of why it has no plan, held against the facts: members that there are, and that are in conflict.

That there is no plan at all is the solvers' word. What no solver is needed to see is seen: a plan that moves nobody
and is lawful, a member that is none or has other cells, members that a plan of one move keeps.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from luanchuyen.models.conflict import STRUCTURE, Conflict
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.audit.faults import Fault, unlike
from luanchuyen.optimizer.explain.conflict import no_way_back, told_of
from luanchuyen.optimizer.integer.arrays import IntArray, distinct, is_among
from luanchuyen.optimizer.integer.task import Contest
from luanchuyen.optimizer.program.contested import ONE_MOVE, Member, tag_of, whole_contest
from luanchuyen.optimizer.program.program import Program
from luanchuyen.optimizer.situation.situation import Situation

WHERE = "plans.json: conflicts"


def conflict_faults(situation: Situation, program: Program, told: Mapping[str, Any]) -> Iterator[Fault]:
    """What is wrong with the status and the conflicts of a plans.json. Raises as ``Conflict.from_dict``."""
    conflicts = [Conflict.from_dict(row) for row in told["conflicts"]]
    for at, conflict in enumerate(conflicts):
        yield from unlike(told["conflicts"][at], json.loads(json.dumps(conflict.to_dict())), f"{WHERE}[{at}]")
    if bool(conflicts) != (told["status"] == "infeasible"):
        yield Fault("wrong_form", values={"where": WHERE})
    if told["status"] == "infeasible" and audit(situation, ()).passed:
        yield Fault("wrong_infeasible")
    if conflicts:
        yield from _conflict(situation, program, conflicts)


def _conflict(situation: Situation, program: Program, told: Sequence[Conflict]) -> Iterator[Fault]:
    wanted = {_key(tag) for tag in map(tag_of, told) if tag is not None}
    contest, members = whole_contest(situation, list({_key(t): t for t in program.tags if _key(t) in wanted}.values()))
    known = {_key((f"{m.kind} {m.rule} ", m.subject)): number for number, m in enumerate(members)}
    found = [[known.get(key, -1) for key in _keys(one)] for one in told]
    remarks = [way for one in told for way in no_way_back(situation, one.kind, one.subject)]
    sound = True
    for at, (one, numbers) in enumerate(zip(told, found, strict=True)):
        if one in remarks:
            numbers.clear()
        elif min(numbers, default=-1) < 0 or not _cells_hold(situation, one, [members[n] for n in numbers]):
            sound = False
            yield Fault("wrong_member", values={"where": f"{WHERE}[{at}]"})
    if sound and _kept_by_one_move(contest, distinct(*found)):
        yield Fault("wrong_conflict")


def _key(tag: tuple[str, Mapping[str, Any]]) -> str:
    return f"{tag[0]}{json.dumps(tag[1], sort_keys=True, default=str)}"


def _keys(told: Conflict) -> list[str]:
    """The members that are told as one."""
    if told.rule != STRUCTURE:
        return [_key((f"{told.kind} {told.rule} ", told.subject))]
    subject: dict[str, Any] = dict(told.subject)
    reason = subject.pop("reason")
    subjects = [{"cadre": c} for c in subject["cadres"]] if reason == ONE_MOVE else [subject]
    return [_key((f"{STRUCTURE} {reason} ", of)) for of in subjects]


def _cells_hold(situation: Situation, told: Conflict, members: Sequence[Member]) -> bool:
    """Whether the cells are those of the members; of whom else they stop, the cadre's own may stand among them.

    Where a decision was written is another workbook's word.
    """
    if told.kind == "edit":
        return True
    own = {c for one in told_of(situation, [replace(member, stops=()) for member in members]) for c in one.cells}
    origins = [cadre.origin for cadre in situation.instance.cadres.values()]
    may = {origin.cell(field) for origin in origins for field in ("cadre_id", "managed_by")}
    return len(set(told.cells)) == len(told.cells) and own <= set(told.cells) <= own | may


def _kept_by_one_move(contest: Contest, members: IntArray) -> bool:
    """Whether no move at all, or a single one, breaks none of these members."""
    rows = contest.rows
    held = contest.rows_held & is_among(contest.row_member, members)
    kept = np.full(rows.columns, int((rows.rhs[held] <= 0).sum()))
    mine = held[rows.row]
    change = (rows.value >= rows.rhs[rows.row]).astype(np.int64) - (rows.rhs[rows.row] <= 0)
    np.add.at(kept, rows.column[mine], change[mine])
    kept[contest.bars[0][is_among(contest.bars[1], members)]] = -1
    kept[contest.upper < 1] = -1
    whole = int(held.sum())
    return bool((rows.rhs[held] <= 0).all() or (kept == whole).any())
