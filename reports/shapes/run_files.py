"""What lies in a run folder: plans.json, certificate.json (whose shape is ``Certificate``), manifest.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypedDict

from luanchuyen.models.conflict import ConflictKind
from luanchuyen.models.plan import Assignment, Status, Unfilled

Tiers = Mapping[str, int]


class Cell(TypedDict):
    """A cell of the input."""

    sheet: Annotated[str, "the sheet's name"]
    cell: Annotated[str, "such as E17"]


class Conflict(TypedDict):
    """A member of a set that cannot hold together, though it does without any one of them."""

    kind: Annotated[ConflictKind, "what it is"]
    rule: Annotated[str | None, "of a lock fixed or forbidden, else its id; structure: it always holds and decides"]
    subject: Annotated[Mapping[str, object], "the codes that it is about"]
    cells: Annotated[list[Cell], "where it stands, those that tell most first"]


class Waiver(TypedDict):
    """A row of the sheet Ngoại lệ."""

    rule: Annotated[str, "the rule that it lifts"]
    cadre: Annotated[str | None, "for whom; null: everybody"]
    post: Annotated[str | None, "for which post; null: every post"]
    authority: Annotated[str, "who decided"]
    document: Annotated[str, "its number"]
    date: Annotated[str, "dd/mm/yyyy"]
    reason: Annotated[str, "as written"]


class Finding(TypedDict):
    """What a rule says of a plan."""

    rule: Annotated[str, "the rule's id"]
    level: Annotated[str, "hard, soft, or standing: it was so before the plan"]
    tier: Annotated[int, "in which its points count; 0 where it costs none by its level"]
    amount: Annotated[int, "the shortfall"]
    cost: Annotated[int, "amount times weight; 0 for hard, standing and waived ones"]
    subject: Annotated[Mapping[str, object], "the codes that it is about"]
    reason: Annotated[str, "empty, or why it counts: missing, where a fact is blank"]
    waiver: Annotated[Waiver | None, "what lifts it"]


class Plan(TypedDict):
    """One plan."""

    rank: Annotated[int, "1 is the best"]
    tied_with: Annotated[list[int], "the plans of the same score"]
    proven: Annotated[bool, "trees that anybody can count again show that no plan of this rank scores lower"]
    score: Annotated[Tiers, "weighted shortfall by tier, lower is better"]
    bound: Annotated[Tiers, "what trees show by tier: no plan that this rank may still take scores lower"]
    assignments: Annotated[list[Assignment], "who goes where; a bundle has an entry for each of its posts"]
    unfilled: Annotated[list[Unfilled], "the seats left empty, and the rules that keep cadres from them"]
    findings: Annotated[list[Finding], "what the rules say of it"]


class RunOptions(TypedDict):
    """The options in effect."""

    plans: Annotated[int, "how many were asked"]
    differ_by: Annotated[int, "by how many cadres each differs from all before it"]
    time_limit: Annotated[float | None, "seconds"]
    seed: Annotated[int, "of the solver"]
    start: Annotated[str, "yyyy-mm-dd, when the plan takes effect"]
    term_months: Annotated[int, "of a term"]
    tie_break: Annotated[str, "published: equal scores stand in the published order; solver: they do not"]
    close_to: Annotated[list[list[object]] | None, "the plan to stay close to: [cadre, [posts]]"]
    locks: Annotated[list[list[str | None]], "what was decided: [cadre or *, post, fix | forbid | stay | at_most m]"]
    waivers: Annotated[list[Waiver], "granted in an edited workbook, besides the sheet Ngoại lệ"]
    edits_sha256: Annotated[str | None, "of that workbook; null: none was given"]


class RunRecord(TypedDict):
    """What decided the run."""

    input_sha256: Annotated[str, "of the workbook"]
    rules_sha256: Annotated[str, "of the effective rule book"]
    rules: Annotated[str, "its name"]
    as_of: Annotated[str, "yyyy-mm-dd, the day of the facts"]
    version: Annotated[str, "of this program"]
    solver: Annotated[str, "the engines, with their version"]
    seed: Annotated[int, "of the solver"]
    options: Annotated[RunOptions, "in effect"]


class PlansFile(TypedDict):
    """plans.json."""

    record: Annotated[RunRecord, "what decided the run"]
    status: Annotated[Status, "optimal: all that was asked is proven; feasible: not all; infeasible; no_plan in time"]
    conflicts: Annotated[list[Conflict], "where infeasible: what cannot hold together"]
    plans: Annotated[list[Plan], "best first"]


class Manifest(TypedDict):
    """manifest.json."""

    form: Annotated[str, "luanchuyen-run-1"]
    input_sha256: Annotated[str, "of the workbook"]
    files: Annotated[Mapping[str, str], "SHA-256 of every other file of the folder"]
