"""``apply``: the workbook as it stands once a plan took effect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from luanchuyen.commands.library.applying import Applied, apply
from luanchuyen.commands.log import logged
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.errors import ExitCode
from luanchuyen.reports.log import check_log
from luanchuyen.wording.numbers import day

MOST_SHOWN = 20
"""So many cells are named in one line; the JSON names all."""


def run(
    console: Console, book: Path, chosen: str, on: str, out: Path, log: Path | None = None, force: bool = False
) -> ExitCode:
    """Write the new workbook and say what of it asks for a second look; ``log``: the log that is to have a line."""
    if log is not None:
        check_log(log)
    applied = apply(book, chosen, on, out, force=force)
    for line in _noteworthy(applied):
        console.note(line)
    persons = len({cadre for cadre, _ in applied.pairs})
    sheets = len({cell.sheet for cell in applied.cells})
    told = {"rank": applied.rank, "persons": persons, "on": day(applied.on), "cells": len(applied.cells)}
    console.tell(say("apply.done", sheets=sheets, **told))
    console.tell(say("record.written", path=out))
    console.tell(say("plan.draft"))
    sums = applied.input_sha256, applied.rules_sha256, applied.output_sha256
    moved = {"on": applied.on.isoformat(), "plan": applied.rank, "assignments": applied.pairs}
    console.give({**applied.to_dict(), "log": logged(console, log, "apply", sums, moved)})
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
