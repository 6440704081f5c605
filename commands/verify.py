"""``verify``: a run judged on the facts alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from luanchuyen.commands.library.verifying import Verdict, verify
from luanchuyen.commands.log import ENDING, verify_log
from luanchuyen.commands.runs.sheets_reading import WORKBOOK
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.certificate import Certificate
from luanchuyen.models.errors import ExitCode, UsageError

OPTIONS = {"folder": "run", "overrides": "set", "time_limit": "time-limit"}
"""How options are typed whose names differ."""


def run(console: Console, book: Path, path: Path | None, **given: Any) -> ExitCode:
    """Verify and say what differs, exit 7 on any difference; marks in its workbook are read as edits.

    ``path``: a run, its plans.json, or an edited workbook of plans; without it ``book`` is a log.
    """
    if path is None:
        if book.suffix.casefold() != ENDING:
            raise UsageError("log.needs_run")
        _refuse_unmeant(given, "log.no_options")
        return verify_log(console, book)
    if path.suffix.casefold() == ".xlsx" and not path.is_dir():
        from luanchuyen.commands import edits

        return edits.run(console, book, path, **given)
    _refuse_unmeant(given, "plan.only_edited")
    verdict = verify(book, path)
    if verdict.verified and verdict.marks:
        return _marked(console, book, verdict)
    console.give(verdict.to_dict())
    if not verdict.verified:
        console.complain(say("plan.verify_failed", count=len(verdict.differences)))
        for line in verdict.differences:
            console.complain(f"  {line}")
        for line in verdict.notes:
            console.complain(line)
        return ExitCode.AUDIT
    for line in _lines(verdict):
        console.tell(line)
    return ExitCode.DONE


def _refuse_unmeant(given: Mapping[str, object], key: str) -> None:
    """Refuse options that what is verified has no use for."""
    for name in (name for name, value in given.items() if value):
        raise UsageError(key, option=f"--{OPTIONS.get(name, name)}")


def _marked(console: Console, book: Path, verdict: Verdict) -> ExitCode:
    """A run that is whole, in whose workbook somebody wrote."""
    from luanchuyen.commands.edits import edit_lines
    from luanchuyen.commands.library.judging import judge_edits

    judged = judge_edits(book, verdict.run.folder / WORKBOOK, run=verdict.run.folder)
    for line in (*_lines(verdict), *edit_lines(judged, WORKBOOK)):
        console.tell(line)
    console.give({**verdict.to_dict(), **judged.to_dict(), "log": None})
    return judged.exit_code


def _lines(verdict: Verdict) -> Iterator[str]:
    yield from _shown(verdict)
    yield from _ties(verdict.certificate)
    yield from verdict.notes


def _shown(verdict: Verdict) -> Iterator[str]:
    """The first line says whether the best is shown, and by whose word."""
    found = verdict.run
    yield say(f"plan.best_{verdict.best}", engine=found.record.get("solver", ""))
    if not found.plans:
        return
    shown = sum(plan.proven for plan in found.plans) if verdict.certificate is not None else 0
    yield say("plan.verified", count=len(found.plans), proven=shown)
    asked = found.record["options"]["plans"]
    if len(found.plans) < asked:
        yield say(f"plan.{'ended' if found.status == 'optimal' else 'not_ended'}", count=len(found.plans), asked=asked)


def _ties(certificate: Certificate | None) -> Iterator[str]:
    """What is not shown of the order of equal scores."""
    for key in ("engine", "none") if certificate is not None else ():
        plans = certificate.plans if certificate else ()
        ranks = [str(plan.rank) for plan in plans if (plan.order.word if plan.order else "none") == key]
        if ranks:
            yield say(f"plan.ties_{key}", ranks=", ".join(ranks))
