"""Inputs 1 to 25: files and containers."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from bad_input import BadInput, Maker, board, in_sheet, of_bytes, on, packed, repacked, saved
from board_books import written_folder
from foreign_books import FILES, ods, of_rows, xlsb
from hostile_books import book, many, worksheet
from openpyxl.styles import Font
from openpyxl.workbook.protection import WorkbookProtection

CANARY = "bi-mat-trong-tep-khac"
ENTITY = '<!DOCTYPE a [<!ENTITY b SYSTEM "file://PATH">]>'
LAUGHS = "<!DOCTYPE a [" + '<!ENTITY a "ha">' + "".join(f'<!ENTITY b{n} "{"&b0;" * 10}">' for n in range(9)) + "]>"


def nothing(folder: Path) -> Path:
    saved(board(), folder, "danh sách.xlsx")
    return folder / "danh sach.xlsx"


def an_empty_folder(folder: Path) -> Path:
    (folder / "rỗng").mkdir()
    return folder / "rỗng"


def copied(folder: Path) -> Path:
    place = written_folder(folder / "số liệu")
    shutil.copy(place / "Cán bộ.csv", place / "Cán bộ - Copy.csv")
    return place


def locked_beside(folder: Path) -> Path:
    place = written_folder(folder / "số liệu")
    (place / "~$Cán bộ.csv").write_bytes(b"x")
    return place


def csv_as_xlsx(folder: Path) -> Path:
    place = written_folder(folder / "số liệu")
    return (place / "Cán bộ.csv").rename(folder / "sổ.xlsx")


def external(folder: Path) -> Path:
    (folder / "khác.txt").write_text(CANARY)
    start = ENTITY.replace("PATH", os.fspath(folder / "khác.txt"))
    return of_bytes(book(start + worksheet("<sheetData><row><c t='str'><v>&b;</v></c></row></sheetData>")))(folder)


def ghost(sheet: object) -> None:
    sheet["XFD1048576"].font = Font(bold=True)  # type: ignore[index]


def placed(name: str) -> Maker:
    return lambda folder: saved(board(), folder, name)


def in_folders(folder: Path) -> Path:
    place = folder / "Ban Tổ chức - Tỉnh ủy" / "Số liệu (bản cuối)"
    place.mkdir(parents=True)
    return saved(board(), place, "Sổ luân chuyển 2026 – đợt 1.xlsx")


def too_long(folder: Path) -> Path:
    return folder / ("a" * 300 + ".xlsx")


def protected(folder: Path) -> Path:
    bent = board()
    bent["Cán bộ"].protection.sheet = True
    bent["Cán bộ"].protection.set_password("a")
    bent.security = WorkbookProtection(workbookPassword="a", lockStructure=True)
    return saved(bent, folder)


def strict(part: str, data: bytes) -> bytes:
    for space, word in (("spreadsheetml/2006/main", "spreadsheetml/main"),
                        ("officeDocument/2006/relationships", "officeDocument/relationships")):  # fmt: skip
        data = data.replace(f"http://schemas.openxmlformats.org/{space}".encode(),
                            f"http://purl.oclc.org/ooxml/{word}".encode())  # fmt: skip
    return data


def same(part: str, data: bytes) -> bytes:
    return data


DIMENSION = '<dimension ref="A1:J5"'
MISSING = frozenset({"check.missing_sheet"})
ENCRYPTED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le")

ROWS = [
    BadInput(1, "no such file", nothing, "refused", "cli.not_found", code=8),
    BadInput(1, "a folder with nothing in it", an_empty_folder, "refused", "check.no_csv", code=3),
    BadInput(2, "an empty file", of_bytes(b""), "refused", "check.empty_file", code=3),
    BadInput(3, "a file cut off", of_bytes(lambda: packed(board())[:-900]), "refused", "check.truncated", code=3),
    BadInput(4, "CSV named xlsx", csv_as_xlsx, "warned", "check.csv_inside", code=3,
             others=MISSING | {"check.codes_of_nothing"}),
    BadInput(5, "HTML named xls", of_bytes(b"<html><table>", "a.xls"), "refused", "check.html", code=3),
    BadInput(6, "a real xls", of_bytes((FILES / "board.xls").read_bytes(), "a.xls"), "warned", "check.values_only",
             others=frozenset({"check.merged_down"})),
    BadInput(7, "ods", of_bytes((FILES / "board.ods").read_bytes(), "a.ods"), "warned", "check.values_only",
             others=frozenset({"check.merged_down"})),
    BadInput(7, "xlsb", of_bytes(xlsb, "a.xlsb"), "warned", "check.values_only",
             others=frozenset({"check.merged_down"})),
    BadInput(7, "an ods of endless rows", of_bytes(ods(of_rows([(10**6, "a")]) * 5)), "refused", "check.bomb", code=3),
    BadInput(8, "a password", of_bytes(ENCRYPTED), "refused", "check.encrypted", code=3),
    BadInput(9, "protection of a sheet", protected, "read"),
    BadInput(10, "strict Open XML", repacked(strict), "read"),
    BadInput(11, "macros", repacked(same, {"xl/vbaProject.bin": b"x"}, name="a.xlsm"), "warned", "check.macros"),
    BadInput(12, "a bomb of blanks", of_bytes(lambda: book(worksheet("") + " " * 30_000_000)), "refused", "check.bomb",
             code=3),
    BadInput(13, "a cell of 2 MB", of_bytes(lambda: book("<row><c t='str'><v>" + many(300_000, "a@b"))), "refused",
             "check.bomb", code=3),
    BadInput(13, "a cell of 40,000 letters", on("Cán bộ", lambda s: s.__setitem__("B2", "a" * 32_000)), "read"),
    BadInput(14, "a billion laughs", of_bytes(book(LAUGHS + worksheet(""))), "refused", "check.unsafe", code=3),
    BadInput(15, "an external entity", external, "refused", "check.unsafe", code=3),
    BadInput(16, "a part with a path out", repacked(same, {"../../evil": b"x"}), "read"),
    BadInput(17, "a declared size too small", repacked(in_sheet(4, DIMENSION, '<dimension ref="A1:B2"')), "read"),
    BadInput(18, "a declared size of all", repacked(in_sheet(4, DIMENSION, '<dimension ref="A1:XFD1048576"')), "read"),
    BadInput(19, "a format far away", on("Cán bộ", ghost), "read"),
    BadInput(20, "a value at the far end", on("Cán bộ", lambda s: s.__setitem__("XFD1048576", "x")), "warned",
             "check.stray_cell", "Cán bộ!XFD1048576"),
    BadInput(21, "rows to the end of Excel", of_bytes(lambda: book(many(1_048_576, '<row r="@"/>'))), "refused",
             "check.too_many_rows", code=3),
    BadInput(22, "Excel's lock file", placed("~$sổ.xlsx"), "refused", "check.lock_file", code=3),
    BadInput(22, "Excel's lock file in a folder", locked_beside, "read"),
    BadInput(23, "a copy in the folder", copied, "warned", "check.same_content"),
    BadInput(24, "changed while it is read", placed("sổ.xlsx"), "refused", "check.changed_meanwhile", code=3),
    BadInput(25, "accents and blanks in the path", in_folders, "read"),
    BadInput(25, "a path too long", too_long, "refused", "check.unreadable", code=8),
]  # fmt: skip
