"""What a sweep keeps in its folder while it runs: each outcome as it comes, so that a broken sweep can go on.

The outcomes lie in ``outcomes/`` inside the folder, beside an earlier run's files if there are any; when the sweep
is written they go with the folder that is replaced.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from luanchuyen.models.bounded_text import read_json
from luanchuyen.models.errors import FileError
from luanchuyen.reports.run_folder import check_target, guarded, locked, write_file, write_run

UNFINISHED = "outcomes"
IDENTITY = "sweep.json"
FORM = "luanchuyen-sweep-1"


class SweepFolder:
    """The outcomes kept in ``folder``, of the sweep that ``identity`` tells: input, rules, options, version."""

    def __init__(self, folder: Path, identity: Mapping[str, object]) -> None:
        self.folder = folder.absolute()
        self._kept = self.folder / UNFINISHED
        self._identity = {"form": FORM, **identity}

    @contextmanager
    def opened(self, resume: bool) -> Iterator[SweepFolder]:
        """Hold the folder for this sweep alone. Raises FileError: strange, busy, or another sweep's; an unfinished
        sweep is only gone on with where ``resume`` asks for it."""
        check_target(self.folder, self._ours())
        with guarded(self.folder), locked(self.folder, "sweep-lock"):
            self._judge(resume)
            made = [path for path in (self.folder, self._kept) if not path.exists()]
            self._kept.mkdir(parents=True, exist_ok=True)
            write_file(self._kept / IDENTITY, (json.dumps(self._identity, indent=1) + "\n").encode())
            try:
                yield self
            finally:
                if not self.kept():
                    shutil.rmtree(self._kept, ignore_errors=True)
                    if self.folder in made and self.folder.is_dir() and not any(self.folder.iterdir()):
                        self.folder.rmdir()

    def _judge(self, resume: bool) -> None:
        kept = self.kept()
        if kept and not resume:
            raise FileError("scenario.unfinished", path=str(self.folder), count=len(kept))
        if kept and self._found() != json.loads(json.dumps(self._identity)):
            raise FileError("scenario.other_sweep", path=str(self.folder))

    def finish(self, files: Mapping[str, bytes], input_sha256: str) -> None:
        """Write the folder as it is to be; what was kept goes with it. Raises FileError."""
        write_run(self.folder, files, input_sha256, self._ours())

    def _ours(self) -> frozenset[str]:
        """The folder of kept outcomes, where it is ours: it says so itself."""
        return frozenset({UNFINISHED}) if self._found().get("form") == FORM else frozenset()

    def _found(self) -> Mapping[str, object]:
        try:
            found = read_json(self._kept / IDENTITY)
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def keep(self, name: str, text: str) -> None:
        """Keep one outcome; it is whole on the disk, or not there."""
        write_file(self._kept / f"{name}.json", text.encode())

    def kept(self) -> dict[str, str]:
        """The outcomes kept, by name."""
        paths = sorted(self._kept.glob("[!.]*.json")) if self._kept.is_dir() else []
        return {path.stem: path.read_text(encoding="utf-8") for path in paths if path.name != IDENTITY}
