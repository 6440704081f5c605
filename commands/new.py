"""``new``: the input template, empty, filled with a shipped example, or with the rows of a board's own workbook."""

from __future__ import annotations

import io
from pathlib import Path

from luanchuyen.commands.input import there
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import language, say
from luanchuyen.models.errors import ExitCode, UsageError
from luanchuyen.reports.writing.single_file import check_file, write_file
from luanchuyen.scenarios.example import folder
from luanchuyen.scenarios.rulebook.book import load_vocabulary
from luanchuyen.sheets.opening.opening import open_book
from luanchuyen.sheets.template.carried import carried_rows
from luanchuyen.sheets.template.cleaned import Cleaning
from luanchuyen.sheets.template.template import write_carried, write_example, write_template
from luanchuyen.wording.check.problems import sentence


def run(
    console: Console,
    example: str | None,
    upgrade: Path | None,
    out: Path,
    force: bool,
    skip_hidden_rows: bool = False,
    skip_struck_rows: bool = False,
    decode: str | None = None,
) -> ExitCode:
    """Write ``out``; an existing file only with ``force``. ``upgrade``: the workbook whose rows are carried over."""
    asked = Cleaning(skip_hidden_rows, skip_struck_rows, decode or "")
    if upgrade is not None:
        return _carry(console, upgrade, asked, example, out, force)
    if asked != Cleaning():
        raise UsageError("cli.only_with_upgrade")
    source = folder(example) if example else None
    check_file(out, force=force)
    stream = io.BytesIO()
    if source is None:
        write_template(stream, load_vocabulary(), language())
    else:
        write_example(stream, source, load_vocabulary(), language())
    write_file(out, stream.getvalue(), force=force)
    key = "cli.example_written" if example else "cli.template_written"
    console.tell(say(key, path=out, name=example))
    console.tell(say("cli.next_plan" if example else "cli.next_check", path=out))
    console.give({"file": str(out)})
    return ExitCode.DONE


def _carry(console: Console, book: Path, asked: Cleaning, example: str | None, out: Path, force: bool) -> ExitCode:
    """The rows of ``book`` in the template of today; what it holds besides is told."""
    if example is not None:
        raise UsageError("cli.upgrade_or_example")
    check_file(out, (book,), force)
    there(book)
    carried = carried_rows(open_book(book), asked)
    stream = io.BytesIO()
    write_carried(stream, carried.rows, load_vocabulary(), language())
    write_file(out, stream.getvalue(), (book,), force)
    count = sum(len(rows) for name, rows in carried.rows.items() if name != "settings")
    console.tell(say("cli.upgrade_written", path=out, rows=count))
    if carried.problems:
        console.tell(say("cli.upgrade_passed"))
    for problem in carried.problems:
        console.tell(f" {sentence(problem)}")
    console.tell(say("cli.next_check_carried", path=out))
    console.give({"file": str(out)})
    return ExitCode.DONE
