"""A board in the forms of other programs: .xlsb made here, .xls and .ods by LibreOffice (tests/sheets/opening/files).

They were made of ``source()``: soffice --headless --convert-to xls board.xlsx, and the same with ods.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import xlsxwriter
from board_books import TABLES
from hostile_books import relations

FILES = Path(__file__).parents[1] / "sheets" / "opening" / "files"
AT = (3, 2)
"""Where the table of cadres begins, zero-based: no sheet need begin at A1."""

ERRORS = {"#DIV/0!": 0x07, "#N/A": 0x2A, "#REF!": 0x17}
_COLUMN_OF_UNITS, _FIRST = 4, 3


def sheets() -> dict[str, dict[tuple[int, int], object]]:
    """The cells by (row, column), zero-based: the board, and a sheet of every kind of cell that is hidden."""
    found: dict[str, dict[tuple[int, int], object]] = {}
    for title, rows in TABLES.items():
        top, left = AT if title == "Cán bộ" else (0, 0)
        found[title] = {
            (row, column): value
            for row, line in enumerate(rows, top)
            for column, value in enumerate(line, left)
            if value != ""
        }
    found["Ẩn"] = {(5, 3): "001", (5, 4): 2.5, (6, 3): dt.datetime(1980, 3, 5, 10, 30), (6, 4): "#DIV/0!",
                   (7, 4): "#N/A", (9, 9): 29285}  # fmt: skip
    return found


def merged() -> tuple[int, int, int, int]:
    """The unit of the last two cadres, told once for both: top, left, bottom, right, zero-based."""
    row, column = AT[0] + _FIRST, AT[1] + _COLUMN_OF_UNITS
    return row, column, row + 1, column


def source() -> bytes:
    """The workbook that the others were made of."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    when = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    for title, cells in sheets().items():
        sheet = book.add_worksheet(title)
        for (row, column), value in cells.items():
            if value in ERRORS:
                sheet.write_formula(row, column, "=1/0" if value == "#DIV/0!" else "=NA()", None, str(value))
            elif isinstance(value, dt.datetime):
                sheet.write_datetime(row, column, value, when)
            else:
                sheet.write(row, column, value)
        if title == "Cán bộ":
            sheet.merge_range(*merged(), "X2")
        if title == "Ẩn":
            sheet.hide()
    book.close()
    return stream.getvalue()


def xlsb(tables: dict[str, dict[tuple[int, int], object]] | None = None) -> bytes:
    """The same as an .xlsb; or other cells."""
    tables = sheets() if tables is None else tables
    listed = [_record(156, struct.pack("<LL", title == "Ẩn", n) + _text(f"r{n}") + _text(title))
              for n, title in enumerate(tables, 1)]  # fmt: skip
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>',
        "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": b"".join([_record(131), _record(143), *listed, _record(144), _record(132)]),
        "xl/_rels/workbook.bin.rels": relations(
            *((f"r{n}", "worksheet", f"worksheets/sheet{n}.bin") for n in range(1, len(tables) + 1)),
            ("s", "styles", "styles.bin"),
        ),
        # two looks of cells: as it is, and day and time (number format 22)
        "xl/styles.bin": b"".join([_record(617, struct.pack("<L", 2)),
                                   *(_record(47, struct.pack("<HH12x", 0, n)) for n in (0, 22)), _record(618)]),
    }  # fmt: skip
    for number, (title, cells) in enumerate(tables.items(), 1):
        parts[f"xl/worksheets/sheet{number}.bin"] = b"".join(_sheet(cells, title == "Cán bộ"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in parts.items():
            pack.writestr(name, content)
    return packed.getvalue()


def _sheet(cells: dict[tuple[int, int], object], is_merged: bool) -> Iterator[bytes]:
    yield _record(129)
    rows, columns = zip(*cells, strict=True)
    yield _record(148, struct.pack("<4L", min(rows), max(rows), min(columns), max(columns)))
    yield _record(145)
    for row in sorted(set(rows)):
        yield _record(0, struct.pack("<L", row) + bytes(13))
        yield from (_cell(column, cells[at, column]) for at, column in sorted(cells) if at == row)
    yield _record(146)
    if is_merged:
        top, left, bottom, right = merged()
        yield _record(177, struct.pack("<L", 1)) + _record(176, struct.pack("<4L", top, bottom, left, right))
        yield _record(178)
    yield _record(130)


def _cell(column: int, value: object) -> bytes:
    look = struct.pack("<LL", column, isinstance(value, dt.datetime))
    if value in ERRORS:
        return _record(3, look + bytes([ERRORS[str(value)]]))
    if isinstance(value, dt.datetime):
        return _record(5, look + struct.pack("<d", (value - dt.datetime(1899, 12, 30)) / dt.timedelta(days=1)))
    if isinstance(value, int | float):
        return _record(5, look + struct.pack("<d", value))
    return _record(6, look + _text(str(value)))


def _text(text: str) -> bytes:
    return struct.pack("<L", len(text)) + text.encode("utf-16-le")


def _record(kind: int, content: bytes = b"") -> bytes:
    """A record: its kind and its length as numbers of seven bits a byte."""
    head = [kind] if kind < 128 else [kind & 0x7F | 0x80, kind >> 7]
    size, length = len(content), []
    while True:
        length.append(size & 0x7F | (0x80 if size > 127 else 0))
        size >>= 7
        if not size:
            return bytes([*head, *length]) + content


def ods(rows: str) -> bytes:
    """An .ods of one sheet of these rows."""
    return opened({"content.xml": _CONTENT.replace("ROWS", rows)})


def opened(parts: dict[str, str | bytes]) -> bytes:
    """An .ods of these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        for name, content in parts.items():
            pack.writestr(name, content)
    return packed.getvalue()


def of_rows(rows: Iterable[tuple[int, str]]) -> str:
    """Rows of one text each, with how often they stand there."""
    return "".join(
        f'<table:table-row table:number-rows-repeated="{times}"><table:table-cell office:value-type="string">'
        f"<text:p>{text}</text:p></table:table-cell></table:table-row>"
        for times, text in rows
    )


_CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="Tham số">ROWS</table:table></office:spreadsheet></office:body></office:document-content>'
)
