"""A workbook's copy in which every cell that has one right spelling is written so; all else stays byte for byte."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from luanchuyen.commands.input import Input, input_of
from luanchuyen.models.errors import AuditError, UsageError
from luanchuyen.models.update import Updates
from luanchuyen.reports.writing.plain_folder import check_folder, write_folder
from luanchuyen.reports.writing.single_file import check_file, write_file
from luanchuyen.sheets.rewriting.register import Register
from luanchuyen.sheets.rewriting.rewritten import CellChange, SheetCell


@dataclass(frozen=True)
class Corrected:
    """The copy, and every cell that is written otherwise in it.

    ``replaced``: cells whose formula gave way to its value; ``stale``: cells that are read and whose formula reads a
    changed sheet.
    """

    path: Path
    cells: tuple[CellChange, ...] = ()
    replaced: tuple[SheetCell, ...] = ()
    stale: tuple[SheetCell, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """What ``check --fixed --json`` prints of it."""
        return {
            "file": str(self.path),
            "cells": [{"sheet": c.sheet, "cell": c.cell, "was": c.was, "now": c.now} for c in self.cells],
            "replaced": _told(self.replaced),
            "stale": _told(self.stale),
        }


def _told(cells: Iterable[SheetCell]) -> list[dict[str, str]]:
    return [{"sheet": sheet, "cell": cell} for sheet, cell in cells]


def check_copy(register: Register, out: Path, force: bool = False) -> None:
    """Refuse a copy that may not be written: FileError as ``--marked``; UsageError for another kind of file."""
    if register.is_folder:
        check_folder(out)
        return
    ending = register.path.suffix.casefold()
    if out.suffix.casefold() != ending:  # a workbook with macros under another ending is refused by Excel
        raise UsageError("apply.other_ending", path=str(out), ending=ending)
    check_file(out, (register.path,), force)


def correct(register: Register, source: Input, out: Path, force: bool = False) -> Corrected:
    """Write the copy; ``source``: what was read of the register. An exact copy where no cell is to change.

    Raises FileError; AuditError, with nothing written, where the copy would say anything else than the workbook.
    """
    respelled = source.reading.respelled
    if not respelled:
        _write(register, _as_it_is(register), out, force)
        return Corrected(out)
    made = register.rewritten(Updates(respelled=respelled), source.policy.vocabulary)
    again = input_of(register.anew(made, register.path), register.path)
    if again.reading.respelled or _meaning(again) != _meaning(source):
        raise AuditError("cli.fixed_reads_otherwise")
    _write(register, made.content, out, force)
    return Corrected(out, made.cells, made.replaced, made.stale)


def _as_it_is(register: Register) -> bytes | Mapping[str, bytes]:
    content = register.content
    return content if isinstance(content, bytes) else {path.name: data for path, data in content}


def _meaning(source: Input) -> object:
    """What a book says, however it is spelled: its facts, or where errors hide them, these errors."""
    reading = source.reading
    if reading.instance is not None:
        return replace(reading.instance, sha256="")
    return sorted((problem.key, problem.sheet, problem.cells) for problem in reading.errors)


def _write(register: Register, content: bytes | Mapping[str, bytes], out: Path, force: bool) -> None:
    if isinstance(content, bytes):
        write_file(out, content, (register.path,), force)
    else:
        write_folder(out, content)
