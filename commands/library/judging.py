"""The committee's edits from Python: a workbook of plans that was given back, read, judged and priced."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from luanchuyen.commands.input import Case, open_case, there
from luanchuyen.commands.runs.run_reading import Run, read_run
from luanchuyen.commands.runs.sheets_reading import WORKBOOK, written_again
from luanchuyen.models.committee.edit import Edits
from luanchuyen.models.committee.judgement import Judgement, WayOut
from luanchuyen.models.committee.run_answers import Edited
from luanchuyen.models.errors import ExitCode, FileError, RotationError
from luanchuyen.models.options import Options
from luanchuyen.models.text.plain_files import TooLargeError, read_plain
from luanchuyen.optimizer.audit.claims import MALFORMED
from luanchuyen.optimizer.questions.judging import judged, together
from luanchuyen.optimizer.questions.prices import Pairs, Prices
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.reports.manifest import changed_files
from luanchuyen.scenarios.rulebook.book import load_rules
from luanchuyen.sheets.edits.reading import hashes_of, may_be_of, read_edits
from luanchuyen.sheets.opening.preflight import MOST_BYTES

Override = str | tuple[str, str, object]
RulesOf = Literal["command", "run", "book"]


@dataclass(frozen=True)
class Given:
    """An edited workbook as read on the facts of BOOK. ``run``: the run it comes of, where that is at hand.

    ``rules_of``: whose rules it is judged by. ``planned``: the plan that was edited, ``plan`` its rank.
    """

    edits: Edits
    case: Case = field(repr=False)
    run: Run | None
    rules_of: RulesOf
    plan: int
    planned: Pairs

    @property
    def edited(self) -> Edited:
        """The plan that was edited, as ``answer_run`` takes it."""
        return Edited(self.plan, self.planned)

    def run_to_dict(self) -> dict[str, object] | None:
        """What JSON tells of the run; None: there is none."""
        if self.run is None:
            return None
        record = self.run.record
        ours = {"input": self.case.instance.sha256, "rules": self.case.rules.sha256}
        hashes = {f"{name}_sha256": record[f"{name}_sha256"] for name in ours}
        return {**hashes, **{f"same_{name}": record[f"{name}_sha256"] == sha256 for name, sha256 in ours.items()}}


@dataclass(frozen=True)
class JudgedEdits:
    """What the edits of a workbook come to."""

    given: Given
    judgement: Judgement

    @property
    def situation(self) -> Situation:
        """The facts and rules they were judged by."""
        return self.given.case.situation

    @property
    def exit_code(self) -> ExitCode:
        """3: a cell cannot be read; 7: unlawful, or they cannot all hold; 6: something is not proven; else 0."""
        if self.given.edits.unread:
            return ExitCode.DATA
        if not self.judgement.holds:
            return ExitCode.AUDIT
        return ExitCode.DONE if self.judgement.proven else ExitCode.UNPROVEN

    def to_dict(self) -> dict[str, object]:
        """What ``verify BOOK EDITED.xlsx --json`` prints."""
        edits = self.given.edits
        return {
            "run": self.given.run_to_dict(),
            "rules_of": self.given.rules_of,
            **self.judgement.to_dict(),
            **edits.to_dict(),
        }


def judge_edits(
    book: str | Path | Case,
    edited: str | Path,
    *,
    run: str | Path | None = None,
    rules: str | Path | None = None,
    overrides: Iterable[Override] = (),
    time_limit: float | None = None,
    seed: int = 0,
) -> JudgedEdits:
    """What the committee's marks in ``edited`` decide, break and cost on the facts of ``book``.

    ``run``: the run folder that wrote it; without it the folder in which it lies, where that run bears its hashes.
    Rules: ``rules`` and ``overrides``, else the run's, else those of the book. ``time_limit``: seconds in all.
    Raises as ``open_case``; FileError where ``edited`` is no workbook of ours.
    """
    with SolvingChild() as child:
        given = read_given(book, Path(edited), run, rules, tuple(overrides))
        prices = Prices(given.case.situation, child, given.planned, seed)
        return JudgedEdits(given, judged(prices, given.edits.edits, time_limit))


def read_given(
    book: str | Path | Case,
    edited: Path,
    run: str | Path | None = None,
    rules: str | Path | None = None,
    overrides: tuple[Override, ...] = (),
    *,
    near: Path | None = None,
) -> Given:
    """The edits of a workbook, as ``judge_edits`` takes them. ``near``: a run that may have written it.

    Raises as ``judge_edits``.
    """
    there(edited)
    try:
        data = read_plain(edited, MOST_BYTES)
    except TooLargeError as error:
        raise FileError("judging.not_ours", path=edited) from error
    path = book.source.path if isinstance(book, Case) else book
    found = read_run(Path(run)) if run is not None else _writer(data, edited, near)
    of: RulesOf = "command" if rules or overrides else "run" if found is not None and found.rules else "book"
    case = open_case(path, found.rules if found is not None and of == "run" else rules, overrides)
    ours = _as_written(found, case) if found is not None else None
    recorded = found.decided.decisions if found is not None else ()
    edits = read_edits(data, case.situation, ours, recorded, found.plans if found is not None else ())
    if edits is None:
        raise FileError("judging.not_ours", path=edited)
    rank = _edited_plan(edits)
    return Given(edits, case, found, of, rank, _planned(edits, found, rank))


def ways_out(given: Given, child: SolvingChild, options: Options) -> Sequence[WayOut]:
    """The ways out of decisions that cannot all hold."""
    prices = Prices(given.case.situation, child, given.planned, options.seed)
    prices.ends_after(options.time_limit)
    return together(prices, given.edits.edits, prices.base).ways_out


def _writer(data: bytes, edited: Path, near: Path | None) -> Run | None:
    """The run that wrote the workbook: the one in whose folder it lies, where it bears that run's hashes; else
    ``near``, where it may be a marked copy of the workbook that lies there."""
    hashes = hashes_of(data)
    beside = _bearing(edited.absolute().parent, hashes)
    if beside is not None or near is None:
        return beside
    found = _bearing(near, hashes)
    book = found.folder / WORKBOOK if found is not None else None
    if book is None or not book.is_file():
        return None
    return found if may_be_of(data, read_plain(book, MOST_BYTES)) else None


def _bearing(folder: Path, hashes: tuple[str, str]) -> Run | None:
    """The run of a folder, where it has these hashes of input and rules."""
    try:
        found = read_run(folder)
    except RotationError:
        return None
    return found if hashes == (found.record["input_sha256"], found.record["rules_sha256"]) else None


def _as_written(found: Run, case: Case) -> bytes | None:
    """The workbook as the run wrote it: the file itself where the manifest knows it, else made again from the facts
    and rules of the run; None where these are not at hand."""
    changed = changed_files(found.folder)
    if WORKBOOK not in changed and (found.folder / WORKBOOK).is_file():
        return read_plain(found.folder / WORKBOOK, MOST_BYTES)
    if found.record["input_sha256"] != case.instance.sha256 or not found.plans:
        return None
    policy = load_rules(found.rules) if found.rules else case.rules
    situation = situation_of(case.instance, policy, given=found.close_to, decided=found.decided)
    try:
        return written_again(found, situation)
    except MALFORMED:
        return None


def _edited_plan(edits: Edits) -> int:
    """The rank of the plan that was edited: where marks stand on several sheets, the first."""
    ranks = {edit.plan for edit in edits.edits}
    return ranks.pop() if len(ranks) == 1 else 1


def _planned(edits: Edits, found: Run | None, rank: int) -> Pairs:
    """The pairs of a plan, by the run, else by the lines of the workbook."""
    if found is not None and 1 <= rank <= len(found.plans):
        return found.plans[rank - 1].pairs
    return dict(edits.plans).get(rank, ())


def decisions_told(edits: Edits) -> list[dict[str, object]]:
    """The decisions of edits as a log tells them."""
    return [
        {"locks": [d.told() for d in edit.decisions], "kind": edit.kind, "reason": edit.reason} for edit in edits.edits
    ]
