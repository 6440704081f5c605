"""Inputs by chance: cells, parts of the file, bytes of CSV, options. A seed gives always the same one."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bad_input import board, packed
from board_books import TABLES
from foreign_books import FILES, xlsb

ODD: tuple[object, ...] = (
    "", " ", "\u00a0", "-", "=1+1", "=cmd|'/c calc'!A0", "+1", "@a", "001", "1e5", 1.5, -1, 0, 1e300, -1e-300,
    2**53 + 1, 29285, 60, 2958466, True, False, "31/02/1980", "03/25/1980", "05/03/80", "3/1980", "1980-03-05",
    "khoảng 1980", "ngày 5 tháng 3 năm 1980", "NA", "null", "#REF!", "C1;C1", ";;;", "C1, C2; C3", "*",
    "NguyÔn ThÞ Hoµ", "Lò\u0300 Thị", "Ðiệp", "a\u202eb", "_x0007_", "_xD800_", "<b>&amp;", "{0}", "{where}", "%s",
    "a" * 300, "a" * 32_000, "9" * 400, "²", "½", "٣", "Ⅳ", "có", "không", "có lẽ", "Bí thư@xã", "@", "kinh tế:4",
    "kinh tế:99", "tỉnh Điện Biên", "06838@2024", "06838", "xã, tỉnh", "HTXSNV; HTTNV", "2026Q9:HTXSNV", "cố định",
    "cấm", "TU", "X1-BT", "C1", "stint_length", "non_local.unit", "qd65-2026", "../../a.toml", "\ud7ff", "🙂",
    "\u0300", "trống", "giữ nguyên",
)  # fmt: skip
MORE = ("Khóa", "Ngoại lệ", "Điểm hội đồng", "Quan hệ gia đình", "Kịch bản", "Địa danh", "Ghi chú")
HEADINGS = (
    "Mã cán bộ", "Mã chức danh", "Khóa", "Quy định", "Cấp quyết định", "Văn bản", "Ngày", "Lý do", "Điểm", "Chi phí",
    "Mã người thân", "Quan hệ", "Kịch bản", "Thay đổi", "Đối tượng", "Giá trị", "Cách ghi", "Mã địa bàn", "Đến ngày",
    "Quê quán", "Nơi sinh", "Quy hoạch", "Nguyện vọng", "Kỷ luật", "Năng lực", "Xếp loại 3 năm", "LLCT", "Địa bàn",
    "Cấp quản lý", "Kiêm nhiệm", "Vùng khó khăn", "Kinh phí hỗ trợ", "Hoãn đến", "Ngày nghỉ hưu", "Màu",
)  # fmt: skip
MARKS = (b"<", b">", b'"', b"&", b"\0", b"<c>", b"</row>", b'r="A0"', b't="e"', b"<!--", b"]]>", b"&#0;", b"\xff", b" ")


def cells(chance: random.Random, folder: Path) -> Path:
    """The board with odd values in some cells and something done to its sheets."""
    book = board()
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        page = chance.choice(book.worksheets)
        cell = page.cell(chance.randint(1, page.max_row + 1), chance.randint(1, page.max_column + 1))
        try:
            cell.value = chance.choice(ODD)  # type: ignore[assignment]
        except (ValueError, AttributeError):  # the library takes no such value, or it lies under a merged range
            continue
        if chance.random() < 0.3:
            cell.number_format = chance.choice(("00000", "dd/mm/yyyy", "@", "General", "[h]:mm", '"d"0'))
    for _ in range(chance.randint(0, 3)):
        chance.choice(BENDS)(chance, book)
    path = folder / "sổ.xlsx"
    book.save(path)
    return path


def _merge(chance: random.Random, book: Any) -> None:
    page = chance.choice(book.worksheets)
    row, column = chance.randint(1, 6), chance.randint(1, 8)
    page.merge_cells(start_row=row, start_column=column, end_row=row + chance.randint(0, 3),
                     end_column=column + chance.randint(0, 2))  # fmt: skip


def _rows(chance: random.Random, book: Any) -> None:
    page = chance.choice(book.worksheets)
    act = chance.choice((page.insert_rows, page.delete_rows, page.insert_cols, page.delete_cols))
    act(chance.randint(1, 6), chance.choice((1, 1, 2, 25)))


def _state(chance: random.Random, book: Any) -> None:
    chance.choice(book.worksheets).sheet_state = chance.choice(("hidden", "veryHidden"))


def _title(chance: random.Random, book: Any) -> None:
    chance.choice(book.worksheets).title = chance.choice(("CÁN BỘ", "Can bo ", "Sheet1", "Đơn vị (2)", "1. Chức danh"))


def _sheet(chance: random.Random, book: Any) -> None:
    page = book.create_sheet(chance.choice(MORE))
    heads = chance.sample(HEADINGS, chance.randint(1, 8))
    page.append(heads)
    for _ in range(chance.randint(0, 4)):
        page.append([value if (value := chance.choice(ODD)) != "\0" else None for _ in heads])


def _column(chance: random.Random, book: Any) -> None:
    page = chance.choice(book.worksheets)
    place = page.max_column + 1
    page.cell(1, place).value = chance.choice(HEADINGS)
    for row in range(2, 5):
        page.cell(row, place).value = chance.choice(ODD)


BENDS: Sequence[Callable[[random.Random, Any], None]] = (_merge, _rows, _state, _title, _sheet, _column, _column)


def parts(chance: random.Random, folder: Path) -> Path:
    """The board's file with its bytes, or those of its parts, changed; now and then an .xls, .ods or .xlsb."""
    kind = chance.choice(("bytes", "part", "part", "part", "xls", "ods", "xlsb"))
    if kind in ("xls", "ods"):
        data = (FILES / f"board.{kind}").read_bytes()
    else:
        data = xlsb() if kind == "xlsb" else packed(board())
    data = _bent(chance, data) if kind in ("bytes", "xls") else _repacked(chance, data)
    path = folder / ("sổ.xlsx" if kind in ("bytes", "part") else f"sổ.{kind}")
    path.write_bytes(data)
    return path


