"""``compare``: runs, or plans of a run, beside each other."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

from luanchuyen.commands.library.comparing import beside
from luanchuyen.commands.runs.chosen_plans import Chosen, chosen_plans
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.comparison import Comparison
from luanchuyen.models.errors import ExitCode, FileError, UsageError
from luanchuyen.reports.comparison_json import comparison_to_dict, comparison_to_json
from luanchuyen.reports.writing.single_file import check_file, write_file
from luanchuyen.wording.comparison.table import lines_of
from luanchuyen.wording.naming import Naming

SUFFIXES = (".xlsx", ".json")


def run(console: Console, runs: Sequence[str], out: Path | None, force: bool = False) -> ExitCode:
    """Compare, print, and write where it was asked for; over what is there only with ``force``."""
    if out is not None:
        if out.suffix.lower() not in SUFFIXES:
            raise UsageError("compare.bad_target", path=out)
        check_file(out, force=force)
    chosen = chosen_plans(console.note, runs)
    comparison, naming = beside(chosen, console.note)
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


def _write(comparison: Comparison, naming: Naming, out: Path, force: bool) -> None:
    if out.suffix.lower() == ".json":
        write_file(out, comparison_to_json(comparison).encode(), force=force)
        return
    from luanchuyen.sheets.comparison.writer import write_named

    stream = io.BytesIO()
    write_named(comparison, naming, stream)
    write_file(out, stream.getvalue(), force=force)
