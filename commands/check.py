"""``check``: every problem of a workbook at once, and a marked copy on request."""

from __future__ import annotations

import io
from dataclasses import asdict
from pathlib import Path

from luanchuyen.commands.input import read_input
from luanchuyen.commands.problems import problems_of
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.errors import ExitCode
from luanchuyen.reports.writing.single_file import check_file, write_file
from luanchuyen.sheets.marking.marking import marked_copy
from luanchuyen.wording.check.authorities import authority_lines, authority_table
from luanchuyen.wording.check.check_report import report
from luanchuyen.wording.check.problem_parts import told
from luanchuyen.wording.check.unresolved_places import unresolved_places


def run(console: Console, book: Path, marked: Path | None, strict: bool, force: bool = False) -> ExitCode:
    """Say what is wrong; exit 3 on errors (with ``strict`` on warnings too). ``force``: ``marked`` may be there."""
    if marked is not None:
        check_file(marked, (book,), force)
    source = read_input(book)
    problems, situation = problems_of(source)
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
