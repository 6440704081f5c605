"""``new``: the input template, or a shipped example as a workbook."""

from __future__ import annotations

import io
from pathlib import Path

from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import language, say
from luanchuyen.models.errors import ExitCode
from luanchuyen.reports.writing.single_file import check_file, write_file
from luanchuyen.scenarios.example import folder
from luanchuyen.scenarios.rulebook.book import load_vocabulary
from luanchuyen.sheets.template.template import write_example, write_template


def run(console: Console, example: str | None, out: Path, force: bool) -> ExitCode:
    """Write ``out``; an existing file only with ``force``."""
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
