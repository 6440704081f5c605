"""``check``: every problem of a workbook at once; on request a marked copy, and one with its spelling corrected."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from luanchuyen.commands.input import Input, input_of, read_input, there
from luanchuyen.commands.library.correcting import Corrected, check_copy, correct
from luanchuyen.commands.problems import problems_of
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.errors import ExitCode, Problem, UsageError
from luanchuyen.reports.writing.single_file import check_file, write_file
from luanchuyen.sheets.marking.marking import marked_copy
from luanchuyen.sheets.rewriting.register import Register, opened_register
from luanchuyen.sheets.rewriting.rewritten import SheetCell
from luanchuyen.wording.check.authorities import authority_lines, authority_table
from luanchuyen.wording.check.check_report import report
from luanchuyen.wording.check.problem_parts import told
from luanchuyen.wording.check.unresolved_places import unresolved_places

MOST_SHOWN = 20
"""So many cells are named in one line; the JSON names all."""


def run(
    console: Console, book: Path, marked: Path | None, fixed: Path | None, strict: bool, force: bool = False
) -> ExitCode:
    """Say what is wrong; exit 3 on errors (with ``strict`` on warnings too). ``force``: the copies may be there."""
    if marked is not None:
        check_file(marked, (book,), force)
    source, register = _read(book, marked, fixed, force)
    problems, situation = problems_of(source)
    for line in report(problems, source.name, source.reading.rows, strict):
        console.tell(line)
    for line in authority_lines(situation) if situation else ():
        console.tell(line)
    if marked is not None:
        _mark(console, book, problems, marked, force)
    corrected = _correct(console, register, source, fixed, force) if register and fixed else None
    places = [asdict(place) for place in unresolved_places(problems)]
    managed = authority_table(situation) if situation else []
    listed = [told(problem) for problem in problems]
    copy = corrected.to_dict() if corrected else None
    console.give({"problems": listed, "places": places, "authorities": managed, "fixed": copy})
    stops = ("error", "warning") if strict else ("error",)
    return ExitCode.DATA if any(p.severity in stops for p in problems) else ExitCode.DONE


def _read(book: Path, marked: Path | None, fixed: Path | None, force: bool) -> tuple[Input, Register | None]:
    """The book; where a corrected copy is asked for also as it may be rewritten."""
    if fixed is None:
        return read_input(book), None
    there(book)
    register = opened_register(book)
    check_copy(register, fixed, force)
    if marked is not None and marked.absolute() == fixed.absolute():
        raise UsageError("cli.fixed_same_file", path=str(fixed))
    return input_of(register.book, book), register


def _mark(console: Console, book: Path, problems: Sequence[Problem], marked: Path, force: bool) -> None:
    stream = io.BytesIO()
    marked_copy(book, problems, stream)
    write_file(marked, stream.getvalue(), (book,), force)
    console.tell(say("cli.marked_written", path=marked))


def _correct(console: Console, register: Register, source: Input, fixed: Path, force: bool) -> Corrected | None:
    if not register.book.opened:
        console.tell(say("cli.fixed_unread"))
        return None
    made = correct(register, source, fixed, force)
    name = "written" if made.cells else "nothing"
    console.tell(say(f"cli.fixed_{name}", path=fixed, count=len(made.cells)))
    for what in ("replaced", "stale"):
        cells: tuple[SheetCell, ...] = getattr(made, what)
        if cells:
            shown = ", ".join(f"{sheet}!{cell}" for sheet, cell in cells[:MOST_SHOWN])
            more = f" (+{len(cells) - MOST_SHOWN})" if len(cells) > MOST_SHOWN else ""
            console.note(say(f"apply.{what}", cells=shown + more, count=len(cells)))
    return made
