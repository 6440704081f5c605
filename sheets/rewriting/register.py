"""The input at a path as it may be rewritten: an .xlsx, or a folder of CSV files, read once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.parsers.expat import ExpatError

from luanchuyen.models.errors import DataError, Problem, UsageError
from luanchuyen.models.text.container import BrokenError, Container, HostileError
from luanchuyen.models.text.plain_files import NotPlainError, TooLargeError, read_plain
from luanchuyen.models.update import Updates
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.sheets.opening import csv_files, preflight
from luanchuyen.sheets.opening.book import InputBook
from luanchuyen.sheets.opening.opening import book_of_bytes, book_of_files, open_book
from luanchuyen.sheets.reading.reader import lay_out
from luanchuyen.sheets.rewriting.csv_folder import rewritten_folder
from luanchuyen.sheets.rewriting.rewritten import Rewritten
from luanchuyen.sheets.rewriting.workbook import rewritten_workbook


@dataclass(frozen=True)
class Register:
    """``content``: the file's bytes, or each CSV file with its bytes. ``book``: what was read of just these."""

    path: Path
    content: bytes | tuple[tuple[Path, bytes], ...]
    book: InputBook

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder of CSV files."""
        return not isinstance(self.content, bytes)

    def rewritten(self, updates: Updates, vocabulary: Vocabulary) -> Rewritten:
        """The input with the updates in it; the tables that they are of must have been laid out.

        Raises DataError where a part that reading has no need of is broken, or not there.
        """
        tables = lay_out(self.book).tables
        if isinstance(self.content, bytes):
            try:
                return rewritten_workbook(self.content, tables, updates, vocabulary)
            except (ExpatError, KeyError) as broken:
                damaged = Problem("check.truncated", values={"path": str(self.path)})
                raise DataError((damaged,), self.path.name) from broken
        return rewritten_folder(self.content, self.book.grids, tables, updates, vocabulary)

    def anew(self, made: Rewritten, path: Path) -> InputBook:
        """What was made, opened as if it lay at ``path``."""
        if isinstance(made.content, bytes):
            return book_of_bytes(path, made.content)
        return book_of_files(path, [(path / name, data) for name, data in sorted(made.content.items())])


def opened_register(path: Path) -> Register:
    """The input at ``path``. Raises UsageError where it is no file of a kind that can be rewritten."""
    try:
        if path.is_dir():
            files = tuple(csv_files.contents(path))
            return Register(path, files, book_of_files(path, files) if files else open_book(path))
        data = read_plain(path, preflight.MOST_BYTES)
    except (OSError, NotPlainError, TooLargeError):
        return Register(path, b"", open_book(path))  # reading says what is wrong with it
    flight = preflight.inspect(data)
    if flight.foreign or flight.kind == "strict" or (flight.sound and not _is_workbook(data)):
        raise UsageError("apply.save_as_xlsx", path=str(path))
    return Register(path, data, book_of_bytes(path, data))


def _is_workbook(data: bytes) -> bool:
    """Whether the bytes are a package of parts with a workbook's, whatever else can be read."""
    try:
        names = Container(data).names
    except (BrokenError, HostileError):
        return False
    return any(name.startswith("xl/") for name in names) and "xl/workbook.bin" not in names
