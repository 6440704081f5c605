"""What ``plan`` and ``verify`` print of what a committee decided, and answers.json: edits, costs, declines, seats."""

from __future__ import annotations

from typing import Annotated, Literal, TypedDict

from luanchuyen.models.committee.edit import EditKind
from luanchuyen.models.committee.price import ValueStatus
from luanchuyen.models.plan import Status
from luanchuyen.reports.shapes.answers import CellChange, Verified
from luanchuyen.reports.shapes.questions import Breach, Change
from luanchuyen.reports.shapes.run_files import Cell, Conflict, Plan, Tiers


class Unread(TypedDict):
    """A cell for the hand that cannot be read, or fits two."""

    sheet: Annotated[str, "the sheet's name"]
    cell: Annotated[str, "such as K12"]
    text: Annotated[str, "as it stands"]
    key: Annotated[str, "why; stays when the words change"]
    candidates: Annotated[list[str], "codes of those whom it may mean"]


class WrittenWaiver(TypedDict):
    """What the column Văn bản ngoại lệ says of one rule."""

    rule: Annotated[str, "the rule that it lifts"]
    cadre: Annotated[str | None, "for whom; null: everybody"]
    post: Annotated[str | None, "for which post; null: every post"]
    document: Annotated[str, "its number; empty: not written"]
    date: Annotated[str, "yyyy-mm-dd as far as written; empty: not written"]
    authority: Annotated[str, "who decided; empty: not written"]
    reason: Annotated[str, "of the column Lý do"]
    lacks: Annotated[list[str], "document, date, authority, reason, decision: while one is missing it opens nothing"]


class EditsRead(TypedDict):
    """`plan --locks --json` and `apply --edits --json` where a cell cannot be read: nothing is planned or applied."""

    unread: Annotated[list[Unread], "cells that cannot be read"]
    other_changes: Annotated[list[CellChange], "cells not for the hand that tell otherwise than they were written"]
    waivers: Annotated[list[WrittenWaiver], "all that are written"]
    taken_back: Annotated[list[list[str | None]], "decisions of an earlier round that are gone, as in options.locks"]


class JudgedEdit(TypedDict):
    """A mark of the column Chốt by itself, with the complete waivers of its own line."""

    cells: Annotated[list[Cell], "where it stands"]
    plan: Annotated[int, "the rank of the sheet where it was first read"]
    post: Annotated[str | None, "of its line, of a bundle the lead; null on a line of who leaves"]
    kind: Annotated[EditKind, "what it decides"]
    cadre: Annotated[str | None, "who is fixed, or the line's own; null for leave_empty"]
    instead_of: Annotated[str | None, "the line's own for choose and leave_empty"]
    reason: Annotated[str, "of the column Lý do"]
    breaches: Annotated[list[Breach], "what keeps the pair apart, waived or not"]
    displaces: Annotated[list[Change], "who loses a planned post that it gives away, leaves empty or forbids"]
    unique: Annotated[bool | None, "whether no other plan with it is as near; null: open"]
    cost: Annotated[Tiers | None, "by tier: the best plan with it less the best; null: no plan keeps it, or none found"]
    at_least: Annotated[Tiers | None, "what exact bounds show of it"]
    proven: Annotated[bool, "whether nothing is open"]


class NeededWaiver(TypedDict):
    """A waiver that would be needed; nobody has granted it."""

    rule: Annotated[str, "of which rule"]
    cadre: Annotated[str, "for whom"]
    post: Annotated[str, "for which post"]


class WayOut(TypedDict):
    """After this the rest of the edits holds; nothing of it can be spared. Nothing is done by the program."""

    drop: Annotated[list[Cell], "all cells of each edit to be dropped"]
    waive: Annotated[list[NeededWaiver], "waivers to be recorded"]
    cost: Annotated[Tiers | None, "by tier, of the best plan then"]


