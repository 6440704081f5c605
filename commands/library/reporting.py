"""``report`` from Python: the committee's papers of a run, held against its workbook first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from luanchuyen.commands.input import Case
from luanchuyen.commands.library.verifying import Verdict, held_against
from luanchuyen.commands.runs.run_reading import parted, plan_of
from luanchuyen.commands.runs.sweep_figures import read_sweep
from luanchuyen.messages import say
from luanchuyen.models.errors import AuditError, Problem, UsageError
from luanchuyen.models.plan import Result, status_from
from luanchuyen.models.text.csv_text import csv_bytes
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.reports.figures.drawing import standalone
from luanchuyen.reports.papers.disguise import disguised, numbers_of, stand_in
from luanchuyen.reports.papers.drawn import figures_of, ladders_of
from luanchuyen.reports.papers.making import papers_of
from luanchuyen.reports.papers.papers import Papers
from luanchuyen.reports.writing.plain_folder import check_folder, write_folder
from luanchuyen.reports.writing.single_file import check_file, write_file

KEY = "-khoa.csv"
"""What follows the folder's name in the name of the file that tells who is which number."""


@dataclass(frozen=True)
class Wanted:
    """Which papers, and how, as ``report`` takes them."""

    kind: str = "all"
    form: str | Path | None = None
    anonymous: bool = False
    per_person: bool = False
    final: bool = False
    sweep: str | Path | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of papers that are made."""
        return tuple(MAKERS) if self.kind == "all" else (self.kind,)

    def check(self) -> None:
        """Raises UsageError for what would change nothing of the papers asked for, or what must not go together."""
        if not set(self.kinds) <= set(MAKERS):
            raise UsageError("report.no_such_kind", kind=self.kind, kinds=", ".join((*MAKERS, "all")))
        if self.anonymous and self.sweep is not None:
            raise UsageError("report.sweep_names")
        if self.form is not None and "submission" not in self.kinds:
            raise UsageError("report.form_idle", kind=self.kind)
        if self.sweep is not None and self.kind == "submission":
            raise UsageError("report.sweep_idle")
        if self.final and self.kind == "figures" and not self.per_person:
            raise UsageError("report.final_idle")


@dataclass(frozen=True)
class Reported:
    """The papers that were written: by name in ``folder`` the SHA-256 of each; ``key``: the file of who is who.

    ``missing``: the headings of contents that a plan must have and no sheet tells. ``notes``: what verifying told.
    """

    folder: Path
    files: Mapping[str, str]
    key: Path | None
    chosen: int
    plans: int
    missing: tuple[str, ...]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """What ``report --json`` prints."""
        return {
            "folder": str(self.folder),
            "plan": self.chosen,
            "files": [{"name": name, "sha256": sha256} for name, sha256 in self.files.items()],
            "key": None if self.key is None else str(self.key),
            "missing": list(self.missing),
            "notes": list(self.notes),
        }


def report(
    book: str | Path | Case,
    run: str | Path,
    out: str | Path,
    *,
    kind: str = "all",
    form: str | Path | None = None,
    anonymous: bool = False,
    per_person: bool = False,
    final: bool = False,
    sweep: str | Path | None = None,
) -> Reported:
    """Write the papers of a run (``"result#2"``: its plan 2 put forward) into the new folder ``out``.

    ``kind``: dossier | submission | figures | all. ``form`` of the submission: party (also where none is given), state,
    or the path of an office's own .docx. ``anonymous``: numbers for names, who is who in a file beside ``out``.
    ``per_person``: a sheet for each person moved besides. ``final``: without the mark of a draft. ``sweep``: a what-if
    folder whose scenarios are shown beside the plan.
    The run is held against the workbook first. Raises as ``verify``; AuditError where they differ, UsageError where the
    run has no such plan, or what is asked for would change nothing; FileError where something is there already.
    """
    return reported(book, run, out, Wanted(kind, form, anonymous, per_person, final, sweep))


def reported(book: str | Path | Case, run: str | Path, out: str | Path, asked: Wanted) -> Reported:
    """Write the papers. Raises as ``report``."""
    asked.check()
    target = Path(out)
    key = target.with_name(target.name + KEY) if asked.anonymous else None
    check_folder(target)
    if key is not None:
        check_file(key, (book.source.path if isinstance(book, Case) else Path(book),), force=True)
    folder, rank = parted(str(run))
    verdict, situation = held_against(book, folder)
    _refuse_differing(verdict)
    chosen = plan_of(verdict.run, rank).rank
    papers = _papers(verdict, situation, chosen, asked)
    files = _files(papers, asked)
    with _key_written(key, situation):
        write_folder(target, files)
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    missing = tuple(content.heading for content in papers.missing)
    unread = (say("report.marks_unread"),) if verdict.marks else ()
    return Reported(target, sums, key, chosen, len(papers.plans), missing, (*verdict.notes, *unread))


@contextmanager
def _key_written(key: Path | None, situation: Situation) -> Iterator[None]:
    """The key beside the papers, for its owner's eyes alone; it goes where they cannot be written.

    One that tells the same stays: a writer that was killed may have left it. Raises FileError where anything else
    lies in its place.
    """
    if key is None:
        yield
        return
    content = key_of(situation)
    there = key.is_file() and key.read_bytes() == content
    if not there:
        write_file(key, content, private=True)
    try:
        yield
    except BaseException:
        if not there:
            key.unlink(missing_ok=True)
        raise


def _refuse_differing(verdict: Verdict) -> None:
    """Refuse a run that is not of this workbook, or not as it was written, in the words of ``verify``."""
    if not verdict.verified:
        told = tuple(map(Problem, (*verdict.differences, *verdict.notes)))
        raise AuditError("plan.verify_failed", count=len(verdict.differences), problems=told)


def _papers(verdict: Verdict, situation: Situation, chosen: int, asked: Wanted) -> Papers:
    """The papers' content; of anonymous ones everything is told of a situation without names."""
    run, numbers = verdict.run, numbers_of(situation.instance)
    if asked.anonymous:
        situation = disguised(situation, numbers)
    plans = tuple(replace(plan, findings=audit(situation, plan.pairs).findings) for plan in run.plans)
    result = Result(status_from(run.status), plans, run.record, certificate=verdict.certificate)
    sweep = read_sweep(Path(asked.sweep), situation.instance.sha256) if asked.sweep is not None else None
    return papers_of(situation, result, run.answers, chosen, asked.anonymous, numbers, sweep)


