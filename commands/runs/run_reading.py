"""A run as it lies on disk."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luanchuyen.commands.input import there
from luanchuyen.models.committee.decision import Decided, Decision
from luanchuyen.models.committee.run_answers import NO_ANSWERS, RunAnswers
from luanchuyen.models.conflict import Conflict
from luanchuyen.models.errors import FileError, UsageError, VersionError
from luanchuyen.models.plan import Plan
from luanchuyen.models.text.bounded import UnreadableError, read_json
from luanchuyen.models.version import __version__
from luanchuyen.models.waiver import Waiver


@dataclass(frozen=True)
class Run:
    """A run as it lies on disk: its record, the options that judging it needs, its plans both ways, its rules.

    ``document`` is plans.json as it stands, ``told`` its plans; ``status`` and ``conflicts`` as it tells them.
    """

    path: Path
    record: Mapping[str, Any]
    differ_by: int
    close_to: Mapping[str, tuple[str, ...]] | None
    decided: Decided
    plans: tuple[Plan, ...]
    told: tuple[Mapping[str, Any], ...]
    rules: Path | None
    status: str
    conflicts: tuple[Conflict, ...]
    document: Mapping[str, Any]
    answers: RunAnswers = NO_ANSWERS

    @property
    def older(self) -> bool:
        """Whether an earlier version wrote it, which may have said the same otherwise."""
        return _parts(str(self.record.get("version", ""))) < _parts(__version__)

    @property
    def folder(self) -> Path:
        """Where the run lies."""
        return self.path if self.path.is_dir() else self.path.parent


def read_run(path: Path) -> Run:
    """Read a run folder, or its plans.json. Raises FileError where it is not one, VersionError where it is newer."""
    there(path)
    file = path / "plans.json" if path.is_dir() else path
    try:
        document = read_json(file)
    except (OSError, UnreadableError) as error:
        reason = error.reason if isinstance(error, UnreadableError) else "unopened"
        raise FileError("plan.not_our_json", path=str(file), reason=reason) from error
    return run_of(path, document)


def run_of(path: Path, document: Any) -> Run:
    """The run of a plans.json as it was read. Raises as ``read_run``."""
    file = path / "plans.json" if path.is_dir() else path
    try:
        told = tuple(document["plans"])
        plans = tuple(Plan.without_findings(plan) for plan in told)
        record = dict(document["record"])
        options = dict(record.get("options", {}))
        differ_by, close_to = int(options.get("differ_by", 1)), _pairs(options.get("close_to"))
        decided = decided_of(options)
        status, conflicts = str(document.get("status", "")), _conflicts(document.get("conflicts", ()))
        version = _parts(str(record.get("version", "")))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise FileError("plan.not_our_json", path=str(file), reason="malformed") from error
    if version > _parts(__version__):
        raise VersionError("plan.newer_run", path=str(path), version=record["version"], ours=__version__)
    rules = file.parent / "rules.toml"
    kept = rules if rules.is_file() else None
    answers = _answers(file.parent / "answers.json") if path.is_dir() else NO_ANSWERS
    return Run(path, record, differ_by, close_to, decided, plans, told, kept, status, conflicts, document, answers)


def _answers(file: Path) -> RunAnswers:
    """The answers of a run. Raises FileError where they are not of their form."""
    if not file.is_file():
        return NO_ANSWERS
    try:
        return RunAnswers.from_dict(read_json(file))
    except (OSError, UnreadableError) as error:
        reason = error.reason if isinstance(error, UnreadableError) else "unopened"
        raise FileError("plan.not_our_json", path=str(file), reason=reason) from error
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise FileError("plan.not_our_json", path=str(file), reason="malformed") from error


def _conflicts(told: Sequence[Mapping[str, Any]]) -> tuple[Conflict, ...]:
    return tuple(map(Conflict.from_dict, told))


def _pairs(told: Any) -> Mapping[str, tuple[str, ...]] | None:
    """The plan to stay close to, as the record tells it: a list of [cadre, [posts]]."""
    return None if told is None else {str(cadre): tuple(map(str, posts)) for cadre, posts in told}


def decided_of(options: Mapping[str, Any]) -> Decided:
    """What was decided for the run, as its record tells it."""
    locks = tuple(Decision.from_told(row) for row in options.get("locks", ()))
    sha256 = options.get("edits_sha256")
    if not (sha256 is None or (isinstance(sha256, str) and re.fullmatch("[0-9a-f]{64}", sha256))):
        raise ValueError("edits_sha256")
    return Decided(locks, tuple(map(Waiver.from_dict, options.get("waivers", ()))), sha256)


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal())


def given_plan(given: str | Path) -> dict[str, tuple[str, ...]]:
    """A plan of a run, ``DIR`` or ``DIR#2``: cadre -> posts. Raises as ``plan_of``; of a run without plans nothing."""
    folder, rank = parted(str(given))
    run = read_run(folder)
    taken = plan_of(run, rank).by_cadre if run.plans or rank is not None else {}
    return {cadre: tuple(a.post for a in these) for cadre, these in taken.items()}


def parted(text: str) -> tuple[Path, int | None]:
    """``DIR#2`` as folder and plan; a folder that is really named so goes first."""
    path, mark, rank = text.rpartition("#")
    if mark and rank.isdecimal() and path and not Path(text).exists():
        return Path(path), int(rank)
    return Path(text), None


def plan_of(run: Run, rank: int | None) -> Plan:
    """The plan of a rank, the first where none is named. Raises UsageError where the run has none such."""
    count, number = len(run.plans), 1 if rank is None else rank
    if not count:
        raise UsageError("compare.run_without_plan", run=run.path)
    if not 1 <= number <= count:
        raise UsageError("compare.no_such_plan", run=run.path, rank=number, count=count)
    return run.plans[number - 1]
