"""A committee's answer goes round: plan, marks, plan again with them, further marks, and nothing of before is lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest
from committee_board import first, places, put, row_of
from shape_of import unlike

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode
from luanchuyen.reports.log import log_state
from luanchuyen.reports.shapes import committee

Output = pytest.CaptureFixture[str]
RECORDED, BLANK = "đã ghi", {"mark": None}
WAIVER = "Chức danh tương đương: Công văn 12-CV/TU, 15/06/2026, Ban Thường vụ Tỉnh ủy"


FIRST = (
    ("C0", "X1-BT", 1, {"mark": "C2", "reason": "đã quen địa bàn"}),
    ("C1", "X3-BT", 1, {"mark": "C7", "reason": "tăng cường", "waiver": WAIVER}),
    ("C6", "X2-BT", 1, {"mark": "đồng ý"}),
)
"""Plan 1 of the board puts C0 into X1-BT, C1 into X3-BT, and C6, who leads X3, into X2-BT."""
FIXED = [["C2", "X1-BT", "fix"], ["C6", "X2-BT", "fix"], ["C7", "X3-BT", "fix"]]


class Told(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    told: Any


class Rounds:
    """Commands on one board, and marks in the workbooks that they write."""

    def __init__(self, board: Path, place: Path, output: Callable[[], str]) -> None:
        self.board, self.place, self._output = board, place, output

    def runs(self, *arguments: object) -> Told:
        """A command with JSON."""
        self._output()
        code = main([*map(str, arguments), "--json", "--quiet"])
        return Told(code, json.loads(self._output()))

    def planned(self, name: str, *options: object) -> Path:
        """A run that was planned, verified whole."""
        folder = self.place / name
        assert self.runs("plan", self.board, "--out", folder, *options).code == ExitCode.DONE
        return folder

    def marked(self, run: Path, name: str, *marks: tuple[Any, ...]) -> Path:
        """A copy of the run's workbook with marks: (cadre, posts, plan or RECORDED, texts)."""
        book = openpyxl.load_workbook(run / "plans.xlsx", rich_text=True)
        for cadre, posts, plan, texts in marks:
            put(first(book), cadre, posts, plan, **texts)
        file = self.place / f"{name}.xlsx"
        book.save(file)
        return file

    def judged(self, edited: Path, *options: object) -> Told:
        """``verify`` of an edited workbook, in its shape."""
        found = self.runs("verify", self.board, edited, *options)
        assert "error" in found.told or unlike(found.told, committee.EditsJudged) == []
        return found


@pytest.fixture
def rounds(board: Path, tmp_path: Path, capsys: Output) -> Rounds:
    return Rounds(board, tmp_path, lambda: capsys.readouterr().out)


def options_of(run: Path) -> dict[str, Any]:
    return json.loads((run / "plans.json").read_text(encoding="utf-8"))["record"]["options"]  # type: ignore[no-any-return]


def pairs_of(run: Path) -> set[tuple[str, str]]:
    plan = json.loads((run / "plans.json").read_text(encoding="utf-8"))["plans"][0]
    return {(move["cadre"], move["post"]) for move in plan["assignments"]}


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def changes_in(run: Path) -> set[str]:
    """Whom the page Thay đổi names, by their codes."""
    sheet = openpyxl.load_workbook(run / "plans.xlsx")["Thay đổi"]
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    return {str(row[1]).rsplit("\n", 1)[-1] for row in rows}


