"""What ``--json`` prints, by command, and the files of a what-if folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypedDict

from luanchuyen.models.comparison import Certainty, Condition, Differences, Gain, Measures
from luanchuyen.models.errors import Severity
from luanchuyen.optimizer.deadlines.deadline import Kind
from luanchuyen.optimizer.record.record import External, RecordLine
from luanchuyen.reports.shapes.run_files import Cell, Conflict, Plan, Tiers


class Problem(TypedDict):
    """Something to mend, to look at or to know."""

    key: Annotated[str, "what it is; stays when the words change"]
    severity: Annotated[Severity, "only an error stops"]
    sheet: Annotated[str, "where; empty: no sheet"]
    cells: Annotated[list[str], "such as E17"]
    values: Annotated[Mapping[str, str], "what fills the sentence"]
    sentence: Annotated[str, "in the language asked"]
    cure: Annotated[str, "how to mend it; empty where that goes without saying"]


class Error(TypedDict):
    """Why a command ended without an answer."""

    key: Annotated[str, "what it is; stays when the words change"]
    exit_code: Annotated[int, "as the process returns it"]
    sentence: Annotated[str, "in the language asked"]
    problems: Annotated[list[Problem], "all that is behind it"]


class Failed(TypedDict):
    """Any command that ends without an answer."""

    error: Annotated[Error, "why"]


class CellChange(TypedDict):
    """A cell of the workbook that was written anew."""

    sheet: Annotated[str, "the sheet's name"]
    cell: Annotated[str, "such as E17"]
    was: Annotated[str, "what it showed"]
    now: Annotated[str, "what it shows; empty: blank"]


class New(TypedDict):
    """`new --json`."""

    file: Annotated[str, "written"]


class Taken(TypedDict):
    """A post taken."""

    cadre: Annotated[str, "code"]
    post: Annotated[str, "code"]


class Applied(TypedDict):
    """`apply --json`."""

    file: Annotated[str, "written"]
    on: Annotated[str, "yyyy-mm-dd"]
    plan: Annotated[int, "its rank"]
    assignments: Annotated[list[Taken], "what took effect"]
    waiting: Annotated[list[str], "codes: who left their posts and was given none"]
    cells: Annotated[list[CellChange], "every cell written, those of rows added too"]
    replaced: Annotated[list[Cell], "cells whose formula gave way to its value"]
    stale: Annotated[list[Cell], "cells that are read and whose formula reads a changed sheet"]
    running: Annotated[list[Cell], "ends of working records left open in units that nobody left"]
    half_held: Annotated[list[str], "posts whose empty seats cannot be typed beside those held outside the sheet"]
    other_input: Annotated[bool, "the plan was made of another workbook"]
    log: Annotated[str | None, "with --log, the hash of the line added"]


class Quarter(TypedDict):
    """A quarter in which something falls due."""

    quarter: Annotated[str, "such as 2026Q3"]
    count: Annotated[int, "how much"]


class Due(TypedDict):
    """Something that falls due."""

    date: Annotated[str, "yyyy-mm-dd; before as_of: overdue"]
    kind: Annotated[Kind, "what"]
    cadre: Annotated[str | None, "code; null: of nobody"]
    post: Annotated[str | None, "code; null: of none in the sheet"]
    unit: Annotated[str | None, "code: of the post, else of the cadre"]
    successors: Annotated[int, "other cadres whom no binding rule keeps from the post on that day; 0 without a post"]


class Calendar(TypedDict):
    """`calendar --json`."""

    as_of: Annotated[str, "yyyy-mm-dd, the day of the facts"]
    to: Annotated[str, "yyyy-mm-dd, the last day"]
    quarters: Annotated[list[Quarter], "in order"]
    deadlines: Annotated[list[Due], "in order of their days"]


class Review(TypedDict):
    """`review --json`: printed once the page is served; it goes on until it is ended."""

    address: Annotated[str, "opens the page once, within 60 seconds"]
    work: Annotated[str, "the folder in which everything that is confirmed is kept"]


class Log(TypedDict):
    """`verify FILE.jsonl --json`."""

    whole: Annotated[bool, "every line follows from the one before it"]
    lines: Annotated[int, "how many"]
    torn: Annotated[list[int], "pieces of lines that a later line tells of"]
    broken: Annotated[int | None, "the first line that does not follow"]
    last: Annotated[str | None, "the hash of the last whole line: by it alone shows a log cut short or changed there"]


class LogLine(TypedDict, total=False):
    """A line of a log."""

    log: Annotated[str, "luanchuyen-log-1"]
    before: Annotated[str | None, "SHA-256 of the line before, without its end"]
    after_torn: Annotated[str, "SHA-256 of a piece of a line that stands between"]
    time: Annotated[str, "with the offset from UTC"]
    version: Annotated[str, "of this program"]
    command: Annotated[str, "plan, verify, apply or review"]
    input_sha256: Annotated[str, "of the workbook"]
    rules_sha256: Annotated[str, "of the effective rule book"]
    output_sha256: Annotated[str, "of the run's manifest, of the new workbook, or of what `verify` found"]
    options: Annotated[Mapping[str, object], "in effect"]
    decisions: Annotated[list[Mapping[str, object]], "with reasons as typed"]


class Verified(TypedDict):
    """`verify --json`."""

    verified: Annotated[bool, "whether all that the run claims holds"]
    best: Annotated[str | None, "whose word it is: tree, engine, none, unseen, infeasible or no_plan"]
    differences: Annotated[list[str], "sentences"]
    notes: Annotated[list[str], "sentences that claim nothing"]


class Compared(TypedDict):
    """A plan held against the base."""

    name: Annotated[str, "of run and plan, or of the scenario"]
    conditions: Annotated[list[Condition], "what is otherwise than in the base"]
    proof: Annotated[Certainty, "how sure it is"]
    score: Annotated[Tiers, "by tier"]
    by_rule: Annotated[Mapping[str, Tiers], "points by tier and rule"]
    measures: Annotated[Measures | None, "what is counted of it"]
    entrants: Annotated[Mapping[str, list[str]], "post: who moves into it"]
    empty: Annotated[Tiers, "post: seats left empty"]
    tied_with: Annotated[list[int], "plans of its run with the same score"]
    ties_base: Annotated[bool, "the same score as the base"]
    other_scale: Annotated[bool, "its points are counted otherwise"]
    other_facts: Annotated[bool, "it stands on another input"]
    differences: Annotated[Differences | None, "who fares otherwise; null of the base or without plan"]
    conflicts: Annotated[list[Conflict], "where infeasible"]
    failure: Annotated[str | None, "the key of why it failed"]
    point: Annotated[Mapping[str, str], "of a grid, its numbers"]
    gain: Annotated[Gain | None, "of --costs, what is gained"]


class Comparison(TypedDict):
    """`compare --json`, and comparison.json."""

    base: Annotated[Compared, "the first"]
    others: Annotated[list[Compared], "the others, in the order given"]


class Change(TypedDict):
    """A change of a scenario."""

    kind: Annotated[str, "as in a scenario file"]
    target: Annotated[list[str], "the rule or the codes"]
    value: Annotated[str, "as typed"]


class Scenario(TypedDict):
    """A scenario."""

    name: Annotated[str, "as given, or made of its changes"]
    changes: Annotated[list[Change], "none: the workbook as it is"]
    point: Annotated[list[list[str]], "of a grid: [number, value]"]


class Outcome(TypedDict):
    """What became of a scenario. outcomes.json is a list of these, the base first."""

    scenario: Annotated[Scenario, "which"]
    status: Annotated[str, "as of a run, or failed"]
    plan: Annotated[Plan | None, "its best"]
    conflicts: Annotated[list[Conflict], "where infeasible"]
    failure: Annotated[str | None, "the key of why it failed"]
    checked: Annotated[bool, "its bound is more than an engine's word"]


class _WhatIf(TypedDict):
    folder: Annotated[str, "as it was named"]
    kept: Annotated[list[str], "runs in which somebody had worked, renamed"]
    base: Annotated[Outcome, "the workbook as it is"]
    scenarios: Annotated[list[Outcome], "in their order"]


class WhatIf(_WhatIf, total=False):
    """`whatif --json`."""

    costs: Annotated[list[Mapping[str, object]], "with --costs: the rows of costs.csv"]


class Coverage(TypedDict):
    covered: Annotated[int, "places whose key leader is known not to be local"]
    of: Annotated[int, "places in all"]
    open: Annotated[list[str], "codes: a local leader"]
    unknown: Annotated[list[str], "codes: it is not known"]
    unheld: Annotated[list[str], "codes: nobody leads"]  # fmt: skip


class Coverages(TypedDict):
    before: Annotated[Coverage, "the day before the period"]
    after: Annotated[Coverage, "its last day"]  # fmt: skip


class Share(TypedDict):
    places: Annotated[int, "with one holder"]
    of: Annotated[int, "places in all"]


class Concurrent(TypedDict):
    """Posts that one person may hold together."""

    kinds: Annotated[list[str], "of the posts"]
    level: Annotated[str, "of their places"]
    before: Annotated[Share, "the day before the period"]
    after: Annotated[Share, "its last day"]


class TwoTerms(TypedDict):
    """Heads who serve the last term allowed, or a later one."""

    before: Annotated[int, "how many, the day before the period"]
    after: Annotated[int, "its last day"]
    limit: Annotated[int | None, "terms allowed, the one being served included"]
    before_cadres: Annotated[list[str], "codes"]
    after_cadres: Annotated[list[str], "codes"]


class HeadChanges(TypedDict):
    """Head posts that somebody new took up soon after somebody else."""

    months: Annotated[int, "fewer than so many lie between the two"]
    twice: Annotated[list[list[str]], "of each post its unit and kind; the later of the two in the period"]


Record = TypedDict("Record", {
    "from": Annotated[str | None, "yyyy-mm-dd"],
    "to": Annotated[str, "yyyy-mm-dd"],
    "forms": Annotated[list[RecordLine], "what is counted of each form and direction"],
    "total": Annotated[RecordLine | None, "of the three forms of moving"],
    "external": Annotated[list[External], "moves in from outside the area, or out of it"],
    "coverage": Annotated[Coverages, "places led by who is not local"],
    "concurrent": Annotated[list[Concurrent], "posts in one hand"],
    "two_terms": Annotated[TwoTerms, "heads who serve the last term allowed, or a later one"],
    "head_changes": Annotated[HeadChanges, "posts with two new heads in short time"],
    "reconciliation": Annotated[list[Mapping[str, object]], "what does not add up: key, and what fills the sentence"],
})  # fmt: skip
Record.__doc__ = "`record --json`."
