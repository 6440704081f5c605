"""What a command prints stays within the terminal: help and results in 80 columns; a pipe gets lines whole."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from luanchuyen.cli import main, program
from luanchuyen.commands.terminal.wrapping import wrapped
from luanchuyen.messages import LANGUAGES
from luanchuyen.models.errors import ExitCode

Output = pytest.CaptureFixture[str]
WIDTH = 80


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDTH))


def too_wide(text: str) -> list[str]:
    """The lines that are wider than allowed; a word alone, such as a path, may be, and what is to be pasted."""
    return [line for line in text.splitlines() if len(line) > WIDTH and "\t" not in line and len(line.split()) > 1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_help(language: str, capsys: Output) -> None:
    for name in ("", *program.commands):
        main([*([name] if name else []), "--lang", language, "--help"])
        told = capsys.readouterr().out
        assert len(told.splitlines()) > 5, name
        assert not [line for line in told.splitlines() if len(line) > WIDTH], name


@pytest.fixture(scope="module")
def run(board_once: Path) -> Path:
    folder = board_once.parent / "ket-qua"
    assert main(["plan", str(board_once), "--out", str(folder), "--plans", "2", "--quiet"]) == ExitCode.DONE
    return folder


COMMANDS: dict[str, Callable[[Path, Path, Path], list[object]]] = {
    "new": lambda book, run, place: ["--out", place / "mau.xlsx"],
    "check": lambda book, run, place: [book, "--marked", place / "loi.xlsx", "--fixed", place / "sua"],
    "plan": lambda book, run, place: [book, "--out", place / "run", "--plans", "1", "--declines"],
    "why": lambda book, run, place: [book, "--cadre", "C0"],
    "verify": lambda book, run, place: [book, run],
    "compare": lambda book, run, place: [run],
    "record": lambda book, run, place: [book],
    "calendar": lambda book, run, place: [book, "--to", "12/2030"],
    "apply": lambda book, run, place: [book, run, "--on", "01/08/2026", "--out", place / "moi"],
    "whatif": lambda book, run, place: [book, "--off", "non_local", "--out", place / "if", "--jobs", "1"],
    "report": lambda book, run, place: [book, run, "--out", place / "ho-so", "--kind", "dossier"],
    "rules": lambda book, run, place: ["qd65-2026"],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_results(name: str, board_once: Path, run: Path, tmp_path: Path, capsys: Output,
                 monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    book = broken(board_once, tmp_path) if name == "check" else board_once
    arguments = [str(word) for word in COMMANDS[name](book, run, Path())]
    language = "en" if name in ("check", "record", "compare") else "vi"
    assert main([name, *arguments, "--lang", language]) in (ExitCode.DONE, ExitCode.DATA)
    told = capsys.readouterr()
    assert told.out
    assert not too_wide(told.out + told.err)


def broken(board: Path, place: Path) -> Path:
    """The board with places nobody knows and days that were not."""
    folder = place / "sai"
    folder.mkdir()
    for file in board.glob("*.csv"):
        text = file.read_text("utf-8").replace("15/08/198", "31/02/198").replace("xã Mường Nhà", "xã Mường Nhầm")
        (folder / file.name).write_text(text, encoding="utf-8")
    return folder


def test_usage_that_is_wrong(capsys: Output) -> None:
    assert main(["plan", "x" * 30, "--plans", "0", "--out", "y"]) == ExitCode.USAGE
    assert main(["check", "khong-co.xlsx"]) == ExitCode.FILE
    assert not too_wide(capsys.readouterr().err)


def test_a_pipe_gets_every_line_whole(board_once: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS")
    main(["check", str(board_once)])
    assert too_wide(capsys.readouterr().out)


def test_what_follows_stands_under_the_text() -> None:
    assert wrapped(" LƯU Ý một hai ba bốn năm sáu bảy tám", 30) == " LƯU Ý một hai ba bốn năm sáu\n       bảy tám"
    assert wrapped("       → một hai ba bốn năm sáu bảy", 30) == "       → một hai ba bốn năm\n         sáu bảy"
    assert wrapped("  abc   một hai ba bốn năm sáu bảy", 30) == "  abc   một hai ba bốn năm sáu\n        bảy"
    assert wrapped("  một hai ba bốn năm sáu bảy tám", 30) == "  một hai ba bốn năm sáu bảy\n    tám"
    assert wrapped("một\thai ba bốn năm sáu bảy tám chín", 30).count("\n") == 0
    assert wrapped("/mot/duong/dan/rat/dai/khong/cat/duoc x", 30).split("\n")[0].endswith("duoc")
    assert wrapped("một hai", 0) == "một hai"
