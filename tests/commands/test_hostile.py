"""Hostile text wherever a command reads some: a sentence and its exit code, never a traceback, never exit 70."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode

Output = pytest.CaptureFixture[str]
DIGITS, NESTED = "9" * 5000, "[" * 5000 + "]" * 5000
BOOKS = {
    "deep.toml": f"a = {NESTED}",
    "dots.toml": "a." * 5000 + "b = 1",
    "digits.toml": f'[panel]\nlevel = "soft"\nweight = {DIGITS}',
    "latin.toml": b'title = "\xe9"',
    "large.toml": b"# x\n" * 2**21,
}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is written in a folder of its own."""
    monkeypatch.chdir(tmp_path)


def sound(output: Output) -> str:
    """What was said; that it is a sentence, and not a long one."""
    said = output.readouterr().err
    assert "→" in said
    assert "Traceback" not in said
    assert len(said) < 1500
    assert not list(Path().glob("loi_*"))
    return said


@pytest.mark.parametrize("name", BOOKS)
def test_a_hostile_rule_book_or_file_of_scenarios(name: str, board: Path, capsys: Output) -> None:
    text = BOOKS[name]
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    for command in (["rules", name], ["plan", str(board), "--out", "kq", "--rules", name],
                    ["whatif", str(board), "--out", "kq", "--scenarios", name]):  # fmt: skip
        assert main(command) == ExitCode.USAGE
        assert name in sound(capsys)
    settings = board / "Tham số.csv"
    shutil.copy(name, board)
    settings.write_text(settings.read_text(encoding="utf-8").replace("qd65-2026", name), encoding="utf-8")
    assert main(["check", str(board)]) == ExitCode.DATA
    told = capsys.readouterr().out
    assert "B4" in told or "lỗi" in told
    assert "too_" not in told


@pytest.mark.parametrize(
    "options",
    [
        ["--set", f"panel.weight={DIGITS}"],
        ["--set", f"coverage.levels={NESTED}"],
        ["--set", f"coverage.levels=[{DIGITS}]"],
        *[[option, value] for option in ("--seed", "--plans", "--jobs", "--differ-by") for value in (DIGITS, "0.5")],
        *[["--time-limit", value] for value in ("inf", "-inf", "nan", "-1", "0", "1e400", "1e300", DIGITS)],
        ["--plans", "0"], ["--plans", "1001"], ["--differ-by", "0"], ["--differ-by", "1000001"],
        ["--rules", "a\0.toml"], ["--rules", "\udcff"], ["--set", "panel.\udcff=1"], ["--\udcff"], ["--rules", "."],
    ],
    ids=lambda options: " ".join(options)[:24].encode("ascii", "replace").decode(),
)  # fmt: skip
def test_hostile_options(options: list[str], board: Path, capsys: Output) -> None:
    assert main(["plan", str(board), "--out", "kq", *options]) == ExitCode.USAGE
    sound(capsys)
    assert not Path("kq").exists()


@pytest.mark.parametrize(
    "options",
    [["--grid", f"panel.weight=1..{DIGITS}"], ["--grid", f"panel.weight={DIGITS}"], ["--soft", f"panel={DIGITS}"],
     ["--without-cadre", "\udcff"], ["--fix", "C1", DIGITS]],
    ids=lambda options: options[0],
)  # fmt: skip
def test_hostile_changes(options: list[str], board: Path, capsys: Output) -> None:
    assert main(["whatif", str(board), "--out", "kq", *options]) == ExitCode.USAGE
    sound(capsys)


def test_a_hostile_run(board: Path, tmp_path: Path, capsys: Output) -> None:
    assert main(["plan", str(board), "--out", "goc", "--plans", "1", "--quiet"]) == ExitCode.DONE
    plans = Path("goc/plans.json").read_text(encoding="utf-8")
    told = [NESTED, plans.replace('"rank": 1', f'"rank": {DIGITS}'), plans.replace('"rank": 1', '"rank": 1e999')]
    told += [json.dumps({**json.loads(plans), "record": {"version": v}}) for v in (DIGITS, "99")]
    for number, text in enumerate(told):
        shutil.copytree("goc", f"r{number}")
        Path(f"r{number}/plans.json").write_text(text, encoding="utf-8")
        for command in (["verify", str(board), f"r{number}"], ["compare", "goc", f"r{number}"],
                        ["plan", str(board), "--out", "kq", "--close-to", f"r{number}"]):  # fmt: skip
            code = main([*command, "--quiet"])
            assert code == (ExitCode.USAGE if number == 4 else ExitCode.FILE)
            sound(capsys)
    for name, code in (("manifest.json", ExitCode.FILE), ("certificate.json", ExitCode.AUDIT)):
        shutil.copytree("goc", f"m{name}")
        Path(f"m{name}", name).write_text(NESTED, encoding="utf-8")
        for command in (["verify", str(board), f"m{name}"], ["compare", "goc", f"m{name}"]):
            assert main([*command, "--quiet"]) == code
            assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("column", ["Năng lực", "Số nhiệm kỳ liên tiếp", "Ngày sinh", "Bậc chức danh"])
@pytest.mark.parametrize("text", [f"kinh tế:{DIGITS}", DIGITS, "1" + ".000" * 2000, f"{DIGITS}.0", "²"])
def test_hostile_cells(column: str, text: str, board: Path, capsys: Output) -> None:
    file = board / "Cán bộ.csv"
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    names = head.split(",")
    if column not in names:
        head, names = f"{head},{column}", [*names, column]
    cells = ["C0", "Lò Thị An", "1980", "Nữ", "", "TU", "", "01/06/2021", "1", "5", "HTTNV", "Bí thư@xã"]
    cells += [""] * (len(names) - len(cells))
    cells[names.index(column)] = text
    file.write_text("\n".join([head, ",".join(cells), *rows[1:]]), encoding="utf-8")
    assert main(["check", str(board)]) == ExitCode.DATA
    told = capsys.readouterr().out
    assert f"({column})" in told
    assert len(told) < 3000
