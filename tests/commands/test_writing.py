"""What the commands write: nothing of the user's is overwritten or lost, and two never write into one folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from luanchuyen.cli import main
from luanchuyen.commands import input as reading
from luanchuyen.commands import new, whatif
from luanchuyen.models.errors import ExitCode
from luanchuyen.reports.manifest import changed_files
from luanchuyen.reports.run_folder import write_run
from luanchuyen.reports.writing.processes import this_host

Output = pytest.CaptureFixture[str]
SHEET = "Kịch bản,Thay đổi,Đối tượng,Giá trị\nKhông có C3,bớt cán bộ,C3,\n"


@pytest.fixture(autouse=True)
def elsewhere(board: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The board as so-lieu, with a scenario, in the working folder."""
    (board / "Kịch bản.csv").write_text(SHEET, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def tree(folder: Path) -> dict[str, bytes | None]:
    """All that is there."""
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in sorted(folder.rglob("*"))}


FOLDERS = {"plan": ["plan", "so-lieu", "--plans", "1"], "whatif": ["whatif", "so-lieu", "--jobs", "1"]}
FILES = {
    "new": (["new", "--out"], "x.xlsx", None),
    "check": (["check", "so-lieu", "--marked"], "x.xlsx", "so-lieu/Cán bộ.csv"),
    "record": (["record", "so-lieu", "--out"], "x.csv", "so-lieu/Cán bộ.csv"),
    "compare": (["compare", "kq", "--out"], "x.json", None),
}


@pytest.mark.parametrize("command", FILES)
def test_a_file_that_is_there_is_replaced_only_when_forced_and_the_input_never(command: str, capsys: Output) -> None:
    words, name, own = FILES[command]
    if command == "compare":
        assert main(["plan", "so-lieu", "--out", "kq", "--plans", "2"]) == ExitCode.DONE
    Path(name).write_bytes(b"mine")
    before = tree(Path())
    capsys.readouterr()
    assert main([*words, name]) == ExitCode.FILE
    output = capsys.readouterr()
    assert f"{name} đã có" in output.err and "--force" in output.err and output.out == ""
    for target in (*filter(None, [own]), f"{name}/x{Path(name).suffix}"):
        assert main([*words, target, "--force"]) == ExitCode.FILE
    assert tree(Path()) == before
    assert main([*words, name, "--force"]) == ExitCode.DONE
    assert Path(name).read_bytes() != b"mine"
    assert sorted(tree(Path())) == sorted(before)


@pytest.fixture(params=FOLDERS)
def command(request: pytest.FixtureRequest) -> list[str]:
    """A command that writes a folder."""
    return [*FOLDERS[request.param], "--out"]


@pytest.mark.parametrize(("name", "as_json"), [("plan", False), ("whatif", True)])
def test_a_run_that_somebody_worked_in_is_kept_and_said(name: str, as_json: bool, capsys: Output) -> None:
    Path("tat").symlink_to("kq", target_is_directory=True)
    assert main([*FOLDERS[name], "--out", "tat"]) == ExitCode.DONE
    workbook = next(Path("kq").glob("*.xlsx"))
    book = openpyxl.load_workbook(workbook)
    book.worksheets[1]["A1"] = "đồng ý"
    book.save(workbook)
    (Path("kq") / "ghi-chu.txt").write_bytes(b"mine")
    marked = tree(Path("kq"))
    capsys.readouterr()
    assert main([*FOLDERS[name], "--out", "tat", *(["--json"] if as_json else [])]) == ExitCode.DONE
    out = capsys.readouterr().out
    if as_json:
        assert json.loads(out)["kept"] == [str(Path("kq-cu").absolute())]
    else:
        assert "đổi tên thành kq-cu " in out
    assert tree(Path("kq-cu")) == marked
    assert changed_files(Path("kq")) == {}
    assert Path("tat").is_symlink()
    assert sorted(p.name for p in Path().iterdir()) == ["kq", "kq-cu", "so-lieu", "tat"]


def _strange(target: Path) -> None:
    target.mkdir()
    (target / "ghi-chu.txt").write_bytes(b"mine")


def _own_outcomes(target: Path) -> None:
    (target / "outcomes").mkdir(parents=True)
    (target / "outcomes" / "sweep.json").write_bytes(b"{}")


def _nothing(_target: Path) -> None:
    pass


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (_strange, "x"),
        (_own_outcomes, "x"),
        (lambda target: target.write_bytes(b"mine"), "x"),
        (lambda target: target.write_bytes(b"mine"), "x/y"),
        *((_nothing, name) for name in ("/", ".", "..", "so-lieu", "so-lieu/Cán bộ.csv/a/b", "x" * 300)),
    ],
)
def test_what_is_no_place_for_a_run_is_said_and_not_touched(
    make: Callable[[Path], None], name: str, command: list[str], capsys: Output
) -> None:
    make(Path("x"))
    before = tree(Path())
    assert main([*command, name]) == ExitCode.FILE
    assert "→" in capsys.readouterr().err
    assert tree(Path()) == before


