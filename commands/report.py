"""``report``: the committee's papers of a run."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from luanchuyen.commands.library.reporting import Reported, Wanted, reported
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.errors import ExitCode

MOST_LISTED = 5
"""Files of a folder within that are named on the screen; of more the number. The JSON names all."""


def run(console: Console, book: Path, chosen: str, out: Path, wanted: Wanted) -> ExitCode:
    """Write the papers and say which, and what is still to be written into them by hand."""
    done = reported(book, chosen, out, wanted)
    for line in done.notes:
        console.note(line)
    _tell(console, done)
    console.give(done.to_dict())
    return ExitCode.DONE


def _tell(console: Console, done: Reported) -> None:
    console.tell(say("report.done", rank=done.chosen, count=done.plans, folder=done.folder))
    for folder, names in groupby(done.files, lambda name: name.rpartition("/")[0]):
        listed = list(names)
        if folder and len(listed) > MOST_LISTED:
            console.tell(say("report.files_in", folder=folder, count=len(listed)))
        else:
            for name in listed:
                console.tell(f"  {name}")
    if done.key is not None:
        console.tell(say("report.key_written", path=done.key))
    if done.missing:
        console.tell(say("report.still_missing", count=len(done.missing), names="; ".join(done.missing)))
    console.tell(say("plan.draft"))
