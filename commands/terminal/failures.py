"""How a command ends when it does not end well: one sentence, one exit code, never a traceback; as JSON too."""

from __future__ import annotations

import tempfile
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from luanchuyen.commands.terminal.click_words import spoken_command, usage_key, usage_sentence
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import knows, say, shortened
from luanchuyen.models.errors import AuditError, DataError, ExitCode, Problem, RotationError, UsageError
from luanchuyen.models.text.windows_errors import kept_elsewhere, open_in_office, windows_word

WITH_A_CURE = ("in_use", "not_allowed", "name_too_long", "not_on_disk")
"""What a system may refuse that the user can mend; anything else is told in the system's own words."""


@dataclass(frozen=True)
class Failure:
    """What ended a command: its code, the key and the lines of what is said, the problems behind it."""

    code: int
    key: str
    lines: tuple[str, ...]
    problems: tuple[dict[str, object], ...] = ()

    def to_dict(self) -> dict[str, object]:
        """What ``--json`` prints."""
        head = {"key": self.key, "exit_code": int(self.code), "sentence": self.lines[0] if self.lines else ""}
        return {"error": {**head, "problems": list(self.problems)}}


def ending(error: BaseException, console: Console) -> int:
    """Say what happened; the exit code."""
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else ExitCode.BUG
    failure = failure_of(error, console.command)
    for line in failure.lines:
        console.complain(line)
    if not console.given:
        console.give(failure.to_dict())
    return failure.code


def failure_of(error: BaseException, command: str = "") -> Failure:
    """What an error means for the user of ``command``."""
    if isinstance(error, KeyboardInterrupt | click.Abort):
        return _said(ExitCode.INTERRUPTED, "cli.interrupted")
    if isinstance(error, click.UsageError):
        name = error.ctx.command.name if error.ctx and error.ctx.parent else ""
        return Failure(ExitCode.USAGE, usage_key(error), (usage_sentence(error), _see_help(name or "")))
    if isinstance(error, UsageError):
        return Failure(ExitCode.USAGE, error.key, (str(error), _see_help(command)))
    if isinstance(error, RotationError):
        return Failure(error.exit_code, error.key, tuple(lines_of(error)), tuple(_problems(error)))
    if isinstance(error, MemoryError):
        return _said(ExitCode.MEMORY, "cli.out_of_memory")
    if isinstance(error, ModuleNotFoundError) and not (error.name or "").startswith("luanchuyen"):
        return _said(ExitCode.USAGE, "cli.missing_dependency", name=error.name)
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        path = shortened(error.filename) if error.filename else None
        return _said(ExitCode.FILE, f"cli.os_{_refusal(error)}", path=path, reason=reason)
    return _bug(error)


def _refusal(error: OSError) -> str:
    """The name of the sentence for what the system refused: the file itself, or to go on at all."""
    if not isinstance(error.filename, str):
        return "failed"
    word = windows_word(error)
    if word in WITH_A_CURE:
        return word
    if isinstance(error, PermissionError):
        return "in_use" if open_in_office(error.filename) else "not_allowed"
    return "not_on_disk" if kept_elsewhere(error.filename) else "refused"


def _see_help(command: str) -> str:
    return say("cli.see_help", command=spoken_command(command)).replace("  ", " ")


def _said(code: ExitCode, key: str, **values: object) -> Failure:
    return Failure(code, key, (say(key, **values),))


def unprinted(lost: OSError, console: Console) -> int:
    """Say that standard output could not be written whole; the exit code."""
    console.complain(say("cli.output_lost", reason=lost.strerror))
    return ExitCode.FILE


def lines_of(error: RotationError) -> list[str]:
    """The sentences of an error, its problems among them."""
    if isinstance(error, DataError):
        from luanchuyen.wording.check.check_report import report

        return list(report(error.problems, error.name, {}))
    lines = [str(error)]
    lines += [f"  {_problem(p)}" for p in _listed(error, "problems") if isinstance(p, Problem)]
    return lines + [f"  {words}" for _, words in _audited(error)]


def _listed(error: RotationError, name: str) -> Iterable[object]:
    told = error.values.get(name)
    return told if isinstance(told, tuple | list) else ()


def _audited(error: RotationError) -> Iterator[tuple[str, str]]:
    """(key, sentence) of each fault and objection that an audit raised."""
    if isinstance(error, AuditError):
        from luanchuyen.optimizer.audit.auditor import Objection
        from luanchuyen.optimizer.audit.faults import Fault
        from luanchuyen.wording.objections import fault_words, objection_words

        for fault in _listed(error, "faults"):
            assert isinstance(fault, Fault)
            yield f"plan.{fault.key}", fault_words(fault)
        for objection in _listed(error, "objections"):
            assert isinstance(objection, Objection)
            yield f"plan.{objection.key}", objection_words(objection)


def _problem(problem: Problem) -> str:
    from luanchuyen.wording.check.problems import sentence

    return sentence(problem) if knows(problem.key) else problem.key


def _problems(error: RotationError) -> Iterator[dict[str, object]]:
    """The problems of an error as plain values, in the form that ``check --json`` has."""
    from luanchuyen.wording.check.problem_parts import told

    found = error.problems if isinstance(error, DataError) else _listed(error, "problems")
    yield from (told(problem) for problem in found if isinstance(problem, Problem))
    for key, words in _audited(error):
        yield {**Problem(key).to_dict(), "sentence": words, "cure": ""}


def _bug(error: BaseException) -> Failure:
    """Keep the traceback in a file for the support; the user gets a sentence."""
    text = "".join(traceback.format_exception(error))
    kind = type(error).__name__
    for path in _bug_files():
        try:
            with path.open("x", encoding="utf-8") as stream:  # an earlier one, or a file of the user's, stays
                stream.write(text)
        except OSError:
            continue
        return _said(ExitCode.BUG, "cli.bug", kind=kind, path=path)
    return _said(ExitCode.BUG, "cli.bug_unwritten", kind=kind)


def _bug_files() -> Iterator[Path]:
    """Where the traceback may go, the first that is free."""
    for folder in (Path.cwd(), Path(tempfile.gettempdir())):
        for number in range(1, 100):
            yield folder / (f"loi_ky_thuat-{number}.txt" if number > 1 else "loi_ky_thuat.txt")
