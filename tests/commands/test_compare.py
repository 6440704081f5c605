"""compare on real runs: what differs, what was made otherwise, every wrong use by a sentence."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode
from luanchuyen.reports.run_folder import write_run

Output = pytest.CaptureFixture[str]
MOST_LINES = 40


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the board's runs: as it is, with another weight, and an infeasible one."""
    return tmp_path_factory.mktemp("runs")


@pytest.fixture(autouse=True)
def made(runs: Path, board: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """The runs, made once; every test works beside them and leaves them as they are."""
    monkeypatch.chdir(runs)
    if not (runs / "hai").exists():
        assert main(["plan", str(board), "--out", "mot"]) == ExitCode.DONE
        settings = ["--set", "panel.weight=7", "--set", "stint_length.min_months=30", "--plans", "6"]
        assert main(["plan", str(board), "--out", "hai", *settings]) == ExitCode.DONE
        stuck = ["--set", "fill.level=hard", "--set", "planning_pool.level=hard", "--set", "moves.level=hard"]
        assert main(["plan", str(board), "--out", "ket", *stuck]) == ExitCode.INFEASIBLE
    capsys.readouterr()


def as_json(capsys: Output, *arguments: str) -> dict[str, dict[str, object]]:
    capsys.readouterr()
    assert main(["compare", *arguments, "--json"]) == ExitCode.DONE
    document: dict[str, dict[str, object]] = json.loads(capsys.readouterr().out)
    return document


def rewritten(source: str, target: str, edit: Callable[[dict[str, object]], None]) -> None:
    """A run like another, whole in itself, with plans.json edited before it was written."""
    files = {path.name: path.read_bytes() for path in Path(source).iterdir() if path.name != "manifest.json"}
    document = json.loads(files["plans.json"])
    edit(document)
    files["plans.json"] = json.dumps(document).encode()
    write_run(Path(target), files, "0" * 64)


def test_two_runs_are_told_side_by_side(capsys: Output) -> None:
    assert main(["so-sanh", "mot", "hai"]) == ExitCode.DONE
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("[1] mot, phương án 1: Đã chứng minh")
    assert told[0].endswith("(gốc)")
    assert told[1].startswith("[2] hai, phương án 1")
    assert len(told) <= MOST_LINES


def test_numbers_that_differ_are_listed_with_both_values(capsys: Output) -> None:
    (other,) = as_json(capsys, "mot", "hai")["others"]
    found = {c["target"][0]: (c["base"], c["value"]) for c in other["conditions"]}  # type: ignore[index]
    assert found.keys() == {"panel.weight", "stint_length.min_months"}
    assert found["stint_length.min_months"] == ("36", "30")
    assert main(["compare", "mot", "hai"]) == ExitCode.DONE
    told = capsys.readouterr().out
    assert "số tháng tối thiểu giữ chức vụ hiện nay: 36 → 30" in told
    assert "Điểm của [2] tính theo quy định khác gốc" in told


def test_points_by_rule_add_up_to_the_score(capsys: Output) -> None:
    document = as_json(capsys, "mot", "hai#2")
    for one in (document["base"], *document["others"]):
        sums = {tier: sum(rules.values()) for tier, rules in one["by_rule"].items()}  # type: ignore[index]
        assert {tier: points for tier, points in one["score"].items() if points} == sums  # type: ignore[index]


def test_one_run_s_plans_are_compared_with_its_first(capsys: Output) -> None:
    document = as_json(capsys, "mot")
    plans = json.loads(Path("mot/plans.json").read_text(encoding="utf-8"))["plans"]
    assert [document["base"]["name"], *(o["name"] for o in document["others"])] == [  # type: ignore[index]
        f"mot, phương án {rank}" for rank in range(1, len(plans) + 1)
    ]
    first = {a["cadre"]: a["post"] for a in plans[0]["assignments"]}
    second = {a["cadre"]: a["post"] for a in plans[1]["assignments"]}
    expected = {c for c in first.keys() | second.keys() if first.get(c) != second.get(c)}
    differences = document["others"][0]["differences"]  # type: ignore[index]
    shifts = [s for part in ("elsewhere", "no_longer", "only_here") for s in differences[part]]
    assert {shift["cadre"] for shift in shifts} == expected != set()


def test_of_many_plans_the_first_five_are_compared(capsys: Output) -> None:
    assert main(["compare", "hai"]) == ExitCode.DONE
    output = capsys.readouterr()
    assert "so 5 phương án đầu" in output.err
    assert "[5] hai, phương án 5" in output.out
    assert "[6]" not in output.out
    assert len(output.out.splitlines()) <= MOST_LINES


def test_names_come_from_the_workbook_of_the_run(capsys: Output) -> None:
    assert main(["compare", "mot"]) == ExitCode.DONE
    told = capsys.readouterr().out
    plans = json.loads(Path("mot/plans.json").read_text(encoding="utf-8"))["plans"]
    moved = [{a["cadre"] for a in plan["assignments"]} for plan in plans[:2]]
    names = {"C0": "Lò Thị An", "C1": "Quàng Văn Bình", "C2": "Cà Thị Chi", "C3": "Vì Văn Dũng", "C4": "Tòng Thị Én"}
    assert any(f"{names[code]} ({code})" in told for code in names.keys() & (moved[0] | moved[1]))
    assert "Bí thư Đảng ủy xã Nà Tấu" in told


def test_women_and_the_young_are_counted_from_the_workbook(capsys: Output) -> None:
    measures = as_json(capsys, "mot")["base"]["measures"]
    plans = json.loads(Path("mot/plans.json").read_text(encoding="utf-8"))["plans"]
    moved = {a["cadre"] for a in plans[0]["assignments"]}
    assert measures["women"] == sum(int(code[1:]) % 2 for code in moved)  # type: ignore[index]
    assert measures["under_40"] == len(moved & {"C6", "C7"}) > 0  # type: ignore[index]


def test_ages_are_those_of_each_run_on_its_own_day(capsys: Output, board: Path) -> None:
    settings = board / "Tham số.csv"
    later = re.sub(r"\d\d/\d\d/(\d{4})", lambda day: f"01/07/{int(day[1]) + 5}", settings.read_text(encoding="utf-8"))
    settings.write_text(later, encoding="utf-8")
    assert main(["plan", str(board), "--out", "sau-nay"]) == ExitCode.DONE
    compared = as_json(capsys, "mot", "sau-nay")
    here = compared["others"][0]["measures"]  # type: ignore[index]
    assert compared["base"]["measures"]["under_40"] > 0  # type: ignore[index]
    assert (here["persons"] > 0, here["under_40"]) == (True, 0)


def test_without_the_workbook_codes_are_used(capsys: Output) -> None:
    files = {p.name: p.read_bytes() for p in Path("mot").iterdir() if p.name in ("plans.json", "rules.toml")}
    write_run(Path("khong-so"), files, "0" * 64)
    assert main(["compare", "khong-so"]) == ExitCode.DONE
    output = capsys.readouterr()
    assert "Không đọc được tên" in output.err
    assert "X3-BT" in output.out
    assert "chưa kiểm chứng độc lập" in output.out  # and without the certificate no plan is called proven
    assert as_json(capsys, "khong-so")["base"]["measures"]["women"] is None  # type: ignore[index]


def test_an_infeasible_run_is_compared_by_its_conflict(capsys: Output) -> None:
    assert main(["compare", "mot", "ket"]) == ExitCode.DONE
    told = capsys.readouterr().out
    assert "[2] ket: Không có phương án nào thỏa mọi quy định bắt buộc" in told
    assert "[2] những điều không thể cùng thực hiện:" in told
    assert as_json(capsys, "ket", "mot")["others"][0]["differences"] is None  # type: ignore[index]


def test_another_input_is_warned_of(capsys: Output) -> None:
    rewritten("mot", "khac", lambda document: document["record"].update(input_sha256="1" * 64))  # type: ignore[attr-defined]
    assert main(["compare", "mot", "khac"]) == ExitCode.DONE
    assert "Cảnh báo: [2] lập trên số liệu đầu vào khác gốc" in capsys.readouterr().out
    (other,) = as_json(capsys, "mot", "khac")["others"]
    assert other["other_facts"] is True  # type: ignore[index]
    assert other["ties_base"] is False  # type: ignore[index]


def test_the_comparison_is_written_as_a_workbook_and_as_json(capsys: Output) -> None:
    assert main(["compare", "mot", "hai", "--out", "so.xlsx"]) == ExitCode.DONE
    book = openpyxl.load_workbook("so.xlsx")
    assert book.sheetnames == ["Số liệu", "Khác biệt", "Nội dung thay đổi", "Điểm theo quy định"]
    told = "\n".join(str(cell.value) for row in book["Số liệu"] for cell in row)
    assert "1/1 phương án giống hệt phương án gốc" in told, "by other rules the same plan"
    assert "Đã ghi so.xlsx" in capsys.readouterr().out
    assert main(["compare", "mot", "hai", "--out", "so.json"]) == ExitCode.DONE
    once = Path("so.json").read_bytes()
    assert json.loads(once) == as_json(capsys, "mot", "hai")
    assert main(["compare", "mot", "hai", "--out", "so.json", "--force"]) == ExitCode.DONE
    assert Path("so.json").read_bytes() == once
    assert str(Path.cwd()).encode() not in once


def test_two_folders_of_one_name_are_told_apart(capsys: Output) -> None:
    shutil.copytree("hai", "kho/mot", dirs_exist_ok=True)
    assert main(["compare", "mot", "kho/mot"]) == ExitCode.DONE
    assert "[2] kho/mot, phương án 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ([], ExitCode.USAGE, "Thiếu KẾT_QUẢ"),
        (["mot", "mot"], ExitCode.USAGE, "mot được nêu hai lần"),
        (["mot", "mot#1"], ExitCode.USAGE, "mot được nêu hai lần"),
        (["mot", "mot/plans.json"], ExitCode.USAGE, "được nêu hai lần"),
        (["mot#2"], ExitCode.USAGE, "nên không có gì để so"),
        (["ket"], ExitCode.USAGE, "ket chỉ có 0 phương án"),
        (["mot#9", "hai"], ExitCode.USAGE, "không có phương án 9. → Chọn số từ 1 đến"),
        (["mot#0", "hai"], ExitCode.USAGE, "không có phương án 0"),
        (["ket#1", "hai"], ExitCode.USAGE, "ket không có phương án nào"),
        (["mot", "hai", "mot#2", "hai#2", "hai#3", "ket"], ExitCode.USAGE, "từ hai đến 5 kết quả; nhận được 6"),
        (["mot", "mott"], ExitCode.FILE, "Không có tệp hay thư mục mott"),
        (["mot", "."], ExitCode.FILE, "không phải plans.json"),
        (["mot", "hai", "--out", "so.pdf"], ExitCode.USAGE, "--out cần tên tệp .xlsx hoặc .json"),
        (["mot", "hai", "--out", "mot/so.xlsx"], ExitCode.FILE, "nằm trong một thư mục kết quả"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use_is_said(arguments: list[str], code: ExitCode, told: str, capsys: Output) -> None:
    assert main(["so-sanh", *arguments]) == code
    output = capsys.readouterr()
    assert told in output.err
    assert output.out == ""


def test_the_workbook_of_the_facts_is_not_written_over(capsys: Output) -> None:
    assert main(["new", "--example", "binh-lieu", "--out", "facts.xlsx", "--force"]) == ExitCode.DONE

    digest = hashlib.sha256(Path("facts.xlsx").read_bytes()).hexdigest()
    rewritten("mot", "tu-so", lambda document: document["record"].update(input_sha256=digest))  # type: ignore[attr-defined]
    assert main(["compare", "tu-so", "hai", "--out", "facts.xlsx", "--force"]) == ExitCode.FILE
    assert "không ghi đè" in capsys.readouterr().err
    assert hashlib.sha256(Path("facts.xlsx").read_bytes()).hexdigest() == digest


def test_a_changed_folder_is_not_compared(capsys: Output) -> None:
    shutil.copytree("mot", "sua", dirs_exist_ok=True)
    text = Path("sua/plans.json").read_text(encoding="utf-8")
    Path("sua/plans.json").write_text(text + " ", encoding="utf-8")
    assert main(["compare", "sua", "hai"]) == ExitCode.AUDIT
    told = capsys.readouterr().err
    assert "sua không còn nguyên" in told
    assert "tệp plans.json đã bị sửa sau khi ghi" in told
    Path("sua/manifest.json").unlink()
    assert main(["compare", "sua", "hai"]) == ExitCode.FILE
    assert "manifest.json" in capsys.readouterr().err


def test_a_workbook_that_the_committee_has_filled_in_still_lends_its_names(capsys: Output) -> None:
    shutil.copytree("mot", "da-chot", dirs_exist_ok=True)
    book = openpyxl.load_workbook("da-chot/plans.xlsx")
    book.active["A1"] = "đã họp"  # type: ignore[index]
    book.save("da-chot/plans.xlsx")
    assert main(["compare", "da-chot"]) == ExitCode.DONE
    output = capsys.readouterr()
    assert "plans.xlsx trong da-chot đã được điền hoặc sửa" in output.err
    assert "Không đọc được tên" not in output.err
    assert "Bí thư Đảng ủy xã Nà Tấu" in output.out
    Path("da-chot/rules.toml").write_text("", encoding="utf-8")
    assert main(["compare", "da-chot", "hai"]) == ExitCode.AUDIT


def test_points_that_do_not_add_up_are_not_compared(capsys: Output) -> None:
    def edit(document: dict[str, object]) -> None:
        score = document["plans"][0]["score"]  # type: ignore[index]
        score["1"] += 1

    rewritten("mot", "cong-sai", edit)
    assert main(["compare", "cong-sai", "hai"]) == ExitCode.AUDIT
    assert "cộng từ các mục là" in capsys.readouterr().err


def test_a_run_of_a_newer_version_is_refused(capsys: Output) -> None:
    rewritten("mot", "moi", lambda document: document["record"].update(version="99.0"))  # type: ignore[attr-defined]
    assert main(["compare", "moi", "hai"]) == ExitCode.USAGE
    assert "99.0" in capsys.readouterr().err


def test_damaged_findings_are_a_sentence(capsys: Output) -> None:
    rewritten("mot", "hong", lambda document: document["plans"][0].update(findings=[{"rule": 1}]))  # type: ignore[index]
    assert main(["compare", "hong", "hai"]) == ExitCode.FILE
    assert "không phải plans.json" in capsys.readouterr().err


def test_it_speaks_english(capsys: Output) -> None:
    assert main(["compare", "mot", "hai", "--lang", "en"]) == ExitCode.DONE
    told = capsys.readouterr().out
    assert told.startswith("[1] mot, plan 1: Proven best at its rank")
    assert "A draft, for reference." in told
