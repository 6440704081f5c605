"""One file for the user: never the input, never another's work, and whole."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from luanchuyen.models.errors import FileError
from luanchuyen.reports.writing.flushed import put
from luanchuyen.reports.writing.leftovers import sweep
from luanchuyen.reports.writing.places import files_of, meant_by, parents_made
from luanchuyen.reports.writing.refusals import guarded


def check_file(path: Path, inputs: Iterable[Path] = (), force: bool = False) -> Path:
    """The file that ``path`` means, where it may be written.

    Refused: what is there already, but with ``force``; with it too one of ``inputs`` by any of its names, a file of
    a run folder, a CSV file among those of an input folder, a folder, a device. What killed writers left beside it is
    removed. Raises FileError.
    """
    inputs = tuple(inputs)
    with guarded(path):
        meant = meant_by(path)
        if meant.parent.is_dir():
            sweep(meant)
        if not meant.exists():
            among = next((f for f in inputs if f.is_dir() and meant.parent.exists() and f.samefile(meant.parent)), None)
            if among is not None and meant.suffix.casefold() == ".csv":
                raise FileError("writing.among_sheets", path=str(path), book=str(among))
            return meant
        if meant.is_dir():
            raise FileError("writing.is_a_folder", path=str(path))
        if any(meant.samefile(file) for file in files_of(inputs)):
            raise FileError("writing.is_input", path=str(path))
        if not meant.is_file():
            raise FileError("writing.no_file", path=str(path))
        if not force:
            raise FileError("writing.file_exists", path=str(path))
    return meant


def write_file(
    path: Path, content: bytes, inputs: Iterable[Path] = (), force: bool = False, private: bool = False
) -> None:
    """Write one file whole, where ``check_file`` lets it: the file before, or the new one. Raises FileError.

    ``private``: a new one may be read by its owner alone, where the system tells users apart.
    """
    meant = check_file(path, inputs, force)
    with guarded(path, len(content)), parents_made(meant):
        try:
            put(meant, content, anew=not force, private=private)
        except FileExistsError as error:
            raise FileError("writing.file_exists", path=str(path)) from error
