"""``compare``: runs, or plans of a run, beside each other."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from luanchuyen.commands.chosen_plans import Chosen, chosen_plans
from luanchuyen.commands.comparison_table import lines_of
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.comparison import Comparison, Measures
from luanchuyen.models.errors import ExitCode, FileError, UsageError
from luanchuyen.models.text.bounded import UnreadableError, read_toml
from luanchuyen.models.text.plain_files import read_plain
from luanchuyen.reports.comparison_json import comparison_to_dict, comparison_to_json
from luanchuyen.reports.writing.single_file import check_file, write_file
from luanchuyen.scenarios.comparison.comparison import compare, moves_measured
from luanchuyen.scenarios.comparison.measures import YOUNG
from luanchuyen.scenarios.comparison.rule_differences import flat, rule_changes
from luanchuyen.scenarios.scenario import Change, Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome
from luanchuyen.sheets.comparison.reading import Known, known_from
from luanchuyen.sheets.opening.preflight import MOST_BYTES
from luanchuyen.wording.naming import Naming

SUFFIXES = (".xlsx", ".json")


def run(console: Console, runs: Sequence[str], out: Path | None, force: bool = False) -> ExitCode:
    """Compare, print, and write where it was asked for; over what is there only with ``force``."""
    if out is not None:
        if out.suffix.lower() not in SUFFIXES:
            raise UsageError("compare.bad_target", path=out)
        check_file(out, force=force)
    chosen = chosen_plans(console, runs)
    known = _known(console, chosen)
    first = chosen[0]
    outcomes = [_outcome(one, first) for one in chosen]
    comparison = compare(outcomes[0], outcomes[1:], _measure(known, _terms_known(outcomes)), _numbers(first))
    naming = Naming(known.people, known.posts, secrecy=", ".join(known.secrecy), as_of=_as_of(first))
    if out is not None:
        _spare_input(chosen, out)
        _write(comparison, naming, out, force)
    for line in lines_of(comparison, naming):
        console.tell(line)
    if out is not None:
        console.tell(say("compare.written", path=out))
    console.give(comparison_to_dict(comparison))
    return ExitCode.DONE


def _spare_input(chosen: Sequence[Chosen], out: Path) -> None:
    """Refuse to write over a workbook that one of the runs was made from."""
    inputs = {one.run.record.get("input_sha256") for one in chosen}
    if out.is_file() and hashlib.sha256(out.read_bytes()).hexdigest() in inputs:
        raise FileError("compare.target_is_input", path=str(out))


def _outcome(one: Chosen, first: Chosen) -> Outcome:
    """The plan as the outcome of what its run was made with, against the first run."""
    scenario = Scenario(one.name, () if one is first else _changes(first, one))
    return Outcome(scenario, one.run.status, one.plan, one.run.conflicts, None, one.checked)


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


def _known(console: Console, chosen: Sequence[Chosen]) -> Known:
    """What the workbooks of the runs tell of the codes, the first run's word before the others'."""
    known = Known()
    for folder, plan in {one.folder: one.plan for one in chosen}.items():
        try:
            found = known_from(read_plain(folder / "plans.xlsx", MOST_BYTES)) if plan else Known()
        except OSError:
            found = Known()
        if plan and plan.assignments and not found.people:
            console.note(say("compare.told_no_names", run=folder))
        known.add(found)
    return known


def _terms_known(outcomes: Sequence[Outcome]) -> bool:
    """Whether some plan tells of terms served; where none does, the facts may not hold any."""
    return any(map(_over_two_terms, outcomes))


def _over_two_terms(outcome: Outcome) -> int:
    findings = outcome.plan.findings if outcome.plan else ()
    return sum(f.rule == "consecutive_terms" and f.level == "standing" for f in findings)


def _measure(known: Known, terms: bool) -> Callable[[Outcome], Measures]:
    """What the plans tell by themselves, with sex and age as the workbooks tell them, if they do of everybody."""

    def measured(outcome: Outcome) -> Measures:
        assert outcome.plan is not None
        movers = {a.cadre for a in outcome.plan.assignments}
        return replace(
            moves_measured(outcome.plan),
            women=sum(known.women[c] for c in movers) if movers <= known.women.keys() else None,
            under_40=sum(known.ages[c] < YOUNG for c in movers) if movers <= known.ages.keys() else None,
            over_two_terms=_over_two_terms(outcome) if terms else None,
        )

    return measured


def _write(comparison: Comparison, naming: Naming, out: Path, force: bool) -> None:
    if out.suffix.lower() == ".json":
        write_file(out, comparison_to_json(comparison).encode(), force=force)
        return
    from luanchuyen.sheets.comparison.writer import write_named

    stream = io.BytesIO()
    write_named(comparison, naming, stream)
    write_file(out, stream.getvalue(), force=force)
