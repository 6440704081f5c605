"""calendar: on the screen by quarter, as a workbook, as a file for a calendar program; what it refuses."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from shape_of import unlike

from luanchuyen import UsageError, calendar
from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode
from luanchuyen.reports.shapes import answers
from luanchuyen.wording.deadlines import MOST_LINES

Output = pytest.CaptureFixture[str]
CAREER = """Mã cán bộ,Mã đơn vị,Chức vụ,Loại chức danh,Từ ngày,Đến ngày,Hình thức
C6,TU,Chuyên viên,,01/09/2010,31/05/2021,
C6,X3,Bí thư,Bí thư,01/06/2021,,luân chuyển
C7,X3,Phó Bí thư,Phó Bí thư,01/01/2025,,luân chuyển
"""


@pytest.fixture
def careers(board: Path) -> Path:
    """The board with two rotations that run, one of them longer than its term."""
    (board / "Quá trình công tác.csv").write_text(CAREER, encoding="utf-8")
    return board


def told(careers: Path, capsys: Output, *options: str) -> dict[str, Any]:
    assert main(["calendar", str(careers), "--json", *options]) == ExitCode.DONE
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_screen_tells_quarter_by_quarter(careers: Path, capsys: Output) -> None:
    assert main(["lich", str(careers), "--to", "12/2027"]) == ExitCode.DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Việc đến hạn từ 01/07/2026 đến 31/12/2027"
    assert lines[1] == "Đã quá hạn ở ngày chốt số liệu: 1 việc"
    assert lines[2].startswith(
        "  01/06/2024  Hết thời hạn luân chuyển, biệt phái: Giàng A Hồ; Bí thư Đảng ủy xã Nà Tấu ("
    )
    assert lines[3:5] == [
        "Quý III/2026: 1 việc",
        "  01/07/2026  Nhận xét cán bộ luân chuyển: Mùa Thị Kía; Phó Bí thư Đảng ủy xã Nà Tấu",
    ]
    assert lines[-1] == "Dự thảo, phục vụ tham khảo"
    assert main(["calendar", str(careers), "--to", "2026", "--lang", "en"]) == ExitCode.DONE
    assert "Quarter III/2026: 1 item" in capsys.readouterr().out


def test_json_has_its_shape(careers: Path, capsys: Output) -> None:
    found = told(careers, capsys, "--to", "2027")
    assert unlike(found, answers.Calendar) == []
    assert (found["as_of"], found["to"]) == ("2026-07-01", "2027-12-31")
    assert sum(quarter["count"] for quarter in found["quarters"]) == len(found["deadlines"])
    first = found["deadlines"][0]
    assert {**first, "successors": 0} == {
        "date": "2024-06-01", "kind": "rotation_end", "cadre": "C6", "post": "X3-BT", "unit": "X3", "successors": 0,
    }  # fmt: skip


def test_a_long_list_is_cut_on_the_screen_alone(careers: Path, capsys: Output) -> None:
    found = told(careers, capsys, "--to", "2095")["deadlines"]
    assert len(found) < MOST_LINES
    row = "C7,X3,Phó Bí thư,Phó Bí thư,01/01/2025,31/12/2090,luân chuyển\n"
    path = careers / "Quá trình công tác.csv"
    path.write_text(CAREER.rpartition("C7")[0] + row, encoding="utf-8")
    found = told(careers, capsys, "--to", "2095")["deadlines"]
    assert main(["calendar", str(careers), "--to", "2095"]) == ExitCode.DONE
    assert f"… và {len(found) - MOST_LINES} việc nữa" in capsys.readouterr().out


def test_the_workbook_tells_every_line(careers: Path, tmp_path: Path, capsys: Output) -> None:
    out = tmp_path / "lich.xlsx"
    found = told(careers, capsys, "--to", "2027", "--out", str(out))
    page = openpyxl.load_workbook(io.BytesIO(out.read_bytes())).worksheets[0]
    days = [row[0].value for row in page.iter_rows() if re.fullmatch(r"\d\d/\d\d/\d{4}", str(row[0].value))]
    assert [day[6:] + "-" + day[3:5] + "-" + day[:2] for day in days] == [one["date"] for one in found["deadlines"]]
    again = tmp_path / "lai.xlsx"
    told(careers, capsys, "--to", "2027", "--out", str(again))
    assert again.read_bytes() == out.read_bytes()


def test_the_calendar_file_has_codes_and_no_names(careers: Path, tmp_path: Path, capsys: Output) -> None:
    out = tmp_path / "lich.ics"
    found = told(careers, capsys, "--to", "2027", "--out", str(out))
    text = out.read_bytes().replace(b"\r\n ", b"").decode()
    assert text.count("BEGIN:VEVENT") == len(found["deadlines"])
    assert len(set(re.findall(r"UID:\S+", text))) == len(found["deadlines"])
    assert "C6" in text and "Giàng A Hồ" not in text


def test_what_it_refuses(careers: Path, tmp_path: Path, capsys: Output) -> None:
    out = tmp_path / "lich.xlsx"
    out.write_bytes(b"mine")
    assert main(["calendar", str(careers), "--to", "2027", "--out", str(out)]) == ExitCode.FILE
    assert out.read_bytes() == b"mine"
    assert main(["calendar", str(careers), "--to", "2027", "--out", str(tmp_path / "a.pdf")]) == ExitCode.USAGE
    assert main(["calendar", str(careers), "--to", "06/2026"]) == ExitCode.USAGE
    assert "01/07/2026" in capsys.readouterr().err
    with pytest.raises(UsageError):
        calendar(careers, "mai")
