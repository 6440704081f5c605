"""How a command ends when it does not end well: one sentence, one exit code, never a traceback."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

import click

from luanchuyen.commands.terminal.click_words import spoken_command, usage_sentence
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import knows, say, shortened
from luanchuyen.models.errors import AuditError, DataError, ExitCode, Problem, RotationError


def ending(error: BaseException, console: Console) -> int:
    """Say what happened; the exit code."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else ExitCode.BUG
    if isinstance(error, KeyboardInterrupt | click.Abort):
        console.complain(say("cli.interrupted"))
        return ExitCode.INTERRUPTED
    if isinstance(error, click.UsageError):
        console.complain(usage_sentence(error))
        name = error.ctx.command.name if error.ctx and error.ctx.parent else ""
        console.complain(say("cli.see_help", command=spoken_command(name or "")).replace("  ", " "))
        return ExitCode.USAGE
    if isinstance(error, RotationError):
        for line in lines_of(error):
            console.complain(line)
        return error.exit_code
    if isinstance(error, MemoryError):
        console.complain(say("cli.out_of_memory"))
        return ExitCode.MEMORY
    if isinstance(error, ModuleNotFoundError) and not (error.name or "").startswith("luanchuyen"):
        console.complain(say("cli.missing_dependency", name=error.name))
        return ExitCode.USAGE
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        key = "cli.os_refused" if error.filename else "cli.os_failed"
        console.complain(say(key, path=shortened(error.filename) if error.filename else None, reason=reason))
        return ExitCode.FILE
    return _bug(error, console)


def unprinted(lost: OSError, console: Console) -> int:
    """Say that standard output could not be written whole; the exit code."""
    console.complain(say("cli.output_lost", reason=lost.strerror))
    return ExitCode.FILE


def lines_of(error: RotationError) -> list[str]:
    """The sentences of an error, its problems among them."""
    if isinstance(error, DataError):
        from luanchuyen.wording.check_report import report

        return list(report(error.problems, error.name, {}))
    problems = error.values.get("problems")
    lines = [str(error)]
    if isinstance(problems, tuple | list):
        lines += [f"  {_problem(p)}" for p in problems if isinstance(p, Problem)]
    if isinstance(error, AuditError):
        from luanchuyen.wording.objections import fault_words, objection_words

        lines += [f"  {fault_words(fault)}" for fault in error.values.get("faults", ())]  # type: ignore[attr-defined]
        objections = error.values.get("objections", ())
        lines += [f"  {objection_words(o)}" for o in objections]  # type: ignore[attr-defined]
    return lines


def _problem(problem: Problem) -> str:
    from luanchuyen.wording.problems import sentence

    return sentence(problem) if knows(problem.key) else problem.key


def _bug(error: BaseException, console: Console) -> int:
    """Keep the traceback in a file for the support; the user gets a sentence."""
    text = "".join(traceback.format_exception(error))
    kind = type(error).__name__
    for path in _bug_files():
        try:
            with path.open("x", encoding="utf-8") as stream:  # an earlier one, or a file of the user's, stays
                stream.write(text)
        except OSError:
            continue
        console.complain(say("cli.bug", kind=kind, path=path))
        return ExitCode.BUG
    console.complain(say("cli.bug_unwritten", kind=kind))
    return ExitCode.BUG


def _bug_files() -> Iterator[Path]:
    """Where the traceback may go, the first that is free."""
    for folder in (Path.cwd(), Path(tempfile.gettempdir())):
        for number in range(1, 100):
            yield folder / (f"loi_ky_thuat-{number}.txt" if number > 1 else "loi_ky_thuat.txt")
