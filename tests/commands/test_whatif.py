"""``whatif`` from end to end: files, mistakes, sweeps, going on with a broken sweep, Ctrl-C."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from luanchuyen.cli import main
from luanchuyen.commands.sweep_report import table
from luanchuyen.models.errors import ExitCode
from luanchuyen.models.plan import Plan
from luanchuyen.scenarios import sweep
from luanchuyen.scenarios.comparison.rows import sweep_rows
from luanchuyen.scenarios.scenario import BASE
from luanchuyen.scenarios.sweep.outcome import Outcome

Output = pytest.CaptureFixture[str]
SHEET = "Kịch bản,Thay đổi,Đối tượng,Giá trị\n"


def whatif(board: Path, out: Path, *options: str) -> int:
    """The command in this process alone."""
    return main(["kich-ban", str(board), "--out", str(out), "--jobs", "1", "--quiet", *options])


def outcomes(out: Path) -> dict[str, Any]:
    """The outcomes written, by the scenario's name."""
    found = json.loads((out / "outcomes.json").read_text(encoding="utf-8"))
    return {outcome["scenario"]["name"]: outcome for outcome in found}


def test_the_sheet_is_solved_and_compared(board: Path, tmp_path: Path, capsys: Output) -> None:
    rows = "Không có C3,bớt cán bộ,C3,\nChốt,cố định,C4,X1-BT\nChốt,tắt,panel,\n"
    (board / "Kịch bản.csv").write_text(SHEET + rows, encoding="utf-8")
    out = tmp_path / "kb"
    assert whatif(board, out) == ExitCode.DONE
    names = {"comparison.json", "comparison.xlsx", "outcomes.json", "rules.toml", "manifest.json"}
    assert {path.name for path in out.iterdir()} == names
    found = outcomes(out)
    assert [*found] == ["Phương án gốc", "Không có C3", "Chốt"]
    told = capsys.readouterr().out
    assert "Đã tính 2 kịch bản, so với phương án gốc." in told and "dự thảo" in told
    assert ("C4", "X1-BT") in [(a["cadre"], a["post"]) for a in found["Chốt"]["plan"]["assignments"]]


def test_a_conflict_names_the_cells_of_what_the_sheet_decides_and_none_of_an_option(
    board: Path, tmp_path: Path
) -> None:
    (board / "Kịch bản.csv").write_text(SHEET + "Chốt,cố định,C0,X2-BT\nKhác,cố định,C3,X2-BT\n", encoding="utf-8")
    assert whatif(board, tmp_path / "trang") == ExitCode.DONE
    assert whatif(board, tmp_path / "lệnh", "--fix", "C0", "X2-BT") == ExitCode.DONE
    _, fixed, other = outcomes(tmp_path / "trang").values()
    told = {(c["kind"], c["rule"]): c["cells"] for c in fixed["conflicts"]}
    assert told["edit", None] == [{"sheet": "Kịch bản", "cell": cell} for cell in ("C2", "D2")]
    assert told["rule", "non_local"] and other["status"] == "optimal", "one that cannot be does not stop the others"
    _, typed = outcomes(tmp_path / "lệnh").values()
    assert [c["cells"] for c in typed["conflicts"] if c["kind"] == "edit"] == [[]]
    changes = openpyxl.load_workbook(tmp_path / "trang" / "comparison.xlsx")
    texts = [str(cell.value) for sheet in changes for row in sheet.iter_rows() for cell in row if cell.value]
    assert any("Quyết định: đồng chí Lò Thị An (C0) giữ chức danh" in text for text in texts)


def test_close_to_a_run_holds_for_the_base_and_every_scenario(board: Path, tmp_path: Path, capsys: Output) -> None:
    given, out = tmp_path / "kq", tmp_path / "kb"
    assert main(["plan", str(board), "--out", str(given), "--quiet"]) == ExitCode.DONE
    plans = json.loads((given / "plans.json").read_text(encoding="utf-8"))["plans"]
    second = {(a["cadre"], a["post"]) for a in plans[1]["assignments"]}
    gone = min(second)[0]
    close = ["--close-to", f"{given}#2"]
    assert (
        main(["plan", str(board), "--out", str(tmp_path / "gần"), "--plans", "1", "--quiet", *close]) == ExitCode.DONE
    )
    assert whatif(board, out, *close, "--set", "stability.weight=50", "--without-cadre", gone) == ExitCode.DONE
    base, declined = outcomes(out).values()
    assert base["scenario"]["name"] == "Phương án gốc, giữ gần phương án đã có"
    (near,) = json.loads((tmp_path / "gần" / "plans.json").read_text(encoding="utf-8"))["plans"]
    assert base["plan"] == near != plans[0]
    left = {(a["cadre"], a["post"]) for a in declined["plan"]["assignments"]}
    assert {pair for pair in second if pair[0] != gone} <= left, "nobody else is moved otherwise"
    assert "stability" in {finding["rule"] for finding in declined["plan"]["findings"]}
    assert whatif(board, tmp_path / "không", "--close-to", str(tmp_path / "gì"), "--off", "release") == ExitCode.FILE
    assert "gì" in capsys.readouterr().err