def test_three_rounds_lose_nothing_and_each_run_is_whole(rounds: Rounds) -> None:
    run = rounds.planned("r1")
    edited = rounds.marked(run, "e1", *FIRST)
    judged = rounds.judged(edited, "--run", run)
    assert judged.code == ExitCode.DONE and judged.told["together"]["status"] == "optimal"
    second = rounds.planned("r2", "--locks", edited, "--close-to", run)
    options = options_of(second)
    assert (options["locks"], options["edits_sha256"]) == (FIXED, sha256(edited))
    (granted,) = options["waivers"]
    assert (granted["rule"], granted["cadre"], granted["post"]) == ("rank_step", "C7", "X3-BT")
    assert {tuple(row[:2]) for row in FIXED} <= pairs_of(second)
    answers = json.loads((second / "answers.json").read_text(encoding="utf-8"))
    assert unlike(answers, committee.AnswersFile) == []
    # What all edits cost together, and staying close to a plan of which only they change, is told twice.
    nearness = answers["edited"]["nearness"]
    assert nearness["proven"] and not any(nearness["cost"].values())
    book, moved = openpyxl.load_workbook(second / "plans.xlsx"), pairs_of(run) ^ pairs_of(second)
    assert changes_in(second) == {cadre for cadre, _ in moved} and "Thay đổi" in book.sheetnames
    # What was chosen is no shortcoming of the chosen; the points of nearness are told apart from those of the rules.
    printed = {
        sheet: "\n".join(str(c.value) for row in book[sheet] for c in row) for sheet in ("Tóm tắt", "Phương án 1")
    }
    by_choice = "hác với phương án đã có, theo ý kiến đã ghi (+1)"
    assert printed["Phương án 1"].count(by_choice) == 2 and "Chưa đạt: khác" not in printed["Phương án 1"]
    told = f"phương án 1 khác ở {len(changes_in(second))} đồng chí, {len(changes_in(second))} điểm (2 đồng chí theo"
    assert told in printed["Tóm tắt"] and "làm thay đổi điểm thiếu" in printed["Tóm tắt"]

    # The second round leaves a post empty and takes one decision back.
    (other,) = {cadre for cadre, post in pairs_of(second) if post == "X3-PBT"}
    edited = rounds.marked(
        second, "e2", (other, "X3-PBT", 1, {"mark": "không bố trí"}), ("C6", "X2-BT", RECORDED, BLANK)
    )
    judged = rounds.judged(edited, "--run", second)
    assert judged.code == ExitCode.DONE and judged.told["taken_back"] == [FIXED[1]]
    third = rounds.planned("r3", "--locks", edited)
    kept = [FIXED[0], FIXED[2], ["*", "X3-PBT", "forbid"]]
    assert options_of(third)["locks"] == kept and options_of(third)["waivers"] == [granted]

    # The third round decides once more; what the first decided still stands, though nobody wrote it again.
    (other,) = {cadre for cadre, post in pairs_of(third) if post == "X2-BT"}
    edited = rounds.marked(third, "e3", (other, "X2-BT", 1, {"mark": "đồng ý"}))
    fourth = rounds.planned("r4", "--locks", edited, "--close-to", third, "--declines", "--explain")
    assert options_of(fourth)["locks"] == sorted([*kept, [other, "X2-BT", "fix"]], key=lambda row: (row[2], row))
    assert options_of(fourth)["waivers"] == [granted]
    assert pairs_of(fourth) == pairs_of(third) and changes_in(fourth) == set()
    assert unlike(json.loads((fourth / "answers.json").read_text(encoding="utf-8")), committee.AnswersFile) == []
    declined = openpyxl.load_workbook(fourth / "plans.xlsx")["Nếu không nhận"].iter_rows(values_only=True)
    bound = {str(row[1]).split("\n")[1] for row in declined if "Đã quyết định bố trí" in str(row[4])}
    assert bound == {cadre for cadre, _, kind in options_of(fourth)["locks"] if kind == "fix"}


