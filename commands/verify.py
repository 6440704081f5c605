"""``verify``: a run judged on the facts alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from luanchuyen.commands.input import read_input
from luanchuyen.commands.run_reading import Run, read_run
from luanchuyen.commands.sheets_reading import WORKBOOK, held
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.errors import ExitCode
from luanchuyen.models.text.bounded import read_json
from luanchuyen.optimizer.audit.bounds import WORDS
from luanchuyen.optimizer.audit.claims import MALFORMED, Judge
from luanchuyen.optimizer.audit.faults import Fault, unlike
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.reports.manifest import FORM, MANIFEST, changed_files
from luanchuyen.scenarios.rulebook.book import load_rules
from luanchuyen.scenarios.rulebook.text import effective_toml
from luanchuyen.wording.objections import fault_words

ALWAYS, WITH_PLANS = {"plans.json", "rules.toml"}, {"plans.xlsx", "certificate.json"}


@dataclass
class Verdict:
    """What verifying found: ``wrong`` ends with exit 7, ``beside`` is told and claims nothing."""

    wrong: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)


def run(console: Console, book: Path, path: Path) -> ExitCode:
    """Verify and say what differs; exit 7 on any difference."""
    found = read_run(path)
    source = read_input(book, found.rules)
    # As the run was made, Tham số and command line laid over the book: the run's own rules, and nothing over them.
    policy = load_rules(found.rules) if found.rules else source.policy
    judge = Judge(situation_of(source.instance, policy, given=found.close_to))
    verdict, certificate = judged(found, judge)
    return _said(console, found, certificate, verdict)


def judged(found: Run, judge: Judge) -> tuple[Verdict, Any]:
    """What is to be said of a run, and its certificate; None where there is none to be read."""
    verdict, path = Verdict(), found.path
    certificate = _certificate(found, verdict) if path.is_dir() and found.plans else None
    faults = list(judge.faults(found.plans, found.document, certificate))
    if path.is_dir():
        verdict.wrong += map(fault_words, file_faults(found, judge))
    verdict.wrong += map(fault_words, faults)
    if path.is_dir():
        _workbook(found, judge, certificate, faults, verdict)
    return verdict, certificate


def _certificate(found: Run, verdict: Verdict) -> Any:
    try:
        return read_json(found.path / "certificate.json")
    except (OSError, ValueError):
        verdict.wrong.append(say("plan.no_certificate"))
        return None


def file_faults(found: Run, judge: Judge) -> Iterator[Fault]:
    """The files that are not as the manifest says, what it says itself, and the rule book to the letter."""
    wanted = ALWAYS | (WITH_PLANS if found.plans else set())
    changed = changed_files(found.path)
    for name, state in changed.items():
        if (name, state) != (WORKBOOK, "changed"):
            yield Fault(f"file_{state}", values={"name": name})
    told = read_json(found.path / MANIFEST)
    ours = {"form": FORM, "input_sha256": judge.situation.instance.sha256, "files": told["files"]}
    yield from unlike(told, ours, MANIFEST)
    yield from unlike(sorted(told["files"]), sorted(wanted), f"{MANIFEST}: files")
    if found.rules and found.rules.read_bytes() != effective_toml(judge.situation.policy).encode():
        yield Fault("wrong_form", values={"where": "rules.toml"})


def _workbook(found: Run, judge: Judge, certificate: Any, faults: Sequence[Fault], verdict: Verdict) -> None:
    """What plans.xlsx tells otherwise than plans.json, whatever the manifest says; that wrong, its hash."""
    if not found.plans or not (found.path / WORKBOOK).is_file():
        return
    if any(fault.rank or fault.key in ("wrong_form", "no_certificate") for fault in faults):
        changed = changed_files(found.path).get(WORKBOOK) == "changed"
        verdict.wrong += [say("plan.file_changed", name=WORKBOOK)] if changed else []
        return
    try:
        told = held(found, judge, certificate)
    except MALFORMED:
        told = None
    if told is None:
        verdict.wrong.append(say("plan.no_workbook", name=WORKBOOK))
        return
    for other in told.otherwise:
        key = "plan.sheet_tells" if other.now or not other.cell.startswith("(") else "plan.sheet_line_gone"
        values = {"sheet": other.sheet, "cell": other.cell, "was": other.was, "now": other.now}
        verdict.wrong.append(say(key, **values))
    verdict.beside += [say(f"plan.{key}", sheet=sheet, place=place) for key, sheet, place in told.beside]
    if WORKBOOK in changed_files(found.path) and not told.otherwise:
        verdict.beside.append(say("plan.sheet_saved_again", name=WORKBOOK))
    if told.marks:
        verdict.beside.append(say("plan.sheet_marks", count=told.marks))


def _said(console: Console, found: Run, certificate: Any, verdict: Verdict) -> ExitCode:
    """The first line says whether the best is shown, and by whose word."""
    wrong = list(dict.fromkeys(verdict.wrong))
    word = "" if wrong else _word(found, certificate)
    given = {"verified": not wrong, "best": word or None, "differences": wrong, "notes": verdict.beside}
    console.give(given)
    if wrong:
        console.complain(say("plan.verify_failed", count=len(wrong)))
        for line in wrong:
            console.complain(f"  {line}")
        return ExitCode.AUDIT
    console.tell(say(f"plan.best_{word}", engine=found.record.get("solver", "")))
    if found.plans:
        shown = sum(plan.proven for plan in found.plans) if certificate is not None else 0
        console.tell(say("plan.verified", count=len(found.plans), proven=shown))
    asked = found.record["options"]["plans"]
    if found.plans and len(found.plans) < asked:
        key = "ended" if found.status == "optimal" else "not_ended"
        console.tell(say(f"plan.{key}", count=len(found.plans), asked=asked))
    for line in (*_ties(certificate), *verdict.beside):
        console.tell(line)
    return ExitCode.DONE


def _ties(certificate: Any) -> Iterator[str]:
    """What is not shown of the order of equal scores."""
    if certificate is not None:
        told = certificate["plans"]
        for key in ("engine", "none"):
            ranks = [str(row["rank"]) for row in told if (row["order"] or {"word": "none"})["word"] == key]
            if ranks:
                yield say(f"plan.ties_{key}", ranks=", ".join(ranks))


def _word(found: Run, certificate: Any) -> str:
    """Whose word it is that the first plan is the best, or that there is no plan."""
    if not found.plans:
        return "infeasible" if found.status == "infeasible" else "no_plan"
    if certificate is None:
        return "unseen"
    word = str(certificate["plans"][0]["word"])
    return word if word in WORDS else "none"