def test_the_budget_of_a_unit(board: Path, tmp_path: Path) -> None:
    panel = "Mã cán bộ,Mã chức danh,Điểm,Chi phí\n" + "".join(f"C{n},X1-BT,{90 - 7 * n},{9 - n}\n" for n in range(6))
    (board / "Điểm hội đồng.csv").write_text(panel, encoding="utf-8")
    assert whatif(board, tmp_path / "kb", "--budget", "X1", "6") == ExitCode.DONE
    found = outcomes(tmp_path / "kb")
    base, limited = ({(a["cadre"], a["post"]) for a in one["plan"]["assignments"]} for one in found.values())
    assert [*found][1] == "Kinh phí hỗ trợ của X1: 6"
    assert ("C0", "X1-BT") in base and ("C3", "X1-BT") in limited


def test_the_same_outcome_as_planning_with_the_option(board: Path, tmp_path: Path) -> None:
    assert whatif(board, tmp_path / "kb", "--set", "stint_length.min_months=30", "--off", "panel") == ExitCode.DONE
    plan = ["plan", str(board), "--out", str(tmp_path / "kq"), "--plans", "1", "--quiet"]
    assert main([*plan, "--set", "stint_length.min_months=30", "--set", "panel.level=off"]) == ExitCode.DONE
    made = json.loads((tmp_path / "kq" / "plans.json").read_text(encoding="utf-8"))["plans"][0]
    name = "; ".join(
        ["Thời gian giữ chức vụ, số tháng tối thiểu giữ chức vụ hiện nay: 36 → 30", "Không áp dụng: Điểm hội đồng"]
    )
    assert outcomes(tmp_path / "kb")[name]["plan"] == made


def test_check_warns_of_the_sheet_which_stops_no_plan(board: Path, capsys: Output) -> None:
    (board / "Kịch bản.csv").write_text(SHEET + "A,bớt cán bộ,C99,\nB,tắt,releas,\n", encoding="utf-8")
    assert main(["kiem-tra", str(board)]) == ExitCode.DONE
    told = capsys.readouterr().out
    assert "0 lỗi và 2 điều nhắc" in told
    assert 'NHẮC  trang "Kịch bản", ô C2' in told and 'NHẮC  trang "Kịch bản", ô C3' in told


def test_mistakes_of_the_sheet_have_cells_and_exit_3(board: Path, tmp_path: Path, capsys: Output) -> None:
    (board / "Kịch bản.csv").write_text(SHEET + "A,bớt cán bộ,C99,\nB,tắt,releas,\n", encoding="utf-8")
    assert whatif(board, tmp_path / "kb") == ExitCode.DATA
    told = capsys.readouterr().err
    assert 'trang "Kịch bản", ô C2' in told and 'trang "Kịch bản", ô C3' in told
    assert not (tmp_path / "kb").exists()


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ([], "Chưa có kịch bản nào."),
        (["--off", "releas", "--without-cadre", "C99"], "Kịch bản có 2 chỗ cần sửa"),
        (["--soft", "release"], "--soft cần dạng quy_định=trọng_số"),
        (["--grid", "stint_length.min_months=0..99999"], "Lưới có 100000 điểm"),
        (["--set", "rank_step.down=0", "--grid", "rank_step.down=2,0"], "cùng đặt rank_step.down"),
        (["--costs", "--off", "release"], "--costs là một lượt tính riêng. → Bỏ --off"),
        (["--scenarios", "không-có.toml"], "Không có tệp hay thư mục"),
    ],
)
def test_mistakes_of_options(options: list[str], told: str, board: Path, tmp_path: Path, capsys: Output) -> None:
    code = whatif(board, tmp_path / "kb", *options)
    assert code == (ExitCode.FILE if "không-có.toml" in options else ExitCode.USAGE)
    assert told in capsys.readouterr().err
    assert not (tmp_path / "kb").exists()


