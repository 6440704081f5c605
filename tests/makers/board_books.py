"""The small board of the commands' tests as a workbook that a clerk has been at: every thing that apply must keep."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

HOME, ELSEWHERE = "xã Thanh Nưa, tỉnh Điện Biên", "xã Mường Nhà, tỉnh Điện Biên"
UNITS = [
    ["Mã đơn vị", "Tên đơn vị", "Cấp", "Khối", "Thuộc đơn vị"],
    ["TU", "Tỉnh ủy", "tỉnh", "Đảng", ""],
    ["X1", "Đảng ủy xã X1", "xã", "Đảng", "TU"],
    ["X2", "UBND xã X2", "xã", "chính quyền", "TU"],
]
POSTS = [
    ["Mã chức danh", "Tên chức danh", "Mã đơn vị", "Loại chức danh", "Tình trạng", "Ngày trống", "Số lượng"],
    ["X1-BT", "Bí thư Đảng ủy xã X1", "X1", "Bí thư", "trống", "01/05/2026", 1],
    ["X1-PBT", "Phó Bí thư Đảng ủy xã X1", "X1", "Phó Bí thư", "", "", 1],
    ["X2-CT", "Chủ tịch UBND xã X2", "X2", "Chủ tịch UBND", "sắp trống", "", 1],
    ["X2-PCT", "Phó Chủ tịch UBND xã X2", "X2", "Phó Chủ tịch UBND", "có người", "", 2],
]
CADRES = [
    ["Mã cán bộ", "Họ và tên", "Ngày sinh", "Giới tính", "Mã đơn vị hiện nay", "Mã chức danh hiện nay",
     "Chức vụ hiện nay", "Ngày giữ chức vụ", "Số nhiệm kỳ liên tiếp", "Bậc chức danh"],
    ["C1", "Lò Thị An", "15/08/1980", "Nữ", "TU", "", "Chuyên viên <Tỉnh ủy> & VP", "01/06/2021", "", 5],
    ["C2", "Quàng Văn Bình", "15/08/1981", "Nam", "X1", "X1-PBT", "Phó Bí thư", "06/2021", 1, ""],
    ["C3", "Cà Thị Chi", "15/08/1982", "Nữ", "X2", "X2-CT", "Chủ tịch", "01/06/2020", 1, ""],
    ["C4", "Vì Văn Dũng", "15/08/1983", "Nam", "X2", "X2-PCT", "Phó Chủ tịch", "01/06/2020", "", ""],
]  # fmt: skip
CAREER = [
    ["Mã cán bộ", "Mã đơn vị", "Chức vụ", "Loại chức danh", "Từ ngày", "Đến ngày", "Hình thức", "Hướng", "Bộ quy định"],
    ["C2", "TU", "Chuyên viên", "", "01/09/2010", "31/05/2021", "", "", ""],
    ["C2", "X1", "Phó Bí thư", "Phó Bí thư", "06/2021", "", "luân chuyển", "xuống", "qd98-2017"],
    ["C3", "X2", "Chủ tịch", "Chủ tịch UBND", "01/06/2020", "31/12/2026", "bổ nhiệm", "", ""],
]
SETTINGS = [
    ["Mục", "Giá trị"],
    ["Ngày chốt số liệu", "01/07/2026"],
    ["Ngày dự kiến thực hiện", "01/08/2026"],
    ["Bộ quy định", "fill-only"],
]
TABLES = {
    "Tham số": SETTINGS, "Đơn vị": UNITS, "Chức danh": POSTS, "Cán bộ": CADRES, "Quá trình công tác": CAREER,
}  # fmt: skip
MOVES = (("C1", "X1-BT"), ("C2", "X2-CT"), ("C4", "X1-PBT"))
"""A plan that the board may take: C3 must leave and waits; of X2-PCT a seat is held outside the sheet."""

Rows = Sequence[Sequence[object]]
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf5000000381018055"
    "d8f5070000000049454e44ae426082"
)
"""A picture of one point."""


def written_folder(place: Path, without: Sequence[str] = ()) -> Path:
    """The board as a folder of CSV files."""
    place.mkdir()
    for title, rows in TABLES.items():
        if title not in without:
            text = "".join(",".join(map(str, row)) + "\r\n" for row in rows)
            (place / f"{title}.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    return place


def xlsx(tables: dict[str, Rows], dress: bool = False) -> bytes:
    """The tables as a workbook; ``dress``: with all that a clerk's workbook has beside values."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for title, rows in tables.items():
        sheet = book.add_worksheet(title)
        for at, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(at, column, value)
        if dress:
            _dress(book, sheet, title, rows)
    book.close()
    return stream.getvalue()


def _dress(book: xlsxwriter.Workbook, sheet: xlsxwriter.workbook.Worksheet, title: str, rows: Rows) -> None:
    bold = book.add_format({"bold": True, "bg_color": "#FFEE00", "font_name": "Times New Roman"})
    for column, heading in enumerate(rows[0]):
        sheet.write(0, column, heading, bold)
    sheet.set_column(1, 1, 30)
    if title == "Cán bộ":
        sheet.set_column(8, 8, 10, None, {"hidden": True})
        sheet.data_validation("D2:D200", {"validate": "list", "source": ["Nam", "Nữ"]})
        sheet.conditional_format("C2:C200", {"type": "blanks", "format": bold})
        sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "='Cán bộ'!$J$2:$J$5"})
        sheet.insert_chart("N2", chart)
        sheet.insert_textbox("N20", "Ghi chú của Ban")
        sheet.insert_image("N30", "con-dau.png", {"image_data": io.BytesIO(DOT)})
    if title == "Quá trình công tác":
        columns = [{"header": str(heading)} for heading in rows[0]]
        sheet.add_table(0, 0, len(rows) - 1, len(rows[0]) - 1, {"columns": columns, "name": "qtct"})
