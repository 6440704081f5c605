"""What may be taken along: the workbooks, the pack, the next book, the calendar; each as its command makes it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from starlette.responses import Response

from luanchuyen.commands.input import Case, input_of
from luanchuyen.commands.library.applying import apply
from luanchuyen.commands.library.correcting import correct
from luanchuyen.commands.library.foreseeing import calendar, ics_of_foreseen
from luanchuyen.commands.library.reporting import report
from luanchuyen.messages import say
from luanchuyen.models.errors import UsageError
from luanchuyen.page.desk.desk import Desk
from luanchuyen.page.desk.rounds import OpenRound
from luanchuyen.reports.manifest import names_in
from luanchuyen.reports.writing.leftovers import remove
from luanchuyen.sheets.deadlines.writer import deadlines_xlsx
from luanchuyen.sheets.marking.marking import marked_copy
from luanchuyen.sheets.rewriting.register import opened_register

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_THE_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Of every file in a pack: no clock in it."""


def sent(name: str, content: bytes, kind: str) -> Response:
    """A file to be saved under a name."""
    named = f"attachment; filename=\"{quote(name)}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=kind, headers={"content-disposition": named})


def marked_book(desk: Desk) -> Response:
    """The book with its problems marked, as ``check --marked`` writes it."""
    facts = desk.facts
    if facts is None or desk.path is None:
        raise UsageError("page.no_book")
    stream = io.BytesIO()
    marked_copy(desk.path, facts.problems, stream)
    return sent(say("page.file_marked"), stream.getvalue(), XLSX)


def fixed_book(desk: Desk) -> Response:
    """The book with its spelling corrected, as ``check --fixed`` writes it. Raises UsageError where there is nothing to
    correct, or the file is of a kind that is not rewritten."""
    path = desk.path
    if path is None or desk.facts is None:
        raise UsageError("page.no_book")
    with desk.lock:
        register = opened_register(path)
        out = desk.work.file(f"so-lieu-sua{path.suffix}")
        remove(out)
        try:
            made = correct(register, input_of(register.book, path), out) if register.book.opened else None
            if made is None or not made.cells:
                raise UsageError("page.nothing_to_fix")
            return _sent_book(out, "page.file_fixed", path.suffix)
        finally:
            remove(out)


def _sent_book(out: Path, name: str, ending: str) -> Response:
    """A workbook, or a folder of CSV files packed."""
    if not out.is_dir():
        return sent(say(name, ending=ending), out.read_bytes(), XLSX)
    files = {file.name: file.read_bytes() for file in sorted(out.iterdir())}
    return _packed(say(name, ending=".zip"), files)


def plans_book(desk: Desk) -> Response:
    """plans.xlsx of the run at hand, with the choices that are in the tray."""
    current = _round(desk)
    return sent(say("page.file_edits"), current.marked(current.told.tray), XLSX)


def applied_edits(desk: Desk) -> Response:
    """The marked workbook whose decisions the run at hand was made with."""
    current = _round(desk)
    if not current.told.edits:
        raise UsageError("page.nothing_applied")
    return sent(current.told.edits, desk.work.file(current.told.edits).read_bytes(), XLSX)


def pack(desk: Desk) -> Response:
    """The run folder, the marked workbook that led to it and the one of now, in one file; the same bytes each time."""
    current = _round(desk)
    folder = current.run.folder
    files = {f"{folder.name}/{name}": (folder / name).read_bytes() for name in sorted(names_in(folder))}
    if current.told.edits:
        files[current.told.edits] = desk.work.file(current.told.edits).read_bytes()
    if current.told.tray:
        files[say("page.file_edits")] = current.marked(current.told.tray)
    return _packed(say("page.file_pack"), files)


def papers(desk: Desk) -> Response:
    """The committee's papers of the plan at hand, as ``report`` writes them: dossier, submission, figures."""
    current, path, out = _round(desk), desk.path, desk.work.file("ho-so")
    assert path is not None
    with desk.lock:
        remove(out)
        made = report(path, f"{current.run.folder}#{current.plan.rank}", out)
        files = {name: (out / name).read_bytes() for name in sorted(made.files)}
        remove(out)
    return _packed(say("page.file_papers"), files)


def _packed(name: str, files: Mapping[str, bytes]) -> Response:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for inner, content in files.items():
            packed.writestr(zipfile.ZipInfo(inner, _THE_FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return sent(name, stream.getvalue(), "application/zip")


def next_book(desk: Desk, on: str) -> Response:
    """The book as it stands once the plan at hand took effect, as ``apply`` writes it."""
    current, path = _round(desk), desk.path
    assert path is not None
    out = desk.work.file(f"so-lieu-moi{path.suffix}")
    with desk.lock:
        remove(out)
        apply(path, f"{current.run.folder}#{current.plan.rank}", on, out)
        try:
            return _sent_book(out, "page.file_next", path.suffix)
        finally:
            remove(out)


def due(desk: Desk, until: str, ending: str) -> Response:
    """What falls due, as ``calendar`` writes it."""
    found = calendar(_case(desk), until)
    if ending == "ics":
        return sent(say("page.file_due", ending=".ics"), ics_of_foreseen(found), "text/calendar")
    content = deadlines_xlsx(found.situation, found.deadlines, found.last)
    return sent(say("page.file_due", ending=".xlsx"), content, XLSX)


def _round(desk: Desk) -> OpenRound:
    if desk.round is None:
        raise UsageError("page.no_round")
    return desk.round


def _case(desk: Desk) -> Case:
    if desk.facts is None or desk.facts.case is None:
        raise UsageError("page.no_book")
    return desk.facts.case