def _repacked(chance: random.Random, data: bytes) -> bytes:
    packed_again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed_again, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        hit = set(chance.sample(names, chance.randint(1, 2)))
        for name in names:
            content = old.read(name)
            if name in hit and (content := _bent(chance, content)) and chance.random() < 0.1:
                continue
            new.writestr(name, content)
    return packed_again.getvalue()


def _bent(chance: random.Random, data: bytes) -> bytes:
    for _ in range(chance.randint(1, 6)):
        at, length = chance.randrange(len(data) + 1), chance.choice((0, 1, 1, 4, 40))
        new = chance.choice((chance.choice(MARKS), chance.randbytes(length), data[at : at + length] * 2, b""))
        data = data[:at] + new + data[at + length :]
    return data[: chance.randrange(len(data))] if data and chance.random() < 0.1 else data


def files(chance: random.Random, folder: Path) -> Path:
    """The board as a folder of CSV files, their bytes changed."""
    place = folder / "số liệu"
    place.mkdir()
    mark = chance.choice((",", ";", "\t"))
    for title, rows in TABLES.items():
        lines = [mark.join(f'"{cell}"' if chance.random() < 0.5 else str(cell) for cell in row) for row in rows]
        data = "\r\n".join(lines).encode(chance.choice(("utf-8", "utf-8-sig", "utf-16")))
        data = _bent(chance, data) if chance.random() < 0.4 else data
        (place / f"{title}{chance.choice(('', '', '', ' (2)'))}.csv").write_bytes(data)
    return place


COMMANDS = ("check", "plan", "whatif", "why", "verify", "apply", "calendar", "record", "compare", "rules", "new", "xx")
OPTIONS = (
    "--out", "--set", "--rules", "--plans", "--differ-by", "--time-limit", "--seed", "--close-to", "--locks",
    "--jobs", "--cadre", "--post", "--within", "--on", "--to", "--from", "--off", "--soft", "--grid", "--fix",
    "--forbid", "--add", "--without-cadre", "--without-post", "--scenarios", "--edits", "--only", "--run",
    "--marked", "--example", "--log", "--upgrade", "--strict", "--json", "--quiet", "--lang", "--declines",
    "--explain", "--verify", "--resume", "--force", "--for-person", "--khong-co",
)  # fmt: skip
VALUES = (
    "", " ", "1", "0", "-1", "1e9", "nan", "inf", "9" * 50, "vi", "en", "full", "agreed", "ha-tinh", "C1", "X1-BT",
    "*", "stint_length.min_months=30", "stint_length.min_months", "a.b=c", "=", ".", "..=..", "panel.weight=1..3:1",
    "x=1..9", "panel.weight=9..1", "01/08/2026", "31/02/2026", "2026", "12/2027", "khong-co.xlsx", "sổ.xlsx", ".",
    "/", "\0", "ă", "qd65-2026", "run#9", "run#", "#", "--", "-", "a" * 5000,
)  # fmt: skip


def arguments(chance: random.Random, book: Path) -> list[str]:
    """A line of options for a book that holds an error, so that nothing is ever solved."""
    line = [chance.choice(COMMANDS)]
    if chance.random() < 0.9:
        line.append(str(book))
    for _ in range(chance.randint(0, 5)):
        line.append(chance.choice(OPTIONS))
        line += [chance.choice(VALUES) for _ in range(chance.choice((0, 1, 1, 1, 2)))]
    return line
