"""What a sweep keeps in its folder while it runs: each outcome as it comes, so that a broken sweep can go on.

The outcomes lie in ``outcomes/`` inside the folder, beside an earlier run's files if there are any; when the sweep
is written they go with the folder that is replaced.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Set
from contextlib import contextmanager, suppress
from pathlib import Path

from luanchuyen.models.errors import FileError
from luanchuyen.models.text.bounded import read_json
from luanchuyen.reports.run_folder import Passing, RunFolder
from luanchuyen.reports.writing.flushed import put
from luanchuyen.reports.writing.leftovers import sweep
from luanchuyen.reports.writing.refusals import guarded

UNFINISHED = "outcomes"
IDENTITY = "sweep.json"
FORM = "luanchuyen-sweep-1"
_OURS = re.compile(r"sweep\.json|[0-9a-f]{24}\.json")


class Outcomes(Passing):
    """The folder of kept outcomes, where it is ours: it says so itself."""

    def names(self, folder: Path) -> Set[str]:
        """The folder's name, where it is ours."""
        return frozenset({UNFINISHED}) if _identity(folder).get("form") == FORM else frozenset()

    def clear(self, folder: Path) -> None:
        """Remove the outcomes, and their folder where nothing else lies in it."""
        if not self.names(folder):
            return
        kept = folder / UNFINISHED
        sweep(kept / IDENTITY)
        for file in sorted(kept.iterdir(), key=lambda file: file.name == IDENTITY):  # what says whose they are, last
            if _OURS.fullmatch(file.name):
                file.unlink()
        with suppress(OSError):
            kept.rmdir()


def _identity(folder: Path) -> Mapping[str, object]:
    try:
        found = read_json(folder / UNFINISHED / IDENTITY)
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


class SweepFolder:
    """The outcomes kept in a folder held, of the sweep that ``identity`` tells: input, rules, options, version."""

    def __init__(self, target: RunFolder, identity: Mapping[str, object]) -> None:
        self.target, self.folder = target, target.folder
        self._kept = self.folder / UNFINISHED
        self._identity = {"form": FORM, **identity}

    @contextmanager
    def opened(self, resume: bool) -> Iterator[SweepFolder]:
        """Keep outcomes from here on. Raises FileError: another sweep's are there; an unfinished sweep is only gone
        on with where ``resume`` asks for it."""
        with guarded(self.folder):
            self._judge(resume)
            made = not self.folder.exists()
            if made:
                self.folder.mkdir(mode=0o700)
            self._kept.mkdir(exist_ok=True)
            sweep(self._kept / IDENTITY)
            put(self._kept / IDENTITY, (json.dumps(self._identity, indent=1) + "\n").encode())
        try:
            yield self
        finally:
            if not self.kept():
                self.target.clear()
                with suppress(OSError):
                    if made:
                        self.folder.rmdir()

    def _judge(self, resume: bool) -> None:
        kept = self.kept()
        if kept and not resume:
            raise FileError("scenario.unfinished", path=str(self.target.given), count=len(kept))
        if kept and _identity(self.folder) != json.loads(json.dumps(self._identity)):
            raise FileError("scenario.other_sweep", path=str(self.target.given))

    def finish(self, files: Mapping[str, bytes], input_sha256: str) -> None:
        """Write the folder as it is to be; what was kept goes with it. Raises FileError."""
        self.target.write(files, input_sha256)

    def keep(self, name: str, text: str) -> None:
        """Keep one outcome; it is whole on the disk, or not there."""
        path = self._kept / f"{name}.json"
        with guarded(path, len(text)):
            put(path, text.encode())

    def kept(self) -> dict[str, str]:
        """The outcomes kept, by name."""
        paths = sorted(self._kept.glob("[!.]*.json")) if self._kept.is_dir() else []
        return {path.stem: path.read_text(encoding="utf-8") for path in paths if path.name != IDENTITY}
