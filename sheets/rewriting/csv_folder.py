"""A folder of CSV files with some of its facts changed: only the lines that change are written anew."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from luanchuyen.models.text.csv_text import csv_bytes
from luanchuyen.models.update import Updates
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.sheets.opening import csv_files
from luanchuyen.sheets.opening.grid import Grid
from luanchuyen.sheets.reading.tables.table import Table
from luanchuyen.sheets.rewriting.placing import Placing, SheetChanges
from luanchuyen.sheets.rewriting.rewritten import Rewritten, told_changes
from luanchuyen.sheets.rewriting.values import NewCell

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LETTERS_1258 = bytes(range(0xC0, 0x100)).decode("cp1258")
_BOMS = {"utf-8": b"\xef\xbb\xbf", "utf-16": b""}


def rewritten_folder(
    files: Sequence[tuple[Path, bytes]],
    grids: Sequence[Grid],
    tables: Mapping[str, Table],
    updates: Updates,
    vocabulary: Vocabulary,
) -> Rewritten:
    """The folder's files with the updates in them, by name; ``grids`` and ``tables`` as they were read from them."""
    changes = Placing(grids, tables, vocabulary).changes(updates)
    made = {path.name: data for path, data in files}
    by_title = {path.stem: path.name for path, _ in files}
    for one in changes:
        if one.new:
            made[f"{one.title}.csv"] = _new(one)
        else:
            name = by_title[one.title]
            made[name] = rewritten_csv(made[name], one)
    return Rewritten(made, told_changes(changes, {grid.title: grid for grid in grids}))


def rewritten_csv(data: bytes, changes: SheetChanges) -> bytes:
    """One file; its encoding, its separator, its line ends and every line that does not change stay."""
    text, encoding = csv_files.decode(data)
    mark = csv_files.separator(text)
    rows: dict[int, dict[int, NewCell]] = defaultdict(dict)
    for (row, column), cell in changes.cells.items():
        rows[row][column] = cell
    lines = list(_lines(text, mark))
    end = "\r\n" if "\r\n" in text or "\n" not in text else "\n"
    for row in sorted(rows):
        while len(lines) < row:
            if lines and not _line_end(lines[-1][0]):
                lines[-1] = (lines[-1][0] + end, lines[-1][1])
            lines.append((end, []))
        raw, fields = lines[row - 1]
        lines[row - 1] = (_line(fields, rows[row], mark, _line_end(raw)), fields)
    if changes.widened:
        widest = max(column for _, column in changes.cells)
        lines = [(_padded(raw, len(next(csv.reader([raw], delimiter=mark), [])), widest, mark), f) for raw, f in lines]
    return _encoded("".join(raw for raw, _ in lines), encoding, data)


def _padded(raw: str, width: int, wanted: int, mark: str) -> str:
    """A line with as many cells as its fellows: by what recurs from line to line the separator is known again."""
    end = _line_end(raw)
    return raw[: len(raw) - len(end)] + mark * (wanted - width) + end if width else raw


def _lines(text: str, mark: str) -> Iterator[tuple[str, list[str]]]:
    """Every row as it is written, and its cells."""
    taken: list[str] = []

    def one_by_one() -> Iterator[str]:
        for line in io.StringIO(text, newline=""):
            taken.append(line)
            yield line

    for fields in csv.reader(one_by_one(), delimiter=mark):
        yield "".join(taken), fields
        taken.clear()


def _line_end(raw: str) -> str:
    return raw[len(raw.rstrip("\r\n")) :]


def _line(fields: Sequence[str], cells: Mapping[int, NewCell], mark: str, end: str) -> str:
    texts = [*fields, *[""] * (max(cells) - len(fields))]
    for column, cell in cells.items():
        texts[column - 1] = cell.text
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=mark, lineterminator=end).writerow(texts)
    return stream.getvalue()


def _encoded(text: str, encoding: str, before: bytes) -> bytes:
    """As it was encoded; in UTF-8 where that encoding lacks a letter."""
    try:
        if encoding == "utf-16":
            return before[:2] + text.encode("utf-16-le" if before.startswith(b"\xff\xfe") else "utf-16-be")
        if encoding == "windows-1258":
            return _with_tones_apart(text).encode("cp1258")
    except UnicodeEncodeError:
        return _BOMS["utf-8"] + text.encode()
    return (_BOMS["utf-8"] if before.startswith(_BOMS["utf-8"]) else b"") + text.encode()


def _with_tones_apart(text: str) -> str:
    """As Windows-1258 writes Vietnamese: the tone after the letter, where it has no letter with it."""
    pieces = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in parts if mark in _TONES)
        whole = not tone or letter in _LETTERS_1258
        rest = "".join(mark for mark in parts if mark not in _TONES)
        pieces.append(letter if whole else unicodedata.normalize("NFC", rest) + tone)
    return "".join(pieces)


def _new(changes: SheetChanges) -> bytes:
    last_row, last_column = (max(place[at] for place in changes.cells) for at in (0, 1))
    blank = NewCell("")
    return csv_bytes(
        [changes.cells.get((row, column), blank).text for column in range(1, last_column + 1)]
        for row in range(1, last_row + 1)
    )
