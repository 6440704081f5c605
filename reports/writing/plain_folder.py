"""A folder of files for the user, that was not there: all of them, or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from luanchuyen.models.errors import FileError
from luanchuyen.reports.writing.flushed import flush_folder, patiently, write_flushed
from luanchuyen.reports.writing.leftovers import fresh, remove, sweep
from luanchuyen.reports.writing.places import meant_by, parents_made
from luanchuyen.reports.writing.refusals import guarded


def check_folder(path: Path) -> Path:
    """The folder that ``path`` means, where nothing is yet. Raises FileError where something is."""
    with guarded(path):
        meant = meant_by(path)
        if meant.parent.is_dir():
            sweep(meant)
        if meant.exists():
            raise FileError(f"writing.{'folder_exists' if meant.is_dir() else 'not_a_folder'}", path=str(path))
    return meant


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a new folder, atomically; ``figures/ladder.svg`` lies in a folder within.

    Raises FileError as ``check_folder``, or where the disk refuses.
    """
    meant = check_folder(path)
    with guarded(path, sum(map(len, files.values()))), parents_made(meant):
        made = fresh(meant)
        remove(made)
        try:
            made.mkdir(mode=0o700)
            for name, content in files.items():
                (made / name).parent.mkdir(exist_ok=True)
                write_flushed(made / name, content)
            for folder in (made, *{(made / name).parent for name in files} - {made}):
                flush_folder(folder)
            patiently(lambda: made.rename(meant))
        finally:
            remove(made)
        flush_folder(meant.parent)
