"""The thirty faults that the program must outlive: which tests inject each, and those that are injected here."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from bad_input import bent, put, saved, sheet
from bad_input import board as sound_board
from package_tree import ROOMS, ROOT

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode
from luanchuyen.scenarios.rulebook.values import MOST

TESTS = Path(__file__).parents[1]
HERE = "inputs/test_faults.py::"
FOLDER, FILE = "reports/test_run_folder.py::", "reports/writing/test_single_file.py::"
LOCKS = "reports/writing/test_locks.py::"
WORK, CHILD, SWEEP = "commands/test_work.py::", "optimizer/solver/test_process.py::", "scenarios/sweep/test_runner.py::"
CANARY = "Nguyễn Thị Chim Yến"


@dataclass(frozen=True)
class Fault:
    """A fault, what has to come of it, and the tests that inject it."""

    what: str
    outcome: str
    held_by: tuple[str, ...]


FAULTS = {
    1: Fault("killed while writing", "the old file or the new one, whole; leavings swept at the next start",
             (f"{FOLDER}test_killed_at_any_moment_the_run_is_whole", f"{FILE}test_killed_at_any_moment_it_is_whole",
              f"{FILE}test_what_killed_writers_left_is_swept_and_nothing_else")),
    2: Fault("the disk full", "exit 8, the old run as it was, nothing beside it",
             (f"{FOLDER}test_what_the_system_refuses_is_told_and_leaves_the_old_run",
              f"{FILE}test_a_limit_of_the_system_is_told_as_want_of_room",
              "commands/test_writing.py::test_a_full_disk_ends_with_its_words",
              "commands/test_streams.py::test_a_full_disk_is_said")),
    3: Fault("a folder that may not be written, a target that is open", "told, stepped around, nothing lost",
             (f"{FOLDER}test_a_folder_held_open_leaves_the_old_run",
              f"{FOLDER}test_what_cannot_be_moved_out_of_the_way_is_stepped_around")),
    4: Fault("a crash between two files of a run", "one run, whole",
             (f"{FOLDER}test_killed_at_any_step_the_run_is_whole_and_nothing_is_lost",)),
    5: Fault("the power gone", "files are on the disk before the folder gets its name",
             (f"{FOLDER}test_files_are_on_the_disk_before_the_folder_gets_its_name",)),
    6: Fault("a run edited, cut, with a file more or less", "each file named, nothing repaired",
             (f"{FOLDER}test_each_changed_missing_and_extra_file_is_named", f"{FOLDER}test_a_broken_manifest_is_no_run",
              "commands/test_compare.py::test_a_changed_folder_is_not_compared",
              "commands/test_forged_runs.py::test_a_run_forged_throughout")),
    7: Fault("a run of a newer version", "exit 2, never guessed at",
             (f"{WORK}test_a_run_of_a_newer_version_is_not_guessed_at",
              "commands/test_compare.py::test_a_run_of_a_newer_version_is_refused")),
    8: Fault("two runs into one folder", "one works, the other ends with exit 8; a dead one's lock is taken over",
             (f"{LOCKS}test_of_six_at_once_one_gets_it",
              f"{LOCKS}test_the_lock_of_a_killed_run_is_taken_over_with_a_notice",
              "commands/test_writing.py::test_a_second_run_ends_at_once_and_is_told_who_works")),
    9: Fault("two runs at once, two folders", "both whole, the same bytes as alone",
             (f"{HERE}test_two_runs_at_once_disturb_each_other_in_nothing",
              f"{SWEEP}test_a_pool_of_processes_finds_the_same")),
    10: Fault("out of time with a plan", "exit 6, its distance said",
              (f"{WORK}test_a_limit_that_strikes_at_once_leaves_a_plan_made_in_haste",
               f"{CHILD}test_out_of_time_the_bounds_are_true")),
    11: Fault("out of time without one", "exit 5, no plan",
              (f"{WORK}test_no_plan_within_the_limit", f"{CHILD}test_no_time_at_all_gives_a_plan_made_in_haste")),
    12: Fault("no plan possible", "exit 4, an irreducible conflict with its cells",
              (f"{WORK}test_what_cannot_be_is_explained",
               "optimizer/explain/test_conflict.py::test_a_conflict_is_one_and_without_any_member_is_none")),
    13: Fault("an engine that lies", "nothing false is called proven, exit 7, nothing written",
              ("optimizer/questions/test_lying_engine.py::test_no_lie_is_told_as_proven",
               f"{WORK}test_a_solver_that_dies_or_lies_leaves_the_run_before",
               "optimizer/integer/test_fold.py::test_an_engine_that_lies_once_never_makes_a_tree_prove_what_is_false")),
    14: Fault("numbers too large for an engine", "refused by their cell; sums that would wrap prove nothing",
              (f"{HERE}test_weights_and_points_as_large_as_they_may_be_are_planned_with",
               "optimizer/integer/test_certificate.py::test_sums_that_would_wrap_around_prove_nothing")),
    15: Fault("no memory for the solving child", "exit 9, the run before as it was",
              (f"{WORK}test_a_solver_that_dies_or_lies_leaves_the_run_before",)),
    16: Fault("the solving child killed", "exit 9, the program goes on",
              (f"{CHILD}test_a_child_that_is_killed_is_a_matter_of_memory_and_the_parent_goes_on",)),
    17: Fault("Ctrl-C while solving", "proven plans are written, exit 130; before the first nothing is",
              ("commands/test_interruption.py::test_proven_plans_are_kept",
               "commands/test_interruption.py::test_before_the_first_plan_nothing_is_written",
               "commands/test_interruption.py::test_no_process_outlives_the_program")),
    18: Fault("Ctrl-C while writing", "the old run as it was",
              (f"{FOLDER}test_ctrl_c_while_writing_leaves_the_old_run",)),
    19: Fault("a report from the solver that fails", "told as a fault, the next task is answered",
              (f"{CHILD}test_a_report_that_fails_leaves_no_answers_for_the_next_task",
               f"{CHILD}test_a_fault_in_the_child_is_not_taken_for_want_of_memory")),
    20: Fault("a worker that dies in a sweep", "its scenario alone is lost; --resume does what is missing",
              (f"{SWEEP}test_a_scenario_that_kills_its_worker_is_lost_alone",
               f"{SWEEP}test_kept_outcomes_are_not_solved_again",
               "commands/test_whatif.py::test_ctrl_c_keeps_what_is_solved_and_resume_goes_on")),
    21: Fault("a console of another encoding, or none", "Vietnamese all the same",
              ("commands/test_usage.py::test_a_console_of_another_encoding_breaks_nothing",
               "commands/test_streams.py::test_a_plan_is_made_whatever_becomes_of_the_streams")),
    22: Fault("no terminal, a narrow one, NO_COLOR", "plain lines, nothing that steers a terminal",
              (f"{HERE}test_without_a_terminal_lines_are_plain",)),
    23: Fault("a clock that is wrong", "no decision asks it",
              (f"{HERE}test_who_asks_the_clock_for_the_day", f"{WORK}test_the_same_input_gives_the_same_bytes")),
    24: Fault("a network, or none", "not one connection", ("test_network.py::test_another_machine_is_refused",
              "test_layers.py::test_no_module_can_reach_a_network")),
    25: Fault("a share gone, a stick pulled out", "exit 8, as F2",
              (f"{FOLDER}test_what_the_system_refuses_is_told_and_leaves_the_old_run",)),
    26: Fault("a page without scripts", "all tables are there",
              ("page/test_kept.py::test_the_page_is_whole_without_its_script_and_runs_nobody_elses",
               "commands/test_report_in_a_browser.py::test_nothing_bars_anybody_and_nothing_is_asked_of_a_network")),
    27: Fault("another page calls the review server", "refused",
              ("page/test_refusals.py::test_nothing_changes_but_by_our_own_page",
               "page/test_refusals.py::test_nobody_else_reads")),
    28: Fault("a Word form made to harm", "nothing of it is run",
              ("reports/submission/test_inspection.py::test_what_reaches_out_or_hides_a_file_is_named",
               "reports/submission/test_filling.py::test_any_name_stands_whole_and_is_never_looked_at_again")),
    29: Fault("a log or an error that tells names", "codes only",
              (f"{HERE}test_no_name_gets_into_a_log_or_a_sentence_about_a_fault",)),
    30: Fault("a library that is missing", "exit 2 with its name",
              (f"{HERE}test_a_missing_library_is_named",
               f"{CHILD}test_without_its_engine_the_child_says_what_is_missing")),
}  # fmt: skip


@pytest.mark.parametrize("number", FAULTS)
def test_each_fault_is_injected_somewhere(number: int) -> None:
    fault = FAULTS[number]
    assert fault.held_by
    for named in fault.held_by:
        path, _, name = named.partition("::")
        tree = ast.parse((TESTS / path).read_text(encoding="utf-8"))
        assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, named


def test_none_is_left_out() -> None:
    assert list(FAULTS) == list(range(1, 31))


def started(*arguments: str, before: str = "", **environment: str) -> subprocess.Popen[bytes]:
    """The command in a process of its own, ``before`` it some lines of Python."""
    code = f"import sys\n{before}\nfrom luanchuyen.cli import main\nsys.exit(main({list(arguments)!r}))"
    return subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env={**os.environ, **environment})  # fmt: skip


@pytest.mark.slow
def test_two_runs_at_once_disturb_each_other_in_nothing(tmp_path: Path) -> None:
    book = saved(sound_board(), tmp_path)
    runs = [started("plan", str(book), "--out", str(tmp_path / name), "--plans", "2", "--quiet") for name in "ab"]
    for run in runs:
        _, said = run.communicate()
        assert run.returncode == ExitCode.DONE, said.decode()
    first, second = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in "ab")
    assert first == second and "manifest.json" in first


def test_weights_and_points_as_large_as_they_may_be_are_planned_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [["Mã cán bộ", "Mã chức danh", "Điểm"], ["C1", "X1-BT", 10**6], ["C2", "X1-BT", -(10**6)]]
    weight = {"Tham số!A5": "panel.weight", "Tham số!B5": MOST, "Tham số!A6": "fill.weight", "Tham số!B6": MOST}
    book = bent(sheet("Điểm hội đồng", *rows), put(weight))(tmp_path)
    assert main(["plan", str(book), "--out", str(tmp_path / "kq"), "--plans", "1"]) == ExitCode.DONE
    assert main(["verify", str(book), str(tmp_path / "kq")]) == ExitCode.DONE
    capsys.readouterr()
    for cell, value, key in (("Điểm hội đồng!C2", 10**6 + 1, "ngoài khoảng"), ("Tham số!B5", MOST + 1, "ngoài khoảng")):
        book = bent(sheet("Điểm hội đồng", *rows), put(weight), put({cell: value}))(tmp_path)
        assert main(["check", str(book)]) == ExitCode.DATA
        told = capsys.readouterr().out
        assert key in told and cell.partition("!")[2] in told


def test_without_a_terminal_lines_are_plain(tmp_path: Path) -> None:
    book = bent(put({"Cán bộ!C2": "31/02/1980"}))(tmp_path)
    run = started("check", str(book), COLUMNS="40", NO_COLOR="1", TERM="dumb")
    said = b"".join(run.communicate())
    assert run.returncode == ExitCode.DATA and b"31/02/1980" in said
    assert not set(said) & {0x1B, 0x0D, 0x08}


def test_who_asks_the_clock_for_the_day() -> None:
    """The log and the lock tell when they were written; else seconds are counted, and no day is asked for."""
    clocks = re.compile(r"\b(datetime|date)\.(now|today|utcnow)\(|\btime\.(time|localtime|gmtime)\(")
    sources = (path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
    asked = {path.relative_to(ROOT).as_posix() for path in sources if clocks.search(path.read_text(encoding="utf-8"))}
    assert asked == {"reports/log.py", "reports/writing/records.py"}


def test_no_name_gets_into_a_log_or_a_sentence_about_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    book = bent(put({"Cán bộ!B2": CANARY}))(tmp_path)
    log = tmp_path / "nk.jsonl"
    line = ["plan", str(book), "--out", str(tmp_path / "kq"), "--plans", "1", "--log", str(log)]
    assert main(line) == ExitCode.DONE
    assert '"command": "plan"' in log.read_text(encoding="utf-8")
    assert CANARY not in log.read_text(encoding="utf-8")
    capsys.readouterr()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("luanchuyen.commands.check.report", lambda *_: 1 / 0)
    assert main(["check", str(book)]) == ExitCode.BUG
    told = capsys.readouterr()
    (kept,) = tmp_path.glob("loi_*")
    assert CANARY not in told.out + told.err + kept.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("library", "arguments"),
    [("xlsxwriter", ["new", "--out", "a.xlsx"]), ("openpyxl", ["check", "{}", "--marked", "b.xlsx"]),
     ("python_calamine", ["check", "{ods}"])],
)  # fmt: skip
def test_a_missing_library_is_named(library: str, arguments: list[str], tmp_path: Path) -> None:
    from foreign_books import FILES

    book = saved(sound_board(), tmp_path)
    (tmp_path / "none" / library).mkdir(parents=True)
    lost = f"raise ModuleNotFoundError('No module named {library}', name='{library}')"
    (tmp_path / "none" / library / "__init__.py").write_text(lost)
    paths = os.pathsep.join([str(tmp_path / "none"), os.environ.get("PYTHONPATH", "")])
    given = [part.replace("{}", str(book)).replace("{ods}", str(FILES / "board.ods")) for part in arguments]
    run = started(*given, before=f"import os; os.chdir({str(tmp_path)!r})", PYTHONPATH=paths)
    _, said = run.communicate()
    assert run.returncode == ExitCode.USAGE, said.decode()
    assert library in said.decode() and "Traceback" not in said.decode()
    assert not list(tmp_path.glob("[ab].xlsx"))
