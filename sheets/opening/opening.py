"""From a path to a Book: a workbook, a folder of CSV files, or a CSV file under another name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from luanchuyen.models.errors import Problem
from luanchuyen.models.text.folding import nearest
from luanchuyen.models.text.plain_files import NotPlainError, TooLargeError, read_plain
from luanchuyen.models.text.windows_errors import kept_elsewhere, open_in_office, windows_word
from luanchuyen.sheets.opening import csv_files, preflight, xlsx
from luanchuyen.sheets.opening.book import InputBook
from luanchuyen.sheets.opening.grid import Grid

_WINDOWS = {"in_use": "in_use", "name_too_long": "path_too_long", "not_on_disk": "not_on_disk"}
"""What Windows refuses that has a cure of its own; the rest is told as on other systems."""


def open_book(path: str | Path) -> InputBook:
    """Open the input at ``path``. Never raises for what the file holds: the Book's problems say it."""
    place = Path(path)
    try:
        if place.is_dir():
            return _folder(place)
        return _file(place)
    except OSError as error:
        return _unopened(Path(error.filename or place), error)


def _unopened(path: Path, error: OSError) -> InputBook:
    """``path``: the file that cannot be read, of a folder the one among its files."""
    told = _WINDOWS.get(windows_word(error, path) or "")
    if told is not None:
        return _closed(path, told)
    if isinstance(error, FileNotFoundError):
        return _closed(path, "missing_file", nearest=", ".join(_neighbours(path)))
    if isinstance(error, TooLargeError):
        return _closed(path, "file_too_big", most=error.most // 2**20)
    if isinstance(error, PermissionError):
        return _closed(path, "in_use" if open_in_office(path) else "no_permission")
    if kept_elsewhere(path):
        return _closed(path, "not_on_disk")
    return _closed(path, "not_plain_file" if isinstance(error, NotPlainError) else "unreadable")


def _closed(path: Path, name: str, **values: object) -> InputBook:
    return InputBook(str(path), (), "", (Problem(f"check.{name}", values={"path": str(path), **values}),))


def _neighbours(path: Path) -> tuple[str, ...]:
    folder = path.parent
    return nearest(path.name, (entry.name for entry in folder.iterdir())) if folder.is_dir() else ()


def _folder(path: Path) -> InputBook:
    files = csv_files.contents(path)
    if not files:
        return _closed(path, "no_csv")
    return _unless_changed(book_of_files(path, files), path, lambda: csv_files.contents(path) == files)


def book_of_files(path: Path, files: Sequence[tuple[Path, bytes]]) -> InputBook:
    """The book that a folder of these CSV files would be at ``path``."""
    digest = hashlib.sha256()
    grids: list[Grid] = []
    problems: list[Problem] = []
    originals = csv_files.originals(files)
    for file, data in files:
        digest.update(file.name.encode() + b"\x00" + str(len(data)).encode() + b"\x00")
        digest.update(data)
        original = originals.get(data, file)
        if original != file:
            values: dict[str, object] = {"other": original.name}
            problems.append(Problem("check.same_content", file.stem, severity="warning", values=values))
            continue
        grid, found = csv_files.grid(file.stem, data)
        grids.append(grid)
        problems += found
    return InputBook(str(path), tuple(grids), digest.hexdigest(), tuple(problems))


def _file(path: Path) -> InputBook:
    if path.name.startswith("~$"):
        return _closed(path, "lock_file")
    data = read_plain(path, preflight.MOST_BYTES)
    return _unless_changed(book_of_bytes(path, data), path, lambda: read_plain(path, preflight.MOST_BYTES) == data)


def book_of_bytes(path: Path, data: bytes) -> InputBook:
    """The book that a file of these bytes would be at ``path``."""
    sha256 = hashlib.sha256(data).hexdigest()
    flight = preflight.inspect(data)
    problems = [_named(problem, path) for problem in flight.problems]
    grids: tuple[Grid, ...] = ()
    if flight.text:
        grid, found = csv_files.grid(path.stem, data)
        grids = (grid,)
        problems += found
        if path.suffix.casefold() != ".csv":
            problems.append(_named(Problem("check.csv_inside", severity="warning"), path))
    elif flight.foreign and flight.sound:
        from luanchuyen.sheets.opening.foreign.values import values_of

        values = values_of(data, flight.kind)
        grids = values.grids
        problems += [_named(problem, path) for problem in values.problems]
    elif flight.safe:
        try:
            grids = xlsx.grids(data)
        except xlsx.DamagedError:
            problems.append(_named(Problem("check.truncated"), path))
    return InputBook(str(path), grids, sha256, tuple(problems))


def _unless_changed(book: InputBook, path: Path, is_same: Callable[[], bool]) -> InputBook:
    """The book; with a problem where ``path`` does not hold any more what was read of it."""
    try:
        if is_same():
            return book
    except OSError:
        pass
    return replace(book, problems=(*book.problems, _named(Problem("check.changed_meanwhile"), path)))


def _named(problem: Problem, path: Path) -> Problem:
    return replace(problem, values={"path": str(path), **problem.values})