def test_a_grid_gives_a_table(board: Path, tmp_path: Path) -> None:
    out = tmp_path / "kb"
    assert whatif(board, out, "--grid", "stint_length.min_months=36,120", "--grid", "rank_step.down=1") == ExitCode.DONE
    text = (out / "sweep.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(text.decode("utf-8-sig").splitlines()))
    assert [row["stint_length.min_months"] for row in rows] == ["", "36", "120"]
    assert rows[0]["Điểm thiếu nhóm 1"] == rows[1]["Điểm thiếu nhóm 1"] != rows[2]["Điểm thiếu nhóm 1"]
    assert {row["Mức chứng minh"] for row in rows} == {"đã chứng minh"}


@pytest.mark.slow
def test_the_costs_of_the_rules(board: Path, tmp_path: Path, capsys: Output) -> None:
    assert whatif(board, tmp_path / "kb", "--costs") == ExitCode.DONE
    rows = list(csv.DictReader((tmp_path / "kb" / "costs.csv").read_text(encoding="utf-8-sig").splitlines()))
    assert "Không áp dụng: Thời gian giữ chức vụ" in [row["Kịch bản"] for row in rows]
    assert "Mỗi quy định" in capsys.readouterr().out or all(row["Vị trí có người thêm"] == "0" for row in rows)
    assert "Cái giá của quy định" in openpyxl.load_workbook(tmp_path / "kb" / "comparison.xlsx").sheetnames


def test_a_proof_by_the_engine_s_word_alone_is_not_called_proven() -> None:
    rows = sweep_rows([Outcome(BASE, "optimal", Plan(1, (), {1: 0}, {1: 0}, True), checked=False)])
    assert "chưa kiểm chứng độc lập" in table(rows).decode()


def broken(board: Path, out: Path, jobs: str, *options: str) -> subprocess.CompletedProcess[str]:
    """A sweep that Ctrl-C reaches when two outcomes are there."""
    script = f"""
import os, signal, sys
from luanchuyen.cli import main
from luanchuyen.commands import whatif
seen, keep = [], whatif.Sweep.finished

def finished(self, outcome):
    keep(self, outcome)
    seen.append(outcome)
    if len(seen) == 2:
        os.killpg(0, signal.{signal.SIGINT.name})

whatif.Sweep.finished = finished
if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
"""
    path = out.parent / "dung.py"
    path.write_text(script, encoding="utf-8")
    command = [sys.executable, str(path), "whatif", str(board), "--out", str(out), "--jobs", jobs, *options]
    return subprocess.run(command, capture_output=True, encoding="utf-8", start_new_session=True, timeout=120)


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_keeps_what_is_solved_and_resume_goes_on(board: Path, tmp_path: Path, jobs: str, capsys: Output) -> None:
    out, grid = tmp_path / "kb", ["--grid", "stint_length.min_months=24..48:2"]
    ran = broken(board, out, jobs, *grid)
    assert ran.returncode == ExitCode.INTERRUPTED, ran.stderr
    assert "thêm --resume" in ran.stderr
    kept = {path.name: path.read_bytes() for path in (out / "outcomes").glob("*.json")}
    assert 3 <= len(kept) < 13, "the sweep's own file and two outcomes or a few more"
    assert {path.name for path in out.iterdir()} == {"outcomes"}

    assert whatif(board, out, *grid) == ExitCode.FILE
    assert "Thêm --resume để chạy tiếp" in capsys.readouterr().err
    assert whatif(board, out, *grid, "--resume", "--rules", "qd98-2017") == ExitCode.FILE
    assert "thuộc số liệu, quy định" in capsys.readouterr().err
    assert main(["plan", str(board), "--out", str(tmp_path / "kq"), "--quiet"]) == ExitCode.DONE
    assert whatif(board, out, *grid, "--resume", "--close-to", str(tmp_path / "kq")) == ExitCode.FILE
    assert "thuộc số liệu, quy định" in capsys.readouterr().err
    assert main(["plan", str(board), "--out", str(out), "--quiet"]) == ExitCode.FILE, "a plan does not sweep it away"
    assert {path.name: path.read_bytes() for path in (out / "outcomes").glob("*.json")} == kept

    capsys.readouterr()
    assert main(["whatif", str(board), "--out", str(out), "--jobs", "1", *grid, "--resume"]) == ExitCode.DONE
    assert f"dùng lại {len(kept) - 1} kịch bản đã tính" in capsys.readouterr().err
    assert not (out / "outcomes").exists()
    assert whatif(board, tmp_path / "lien", *grid) == ExitCode.DONE
    for name in ("outcomes.json", "comparison.json", "sweep.csv"):
        assert (out / name).read_bytes() == (tmp_path / "lien" / name).read_bytes()


def test_a_folder_with_other_things_is_not_touched(board: Path, tmp_path: Path, capsys: Output) -> None:
    out = tmp_path / "kb"
    (out / "outcomes").mkdir(parents=True)
    (out / "outcomes" / "thư.docx").write_text("của người khác", encoding="utf-8")
    assert whatif(board, out, "--off", "release") == ExitCode.FILE
    assert "đang chứa thứ khác" in capsys.readouterr().err
    assert (out / "outcomes" / "thư.docx").exists()


def test_without_the_library_the_scheduler_is_refused(
    board: Path, tmp_path: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.delitem(sys.modules, "luanchuyen.scenarios.sweep.scheduler", raising=False)
    monkeypatch.delattr(sweep, "scheduler", raising=False)
    asked = ["--out", str(tmp_path / "kb"), "--off", "release", "--scheduler", "tcp://127.0.0.1:1"]
    assert main(["kich-ban", str(board), *asked]) == ExitCode.USAGE
    assert "luanchuyen[scheduler]" in capsys.readouterr().err
