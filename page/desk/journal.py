"""The log of what was decided on the desk, where one was asked for: a line for each run in which choices bind."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from luanchuyen.commands.library.judging import decisions_told
from luanchuyen.models.version import __version__
from luanchuyen.page.desk.planning import Asked, Made
from luanchuyen.reports.log import LogEntry, add_to_log
from luanchuyen.reports.manifest import MANIFEST


@dataclass(frozen=True)
class Journal:
    """``path`` None: no log was asked for."""

    path: Path | None = None

    def add(self, made: Made, asked: Asked) -> None:
        """A line for a run that was written: its decisions with their reasons as typed."""
        if self.path is None:
            return
        record = made.result.record
        manifest = hashlib.sha256((asked.folder / MANIFEST).read_bytes()).hexdigest()
        sums = str(record["input_sha256"]), str(record["rules_sha256"]), manifest
        options = record["options"]
        told = {"status": made.result.status, **(options if isinstance(options, dict) else {})}
        decisions = decisions_told(made.edits) if made.edits is not None else ()
        add_to_log(self.path, LogEntry("review", __version__, *sums, told, decisions))
