"""``apply`` from Python: the workbook as it stands once a plan took effect."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from luanchuyen.commands.input import Case, Input, input_of, there
from luanchuyen.commands.library.counting import whole_day
from luanchuyen.commands.problems import problems_of
from luanchuyen.commands.runs.run_reading import Run, parted, plan_of, read_run
from luanchuyen.messages import say
from luanchuyen.models.committee.decision import Decided
from luanchuyen.models.errors import AuditError, DataError, Problem, UsageError
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.reports.manifest import changed_files
from luanchuyen.reports.writing.plain_folder import check_folder, write_folder
from luanchuyen.reports.writing.single_file import check_file, write_file
from luanchuyen.scenarios.decisions.agreed import Pairs, agreed_alone
from luanchuyen.scenarios.decisions.effects import Effects
from luanchuyen.scenarios.rulebook.book import load_rules
from luanchuyen.sheets.rewriting.register import Register, opened_register
from luanchuyen.sheets.rewriting.rewritten import CellChange, Rewritten, SheetCell
from luanchuyen.wording.numbers import day

_DECIDED_ON = ("plans.json", "rules.toml")


@dataclass(frozen=True)
class Applied:
    """A plan that took effect on ``on``: the moves, and every cell of the workbook that they changed.

    ``waiting``: who left their posts and was given none. ``replaced``: cells whose formula gave way to its value;
    ``stale``: cells that are read and whose formula reads a changed sheet, to be counted anew by Excel. ``running``:
    cells of working records that run on in units that nobody left. ``half_held``: posts whose empty seats cannot be
    typed beside seats held by people outside the sheet. ``other_input``: the plan was made of another workbook.
    """

    path: Path
    on: dt.date
    rank: int
    pairs: Pairs
    waiting: tuple[str, ...]
    cells: tuple[CellChange, ...]
    replaced: tuple[SheetCell, ...]
    stale: tuple[SheetCell, ...]
    running: tuple[SheetCell, ...]
    half_held: tuple[str, ...]
    other_input: bool
    input_sha256: str
    rules_sha256: str
    output_sha256: str

    def to_dict(self) -> dict[str, object]:
        """What ``apply --json`` prints."""
        return {
            "file": str(self.path),
            "on": self.on.isoformat(),
            "plan": self.rank,
            "assignments": [{"cadre": cadre, "post": post} for cadre, post in self.pairs],
            "waiting": list(self.waiting),
            "cells": [{"sheet": c.sheet, "cell": c.cell, "was": c.was, "now": c.now} for c in self.cells],
            **{name: _told(getattr(self, name)) for name in ("replaced", "stale", "running")},
            "half_held": list(self.half_held),
            "other_input": self.other_input,
        }


def _told(cells: Iterable[SheetCell]) -> list[dict[str, str]]:
    return [{"sheet": sheet, "cell": cell} for sheet, cell in cells]


def apply(
    book: str | Path | Case,
    run: str | Path,
    on: str | dt.date,
    out: str | Path,
    agreed: Iterable[tuple[str, str]] | None = None,
    granted: Iterable[Waiver] = (),
    force: bool = False,
) -> Applied:
    """Write ``out``, the workbook ``book`` as it stands once a plan of ``run`` (``"result#2"``: plan 2) took effect.

    ``agreed``: these (cadre, post) of the plan alone; ``granted``: waivers besides those of the workbook and of the
    run. A folder of CSV files gives a folder. The plan is judged again on the facts, by the rules of its run. Raises as
    ``open_case``; UsageError for a day before that of the facts, another kind of file, or no such plan; AuditError
    where the plan, or what was agreed of it, is none on these facts; DataError where the new workbook would have errors
    that ``book`` has not; FileError where ``out`` may not be written.
    """
    target, path = Path(out), book.source.path if isinstance(book, Case) else Path(book)
    there(path)
    register = opened_register(path)
    _check_out(register, target, force)
    folder, rank = parted(str(run))
    found = read_run(folder)
    _refuse_changed(found)
    plan = plan_of(found, rank)
    source = input_of(register.book, path, found.rules)
    situation = _situation(found, source, tuple(granted))
    moment = whole_day("--on", on)
    if moment < source.instance.settings.as_of:
        raise UsageError("apply.day_before", on=day(moment), as_of=day(source.instance.settings.as_of))
    pairs = _lawful(situation, plan.pairs, agreed)
    rules = str(found.record.get("rules", situation.policy.name))
    effects = Effects(lineup_of(situation, pairs), moment, rules, _waits, _retires)
    made = register.rewritten(effects.updates(), situation.policy.vocabulary)
    _check_made(register, made, target, effects)
    _write(register, made, target, force)
    return _applied(effects, found, plan.rank, target, made)


def _refuse_changed(run: Run) -> None:
    """Refuse a run whose plans or rules are not those that were written: they are not what was decided on."""
    changed = changed_files(run.path) if run.path.is_dir() else {}
    wrong = {name: state for name, state in changed.items() if name in _DECIDED_ON}
    if wrong:
        lines = tuple(Problem(say(f"plan.file_{state}", name=name)) for name, state in wrong.items())
        raise AuditError("apply.changed_run", run=str(run.path), problems=lines)


def _waits(position: str) -> str:
    return say("apply.waiting_position", position=position)


def _retires(position: str) -> str:
    return say("apply.retiring_position", position=position)


def _situation(found: Run, source: Input, granted: tuple[Waiver, ...]) -> Situation:
    """The facts under the rules of the run, with its waivers. What else was decided shaped the plan; it is no rule."""
    policy = load_rules(found.rules) if found.rules else source.policy
    decided = Decided(waivers=(*found.decided.waivers, *granted))
    return situation_of(source.instance, policy, given=found.close_to, decided=decided)


def _lawful(situation: Situation, plan: Pairs, agreed: Iterable[tuple[str, str]] | None) -> Pairs:
    """The pairs that take effect. AuditError where the plan, or the agreed part, is none on these facts."""
    objections = audit(situation, plan).objections
    if objections:
        raise AuditError("apply.no_plan_here", objections=objections)
    return plan if agreed is None else agreed_alone(situation, plan, agreed)


def _check_out(register: Register, out: Path, force: bool) -> None:
    if register.is_folder:
        check_folder(out)
        return
    ours, theirs = register.path.suffix.casefold(), out.suffix.casefold()
    if ours != theirs:  # a workbook with macros under another ending is refused by Excel
        raise UsageError("apply.other_ending", path=str(out), ending=ours)
    check_file(out, (register.path,), force)


def _check_made(register: Register, made: Rewritten, out: Path, effects: Effects) -> None:
    """Read what was made, as it will lie there: no error that was not, and the facts that were to be.

    Raises DataError, AuditError.
    """
    found, situation = problems_of(input_of(register.anew(made, out), out))
    errors = [problem for problem in found if problem.severity == "error"]
    if errors:  # perhaps of its own rule book, which the run's stood for
        before, _ = problems_of(input_of(register.book, register.path))
        known = {(p.key, p.sheet, p.cells) for p in before if p.severity == "error"}
        new = tuple(p for p in errors if (p.key, p.sheet, p.cells) not in known)
        if new:
            raise DataError(new, out.name)
    wrong = effects.unlike(situation) if situation is not None else ()
    if wrong:
        raise AuditError("apply.reads_otherwise", codes=", ".join(wrong))


def _write(register: Register, made: Rewritten, out: Path, force: bool) -> None:
    if isinstance(made.content, bytes):
        write_file(out, made.content, (register.path,), force)
    else:
        write_folder(out, made.content)


def _applied(effects: Effects, found: Run, rank: int, out: Path, made: Rewritten) -> Applied:
    situation = effects.lineup.situation
    running = [
        (sheet, cell)
        for stint in effects.running()
        for sheet, _, cell in (stint.origin.cell("to").partition("!"),)
    ]  # fmt: skip
    instance = situation.instance
    return Applied(
        path=out,
        on=effects.day,
        rank=rank,
        pairs=effects.lineup.pairs,
        waiting=effects.waiting,
        cells=made.cells,
        replaced=made.replaced,
        stale=made.stale,
        running=tuple(running),
        half_held=effects.half_held,
        other_input=found.record.get("input_sha256") != instance.sha256,
        input_sha256=instance.sha256,
        rules_sha256=situation.policy.sha256,
        output_sha256=sha256_of(made),
    )


def sha256_of(made: Rewritten) -> str:
    """The sum of what was written: of a file's bytes, of a folder as it will be read."""
    if isinstance(made.content, bytes):
        return hashlib.sha256(made.content).hexdigest()
    digest = hashlib.sha256()
    for name, data in sorted(made.content.items()):
        digest.update(name.encode() + b"\x00" + str(len(data)).encode() + b"\x00" + data)
    return digest.hexdigest()
