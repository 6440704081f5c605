"""``check``: every problem of a workbook at once, and a marked copy on request."""

from __future__ import annotations

import io
from dataclasses import asdict
from pathlib import Path

from luanchuyen.commands.input import read_input
from luanchuyen.commands.scenarios import scenario_remarks
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.errors import ExitCode
from luanchuyen.optimizer.explain.merged_places import widening
from luanchuyen.optimizer.explain.readiness import readiness
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.authorities import own_communes
from luanchuyen.reports.writing.single_file import check_file, write_file
from luanchuyen.sheets.marking.marking import marked_copy
from luanchuyen.sheets.reading.named_sheets import in_workbook
from luanchuyen.wording.authorities import authority_lines, authority_table
from luanchuyen.wording.check_report import report
from luanchuyen.wording.problem_parts import told
from luanchuyen.wording.unresolved_places import unresolved_places


def run(console: Console, book: Path, marked: Path | None, strict: bool, force: bool = False) -> ExitCode:
    """Say what is wrong; exit 3 on errors (with ``strict`` on warnings too). ``force``: ``marked`` may be there."""
    if marked is not None:
        check_file(marked, (book,), force)
    source = read_input(book)
    problems = source.reading.problems
    situation = None
    if source.reading.instance is not None:
        situation = situation_of(source.reading.instance, source.policy)
        found = (*readiness(situation), *scenario_remarks(source, situation), *widening(situation))
        problems += in_workbook((*found, *own_communes(situation)), situation.instance.sheets)
    for line in report(problems, source.name, source.reading.rows):
        console.tell(line)
    for line in authority_lines(situation) if situation else ():
        console.tell(line)
    if marked is not None:
        stream = io.BytesIO()
        marked_copy(book, problems, stream)
        write_file(marked, stream.getvalue(), (book,), force)
        console.tell(say("cli.marked_written", path=marked))
    places = [asdict(place) for place in unresolved_places(problems)]
    managed = authority_table(situation) if situation else []
    listed = [told(problem) for problem in problems]
    console.give({"problems": listed, "places": places, "authorities": managed})
    stops = ("error", "warning") if strict else ("error",)
    return ExitCode.DATA if any(p.severity in stops for p in problems) else ExitCode.DONE
