"""What check prints: counts first, errors before warnings, the normalised in short, never too much."""

from __future__ import annotations

import pytest

from luanchuyen.messages import speak_in
from luanchuyen.models.errors import Problem
from luanchuyen.wording.check.check_report import MOST_SHOWN, report

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
        ' NHẮC  trang "Cán bộ": dòng 30–34 đang bị ẩn nhưng vẫn được đọc.',
        "       → Xóa dòng nếu không dùng; để bỏ cả loạt: "
        "luanchuyen mau --upgrade TỆP --skip-hidden-rows --out TỆP-MỚI.",
    ]


def test_nothing_found_is_one_line() -> None:
    assert report([], "a.xlsx", ROWS) == ['Không thấy lỗi nào trong "a.xlsx" (đọc 214 dòng, dùng được 211).']


def test_a_file_that_was_not_read_counts_no_rows() -> None:
    lines = report([Problem("check.empty_file", values={"path": "a.xlsx"})], "a.xlsx", {})
    assert lines[0] == 'Tìm thấy 1 lỗi và 0 điều nhắc trong "a.xlsx".'


def test_only_so_many_are_shown() -> None:
    problems = [no_such_day(row) for row in range(2, MOST_SHOWN + 5)] + [HIDDEN]
    lines = report(problems, "a.xlsx", ROWS)
    assert sum(line.startswith(" LỖI") for line in lines) == MOST_SHOWN
    assert lines[-1].startswith("… và 3 lỗi, 1 điều nhắc khác.")


def test_what_was_normalised_is_said_once_a_kind() -> None:
    lines = report([tidied("B2", "B3"), tidied("A2", sheet="Đơn vị")], "a.xlsx", ROWS)
    text = "Đã bỏ ký tự ẩn, thay chữ Ð bằng Đ hoặc ghép lại dấu; cách viết không đổi."
    assert lines[1:] == [f' CHUẨN HÓA {text} (3 chỗ, ví dụ trang "Cán bộ", ô B2)']
    (_, once) = report([tidied("B2")], "a.xlsx", ROWS)
    assert once == f' CHUẨN HÓA {text} (trang "Cán bộ", ô B2)'


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