def test_a_new_mark_against_a_recorded_one_leaves_both_bound(rounds: Rounds) -> None:
    second = rounds.planned("r2", "--locks", rounds.marked(rounds.planned("r1"), "e1", *FIRST))
    edited = rounds.marked(second, "e2", ("C2", "X1-BT", 1, {"mark": "thay người khác"}))
    judged = rounds.judged(edited, "--run", second)
    assert judged.code == ExitCode.AUDIT and judged.told["taken_back"] == []
    conflict = judged.told["together"]["conflict"]
    cells = {(cell["sheet"], cell["cell"]) for member in conflict for cell in member["cells"]}
    sheet = first(openpyxl.load_workbook(edited))
    column = openpyxl.utils.get_column_letter(places(sheet)["mark"])
    both = {("Phương án 1", f"{column}{row_of(sheet, 'C2', 'X1-BT', plan)}") for plan in (1, RECORDED)}
    assert cells == both
    refused = rounds.runs("plan", rounds.board, "--locks", edited, "--out", rounds.place / "r3")
    assert refused.code == ExitCode.INFEASIBLE and unlike(refused.told, committee.Planned) == []
    assert refused.told["conflicts"] == conflict
    assert refused.told["ways_out"] == judged.told["together"]["ways_out"]
    drops = [{(cell["sheet"], cell["cell"]) for cell in way["drop"]} for way in refused.told["ways_out"]]
    assert len(drops) == 2 and set.union(*drops) == both and all(len(drop) == 1 for drop in drops)
    assert sorted(p.name for p in (rounds.place / "r3").iterdir()) == ["manifest.json", "plans.json", "rules.toml"]
    assert options_of(rounds.place / "r3")["locks"] == [*FIXED, ["C2", "X1-BT", "forbid"]]
    assert rounds.runs("verify", rounds.board, rounds.place / "r3").code == ExitCode.DONE


READABLE = ("C0", "X1-BT", 1, {"mark": "C2"})
UNREADABLE = ("C6", "X2-BT", 1, {"mark": "xin ý kiến"})
UNLAWFUL = ("C1", "X3-BT", 1, {"mark": "C7"})


@pytest.mark.parametrize(
    ("marks", "options", "code"),
    [
        ((READABLE,), (), ExitCode.DONE),
        ((READABLE, UNREADABLE), (), ExitCode.DATA),
        ((READABLE, UNLAWFUL), (), ExitCode.AUDIT),
        ((READABLE,), ("--time-limit", "0.000001"), ExitCode.UNPROVEN),
        ((UNLAWFUL, UNREADABLE), (), ExitCode.DATA),
        ((UNLAWFUL,), ("--time-limit", "0.000001"), ExitCode.AUDIT),
        ((UNREADABLE, READABLE), ("--time-limit", "0.000001"), ExitCode.DATA),
    ],
)
def test_of_several_reasons_the_first_is_the_exit(
    rounds: Rounds, marks: tuple[Any, ...], options: tuple[str, ...], code: ExitCode
) -> None:
    edited = rounds.marked(rounds.planned("r1", "--plans", 1), "e1", *marks)
    assert rounds.judged(edited, "--run", rounds.place / "r1", *options).code == code
    if code == ExitCode.DATA:
        refused = rounds.runs("plan", rounds.board, "--locks", edited, "--out", rounds.place / "r2")
        assert refused.code == ExitCode.DATA and unlike(refused.told, committee.EditsRead) == []
        assert refused.told["unread"] and not (rounds.place / "r2").exists()


def test_the_run_to_stay_close_to_is_what_its_workbook_is_held_against(rounds: Rounds, capsys: Output) -> None:
    run, other = rounds.planned("r1", "--plans", 1), rounds.planned("r2", "--plans", 2, "--set", "panel.weight=2")
    edited = rounds.marked(run, "e1", READABLE)
    book = openpyxl.load_workbook(edited, rich_text=True)
    sheet = first(book)
    sheet.cell(row_of(sheet, "C6", "X2-BT", 1), places(sheet)["mark"] - 1).value = "sửa tay"
    book.save(edited)
    plan = ["plan", str(rounds.board), "--locks", str(edited), "--plans", "1", "--out", str(rounds.place / "r3")]
    for close, held in ((["--close-to", f"{run}#1"], True), (["--close-to", str(other)], False), ([], False)):
        capsys.readouterr()
        assert main([*plan, *close]) == ExitCode.DONE
        told = capsys.readouterr().err
        assert ("sửa tay" in told, "Không có kết quả gốc" in told) == (held, not held)
        assert ("không ghi ra tệp ý kiến này" in told) is (bool(close) and not held)
        assert ("lượt chạy đã ghi tệp này" in told, "của bảng số liệu" in told) == (held, not held)


