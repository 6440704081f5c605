"""``apply``: the workbook as it stands once a plan took effect."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from luanchuyen.commands.library.applying import Applied, apply
from luanchuyen.commands.library.judging import decisions_told, read_given
from luanchuyen.commands.log import logged
from luanchuyen.commands.runs.run_reading import parted
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.errors import ExitCode, UsageError
from luanchuyen.reports.log import check_log
from luanchuyen.scenarios.decisions.agreed import agreed_in
from luanchuyen.wording.answers.edits import reading_lines
from luanchuyen.wording.numbers import day

MOST_SHOWN = 20
"""So many cells are named in one line; the JSON names all."""


def run(
    console: Console,
    book: Path,
    chosen: str,
    on: str,
    out: Path,
    log: Path | None = None,
    edits: Path | None = None,
    only: str | None = None,
    force: bool = False,
) -> ExitCode:
    """Write the new workbook and say what of it asks for a second look; ``log``: the log that is to have a line.

    ``edits``: an edited workbook of the run; ``only``: what of it takes effect (agreed).
    """
    if (edits is None) != (only is None):
        raise UsageError("apply.edits_and_only")
    if log is not None:
        check_log(log)
    marked = None if edits is None else read_given(book, edits, parted(chosen)[0])
    if marked is not None and marked.edits.unread:
        for line in reading_lines(marked.case.situation, marked.edits):
            console.complain(line)
        console.give(marked.edits.to_dict())
        return ExitCode.DATA
    agreed = None if marked is None else agreed_in(marked.edits)
    if agreed == ():
        raise UsageError("apply.nothing_agreed", path=edits)
    applied = apply(book, chosen, on, out, agreed, marked.edits.granted if marked else (), force)
    elsewhere = len(set(agreed or ()) - set(applied.pairs))
    if elsewhere:
        console.note(say("apply.other_plan", count=elsewhere, rank=applied.rank))
    return _done(console, applied, log, decisions_told(marked.edits) if marked is not None else ())


def _done(console: Console, applied: Applied, log: Path | None, decisions: Sequence[Mapping[str, object]]) -> ExitCode:
    for line in _noteworthy(applied):
        console.note(line)
    persons = len({cadre for cadre, _ in applied.pairs})
    sheets = len({cell.sheet for cell in applied.cells})
    told = {"rank": applied.rank, "persons": persons, "on": day(applied.on), "cells": len(applied.cells)}
    console.tell(say("apply.done", sheets=sheets, **told))
    console.tell(say("record.written", path=applied.path))
    console.tell(say("plan.draft"))
    sums = applied.input_sha256, applied.rules_sha256, applied.output_sha256
    moved = {"on": applied.on.isoformat(), "plan": applied.rank, "assignments": applied.pairs}
    console.give({**applied.to_dict(), "log": logged(console, log, "apply", sums, moved, decisions)})
    return ExitCode.DONE


def _noteworthy(applied: Applied) -> Iterator[str]:
    """What changed otherwise than the plan alone asks, and what is left for the clerk to see to."""
    if applied.other_input:
        yield say("apply.other_input")
    if applied.waiting:
        yield say("apply.waiting", cadres=", ".join(applied.waiting))
    for name in ("replaced", "stale", "running"):
        cells = [f"{sheet}!{cell}" for sheet, cell in getattr(applied, name)]
        if cells:
            yield say(f"apply.{name}", cells=_shown(cells), count=len(cells))
    if applied.half_held:
        yield say("apply.half_held", posts=_shown(applied.half_held))


def _shown(names: Sequence[str]) -> str:
    more = f" (+{len(names) - MOST_SHOWN})" if len(names) > MOST_SHOWN else ""
    return ", ".join(names[:MOST_SHOWN]) + more
