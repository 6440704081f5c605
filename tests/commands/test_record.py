"""record: what it prints in both languages, what it writes, how wrong use of it ends."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode
from luanchuyen.wording.record.lines import MOST_LINES

Output = pytest.CaptureFixture[str]
CAREER = """Mã cán bộ,Mã đơn vị,Địa bàn,Chức vụ,Loại chức danh,Từ ngày,Đến ngày,Hình thức,Hướng
C0,TU,,Chuyên viên,,01/09/2010,30/04/2020,,
C0,X1,,Bí thư,Bí thư,01/05/2020,,luân chuyển,
C1,X1,,Phó Bí thư,Phó Bí thư,05/2020,,luân chuyển,ngang
C2,X3,,Phó Bí thư,Phó Bí thư,01/06/2020,,luân chuyển,lên
C2,X3,,Phó Bí thư,Phó Bí thư,01/06/2021,,bổ nhiệm lại,
C3,,tỉnh Sơn La,Chuyên viên,,2012,2019,,
C3,X3,,Bí thư,Bí thư,2020,,điều động,vào
"""


@pytest.fixture
def careers(board: Path) -> Path:
    """The board with careers: in 2020 three rotations and a transfer in, in 2021 a reappointment."""
    (board / "Quá trình công tác.csv").write_text(CAREER, encoding="utf-8")
    return board


def told(careers: Path, capsys: Output, *options: str) -> dict[str, Any]:
    """What --json gives."""
    assert main(["record", str(careers), "--json", *options]) == ExitCode.DONE
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_it_tells_forms_and_directions_in_the_words_of_an_office(careers: Path, capsys: Output) -> None:
    assert main(["thong-ke", str(careers), "--from", "2020", "--to", "12/2020"]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert out.startswith("Thống kê công tác cán bộ từ 01/01/2020 đến 31/12/2020\n")
    assert "Luân chuyển: 3 lượt = 1 xuống + 1 lên + 1 ngang; 3 đồng chí; cấp trưởng 1 lượt, cấp phó 2 lượt." in out
    assert "Từ bên ngoài vào (cấp tỉnh): 1 lượt, 1 đồng chí; cấp trưởng 1 lượt, chủ chốt 1 lượt." in out
    assert "Cộng luân chuyển, điều động, biệt phái: 4 lượt, 4 đồng chí." in out
    assert "Trước (31/12/2019) → sau (31/12/2020):" in out
    assert "Bổ nhiệm lại" not in out
    assert out.endswith("Dự thảo, phục vụ tham khảo\n")


def test_it_speaks_english(careers: Path, capsys: Output) -> None:
    assert main(["record", str(careers), "--lang", "en", "--stated", "rotation=2"]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert "Rotation: 3 moves = 1 down + 1 up + 1 lateral; 3 persons; heads 1 move, deputies 2 moves." in out
    assert "Rotation: 2 is stated; the workbook has 3 moves = 1 down + 1 up + 1 lateral;" in out


def test_a_screen_is_enough(careers: Path, capsys: Output) -> None:
    stated = [piece for number in range(50) for piece in ("--stated", f"luân chuyển={number}")]
    assert main(["record", str(careers), *stated]) == ExitCode.DONE
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == MOST_LINES
    assert "dòng đối chiếu nữa" in lines[-2]


def test_json_has_every_figure(careers: Path, capsys: Output) -> None:
    record = told(careers, capsys, "--from", "01/05/2020", "--to", "2021")
    assert (record["from"], record["to"]) == ("2020-05-01", "2021-12-31")
    forms = {(one["form"], one["direction"]): one for one in record["forms"]}
    assert forms["rotation", None]["moves"] == 3
    assert forms["reappointment", None]["deputies"] == 1
    assert ("transfer", None) not in forms  # 2020 alone counts by 1 January
    assert record["coverage"]["before"]["of"] == record["coverage"]["after"]["of"] == 3
    assert record["two_terms"]["after"] == 0


def test_by_default_all_careers_count(careers: Path, capsys: Output) -> None:
    record = told(careers, capsys)
    assert (record["from"], record["to"]) == ("2010-09-01", "2026-07-01")
    assert record["total"]["moves"] == 4


def test_what_is_stated_is_reconciled(careers: Path, capsys: Output) -> None:
    options = ["--stated", "luân chuyển=2", "--stated", "LUAN CHUYEN : xuống = 1"]
    assert main(["thong-ke", str(careers), *options]) == ExitCode.DONE
    out = capsys.readouterr().out
    assert (
        "Luân chuyển: báo cáo nêu 2; bảng có 3 lượt = 1 xuống + 1 lên + 1 ngang; "
        "2 = 1 xuống + 1 lên không gồm 1 ngang; 2 = 1 xuống + 1 ngang không gồm 1 lên;"
    ) in out
    assert "Luân chuyển xuống: báo cáo nêu 1, khớp với bảng." in out


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--from", "31/02/2020"], "--from: “31/02/2020” không phải ngày đọc được."),
        (["--to", "hôm nay"], "--to: “hôm nay” không phải ngày đọc được."),
        (["--from", "2021", "--to", "2020"], "Khoảng thời gian từ 01/01/2021 đến 31/12/2020 không có ngày nào."),
        (["--to", "1999"], "Khoảng thời gian từ 01/09/2010 đến 31/12/1999 không có ngày nào."),
        (["--stated", "thuyên chuyển=3"], "không có hình thức “thuyên chuyển”. → Chọn: luân chuyển, điều động"),
        (["--stated", "luân chuyển:tây=3"], "không có hướng “tây”. → Chọn: xuống, lên, ngang, vào, ra."),
        (["--stated", "luân chuyển"], "--stated cần dạng hình_thức=số"),
        (["--stated", "luân chuyển=-1"], "--stated cần dạng hình_thức=số"),
        (["--out", "thong-ke.docx"], "Chưa ghi được dạng tệp thong-ke.docx."),
    ],
    ids=str,
)
def test_wrong_use_is_said_and_nothing_is_written(
    options: list[str], sentence: str, careers: Path, capsys: Output
) -> None:
    assert main(["thong-ke", str(careers), *options]) == ExitCode.USAGE
    captured = capsys.readouterr()
    assert sentence in captured.err
    assert captured.out == ""


def test_a_workbook_without_careers_is_warned_of(board: Path, capsys: Output) -> None:
    assert main(["thong-ke", str(board)]) == ExitCode.DONE
    captured = capsys.readouterr()
    assert "Trang Quá trình công tác chưa có dòng nào" in captured.err
    assert "Không có lượt nào." in captured.out


def test_a_period_without_moves_is_warned_of(careers: Path, capsys: Output) -> None:
    assert main(["thong-ke", str(careers), "--from", "2022"]) == ExitCode.DONE
    assert "Từ 01/01/2022 đến 01/07/2026 không có dòng nào" in capsys.readouterr().err


def test_cells_that_were_only_normalised_are_no_warnings(careers: Path, capsys: Output) -> None:
    main(["record", str(careers)])
    warned = capsys.readouterr().err
    text = CAREER.replace("tỉnh Sơn La", unicodedata.normalize("NFD", "tỉnh Sơn La"))
    (careers / "Quá trình công tác.csv").write_text(text, encoding="utf-8")
    main(["check", str(careers)])
    assert "CHUẨN HÓA" in capsys.readouterr().out
    main(["record", str(careers)])
    assert capsys.readouterr().err == warned


def test_errors_of_the_workbook_end_it_as_they_end_a_plan(careers: Path, capsys: Output) -> None:
    file = careers / "Quá trình công tác.csv"
    file.write_text(CAREER.replace("C1,", "C9,", 1), encoding="utf-8")
    assert main(["thong-ke", str(careers)]) == ExitCode.DATA
    assert "C9" in capsys.readouterr().err


def test_the_workbook_read_is_never_written_over(careers: Path, tmp_path: Path, capsys: Output) -> None:
    book = tmp_path / "so-lieu.xlsx"
    assert main(["new", "--out", str(book)]) == ExitCode.DONE
    before = book.read_bytes()
    assert main(["thong-ke", str(book), "--out", str(book), "--force"]) == ExitCode.FILE
    assert "chính là số liệu đang đọc" in capsys.readouterr().err
    assert book.read_bytes() == before
    assert main(["thong-ke", str(careers), "--out", str(careers / "Cán bộ.csv"), "--force"]) == ExitCode.FILE


def test_the_table_as_csv_opens_in_excel(careers: Path, tmp_path: Path) -> None:
    file = tmp_path / "thong-ke.csv"
    assert main(["thong-ke", str(careers), "--from", "2020", "--to", "2020", "--out", str(file)]) == ExitCode.DONE
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0][:5] == ["Hình thức", "Hướng", "Số lượt", "Số đồng chí", "Số chức danh"]
    assert rows[1][:4] == ["Luân chuyển", "xuống", "1", "1"]
    assert rows[-1][:4] == ["Cộng luân chuyển, điều động, biệt phái", "mọi hướng", "4", "4"]


def test_the_workbook_has_the_same_figures_and_prints(careers: Path, tmp_path: Path, capsys: Output) -> None:
    file = tmp_path / "moi" / "thong-ke.XLSX"
    record = told(careers, capsys, "--out", str(file), "--stated", "rotation=9")
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["Thống kê", "Trước và sau", "Vào và ra"]
    lines = [row for row in book["Thống kê"].iter_rows(values_only=True) if isinstance(row[2], int)]
    expected = [one["moves"] for one in [*record["forms"], record["total"]]]
    assert [row[2] for row in lines] == expected
    text = "\n".join(str(cell) for row in book["Thống kê"].iter_rows(values_only=True) for cell in row if cell)
    assert "báo cáo nêu 9" in text and "Dự thảo, phục vụ tham khảo" in text
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    change = {row[0]: row[1:3] for row in book["Trước và sau"].iter_rows(values_only=True)}
    after = record["coverage"]["after"]
    assert change["Nơi cấp xã có cán bộ chủ chốt không là người địa phương"][1] == f"{after['covered']}/{after['of']}"


def test_the_same_record_gives_the_same_bytes(careers: Path, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.xlsx", "b.xlsx")]
    for file in files:
        assert main(["thong-ke", str(careers), "--out", str(file)]) == ExitCode.DONE
    assert files[0].read_bytes() == files[1].read_bytes()
