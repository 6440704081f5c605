"""CSV files into grids: encoding and separator are found from the bytes, every cell is text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from luanchuyen.models.errors import Problem
from luanchuyen.models.text.container import MOST_UNPACKED
from luanchuyen.models.text.plain_files import TooLargeError, read_plain
from luanchuyen.sheets.opening.grid import LAST_COLUMN, MOST_CELLS, Cell, Grid

SEPARATORS = (",", ";", "\t")
_CELL_LIMIT = 1_000_000
_WIDEST = 10 * LAST_COLUMN
_ROW = 4
"""Cells that a row weighs by itself."""

_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]++")


class _TooManyError(Exception):
    pass


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding: a BOM decides, else UTF-8, else Windows-1258."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace"), "utf-16"
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1258", errors="replace"), "windows-1258"


def separator(text: str) -> str:
    """The separator that splits most of the first rows alike, into most pieces; a comma where none does.

    A single cell may hold many of another separator (codes with ``;`` between): what recurs from row to row is
    the table's own.
    """
    sample = text[:20_000]

    def fit(mark: str) -> tuple[int, int]:
        rows = islice(csv.reader(io.StringIO(sample, newline=""), delimiter=mark), 30)
        pieces = Counter(len(row) for row in rows)
        for blank in (0, 1):
            pieces.pop(blank, None)
        return max(((times, count) for count, times in pieces.items()), default=(0, 1))

    return max(SEPARATORS, key=fit)


def grid(title: str, data: bytes) -> tuple[Grid, tuple[Problem, ...]]:
    """One CSV file as a sheet of that title; an encoding other than UTF-8 is remarked."""
    text, encoding = decode(data)
    problems = []
    if encoding == "windows-1258":
        problems.append(Problem("check.encoding", title, severity="warning", values={"encoding": encoding}))
    if "\ufffd" in text:
        problems.append(Problem("check.encoding_broken", title))
    csv.field_size_limit(_CELL_LIMIT)
    kept: dict[str, Cell] = {}
    rows: dict[int, dict[int, Cell]] = {}
    filled = 0
    try:
        mark = separator(text)
        lines = csv.reader(_narrow(text, mark), delimiter=mark)
        for number, line in enumerate(lines, 1):
            cells = {
                column: kept.get(value) or kept.setdefault(value, Cell(value))
                for column, value in enumerate(line[:LAST_COLUMN], 1)
                if value and not value.isspace()
            }
            if cells:
                rows[number] = cells
                filled += len(cells) + _ROW
            if filled > MOST_CELLS:
                raise _TooManyError
    except _TooManyError:
        problems.append(Problem("check.too_many_cells", title, values={"most": MOST_CELLS}))
    except csv.Error:
        problems.append(Problem("check.bad_csv", title))
    return Grid(title, rows), tuple(problems)


def _narrow(text: str, mark: str) -> Iterator[str]:
    """The lines one by one, of which none may be so wide that taking it apart alone fills the memory."""
    if text.count("\n") + text.count("\r") > 2 * MOST_CELLS:
        raise _TooManyError
    for found in _LINE.finditer(text):
        if found[0].count(mark) > _WIDEST:
            raise csv.Error("too wide")
        yield found[0]


def files(folder: Path) -> list[Path]:
    """The CSV files of a folder in name order; lock files and hidden ones are passed over."""
    return sorted(
        (path for path in folder.iterdir() if path.suffix.casefold() == ".csv" and path.name[0] not in ".~"),
        key=lambda path: path.name,
    )


def originals(files: Sequence[tuple[Path, bytes]]) -> Mapping[bytes, Path]:
    """Of each content the file that counts, the others being its copies: the one of the shortest name.

    Files with nothing in them are nobody's copies.
    """
    found: dict[bytes, Path] = {}
    for path, data in sorted(files, key=lambda file: (len(file[0].name), file[0].name)):
        if data.strip(b"\xef\xbb\xbf \r\n\t;,"):
            found.setdefault(data, path)
    return found


def contents(folder: Path) -> list[tuple[Path, bytes]]:
    """The same with their bytes: together at most as many as a workbook unpacked. Raises what plain_files.py raises."""
    found = files(folder)
    if sum(path.stat().st_size for path in found) > MOST_UNPACKED:
        raise TooLargeError(folder, MOST_UNPACKED)
    return [(path, read_plain(path, MOST_UNPACKED)) for path in found]
