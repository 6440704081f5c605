"""Help, aliases and wrong usage, in both languages: a sentence with the nearest name, exit code 2."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from luanchuyen.cli import main, program
from luanchuyen.commands.terminal.click_words import ALIASES
from luanchuyen.models.errors import ExitCode

Output = pytest.CaptureFixture[str]


def test_with_nothing_asked_it_explains_itself(capsys: Output) -> None:
    assert main([]) == ExitCode.DONE
    assert "Cách dùng: luanchuyen [TÙY CHỌN] [LỆNH] …" in capsys.readouterr().out


@pytest.mark.parametrize(("language", "word"), [("vi", "Cách dùng:"), ("en", "Usage:")])
@pytest.mark.parametrize("command", [None, *program.commands])
def test_help_speaks_the_language(command: str | None, language: str, word: str, capsys: Output) -> None:
    for arguments in (["--lang", language], [f"--lang={language}"]):
        assert main([*arguments, *([command] if command else []), "--help"]) == ExitCode.DONE
        told = capsys.readouterr().out
        assert told.startswith(word)
        assert "luanchuyen" in told


def test_vietnamese_help_has_no_english_words_for_values(capsys: Output) -> None:
    for command in program.commands:
        assert main([command, "--help"]) == ExitCode.DONE
    told = capsys.readouterr().out
    assert not [
        word for word in ("BOOK", "PATH", "TEXT", "INTEGER", "FLOAT", "RANGE", "OPTIONS", "ARGS") if word in told
    ]


@pytest.mark.parametrize("alias", ALIASES)
def test_an_alias_is_the_command(alias: str, capsys: Output) -> None:
    assert main([alias, "--help"]) == ExitCode.DONE
    told = capsys.readouterr().out
    assert main([ALIASES[alias], "--help"]) == ExitCode.DONE
    assert told == capsys.readouterr().out


def test_the_version(capsys: Output) -> None:
    from luanchuyen import __version__

    assert main(["--version"]) == ExitCode.DONE
    assert capsys.readouterr().out == f"{__version__}\n"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["plann"], "Không có lệnh plann. Có phải plan?"),
        (["kiem-tre", "x"], "Không có lệnh kiem-tre. Có phải kiem-tra?"),
        (["plan", "x", "--out", "y", "--planz", "3"], "Không có tùy chọn --planz. Có phải --plans?"),
        (["plan", "--out", "y"], "Thiếu BẢNG_TÍNH."),
        (["plan", "x"], "Thiếu --out."),
        (["plan", "x", "--out"], "Tùy chọn --out cần kèm một giá trị."),
        (["kich-ban", "x", "--out", "y", "--fix", "C1"], "Tùy chọn --fix cần kèm 2 giá trị, cách nhau bằng dấu cách."),
        (["kich-ban", "x", "--fix", "A", "--out", "y"], "Tùy chọn --fix cần kèm 2 giá trị"),
        (["kich-ban", "x", "--add", "A", "--fix", "B", "C", "--out", "y"], "Tùy chọn --add cần kèm 2 giá trị"),
        (["kich-ban", "x", "--forbid", "A", "--out=y"], "Tùy chọn --forbid cần kèm 2 giá trị"),
        (["kich-ban", "x", "--fix", "A", "B", "--fix", "C", "--jobs", "2", "--out", "y"], "--fix cần kèm 2 giá trị"),
        (["plan", "x", "--set", "--out", "y"], "Tùy chọn --set cần kèm một giá trị."),
        (["plan", "x", "--close-to", "--out", "y"], "Tùy chọn --close-to cần kèm một giá trị."),
        (["plan", "x", "--plans", "--out", "y"], "Tùy chọn --plans cần kèm một giá trị."),
        (["whatif"], "→ Xem luanchuyen kich-ban --help"),
        (["rules", "--json=4"], "Tùy chọn --json không nhận giá trị."),
        (["rules", "a", "b"], "Thừa tham số: b."),
        (["--lang", "en"], "No command was given."),
        (["--lang", "fr", "rules"], "Giá trị “fr” của --lang không dùng được. → Cần: vi, en."),
        (["plan", "x", "--out", "y", "--plans", "0"], "Giá trị “0” của --plans không dùng được. → Cần: ≥ 1, ≤ 1000."),
        (["plan", "x", "--out", "y", "--plans", "hai"], "Giá trị “hai” của --plans không dùng được."),
        (["plan", "x", "--out", "y", "--time-limit", "0"], "→ Cần: > 0, ≤ 10000000."),
        (["plan", "x", "--out", "y", "--set", "stint_length"], "--set cần dạng quy_định.khóa=giá_trị"),
        (["rules", "qd65-2062"], "qd65-2026"),
        (["rules", "--toml"], "--toml in một bộ quy định, mà chưa nêu bộ nào."),
        (["rules", "qd65-2026", "--toml", "--json"], "--toml và --json không đi cùng nhau."),
        (["verify", "x.jsonl", "--rules", "qd65-2026"], "--rules không dùng khi xác minh một nhật ký."),
        (["verify", "x.jsonl", "--set", "a.b=1"], "--set không dùng khi xác minh một nhật ký."),
        (["report", "x", "y", "--out", "z", "--form", "state", "--kind", "dossier"], "--form là biểu mẫu tờ trình"),
        (
            ["report", "x", "y", "--out", "z", "--form", "party", "--kind", "figures"],
            "--kind figures không ghi tờ trình",
        ),
        (["report", "x", "y", "--out", "z", "--sweep", "k", "--kind", "submission"], "chỉ ghi tờ trình"),
        (["report", "x", "y", "--out", "z", "--final", "--kind", "figures"], "hình vẽ không có chữ ấy"),
        (["report", "x", "y", "--out", "z", "--anonymous", "--sweep", "k"], "--sweep không dùng cùng --anonymous"),
        (["whatif", "x", "--out", "y", "--jobs", "2", "--scheduler", "tcp://127.0.0.1:1"], "Bỏ một trong hai."),
        (["new", "--example", "binh-lie", "--out", "x.xlsx"], "Không có ví dụ “binh-lie”. → Chọn: binh-lieu."),
    ],
    ids=str,
)
def test_wrong_usage_is_said_with_what_is_near(
    arguments: list[str], told: str, capsys: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == ExitCode.USAGE
    output = capsys.readouterr()
    assert told in output.err
    assert (output.out == "") is ("--json" not in arguments)
    assert list(tmp_path.iterdir()) == []


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own."""
    settings = {**os.environ, **environment}
    return subprocess.run(
        [sys.executable, "-m", "luanchuyen", *arguments], capture_output=True, env=settings, timeout=60
    )


