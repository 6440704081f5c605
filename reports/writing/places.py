"""Where the user's word leads: through links, and never onto what is no place for a file or a folder of ours."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from luanchuyen.models.errors import FileError
from luanchuyen.reports.manifest import is_run


def meant_by(path: Path) -> Path:
    """The file or folder that a path means: itself, or what its links lead to, there or not yet.

    Raises FileError where links lead in a circle, a file stands in its way, or a run of ours holds it.
    """
    meant = Path(os.path.realpath(path))
    if meant.is_symlink():
        raise FileError("writing.links_in_circle", path=str(path))
    holding = next((place for place in (meant.parent, *meant.parent.parents) if place.exists()), None)
    if holding is None or not holding.is_dir():
        raise FileError("writing.not_there", path=str(path))
    if any(map(is_run, meant.parents)):
        raise FileError("writing.inside_run", path=str(path))
    return meant


@contextmanager
def parents_made(path: Path) -> Iterator[None]:
    """Make the folders that are to hold ``path``; those in which nothing came to lie are taken away again."""
    missing = [place for place in path.parents if not place.exists()]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield
    finally:
        with suppress(OSError):
            for place in missing:
                place.rmdir()


def files_of(inputs: Iterable[Path]) -> Iterator[Path]:
    """The inputs' files: themselves, and of a folder its files."""
    for given in inputs:
        if given.is_dir():
            yield from (file for file in given.iterdir() if file.is_file())
        elif given.exists():
            yield given


def refuse_place(folder: Path, given: Path, inputs: Iterable[Path]) -> None:
    """Refuse a folder that may not be renamed: a drive's top, where the user stands, or what holds an input."""
    if folder.exists() and not folder.is_dir():
        raise FileError("writing.not_a_folder", path=str(given))
    here = Path(os.path.realpath(Path.cwd()))
    if os.path.ismount(folder) or folder in (here, *here.parents):
        raise FileError("writing.no_place", path=str(given))
    for source in filter(Path.exists, inputs):
        real = Path(os.path.realpath(source))
        if folder in (real, *real.parents):
            raise FileError("writing.holds_input", path=str(given), book=str(source))
