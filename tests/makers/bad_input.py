"""One bad input of hardening's table: how it is made, and what the program has to say of it."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from board_books import TABLES
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Outcome = Literal["refused", "warned", "tidied", "told", "read"]
SEVERITIES: Mapping[str, str] = {"refused": "error", "warned": "warning", "tidied": "normalised", "told": "info"}

Maker = Callable[[Path], Path]
Bend = Callable[[Any], None]


@dataclass(frozen=True)
class BadInput:
    """``made`` writes the input into an empty folder and gives the path that the command is asked of.

    ``key``: the sentence ("" where nothing at all is to be said); ``at``: a cell that it names, "Cán bộ!C2".
    ``code``: the exit code. ``command``: what is asked, {} standing for the path.
    ``others``: further sentences that may stand beside it. ``says``: what stands in the answer.
    """

    number: int
    what: str
    made: Maker
    outcome: Outcome
    key: str = ""
    at: str = ""
    code: int = 0
    command: tuple[str, ...] = ("check", "{}", "--json")
    others: frozenset[str] = frozenset()
    says: str = ""

    def __str__(self) -> str:
        return f"{self.number} {self.what}"


def board(tables: Mapping[str, Any] | None = None) -> Workbook:
    """The small sound board, or other tables, as a workbook that may be bent."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (TABLES if tables is None else tables).items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([None if value == "" else value for value in row])
    return book


def saved(book: Workbook, folder: Path, name: str = "sổ.xlsx") -> Path:
    """The book on disk, as a program leaves it that has calculated everything."""
    path = folder / name
    book.save(path)
    return path


def bent(*bends: Bend, tables: Mapping[str, Any] | None = None) -> Maker:
    """A maker of the board bent so."""

    def made(folder: Path) -> Path:
        book = board(tables)
        for bend in bends:
            bend(book)
        return saved(book, folder)

    return made


def put(cells: Mapping[str, object], shape: str = "") -> Bend:
    """Other values in cells: "Cán bộ!C2" -> value; ``shape``: their number format."""

    def bend(book: Workbook) -> None:
        for where, value in cells.items():
            title, _, cell = where.partition("!")
            book[title][cell] = value
            if isinstance(value, str) and shape == "@":
                book[title][cell].data_type = "s"
            if shape:
                book[title][cell].number_format = shape

    return bend


def values(cells: Mapping[str, object], shape: str = "") -> Maker:
    """A maker of the board with other values in cells."""
    return bent(put(cells, shape))


def on(title: str, bend: Callable[[Worksheet], object]) -> Maker:
    """A maker of the board with one sheet bent."""
    return bent(lambda book: bend(book[title]) and None)


def column(heading: str, *texts: object, title: str = "Cán bộ") -> Bend:
    """A further column of a sheet."""

    def bend(book: Workbook) -> None:
        sheet = book[title]
        place = sheet.max_column + 1
        for row, text in enumerate((heading, *texts), 1):
            sheet.cell(row, place, None if text == "" else text)

    return bend


def sheet(title: str, *rows: list[object]) -> Bend:
    """A further sheet."""

    def bend(book: Workbook) -> None:
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)

    return bend


def of_bytes(data: Callable[[], bytes] | bytes, name: str = "sổ.xlsx") -> Maker:
    """A maker of a file of these bytes."""

    def made(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(data if isinstance(data, bytes) else data())
        return path

    return made


def packed(book: Workbook) -> bytes:
    """The bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def repacked(change: Callable[[str, bytes], bytes], more: Mapping[str, bytes] | None = None,
             book: Callable[[], Workbook] = board, name: str = "sổ.xlsx") -> Maker:  # fmt: skip
    """A maker of the board of which each part is changed: (name, bytes) -> bytes; and with further parts."""

    def made(folder: Path) -> Path:
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(packed(book()))) as old, zipfile.ZipFile(stream, "w", 8) as new:
            for part in old.namelist():
                new.writestr(part, change(part, old.read(part)))
            for part, data in (more or {}).items():
                new.writestr(part, data)
        (folder / name).write_bytes(stream.getvalue())
        return folder / name

    return made


def in_sheet(number: int, old: str, new: str) -> Callable[[str, bytes], bytes]:
    """A change of the part of one sheet, by its number."""

    def change(part: str, data: bytes) -> bytes:
        if part != f"xl/worksheets/sheet{number}.xml":
            return data
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return change


def nfd(text: str) -> str:
    """As macOS and some pages write it: each mark by itself."""
    return unicodedata.normalize("NFD", text)
