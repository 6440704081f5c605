"""Inputs 53 to 93: values of cells."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from bad_input import BadInput, Maker, bent, board, column, nfd, put, repacked, saved, sheet, values
from board_books import TABLES
from openpyxl.utils.datetime import CALENDAR_MAC_1904

BIRTH, NAME, CODE = "Cán bộ!C2", "Cán bộ!B2", "Cán bộ!A2"
POINTS = [["Mã cán bộ", "Mã chức danh", "Điểm"], ["C1", "X1-BT", 90], ["C2", "X1-BT", 80]]


def born(value: object, shape: str = "") -> Maker:
    return values({BIRTH: value}, shape)


def refused_birth(number: int, what: str, value: object, key: str, shape: str = "") -> BadInput:
    return BadInput(number, what, born(value, shape), "refused", f"check.{key}", BIRTH, 3)


def points(*given: object) -> Maker:
    rows = [POINTS[0], *([f"C{n}", "X1-BT", value] for n, value in enumerate(given, 1))]
    return bent(sheet("Điểm hội đồng", *rows))


ranks = bent(sheet("Điểm hội đồng", POINTS[0], *([f"C{n % 4 + 1}", post, n * 2 + side + 1]
             for n in range(4) for side, post in enumerate(("X1-BT", "X2-CT")))))  # fmt: skip


def encoded(encoding: str, mark: str = ",", bom: bytes = b"") -> Maker:
    """The board as CSV in another encoding, with another separator, a line break within a cell."""

    def made(folder: Path) -> Path:
        for title, rows in TABLES.items():
            lines = []
            for row in rows:
                cells = [str(value) for value in row]
                lines.append(mark.join(f'"{c}"' if mark in c or "\n" in c else c for c in cells))
            text = "\r\n".join(lines).replace("Phó Bí thư Đảng ủy xã X1", '"Phó Bí thư\nĐảng ủy xã X1"')
            (folder / f"{title}.csv").write_bytes(bom + text.encode(encoding))
        return folder

    return made


def apart(text: str) -> str:
    """As Windows-1258 writes: each tone after its letter."""
    from luanchuyen.sheets.rewriting.csv_folder import _with_tones_apart

    return _with_tones_apart(text)


def old_windows(folder: Path) -> Path:
    for title, rows in TABLES.items():
        text = "\r\n".join(",".join(map(str, row)) for row in rows)
        (folder / f"{title}.csv").write_bytes(apart(text).encode("cp1258"))
    return folder


def since_1904(folder: Path) -> Path:
    book = board()
    book.epoch = CALENDAR_MAC_1904
    book["Cán bộ"]["C2"] = dt.datetime(1980, 3, 25)
    return saved(book, folder)


def with_cell(xml: str, where: str = "C2") -> Maker:
    """The XML of one cell of the cadres, whatever openpyxl would write."""

    def change(part: str, data: bytes) -> bytes:
        if part != "xl/worksheets/sheet4.xml":
            return data
        start = data.index(f'<c r="{where}"'.encode())
        end = data.index(b"</c>", start) + 4
        return data[:start] + xml.encode() + data[end:]

    return repacked(change)


def error(text: str) -> Maker:
    return with_cell(f'<c r="C2" t="e"><v>{text}</v></c>')


ROWS = [
    BadInput(53, "001 as text", values({CODE: "001"}), "read"),
    BadInput(54, "one code as 1 and as 001",
             bent(put({CODE: "001"}), sheet("Điểm hội đồng", POINTS[0], [1, "X1-BT", 5])), "refused",
             "check.code_zeros", "Điểm hội đồng!A2", 3),
    BadInput(55, "a number shown as 00123", values({CODE: 123}, "00000"), "warned", "check.code_from_format", CODE),
    BadInput(56, "identity numbers", bent(column("Số CCCD", 12345678901)), "warned", "check.identity_column",
             "Cán bộ!K1"),
    BadInput(57, "a code 1.0", values({CODE: 1.0}), "read"),
    BadInput(57, "a code 1e5 as text", values({CODE: "1e5"}), "read"),
    BadInput(57, "a code of more than 15 digits", with_cell('<c r="A2"><v>12345678901234567</v></c>', "A2"), "refused",
             "check.code_rounded", CODE, 3),
    BadInput(58, "blanks that do not show", values({NAME: "\u00a0Lò\u200b Thị\t An "}), "tidied", "check.tidied", NAME),
    BadInput(59, "a name in NFD", values({NAME: nfd("Lò Thị Ấn")}), "tidied", "check.tidied", NAME),
    BadInput(60, "Eth for Đ", values({NAME: "Lò Thị Ðiệp"}), "tidied", "check.tidied", NAME),
    BadInput(61, "a tone on the other letter", values({"Chức danh!D4": "Chủ tịch Uỷ ban nhân dân"}), "read"),
    BadInput(62, "Mĩ for Mỹ", bent(column("Quê quán", "phường Mĩ Tho, tỉnh Đồng Tháp")), "warned",
             "check.place_unknown", "Cán bộ!K2"),
    BadInput(63, "TCVN3", values({NAME: "NguyÔn ThÞ Hoµ"}), "refused", "check.old_font", NAME, 3),
    BadInput(64, "VNI", values({NAME: "Nguyeãn Thò Hoøa"}), "refused", "check.old_font", NAME, 3),
    BadInput(65, "Windows-1258", old_windows, "warned", "check.encoding", others=frozenset({"check.tidied"})),
    BadInput(65, "UTF-16", encoded("utf-16"), "read"),
    BadInput(65, "UTF-8 with its mark", encoded("utf-8-sig"), "read"),
    BadInput(66, "semicolons", encoded("utf-8", ";"), "read"),
    BadInput(66, "tabs", encoded("utf-8", "\t"), "read"),
    BadInput(67, "a person called NA", values({NAME: "NA", "Cán bộ!G2": "None"}), "read"),
    *(BadInput(68, text, error(text), "refused", "check.error_cell", BIRTH, 3)
      for text in ("#REF!", "#N/A", "#VALUE!")),
    BadInput(69, "a formula without a value", with_cell('<c r="C2"><f>1+1</f></c>'), "refused",
             "check.formula_not_counted", BIRTH, 3, others=frozenset({"check.not_calculated"})),
    BadInput(70, "a formula whose value is a placeholder", with_cell('<c r="C2"><f>1+1</f><v>1980</v></c>'), "warned",
             "check.not_calculated"),
    BadInput(71, "a formula of another book", with_cell('<c r="C2"><f>[1]Sheet1!A1</f><v>1980</v></c>'), "warned",
             "check.linked_formulas", others=frozenset({"check.not_calculated"})),
    BadInput(72, "a date as text", born("05/03/1980"), "read"),
    *(BadInput(73, text, born(text), "read") for text in ("5-3-1980", "05.03.1980", "05/3/1980 ")),
    BadInput(74, "an ISO date", born("1980-03-05"), "read"),
    refused_birth(75, "31 February", "31/02/1980", "no_such_day"),
    refused_birth(75, "29 February of a common year", "29/02/1983", "no_such_day"),
    refused_birth(76, "the month first", "03/25/1980", "month_first"),
    refused_birth(77, "a year of two digits", "05/03/80", "short_year"),
    BadInput(78, "a month", born("3/1980"), "tidied", "check.partial_date", BIRTH),
    BadInput(78, "a year", born("1980"), "tidied", "check.partial_date", BIRTH),
    BadInput(79, "a month in words", born("tháng 3 năm 1980"), "read"),
    refused_birth(79, "about", "khoảng 1980", "not_a_date"),
    BadInput(80, "a serial number", born(29285), "warned", "check.date_from_number", BIRTH),
    BadInput(81, "days counted from 1904", since_1904, "read"),
    refused_birth(82, "day 60", 60, "date_out_of_range"),
    refused_birth(82, "a negative day", -5, "not_a_date"),
    refused_birth(82, "a day beyond the calendar", 2958466, "not_a_date"),
    refused_birth(82, "a day beyond it that shows as a date", 2958466, "error_cell", "dd/mm/yyyy"),
    BadInput(82, "1e300", with_cell('<c r="C2"><v>1e300</v></c>'), "refused", "check.not_a_date", BIRTH, 3),
    BadInput(83, "born in the future", born("15/08/2030"), "refused", "check.born_later", BIRTH, 3,
             others=frozenset({"check.in_post_before_birth"})),
    BadInput(83, "90 years old", born("15/08/1936"), "warned", "check.odd_age", BIRTH),
    BadInput(83, "in post before birth", values({"Cán bộ!H2": "01/06/1979"}), "refused", "check.in_post_before_birth",
             "Cán bộ!H2", 3),
    BadInput(84, "no cut-off date", values({"Tham số!A2": None, "Tham số!B2": None}), "refused", "check.no_as_of",
             code=3),
    BadInput(85, "3,0 for a whole number", values({"Cán bộ!I3": "3,0"}), "tidied", "check.number_read", "Cán bộ!I3"),
    BadInput(85, "1.234", points("1.234"), "refused", "check.ambiguous_number", "Điểm hội đồng!C2", 3),
    *(BadInput(86, f"points {text}", points(text), "refused", key, "Điểm hội đồng!C2", 3)
      for text, key in (("9/10", "check.not_whole"), ("nan", "check.not_whole"), ("inf", "check.not_whole"),
                        ("3,5", "check.not_whole"))),
    BadInput(87, "ranks for points", ranks, "warned", "check.points_like_ranks"),
    *(BadInput(88, f"yes as {text}", bent(column("Cấp trưởng", text, title="Chức danh")), "read")
      for text in ("x", "X", "✓", "Có", "có", "1", "TRUE", "Y", "Đ")),
    BadInput(88, "perhaps", bent(column("Cấp trưởng", "có lẽ", title="Chức danh")), "refused", "check.not_yes_no",
             "Chức danh!H2", 3),
    BadInput(89, "CCLLCT", bent(column("LLCT", "CCLLCT")), "read"),
    BadInput(89, "a word of no list", bent(column("LLCT", "siêu cấp")), "refused", "check.unknown_word",
             "Cán bộ!K2", 3),
    BadInput(90, "a bell in a name", with_cell('<c r="B2" t="inlineStr"><is><t>Lò_x0007_ An</t></is></c>', "B2"),
             "tidied", "check.tidied", NAME),
    BadInput(90, "a cell longer than Excel has",
             with_cell(f'<c r="B2" t="inlineStr"><is><t>{"a" * 40_000}</t></is></c>', "B2"), "refused",
             "check.too_long", NAME, 3),
    *(BadInput(91, text, values({NAME: text}, "@"), "read")
      for text in ("=cmd|'/c calc'!A0", "+84 An", "-An", "@An")),
    BadInput(92, "HTML in a name", values({NAME: '<img src=x onerror="alert(1)">'}), "read"),
    BadInput(93, "& and <", values({NAME: "A & <C> – x"}), "read"),
]  # fmt: skip
