"""apply --edits --only agreed: the agreed lines take effect, where they are a plan; what the log keeps of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from board_books import TABLES, xlsx
from chosen_lines import with_marks

from luanchuyen import open_case
from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode

Output = pytest.CaptureFixture[str]
AGREED, OTHERWISE = ("đồng ý", "BTV thống nhất"), ("thay người khác", "")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run on the board in which C2 is fixed to the vacant post, and somebody comes to the one that C2 leaves."""
    place = tmp_path_factory.mktemp("edits")
    locks = [["Mã cán bộ", "Mã chức danh", "Khóa"], ["C2", "X1-BT", "cố định"]]
    (place / "so-lieu.xlsx").write_bytes(xlsx({**TABLES, "Khóa": locks}))
    folder = place / "ket-qua"
    assert main(["plan", str(place / "so-lieu.xlsx"), "--out", str(folder), "--plans", "1", "--quiet"]) == ExitCode.DONE
    return folder


def pairs(run: Path) -> dict[str, str]:
    """Post → who comes to it in plan 1."""
    told = json.loads((run / "plans.json").read_text(encoding="utf-8"))["plans"][0]["assignments"]
    return {entry["post"]: entry["cadre"] for entry in told}


def applied(run: Path, edited: Path, out: Path, *more: str) -> int:
    book = run.parent / "so-lieu.xlsx"
    chosen = ["--edits", str(edited), "--only", "agreed", "--on", "01/08/2026", "--out", str(out)]
    return main(["apply", str(book), str(run), *chosen, *more])


def first_pair(run: Path) -> tuple[str, str]:
    """A line that is a plan by itself: the post is vacant."""
    return pairs(run)["X1-BT"], "X1-BT"


def test_the_agreed_lines_alone_take_effect(run: Path, tmp_path: Path, capsys: Output) -> None:
    cadre, post = first_pair(run)
    others = {(c, p): OTHERWISE for p, c in pairs(run).items() if p != post}
    edited = with_marks(run / "plans.xlsx", {(cadre, post): AGREED, **others}, tmp_path / "plans.xlsx")
    out, log = tmp_path / "moi.xlsx", tmp_path / "nhat-ky.jsonl"
    assert applied(run, edited, out, "--json", "--log", str(log)) == ExitCode.DONE
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told["assignments"] == [{"cadre": cadre, "post": post}]
    after = open_case(out).instance.cadres
    assert after[cadre].post_ids == (post,)
    moved = {c for p, c in pairs(run).items()} - {cadre}
    before = open_case(run.parent / "so-lieu.xlsx").instance.cadres
    assert all(after[c].post_ids == before[c].post_ids for c in moved)
    decided = json.loads(log.read_text(encoding="utf-8"))["decisions"]
    assert {"locks": [[cadre, post, "fix"]], "kind": "agree", "reason": "BTV thống nhất"} in decided


def test_what_is_no_plan_by_itself_names_who_must_go_with_it(run: Path, tmp_path: Path, capsys: Output) -> None:
    by_post = pairs(run)
    situation = open_case(run.parent / "so-lieu.xlsx").situation
    stayers = {post: situation.stayers(post) for post in by_post}
    post, leaver = next((p, stay[0]) for p, stay in stayers.items() if stay and stay[0] in by_post.values())
    edited = with_marks(run / "plans.xlsx", {(by_post[post], post): AGREED}, tmp_path / "plans.xlsx")
    assert applied(run, edited, tmp_path / "moi.xlsx") == ExitCode.AUDIT
    assert f"Phải đi cùng: {leaver}" in capsys.readouterr().err
    assert not (tmp_path / "moi.xlsx").exists()


def test_what_it_refuses(run: Path, tmp_path: Path, capsys: Output) -> None:
    cadre, post = first_pair(run)
    out = tmp_path / "moi.xlsx"
    edited = with_marks(run / "plans.xlsx", {(cadre, post): ("không rõ", "")}, tmp_path / "a.xlsx")
    assert applied(run, edited, out) == ExitCode.DATA
    edited = with_marks(run / "plans.xlsx", {(cadre, post): OTHERWISE}, tmp_path / "b.xlsx")
    assert applied(run, edited, out) == ExitCode.USAGE
    book = run.parent / "so-lieu.xlsx"
    assert main(["apply", str(book), str(run), "--on", "2026", "--out", str(out), "--edits", str(edited)]) == 2
    assert applied(run, book, out) == ExitCode.FILE
    assert not out.exists()


def test_plan_and_verify_log_what_was_decided(run: Path, tmp_path: Path, capsys: Output) -> None:
    cadre, post = first_pair(run)
    edited = with_marks(run / "plans.xlsx", {(cadre, post): AGREED}, tmp_path / "plans.xlsx")
    book, log = str(run.parent / "so-lieu.xlsx"), tmp_path / "nhat-ky.jsonl"
    assert main(["verify", book, str(edited), "--run", str(run), "--log", str(log)]) == ExitCode.DONE
    again = ["--out", str(tmp_path / "lai"), "--plans", "1", "--log", str(log), "--quiet"]
    assert main(["plan", book, "--locks", str(edited), *again]) == ExitCode.DONE
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["command"] for line in lines] == ["verify", "plan"]
    assert lines[0]["decisions"] == lines[1]["decisions"] and lines[0]["decisions"][0]["reason"] == "BTV thống nhất"
    assert main(["verify", str(log)]) == ExitCode.DONE