def _files(papers: Papers, asked: Wanted) -> dict[str, bytes]:
    files = {name: content for kind in asked.kinds for name, content in MAKERS[kind](papers, asked).items()}
    if asked.per_person:
        from luanchuyen.reports.dossier.personal import personal_sheets

        files |= personal_sheets(papers, asked.final)
    return files


def _dossier(papers: Papers, asked: Wanted) -> dict[str, bytes]:
    from luanchuyen.reports.dossier.dossier import dossier

    return {"dossier.html": dossier(papers, asked.final)}


def _submission(papers: Papers, asked: Wanted) -> dict[str, bytes]:
    from luanchuyen.reports.submission.submission import submission

    return {"submission.docx": submission(papers, str(asked.form or "party"), final=asked.final)}


def _figures(papers: Papers, _: Wanted) -> dict[str, bytes]:
    drawn = (*ladders_of(papers), *figures_of(papers))
    return {f"figures/{name}.svg": standalone(svg) for name, _, svg in drawn}


MAKERS: Mapping[str, Callable[[Papers, Wanted], dict[str, bytes]]] = {
    "dossier": _dossier,
    "submission": _submission,
    "figures": _figures,
}
"""The kinds of papers, and what makes the files of each, by name. What a kind needs is imported when it is made."""


def key_of(situation: Situation) -> bytes:
    """Who is which number, as a CSV file; in the order of the numbers."""
    cadres, rows = situation.instance.cadres, [[say(f"report.key_{name}") for name in ("number", "code", "name")]]
    for code, number in sorted(numbers_of(situation.instance).items(), key=lambda one: one[1]):
        rows.append([stand_in(number, len(cadres)), code, cadres[code].name])
    return csv_bytes(rows)