def test_what_is_no_workbook_of_ours_is_refused(rounds: Rounds) -> None:
    file = rounds.place / "e.xlsx"
    openpyxl.Workbook().save(file)
    for edited in (file, rounds.place / "none.xlsx"):
        judged = rounds.runs("verify", rounds.board, edited)
        assert judged.code == judged.told["error"]["exit_code"] == ExitCode.FILE


def test_facts_are_the_book_s_and_the_run_is_told_of(rounds: Rounds) -> None:
    run = rounds.planned("r1", "--plans", 1)
    edited = rounds.marked(run, "e1", READABLE)
    alone = rounds.judged(edited)
    assert (alone.code, alone.told["run"], alone.told["rules_of"]) == (ExitCode.DONE, None, "book")
    with_run = rounds.judged(edited, "--run", run)
    assert with_run.told["run"]["same_input"] and with_run.told["rules_of"] == "run"
    for part in ("edits", "together", "unread"):
        assert alone.told[part] == with_run.told[part]
    panel = rounds.board / "Điểm hội đồng.csv"
    panel.write_text(panel.read_text(encoding="utf-8").replace("C2,X1-BT,76", "C2,X1-BT,70"), encoding="utf-8")
    other = rounds.judged(edited, "--run", run, "--set", "panel.weight=2")
    told = other.told["run"]
    assert (told["same_input"], told["same_rules"], other.told["rules_of"]) == (False, False, "command")
    (before, now) = (found.told["edits"][0]["cost"]["2"] for found in (with_run, other))
    assert (before, now) == (14, 40)
    (run / "plans.xlsx").write_bytes(edited.read_bytes())
    beside = rounds.judged(run / "plans.xlsx")
    assert beside.told["run"]["same_input"] is False and beside.told["rules_of"] == "run"


def test_a_run_marked_in_its_own_workbook_is_read_as_edits(rounds: Rounds) -> None:
    run = rounds.planned("r1")
    for marks, code in (((READABLE,), ExitCode.DONE), ((READABLE, UNREADABLE), ExitCode.DATA)):
        edited = rounds.marked(run, "e1", *marks)
        (run / "plans.xlsx").write_bytes(edited.read_bytes())
        told = rounds.runs("verify", rounds.board, run)
        assert told.code == code and unlike(told.told, committee.RunJudged) == []
        assert told.told["verified"] and len(told.told["edits"]) == 1
    # Marked in place it still is a run to stay close to, and its edits bind.
    again = rounds.planned("r2", "--locks", rounds.marked(run, "e2", ("C6", "X2-BT", 1, BLANK)), "--close-to", run)
    assert options_of(again)["locks"] == FIXED[:1]


def test_the_log_tells_what_was_decided_and_why(rounds: Rounds) -> None:
    log, on = rounds.place / "log.jsonl", ("--on", "01/08/2026", "--out", rounds.place / "new")
    run = rounds.planned("r1", "--log", log)
    edited = rounds.marked(run, "e1", *FIRST)
    judged = rounds.judged(edited, "--run", run, "--log", log)
    second = rounds.planned("r2", "--locks", edited, "--log", log)
    agreed = rounds.marked(second, "e2")
    applied = rounds.runs("apply", rounds.board, second, *on, "--edits", agreed, "--only", "agreed", "--log", log)
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["command"] for line in lines] == ["plan", "verify", "plan", "apply"]
    assert judged.told["log"] == hashlib.sha256(log.read_bytes().splitlines()[1]).hexdigest()
    assert applied.code == ExitCode.DONE and applied.told["log"] == log_state(log).last
    reasons = {tuple(lock): told["reason"] for told in lines[1]["decisions"] for lock in told["locks"]}
    assert reasons == {("C2", "X1-BT", "fix"): "đã quen địa bàn", ("C7", "X3-BT", "fix"): "tăng cường",
                       ("C6", "X2-BT", "fix"): ""}  # fmt: skip
    assert lines[2]["decisions"] == lines[1]["decisions"] and lines[2]["options"]["locks"] == FIXED
    assert lines[0]["decisions"] == []
    taken = {(pair["cadre"], pair["post"]) for pair in applied.told["assignments"]}
    assert taken == {tuple(row[:2]) for row in FIXED}
    assert rounds.runs("verify", log).told["lines"] == 4
