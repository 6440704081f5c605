"""``compare`` from Python: runs, or plans of a run, beside each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from luanchuyen.commands.runs.chosen_plans import Chosen, Note, chosen_plans
from luanchuyen.messages import say
from luanchuyen.models.comparison import Comparison, Measures
from luanchuyen.models.errors import FileError
from luanchuyen.models.people import YOUNG
from luanchuyen.models.plan import status_from
from luanchuyen.models.text.bounded import UnreadableError, read_toml
from luanchuyen.models.text.plain_files import read_plain
from luanchuyen.scenarios.comparison.comparison import compare as compare_outcomes
from luanchuyen.scenarios.comparison.comparison import moves_measured
from luanchuyen.scenarios.comparison.rule_differences import flat, rule_changes
from luanchuyen.scenarios.scenario import Change, Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome
from luanchuyen.sheets.comparison.reading import Ages, Known, known_from
from luanchuyen.sheets.opening.preflight import MOST_BYTES
from luanchuyen.wording.naming import Naming


def compare(*runs: str | Path, note: Note | None = None) -> Comparison:
    """Two to five plans beside each other: run folders, plans of them as ``"DIR#2"``, or all the plans of one run.

    ``note`` hears what is noteworthy, a sentence at a time. Raises UsageError where there is nothing to compare or no
    such plan, FileError where a folder is no run, AuditError where a run is not as it was written.
    """
    hear = note or (lambda line: None)
    return beside(chosen_plans(hear, [str(run) for run in runs]), hear)[0]


def beside(chosen: Sequence[Chosen], note: Note) -> tuple[Comparison, Naming]:
    """The plans held against the first, and the names that their workbooks give to codes."""
    told, known, first = _told(note, chosen), Known(), chosen[0]
    for found in told.values():
        known.add(found)
    outcomes = [_outcome(one, first) for one in chosen]
    measure = _measure(known, {one.name: told[one.folder].ages for one in chosen}, _terms_known(outcomes))
    organisation, secrecy = ", ".join(known.organisations), ", ".join(known.secrecy)
    naming = Naming(known.people, known.posts, organisation=organisation, secrecy=secrecy, as_of=_as_of(first))
    return compare_outcomes(outcomes[0], outcomes[1:], measure, _numbers(first)), naming


def _outcome(one: Chosen, first: Chosen) -> Outcome:
    """The plan as the outcome of what its run was made with, against the first run."""
    scenario = Scenario(one.name, () if one is first else _changes(first, one))
    try:
        status = status_from(one.run.status)
    except ValueError as error:
        raise FileError("plan.not_our_json", path=str(one.run.path), reason="malformed") from error
    return Outcome(scenario, status, one.plan, one.run.conflicts, None, one.checked)


def _changes(first: Chosen, one: Chosen) -> tuple[Change, ...]:
    """What the run was made with otherwise than the first: the input, the day, the plan to stay close to, the rules."""
    before, here = first.run.record, one.run.record
    found = [] if before.get("input_sha256") == here.get("input_sha256") else [Change("facts")]
    if _as_of(first) != _as_of(one):
        found.append(Change("as_of", (), _as_of(one).strftime("%d/%m/%Y")))
    if first.run.close_to != one.run.close_to:
        found.append(Change("close_to"))
    if first.folder != one.folder:
        found += rule_changes(_rules(first), _rules(one))
    return tuple(found)


def _numbers(one: Chosen) -> dict[str, str]:
    return flat(_rules(one))


def _rules(one: Chosen) -> Mapping[str, object]:
    """The tables of the effective rule book. Raises FileError where it is not there or no TOML."""
    path = one.folder / "rules.toml"
    try:
        return read_toml(path)
    except (OSError, UnreadableError) as error:
        raise FileError("compare.no_rules", path=str(path)) from error


def _as_of(one: Chosen) -> dt.date:
    try:
        return dt.date.fromisoformat(str(one.run.record.get("as_of", "")))
    except ValueError as error:
        raise FileError("plan.not_our_json", path=str(one.run.path), reason="as_of") from error


def _told(note: Note, chosen: Sequence[Chosen]) -> dict[Path, Known]:
    """What the workbook of each run tells of the codes, by folder in the order given."""
    told = {}
    for folder, plan in {one.folder: one.plan for one in chosen}.items():
        try:
            found = known_from(read_plain(folder / "plans.xlsx", MOST_BYTES)) if plan else Known()
        except OSError:
            found = Known()
        if plan and plan.assignments and not found.people:
            note(say("compare.told_no_names", run=folder))
        told[folder] = found
    return told


def _terms_known(outcomes: Sequence[Outcome]) -> bool:
    """Whether some plan tells of terms served; where none does, the facts may not hold any."""
    return any(map(_over_two_terms, outcomes))


def _over_two_terms(outcome: Outcome) -> int:
    findings = outcome.plan.findings if outcome.plan else ()
    # A figure of the comparison: this rule's holders who stay.
    return sum(f.rule == "consecutive_terms" and f.level == "standing" for f in findings)


def _measure(known: Known, ages: Mapping[str, Ages], terms: bool) -> Callable[[Outcome], Measures]:
    """What the plans tell by themselves, with sex and age as the workbooks tell them, if they do of everybody.

    ``ages``: by the name of each, as its own workbook has them: they count on a day of its own.
    """

    def measured(outcome: Outcome) -> Measures:
        assert outcome.plan is not None
        movers, told = outcome.plan.persons, ages[outcome.scenario.name]
        aged = {(c, frozenset(a.post for a in taken)) for c, taken in outcome.plan.by_cadre.items()}
        return replace(
            moves_measured(outcome.plan),
            women=sum(known.women[c] for c in movers) if movers <= known.women.keys() else None,
            under_40=sum(told[key] < YOUNG for key in aged) if aged <= told.keys() else None,
            over_two_terms=_over_two_terms(outcome) if terms else None,
        )

    return measured
