"""``verify`` from Python: a run judged on the facts alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from luanchuyen.commands.input import Case, read_input
from luanchuyen.commands.runs.run_reading import Run, read_run
from luanchuyen.commands.runs.sheets_reading import WORKBOOK, held
from luanchuyen.messages import say
from luanchuyen.models.certificate import Certificate
from luanchuyen.models.text.bounded import read_json
from luanchuyen.models.version import __version__
from luanchuyen.optimizer.audit.claims import MALFORMED, Judge
from luanchuyen.optimizer.audit.faults import Fault, unlike
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.reports.manifest import FORM, MANIFEST, changed_files
from luanchuyen.scenarios.rulebook.book import load_rules
from luanchuyen.scenarios.rulebook.text import effective_toml
from luanchuyen.wording.objections import fault_words

ANSWERS = "answers.json"
ALWAYS, WITH_PLANS = {"plans.json", "rules.toml"}, {"plans.xlsx", "certificate.json"}
Best = Literal["tree", "engine", "none", "unseen", "infeasible", "no_plan"]


@dataclass(frozen=True)
class Verdict:
    """What verifying a run found: ``differences`` are sentences, none where all holds; ``notes`` claim nothing.
    ``marks``: cells for the hand of its workbook that are filled.

    ``best``: whose word it is that plan 1 is the best (tree | engine | none | unseen, its certificate not being
    there), or that there is no plan (infeasible | no_plan); None where something differs.
    """

    run: Run
    certificate: Certificate | None
    differences: tuple[str, ...]
    notes: tuple[str, ...]
    best: Best | None
    marks: int = 0

    @property
    def verified(self) -> bool:
        """Whether all that the run claims holds."""
        return not self.differences

    def to_dict(self) -> dict[str, object]:
        """What ``verify --json`` prints."""
        differences, notes = list(self.differences), list(self.notes)
        return {"verified": self.verified, "best": self.best, "differences": differences, "notes": notes}


@dataclass
class Heard:
    """What is said of a run while it is judged: ``wrong`` ends with exit 7, ``beside`` is told and claims nothing."""

    wrong: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    marks: int = 0


def verify(book: str | Path | Case, run: str | Path) -> Verdict:
    """Judge a run folder, or its plans.json, on the facts of ``book`` and the rules that the run was made with.

    Of a case its workbook is read again: its cells may mean something else under the rules of the run. Raises as
    ``open_case`` does; FileError where there is no run, VersionError where a newer version wrote it.
    """
    return held_against(book, run)[0]


def held_against(book: str | Path | Case, run: str | Path) -> tuple[Verdict, Situation]:
    """The same, and what the facts mean by the rules of the run. Raises as ``verify``."""
    found = read_run(Path(run))
    source = read_input(book.source.path if isinstance(book, Case) else book, found.rules)
    # As the run was made, Tham số and command line laid over the book: the run's own rules, and nothing over them.
    policy = load_rules(found.rules) if found.rules else source.policy
    situation = situation_of(source.instance, policy, given=found.close_to, decided=found.decided)
    heard, told = judged(found, Judge(situation))
    wrong = tuple(dict.fromkeys(heard.wrong))
    certificate = None if wrong or told is None else Certificate.from_dict(told)
    best = None if wrong else _best(found, certificate)
    return Verdict(found, certificate, wrong, tuple(heard.beside), best, heard.marks), situation


def judged(found: Run, judge: Judge) -> tuple[Heard, Any]:
    """What is to be said of a run, and its certificate as it stands; None where there is none to be read."""
    heard, path = Heard(), found.path
    certificate = _certificate(found, heard) if path.is_dir() and found.plans else None
    faults = list(judge.faults(found.plans, found.document, certificate))
    if path.is_dir():
        heard.wrong += map(fault_words, file_faults(found, judge))
    heard.wrong += map(fault_words, faults)
    if path.is_dir():
        _workbook(found, judge, certificate, faults, heard)
    return heard, certificate


def _certificate(found: Run, heard: Heard) -> Any:
    try:
        return read_json(found.path / "certificate.json")
    except (OSError, ValueError):
        heard.wrong.append(say("plan.no_certificate"))
        return None


def file_faults(found: Run, judge: Judge) -> Iterator[Fault]:
    """The files that are not as the manifest says, what it says itself, and the rule book to the letter."""
    wanted = (
        ALWAYS | (WITH_PLANS if found.plans else set()) | ({ANSWERS} if found.plans and found.answers.asked else set())
    )
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


def _workbook(found: Run, judge: Judge, certificate: Any, faults: Sequence[Fault], heard: Heard) -> None:
    """What plans.xlsx tells otherwise than plans.json, whatever the manifest says; that wrong, its hash."""
    if not found.plans or not (found.path / WORKBOOK).is_file():
        return
    if any(fault.rank or fault.key in ("wrong_form", "no_certificate") for fault in faults):
        changed = changed_files(found.path).get(WORKBOOK) == "changed"
        heard.wrong += [say("plan.file_changed", name=WORKBOOK)] if changed else []
        return
    try:
        told = held(found, judge, certificate)
    except MALFORMED:
        told = None
    if told is None:
        heard.wrong.append(say("plan.no_workbook", name=WORKBOOK))
        return
    for other in told.otherwise:
        key = "plan.sheet_tells" if other.now or not other.cell.startswith("(") else "plan.sheet_line_gone"
        values = {"sheet": other.sheet, "cell": other.cell, "was": other.was, "now": other.now}
        heard.wrong.append(say(key, **values))
    if told.otherwise and found.older:
        heard.beside.append(say("plan.older_words", version=found.record["version"], ours=__version__))
    heard.beside += [say(f"plan.{key}", sheet=sheet, place=place) for key, sheet, place in told.beside]
    if WORKBOOK in changed_files(found.path) and not told.otherwise:
        heard.beside.append(say("plan.sheet_saved_again", name=WORKBOOK))
    heard.marks = told.marks
    if told.marks:
        heard.beside.append(say("plan.sheet_marks", count=told.marks))


def _best(found: Run, certificate: Certificate | None) -> Best:
    """Whose word it is that the first plan is the best, or that there is no plan."""
    if not found.plans:
        return "infeasible" if found.status == "infeasible" else "no_plan"
    return "unseen" if certificate is None else certificate.plans[0].word
