"""``verify``: a run judged on the facts alone."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luanchuyen import __version__
from luanchuyen.commands.console import Console
from luanchuyen.commands.input import read_input, there
from luanchuyen.commands.wording import objection_words
from luanchuyen.messages import say
from luanchuyen.models.bounded_text import UnreadableError, read_json
from luanchuyen.models.errors import ExitCode, FileError, VersionError
from luanchuyen.models.plan import Conflict, Plan
from luanchuyen.models.plan_values import conflict_from_dict, plan_from_dict, plan_to_dict
from luanchuyen.optimizer.accounts import assignments_of
from luanchuyen.optimizer.auditor import audit
from luanchuyen.optimizer.lineup import lineup_of
from luanchuyen.optimizer.program import build
from luanchuyen.optimizer.proofs import Checker
from luanchuyen.optimizer.situation import Situation
from luanchuyen.optimizer.vacancies import unfilled_of
from luanchuyen.reports.run_folder import changed_files


@dataclass(frozen=True)
class Run:
    """A run as it lies on disk: its record, the two options that judging it needs, its plans both ways, its rules.

    ``status`` and ``conflicts`` as plans.json tells them.
    """

    path: Path
    record: Mapping[str, Any]
    differ_by: int
    close_to: Mapping[str, tuple[str, ...]] | None
    plans: tuple[Plan, ...]
    told: tuple[Mapping[str, Any], ...]
    rules: Path | None
    status: str
    conflicts: tuple[Conflict, ...]


def read_run(path: Path) -> Run:
    """Read a run folder, or its plans.json. Raises FileError where it is not one, VersionError where it is newer."""
    there(path)
    file = path / "plans.json" if path.is_dir() else path
    try:
        document = read_json(file)
        told = tuple(document["plans"])
        plans = tuple(plan_from_dict(plan) for plan in told)
        record = dict(document["record"])
        options = dict(record.get("options", {}))
        differ_by, close_to = int(options.get("differ_by", 1)), _pairs(options.get("close_to"))
        version = str(record.get("version", ""))
        newer = _parts(version) > _parts(__version__)
        status, conflicts = str(document.get("status", "")), _conflicts(document.get("conflicts", ()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = error.reason if isinstance(error, UnreadableError) else _why(error)
        raise FileError("plan.not_our_json", path=str(file), reason=reason) from error
    if newer:
        raise VersionError("plan.newer_run", path=str(path), version=version, ours=__version__)
    rules = file.parent / "rules.toml"
    return Run(path, record, differ_by, close_to, plans, told, rules if rules.is_file() else None, status, conflicts)


def _why(error: Exception) -> str:
    return "unopened" if isinstance(error, OSError) else "malformed"


def _conflicts(told: Sequence[Mapping[str, Any]]) -> tuple[Conflict, ...]:
    return tuple(map(conflict_from_dict, told))


def _pairs(told: Any) -> Mapping[str, tuple[str, ...]] | None:
    """The plan to stay close to, as the record tells it: a list of [cadre, [posts]]."""
    return None if told is None else {str(cadre): tuple(map(str, posts)) for cadre, posts in told}


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def given_plan(path: Path) -> dict[str, tuple[str, ...]]:
    """The first plan of a run: cadre -> posts."""
    plans = read_run(path).plans
    found: dict[str, list[str]] = {}
    for assignment in plans[0].assignments if plans else ():
        found.setdefault(assignment.cadre, []).append(assignment.post)
    return {cadre: tuple(sorted(posts)) for cadre, posts in sorted(found.items())}


def run(console: Console, book: Path, path: Path) -> ExitCode:
    """Verify and say what differs; exit 7 on any difference."""
    found = read_run(path)
    source = read_input(book, found.rules)
    situation = Situation(source.instance, source.policy, given=found.close_to)
    lines = [*_file_lines(path), *_plan_lines(situation, found), *_proof_lines(situation, found, path)]
    if found.record.get("rules_sha256") != source.policy.sha256:
        lines.append(say("plan.wrong_rules"))
    if found.record.get("input_sha256") != source.instance.sha256:
        console.note(say("plan.other_input", path=book))
    console.give({"verified": not lines, "differences": lines})
    if lines:
        console.complain(say("plan.verify_failed", count=len(lines)))
        for line in lines:
            console.complain(f"  {line}")
        return ExitCode.AUDIT
    console.tell(say("plan.verified", count=len(found.plans)))
    return ExitCode.DONE


def _file_lines(path: Path) -> Iterator[str]:
    if path.is_dir():
        for name, state in changed_files(path).items():
            yield say(f"plan.file_{state}", name=name)


def _plan_lines(situation: Situation, found: Run) -> Iterator[str]:
    for number, (plan, told) in enumerate(zip(found.plans, found.told, strict=True)):
        differences = [*_differences(situation, plan, told), *_order(found, number)]
        for what in differences:
            yield say("plan.in_plan", rank=plan.rank, what=what)


def _proof_lines(situation: Situation, found: Run, path: Path) -> Iterator[str]:
    """Every bound that the certificate claims, counted again on the program rebuilt from the facts."""
    if not path.is_dir() or not found.plans:
        return
    try:
        told = read_json(path / "certificate.json")["plans"]
        differ_by = int(found.record["options"]["differ_by"])
        program = build(situation)
        checker = Checker(program)
        for plan, entry in zip(found.plans, told, strict=True):
            score = [plan.score[tier] for tier in program.arrays.tiers]
            for tier, verified, counted in checker.faults(score, plan.pairs, differ_by, entry):
                what = say("plan.wrong_proof", tier=tier, told=verified, counted=counted)
                yield say("plan.in_plan", rank=plan.rank, what=what)
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError):
        yield say("plan.no_certificate")


def _differences(situation: Situation, plan: Plan, told: Mapping[str, Any]) -> Iterator[str]:
    audited = audit(situation, [(a.cadre, a.post) for a in plan.assignments])
    yield from map(objection_words, audited.objections)
    for tier, counted in audited.score.items():
        if plan.score.get(tier) != counted:
            yield say("plan.wrong_score", tier=tier, told=plan.score.get(tier), counted=counted)
    if any(o.key != "hard_rule" for o in audited.objections):
        return
    lineup = lineup_of(situation, plan.pairs)
    counted_plan = Plan(
        rank=plan.rank,
        assignments=assignments_of(lineup),
        score=audited.score,
        bound=plan.bound,
        proven=plan.proven,
        tied_with=plan.tied_with,
        unfilled=unfilled_of(lineup),
        findings=audited.findings,
    )
    ours = json.loads(json.dumps(plan_to_dict(counted_plan)))
    for part in ("assignments", "unfilled", "findings"):
        yield from _row_lines(part, told.get(part), ours[part])
    if plan.proven and dict(plan.bound) != dict(plan.score):
        yield say("plan.wrong_rows", part=say("plan.part_bound"), rows=json.dumps(told["bound"]))


def _row_lines(part: str, told: Any, ours: Sequence[Any]) -> Iterator[str]:
    if told == ours:
        return
    theirs = told if isinstance(told, list) else []
    rows = [r for r in theirs if r not in ours] + [r for r in ours if r not in theirs]
    shown = "; ".join(json.dumps(row, ensure_ascii=False) for row in rows[:3])
    yield say("plan.wrong_rows", part=say(f"plan.part_{part}"), rows=shown or say("plan.part_order"))


def _order(found: Run, number: int) -> Iterator[str]:
    plan, before = found.plans[number], found.plans[:number]
    if plan.rank != number + 1 or (before and _key(before[-1]) > _key(plan)):
        yield say("plan.wrong_order")
    tied = tuple(p.rank for p in found.plans if p is not plan and p.score == plan.score)
    if tied != plan.tied_with:
        yield say("plan.wrong_rows", part=say("plan.part_tied_with"), rows=str(list(tied)))
    for earlier in before:
        count = difference(earlier, plan)
        if count < found.differ_by:
            yield say("plan.wrong_difference", other=earlier.rank, count=count, differ_by=found.differ_by)


def _key(plan: Plan) -> tuple[int, ...]:
    return tuple(value for _, value in sorted(plan.score.items()))


def difference(one: Plan, other: Plan) -> int:
    """How many cadres fare differently in two plans."""
    first, second = _taken(one), _taken(other)
    return sum(first.get(c) != second.get(c) for c in first.keys() | second.keys())


def _taken(plan: Plan) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for assignment in plan.assignments:
        found.setdefault(assignment.cadre, set()).add(assignment.post)
    return {cadre: frozenset(posts) for cadre, posts in found.items()}