@pytest.mark.parametrize("encoding", ["cp1252", "cp1258", "ascii"])
def test_a_console_of_another_encoding_breaks_nothing(encoding: str) -> None:
    ran = run("quy-dinh", "qd65-2026", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert ran.returncode == ExitCode.DONE
    assert "Không là người địa phương" in ran.stdout.decode("utf-8")
    wrong = run("khong-co", PYTHONIOENCODING=encoding, PYTHONUTF8="0", LC_ALL="C")
    assert wrong.returncode == ExitCode.USAGE
    assert "Không có lệnh" in wrong.stderr.decode("utf-8")


def test_every_rule_book_prints_in_both_languages(capsys: Output) -> None:
    from luanchuyen.scenarios.rulebook.book import books

    for book in books():
        for language in ("vi", "en"):
            assert main(["rules", book.name, "--lang", language]) == ExitCode.DONE
    assert "chưa kiểm chứng" in capsys.readouterr().out


def test_a_printed_rule_book_can_be_used_again(capsys: Output, tmp_path: Path) -> None:
    assert main(["rules", "qd98-2017", "--toml"]) == ExitCode.DONE
    file = tmp_path / "cua-toi.toml"
    file.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["rules", str(file)]) == ExitCode.DONE


def test_a_fault_of_ours_is_a_sentence_and_a_file(
    capsys: Output, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> list[object]:
        raise ZeroDivisionError("Lò Thị Hoa")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("luanchuyen.commands.rules.books", broken)
    assert main(["rules"]) == ExitCode.BUG
    told = capsys.readouterr().err
    assert "ZeroDivisionError" in told
    assert "Traceback" not in told
    assert "Traceback" in (tmp_path / "loi_ky_thuat.txt").read_text(encoding="utf-8")
