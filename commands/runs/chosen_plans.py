"""The plans that ``compare`` is given: run folders, plans of them by ``DIR#2``, or all the plans of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from luanchuyen.commands.runs.run_reading import Run, parted, read_run
from luanchuyen.messages import say
from luanchuyen.models.certificate import Certificate, checked
from luanchuyen.models.errors import AuditError, FileError, Problem, UsageError
from luanchuyen.models.finding import Finding
from luanchuyen.models.plan import Plan
from luanchuyen.models.text.bounded import read_json
from luanchuyen.reports.manifest import changed_files
from luanchuyen.scenarios.comparison.comparison import points_by_rule

MOST = 5
"""Plans compared at most."""
WORKBOOK = "plans.xlsx"
Note = Callable[[str], None]
"""Hears what is noteworthy."""


@dataclass(frozen=True)
class Chosen:
    """A plan of a run, with its findings; ``plan`` None: the run has none. ``name``: as it was asked for."""

    run: Run
    name: str
    plan: Plan | None
    checked: bool

    @property
    def folder(self) -> Path:
        """Where the run lies."""
        return self.run.path if self.run.path.is_dir() else self.run.path.parent


def chosen_plans(note: Note, given: Sequence[str]) -> list[Chosen]:
    """Two to five plans, in the order given.

    Raises UsageError where there is nothing to compare or no such plan, FileError where a folder is no run,
    AuditError where a run is not as it was written.
    """
    if len(given) > MOST:
        raise UsageError("compare.too_many", most=MOST, count=len(given))
    asked = [parted(text) for text in given]
    runs = {path: _whole(note, path) for path, _ in asked}
    if len(asked) == 1 and asked[0][1] is None:
        asked = _all_of(note, runs[asked[0][0]])
    found = [_chosen(runs[path], rank) for path, rank in asked]
    places = [(one.folder.resolve(), one.plan.rank if one.plan else 0) for one in found]
    twice = next((one for at, one in enumerate(found) if places[at] in places[:at]), None)
    if twice is not None:
        raise UsageError("compare.twice", run=twice.run.path)
    if len(found) < 2:
        raise UsageError("compare.alone", run=found[0].run.path, count=len(found))
    return _told_apart(found)


def _told_apart(found: list[Chosen]) -> list[Chosen]:
    """Folders of one name in different places are named with the folder above."""
    names: dict[str, set[Path]] = {}
    for one in found:
        names.setdefault(run_name(one.run), set()).add(one.folder.resolve())
    return [
        replace(one, name=f"{one.folder.resolve().parent.name}/{one.name}")
        if len(names[run_name(one.run)]) > 1
        else one
        for one in found
    ]


def _whole(note: Note, path: Path) -> Run:
    """The run, if it is as it was written; the committee may have filled in its workbook, which only lends names."""
    run = read_run(path)
    changed = changed_files(path) if path.is_dir() else {}
    if changed == {WORKBOOK: "changed"}:
        note(say("compare.edited_workbook", run=path))
    elif changed:
        lines = tuple(say(f"plan.file_{state}", name=name) for name, state in changed.items())
        raise AuditError("compare.changed_run", run=path, problems=tuple(map(Problem, lines)))
    return run


def _all_of(note: Note, run: Run) -> list[tuple[Path, int | None]]:
    count = len(run.plans)
    if count < 2:
        raise UsageError("compare.alone", run=run.path, count=count)
    if count > MOST:
        note(say("compare.told_first", run=run.path, count=count, most=MOST))
    return [(run.path, rank) for rank in range(1, min(count, MOST) + 1)]


def _chosen(run: Run, rank: int | None) -> Chosen:
    """The plan of a rank, the first where none was named."""
    count = len(run.plans)
    if not count:
        if rank is not None:
            raise UsageError("compare.no_plan_at_all", run=run.path, rank=rank)
        return Chosen(run, run_name(run), None, True)
    number = 1 if rank is None else rank
    if not 1 <= number <= count:
        raise UsageError("compare.no_such_plan", run=run.path, rank=number, count=count)
    plan = _with_findings(run, number)
    return Chosen(run, say("compare.run_plan", run=run_name(run), rank=number), plan, _checked(run, number))


def run_name(run: Run) -> str:
    """The name of its folder."""
    path = run.path if run.path.is_dir() else run.path.parent
    return path.resolve().name


def _with_findings(run: Run, number: int) -> Plan:
    """The plan with the findings that plans.json tells; their costs must add up to the score."""
    try:
        plan = replace(run.plans[number - 1], findings=tuple(map(Finding.from_dict, run.told[number - 1]["findings"])))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise FileError("plan.not_our_json", path=str(run.path), reason=type(error).__name__) from error
    sums = dict.fromkeys(plan.score, 0)
    for (tier, _), points in points_by_rule(plan).items():
        sums[tier] = sums.get(tier, 0) + points
    for tier, counted in sums.items():
        told = plan.score.get(tier, 0)
        if told != counted:
            raise AuditError("compare.wrong_sums", run=run.path, rank=number, tier=tier, told=told, counted=counted)
    return plan


def _checked(run: Run, number: int) -> bool:
    """Whether the certificate carries the bound of the plan by more than the engine's word."""
    folder = run.path if run.path.is_dir() else run.path.parent
    try:
        return checked(Certificate.from_dict(read_json(folder / "certificate.json")), number)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
