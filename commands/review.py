"""``review``: the page for review, on this machine alone, until it is told to end."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

from luanchuyen.commands.input import there
from luanchuyen.commands.runs.run_reading import parted
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.errors import ExitCode, UsageError
from luanchuyen.reports.log import check_log

NEEDED = ("starlette", "uvicorn", "python_multipart")
"""The packages of the extra ``page``."""


def run(
    console: Console,
    book: Path | None,
    *,
    run: str | None = None,
    work: Path | None = None,
    port: int = 0,
    idle: int = 120,
    no_browser: bool = False,
    log: Path | None = None,
) -> ExitCode:
    """Serve; exit 130 where Ctrl-C ends it, and then too nothing is lost that was confirmed."""
    _check(book, work, log)
    from luanchuyen.page.desk.desk import Desk
    from luanchuyen.page.desk.journal import Journal
    from luanchuyen.page.desk.work_folder import default_folder, held_work
    from luanchuyen.page.server import Served, serve

    def ready(address: str) -> None:
        console.tell(say("page.ready", address=address))
        console.tell(say("page.kept_in", folder=folder.path))
        console.give({"address": address, "work": str(folder.path)})
        sys.stdout.flush()  # whoever started it from another program waits for the address

    assert book is not None or work is not None
    with held_work(work or default_folder(Path(book or "")), book, console.note) as folder:
        desk = Desk(folder, None if book is None else book.absolute(), Journal(log))
        if run is not None:
            path, rank = parted(run)
            desk.take_run(path, rank or 1)
        serve(desk, Served(port, idle, not no_browser), ready)
    console.tell(say("page.ended"))
    return ExitCode.DONE


def _check(book: Path | None, work: Path | None, log: Path | None) -> None:
    """Refuse early what cannot be served. Raises UsageError, FileError."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError("page.missing_extra", name=", ".join(missing))
    if book is None and work is None:
        raise UsageError("page.needs_work")
    if book is not None:
        there(book)
    if log is not None:
        check_log(log)
