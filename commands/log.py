"""``--log`` of the commands that decide something, and ``verify`` of a log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from luanchuyen.commands.input import there
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.errors import ExitCode
from luanchuyen.models.version import __version__

ENDING = ".jsonl"


def logged(
    console: Console,
    path: Path | None,
    command: str,
    sums: tuple[str, str, str],
    options: Mapping[str, object],
    decisions: Sequence[Mapping[str, object]] = (),
) -> str | None:
    """Add the line of a command that has done its work, where it was asked for: its hash, printed too.

    ``sums``: SHA-256 of the input, the rules and the output. ``decisions``: with their reasons as typed.
    """
    if path is None:
        return None
    from luanchuyen.reports.log import LogEntry, add_to_log

    last = add_to_log(path, LogEntry(command, __version__, *sums, options, decisions))
    console.note(say("log.may_hold_names"))
    console.tell(say("log.last", path=path, last=last))
    return last


def verify_log(console: Console, path: Path) -> ExitCode:
    """Whether a log is whole; exit 7 with the line where it is not."""
    from luanchuyen.reports.log import log_state

    there(path)
    state = log_state(path)
    console.give(state.to_dict())
    for line in state.torn:
        console.note(say("log.torn", line=line))
    if not state.whole:
        console.complain(say("log.broken", path=path, line=state.to_dict()["broken"]))
        return ExitCode.AUDIT
    console.tell(say("log.whole", path=path, lines=state.lines, last=state.last))
    console.note(say("log.cut_short"))
    return ExitCode.DONE