class Together(TypedDict):
    """All edits at once, with all complete waivers."""

    status: Annotated[ValueStatus, "infeasible is shown twice; unknown: neither shown nor a plan found"]
    score: Annotated[Tiers | None, "of the best plan in which all hold"]
    bound: Annotated[Tiers | None, "what exact bounds show of it"]
    cost: Annotated[Tiers | None, "less the best plan by the rule book alone"]
    conflict: Annotated[list[Conflict], "infeasible: what cannot hold together"]
    ways_out: Annotated[list[WayOut], "at most five, fewest edits dropped first, then fewest waivers, then cost"]


class EditedRun(TypedDict):
    """The run that wrote the workbook."""

    input_sha256: Annotated[str, "of its workbook of facts"]
    rules_sha256: Annotated[str, "of its rule book"]
    same_input: Annotated[bool, "whether the facts judged by are the same"]
    same_rules: Annotated[bool, "whether the rules judged by are the same"]


class EditsJudged(EditsRead):
    """`verify --json` of an edited workbook."""

    run: Annotated[EditedRun | None, "null: none is at hand"]
    rules_of: Annotated[Literal["command", "run", "book"], "whose rules they are judged by"]
    edits: Annotated[list[JudgedEdit], "in the order of sheets and lines"]
    together: Annotated[Together, "all at once"]
    log: Annotated[str | None, "with --log, the hash of the line added"]


class RunJudged(Verified, EditsJudged):
    """`verify --json` of a whole run in whose workbook somebody marked lines."""


class TakesOver(TypedDict):
    """A post that the plan gave to who declines."""

    post: Annotated[str, "code"]
    cadre: Annotated[str | None, "who comes to it then; null: nobody"]


class Decline(TypedDict):
    """What follows where somebody whom plan 1 moves gets no new post."""

    cadre: Annotated[str, "who"]
    cost: Annotated[Tiers | None, "by tier; null: no such plan, or none was found"]
    at_least: Annotated[Tiers | None, "what exact bounds show of it"]
    proven: Annotated[bool, "whether nothing is open; not proved again by `verify`"]
    takes_over: Annotated[list[TakesOver], "their planned posts"]
    changes: Annotated[list[Change], "who fares otherwise, they too, in a nearest such plan"]
    unique: Annotated[bool | None, "whether no other such plan is as near; null: open"]
    only_for: Annotated[list[str], "of their planned posts those that nobody else can take"]


class SeatCost(TypedDict):
    """What it costs that nobody enters a post."""

    cost: Annotated[Tiers | None, "by tier; null: no such plan, or none was found"]
    at_least: Annotated[Tiers | None, "what exact bounds show of it"]
    proven: Annotated[bool, "whether nothing is open"]


class Nearest(SeatCost):
    """What it costs to put another cadre into a post."""

    cadre: Annotated[str, "who"]


class Seat(TypedDict):
    """A post that plan 1 fills."""

    post: Annotated[str, "code"]
    cadre: Annotated[str, "whom plan 1 puts there"]
    nearest: Annotated[list[Nearest], "at most three other cadres, least cost first"]
    nobody: Annotated[SeatCost, "nobody enters it"]


class Edited(TypedDict):
    """The plan that was edited before this run."""

    plan: Annotated[int, "its rank"]
    pairs: Annotated[list[list[str]], "[cadre, post]"]
    nearness: Annotated[SeatCost | None, "what staying close to it cost; null: it was not asked"]


class AnswersFile(TypedDict, total=False):
    """answers.json: what was asked for beside the plans, as it was when written."""

    declines: Annotated[list[Decline], "with --declines"]
    seats: Annotated[list[Seat], "with --explain"]
    edited: Annotated[Edited, "with --locks"]


class _Planned(TypedDict):
    status: Annotated[Status, "as in plans.json"]
    folder: Annotated[str, "the run folder as it was named"]
    kept: Annotated[list[str], "runs in which somebody had worked, renamed"]
    conflicts: Annotated[list[Conflict], "as in plans.json"]
    plans: Annotated[list[Plan], "as in plans.json"]
    log: Annotated[str | None, "with --log, the hash of the line added"]


class Planned(_Planned, AnswersFile, total=False):
    """`plan --json`; what stands in answers.json only where it was asked for."""

    ways_out: Annotated[list[WayOut], "with --locks, where the decisions contradict"]
