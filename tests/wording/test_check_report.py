"""What check prints: counts first, errors before warnings, the normalised in short, never too much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from luanchuyen.messages import speak_in
from luanchuyen.models.errors import Problem
from luanchuyen.wording.check.check_report import MOST_ALIKE, MOST_SHOWN, report

ROWS = {"cadres": (200, 198), "posts": (14, 13)}


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    speak_in("vi")


def no_such_day(row: int = 17) -> Problem:
    values: dict[str, object] = {"text": "31/02/1980", "example": "28/02/1980", "column": "Ngày sinh"}
    return Problem("check.no_such_day", "Cán bộ", (f"C{row}",), "error", values)


def tidied(*cells: str, sheet: str = "Cán bộ") -> Problem:
    return Problem("check.tidied", sheet, cells, "normalised", {"column": "Họ và tên"})


HIDDEN = Problem("check.hidden_rows", "Cán bộ", (), "warning", {"rows": "30–34"})


def test_errors_come_first_each_with_its_place_and_cure() -> None:
    assert report([HIDDEN, no_such_day()], "a.xlsx", ROWS) == [
        'Tìm thấy 1 lỗi và 1 điều nhắc trong "a.xlsx" (đọc 214 dòng, dùng được 211).',
        ' LỖI   trang "Cán bộ", ô C17 (Ngày sinh): "31/02/1980" không phải ngày có thật.',
        "       → Sửa theo dạng ngày/tháng/năm, ví dụ 28/02/1980.",
        ' NHẮC  trang "Cán bộ": dòng 30–34 đang bị ẩn (ẩn dòng, hoặc đang lọc) nhưng vẫn được đọc.',
        "       → Vẫn dùng thì không phải sửa; không dùng thì xóa dòng; để bỏ cả loạt: "
        "luanchuyen mau --upgrade TỆP --skip-hidden-rows --out TỆP-MỚI.",
    ]


def test_nothing_found_is_one_line() -> None:
    assert report([], "a.xlsx", ROWS) == ['Không thấy lỗi nào trong "a.xlsx" (đọc 214 dòng, dùng được 211).']


def test_a_file_that_was_not_read_counts_no_rows() -> None:
    lines = report([Problem("check.empty_file", values={"path": "a.xlsx"})], "a.xlsx", {})
    assert lines[0] == 'Tìm thấy 1 lỗi và 0 điều nhắc trong "a.xlsx".'


def test_only_so_many_are_shown() -> None:
    columns = [f"cột {n}" for n in range(MOST_SHOWN + 3)]
    problems = [replace(no_such_day(), values={**no_such_day().values, "column": name}) for name in columns] + [HIDDEN]
    lines = report(problems, "a.xlsx", ROWS)
    assert sum(line.startswith(" LỖI") for line in lines) == MOST_SHOWN
    assert lines[-1].startswith("… và 3 lỗi, 1 điều nhắc khác.")


@pytest.mark.parametrize("many", [MOST_ALIKE, MOST_ALIKE + 1])
def test_many_of_one_kind_are_told_once_with_their_cells(many: int) -> None:
    alike = [
        replace(no_such_day(row), values={**no_such_day().values, "text": f"31/02/{1900 + row}"})
        for row in range(2, many + 2)
    ]
    lines = report([HIDDEN, *alike, replace(no_such_day(), sheet="Chức danh")], "a.xlsx", ROWS)
    assert lines[0].startswith(f"Tìm thấy {many + 1} lỗi và 1 điều nhắc")
    blocks = [line for line in lines if line.startswith(" LỖI")]
    if many <= MOST_ALIKE:
        assert len(blocks) == many + 1
    else:
        assert len(blocks) == 2
        assert f"ô C2, C3, C4, C5, C6 và {many - 5} ô khác (Ngày sinh)" in blocks[0]
        assert f"Có {many} điều như vậy" in blocks[0]


def test_the_same_of_several_sheets_is_told_once() -> None:
    sheets = ("Khóa", "Ngoại lệ", "Kịch bản")
    left = [Problem("check.example_left", sheet, ("A2",), "warning", {"rows": 1}) for sheet in sheets]
    assert len(report(left[:2], "a.xlsx", ROWS)) == 1 + 4
    head, line, cure = report([*left], "a.xlsx", ROWS)
    assert "3 điều nhắc" in head
    assert line.startswith(' NHẮC  trang "Khóa", ô A2; trang "Ngoại lệ", ô A2; trang "Kịch bản", ô A2: 1 dòng ví dụ')
    assert cure.endswith("Xóa các dòng đó.")


def test_what_was_normalised_is_said_once_a_column() -> None:
    lines = report([tidied("B2", "B3"), tidied("A2", sheet="Đơn vị")], "a.xlsx", ROWS)
    text = "đã bỏ ký tự ẩn, thay chữ Ð bằng Đ hoặc ghép lại dấu; cách viết không đổi."
    assert lines[1:] == [
        f' CHUẨN HÓA trang "Cán bộ", cột Họ và tên, 2 ô (B2, B3): {text}',
        f' CHUẨN HÓA trang "Đơn vị", cột Họ và tên, 1 ô (A2): {text}',
    ]
    cells = [f"B{row}" for row in range(2, 10)]
    (_, short), (_, full) = (report([tidied(*cells)], "a.xlsx", ROWS, in_full) for in_full in (False, True))
    assert "8 ô (B2, B3, B4, B5, B6 …)" in short
    assert ", ".join(cells) in full


def test_an_arrow_in_the_data_is_no_cure() -> None:
    circle = Problem("check.parent_circle", "Đơn vị", ("F2",), "error", {"units": "A → B → A"})
    lines = report([circle], "a.xlsx", ROWS)
    assert lines[1].endswith("vòng: A → B → A.")
    assert lines[2] == "       → Sửa cột Thuộc đơn vị."


def test_english() -> None:
    speak_in("en")
    lines = report([HIDDEN], "a.xlsx", ROWS)
    assert lines[0] == 'Found 0 errors and 1 warning in "a.xlsx" (214 rows read, 211 usable).'
    assert lines[1].startswith(" WARNING ")