def test_folders_above_are_made_for_a_run_and_go_with_one_that_is_not_written(command: list[str]) -> None:
    before = tree(Path())
    assert main([*command, "a/b/kq", "--rules", "khong-co"]) == ExitCode.USAGE
    assert tree(Path()) == before
    assert main([*command, "a/b/kq"]) == ExitCode.DONE
    assert changed_files(Path("a", "b", "kq")) == {}


def test_a_second_run_ends_at_once_and_is_told_who_works(
    command: list[str], capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, str]] = []
    room = reading if command[0] == "plan" else whatif
    real = room.open_case

    def read(*given: object, **named: object) -> object:
        if not told:
            told.append((-1, ""))
            for other in FOLDERS.values():
                told.append((main([*other, "--out", "kq"]), capsys.readouterr().err))
        return real(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(room, "open_case", read)
    assert main([*command, "kq"]) == ExitCode.DONE
    assert [code for code, _ in told[1:]] == [ExitCode.FILE] * 2
    assert all(f"máy {this_host()}" in text for _, text in told[1:])
    assert sorted(p.name for p in Path().iterdir()) == ["kq", "so-lieu"]
    text = b"".join(filter(None, tree(Path("kq")).values()))
    assert str(Path.cwd()).encode() not in text


def test_an_unfinished_sweep_goes_on_over_a_run_that_was_worked_in(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    sweep = [*FOLDERS["whatif"], "--out", "kq"]
    assert main(sweep) == ExitCode.DONE
    (Path("kq") / "comparison.xlsx").write_bytes(b"marked")
    marked, keep = tree(Path("kq")), whatif.Sweep.finished

    def stop(self: whatif.Sweep, outcome: object) -> None:
        keep(self, outcome)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(whatif.Sweep, "finished", stop)
        assert main(sweep) == ExitCode.INTERRUPTED
    assert {name: content for name, content in tree(Path("kq")).items() if "outcomes/" not in name} == marked | {
        "outcomes": None
    }
    (Path("kq") / "outcomes" / ".abc.json.new-2147483646-1-00000000").write_bytes(b"another machine's")
    assert main(sweep) == ExitCode.FILE
    assert main([*sweep, "--resume"]) == ExitCode.DONE
    assert "dùng lại 1 kịch bản" in capsys.readouterr().err
    assert changed_files(Path("kq")) == {}
    kept = tree(Path("kq-cu"))
    assert {name: kept[name] for name in marked} == marked
    assert [name for name in kept if name not in marked] == [
        "outcomes",
        "outcomes/.abc.json.new-2147483646-1-00000000",
    ]


def test_a_run_of_old_is_put_back_before_the_command_reads(command: list[str]) -> None:
    write_run(Path("kq"), {"plans.json": b"old"}, "0")
    Path("kq").rename(".kq.old")
    shutil.move("so-lieu", "khac")
    assert main([*command, "kq"]) == ExitCode.FILE, "the input is not there"
    assert Path("kq", "plans.json").read_bytes() == b"old"


@pytest.mark.skipif(os.name != "posix", reason="limits as on POSIX")
def test_a_full_disk_ends_with_its_words() -> None:
    script = f"""
import resource, sys
from luanchuyen.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))
codes = [main({[*FOLDERS["plan"], "--out", "kq"]!r}), main(["new", "--out", "mau.xlsx", "--force"])]
sys.exit(codes != [{int(ExitCode.FILE)}] * 2)
"""
    write_run(Path("kq"), {"plans.json": b"old"}, "0")
    Path("mau.xlsx").write_bytes(b"old")
    before = tree(Path())
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=120)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr.count("Không đủ chỗ để ghi") == 2
    assert tree(Path()) == before


def test_a_bug_s_report_overwrites_nothing(monkeypatch: pytest.MonkeyPatch, capsys: Output) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("bug")

    monkeypatch.setattr(new, "write_template", fail)
    Path("loi_ky_thuat.txt").write_bytes(b"mine")
    assert main(["new", "--out", "x.xlsx"]) == ExitCode.BUG
    assert "loi_ky_thuat-2.txt" in capsys.readouterr().err
    assert Path("loi_ky_thuat.txt").read_bytes() == b"mine"
    assert "RuntimeError: bug" in Path("loi_ky_thuat-2.txt").read_text(encoding="utf-8")
