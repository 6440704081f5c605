"""``verify``: a run judged on the facts alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from luanchuyen.commands.library.verifying import Verdict, verify
from luanchuyen.commands.log import ENDING, verify_log
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.certificate import Certificate
from luanchuyen.models.errors import ExitCode, UsageError


def run(console: Console, book: Path, path: Path | None) -> ExitCode:
    """Verify and say what differs; exit 7 on any difference. Without a run ``book`` is a log."""
    if path is None:
        if book.suffix.casefold() != ENDING:
            raise UsageError("log.needs_run")
        return verify_log(console, book)
    verdict = verify(book, path)
    console.give(verdict.to_dict())
    if not verdict.verified:
        console.complain(say("plan.verify_failed", count=len(verdict.differences)))
        for line in verdict.differences:
            console.complain(f"  {line}")
        return ExitCode.AUDIT
    for line in (*_shown(verdict), *_ties(verdict.certificate), *verdict.notes):
        console.tell(line)
    return ExitCode.DONE


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
