"""What a board sees of a rule book: printed by ``rules``, on the sheet of a plan, and the remark on its period."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode

Output = pytest.CaptureFixture[str]
PROVINCE = """
title = "Quy định của tỉnh"
extends = "qd65-2026"
[remaining_service]
other = 36
[bundle]
forbid = [{kinds = ["secretary", "pc_chair"], level = "xã"}]
[reference_dates]
"chỉ định@xã" = "07/2025"
"""


@pytest.fixture
def ours(tmp_path: Path) -> str:
    path = tmp_path / "tinh.toml"
    path.write_text(PROVINCE, encoding="utf-8")
    return str(path)


def start_at(board: Path, day: str) -> None:
    settings = board / "Tham số.csv"
    settings.write_text(settings.read_text(encoding="utf-8").replace("01/07/2026", day), encoding="utf-8")


def test_a_book_is_printed_with_a_source_a_number(ours: str, capsys: Output) -> None:
    assert main(["rules", ours]) == ExitCode.DONE
    lines = capsys.readouterr().out.splitlines()
    assert lines[1] == "Thời gian áp dụng: từ 01/07/2025"
    assert "Kiêm nhiệm: không kiêm nhiệm: Bí thư + Chủ tịch UBND (cấp xã)" in lines
    assert "Ngày tính tuổi: chỉ định, cấp xã: 31/07/2025" in lines
    at = lines.index("    Số: Số tháng cần có với mục đích khác (other) = 36")
    assert lines[at + 1] == "    Nguồn: chưa ghi nguồn (chưa kiểm chứng)"
    at = lines.index("    Số: Số tháng cần có khi đào tạo (training) = 120")
    assert lines[at + 1].startswith("    Nguồn: QĐ 65-QĐ/TW Điều 5") and lines[at + 1].endswith("(đã đối chiếu nguồn)")
    (head,) = [line for line in lines if "[remaining_service]" in line]
    assert head.endswith("một phần đã đối chiếu nguồn")


def test_a_book_as_json(ours: str, capsys: Output) -> None:
    assert main(["rules", ours, "--json"]) == ExitCode.DONE
    told = json.loads(capsys.readouterr().out)
    assert told["in_force"] == {"from": "2025-07-01", "to": None}
    assert told["bundles"] == [{"mode": "forbid", "kinds": ["secretary", "pc_chair"], "level": "xã"}]
    assert told["reference_dates"] == {"designate@xã": "2025-07-31"}
    (service,) = [rule for rule in told["rules"] if rule["rule"] == "remaining_service"]
    assert service["sources"]["other"] == {"basis": "", "verified": False}
    assert service["sources"]["training"]["verified"] is True


def test_the_sheet_of_rules_has_a_row_a_source(board: Path, ours: str, tmp_path: Path) -> None:
    assert main(["plan", str(board), "--rules", ours, "--out", str(tmp_path / "kq"), "--plans", "1"]) == ExitCode.DONE
    sheet = openpyxl.load_workbook(tmp_path / "kq" / "plans.xlsx")["Quy định áp dụng"]
    rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    service = [row[-3:] for row in rows if row[0].startswith("Thời gian công tác còn lại")]
    assert [row[-1] for row in service] == ["đã kiểm chứng", "đã kiểm chứng", "chưa kiểm chứng", "chưa kiểm chứng"]
    assert [row[1] for row in service if "(other)" in row[0]] == ["chưa ghi nguồn"]
    assert ["Kiêm nhiệm", "không kiêm nhiệm"] in [row[:2] for row in rows]
    assert [row[2] for row in rows if row[0] == "Ngày tính tuổi"] == ["chỉ định, cấp xã: 31/07/2025"]
    assert any("Thời gian áp dụng: từ 01/07/2025." in row[0] for row in rows)


def test_a_start_outside_the_period_is_remarked_and_stops_nothing(board: Path, tmp_path: Path, capsys: Output) -> None:
    assert main(["check", str(board)]) == ExitCode.DONE
    assert "qd65-2022" not in capsys.readouterr().out
    start_at(board, "01/06/2023")
    assert main(["check", str(board)]) == ExitCode.DONE
    told = " ".join(capsys.readouterr().out.split())
    assert 'NHẮC trang "Tham số"' in told and "sớm hơn ngày bộ quy định qd65-2026 bắt đầu áp dụng (01/07/2025)" in told
    assert "chọn bộ có sẵn: qd65-2022." in told
    assert main(["plan", str(board), "--out", str(tmp_path / "kq"), "--plans", "1"]) == ExitCode.DONE
    assert "qd65-2022" in capsys.readouterr().err
    named = ["--rules", "qd65-2022", "--out", str(tmp_path / "kq2"), "--plans", "1"]
    assert main(["plan", str(board), *named]) == ExitCode.DONE
    assert "bắt đầu áp dụng" not in capsys.readouterr().err
