"""--log of plan and apply, and verify of a log."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from shape_of import unlike

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode
from luanchuyen.reports.log import log_state
from luanchuyen.reports.shapes import answers

Output = pytest.CaptureFixture[str]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_plan_and_apply_log_what_they_did_and_verify_follows(board: Path, tmp_path: Path, capsys: Output) -> None:
    log, run, new = tmp_path / "nhat-ky.jsonl", tmp_path / "ket-qua", tmp_path / "moi"
    assert main(["plan", str(board), "--out", str(run), "--plans", "1", "--log", str(log)]) == ExitCode.DONE
    assert str(log_state(log).last) in capsys.readouterr().out
    on = ["--on", "01/08/2026", "--out", str(new), "--log", str(log), "--json"]
    assert main(["apply", str(board), str(run), *on]) == ExitCode.DONE
    applied = json.loads(capsys.readouterr().out)
    assert unlike(applied, answers.Applied) == [] and applied["log"] == log_state(log).last
    first, second = (json.loads(line) for line in log.read_text(encoding="utf-8").splitlines())
    for line in (first, second):
        assert unlike(line, answers.LogLine) == [] and str(tmp_path) not in json.dumps(line)
    record = json.loads((run / "plans.json").read_text(encoding="utf-8"))["record"]
    assert first["input_sha256"] == second["input_sha256"] == record["input_sha256"]
    assert first["rules_sha256"] == second["rules_sha256"] == record["rules_sha256"]
    assert first["output_sha256"] == sha256(run / "manifest.json")
    assert second["options"] == {"on": "2026-08-01", "plan": 1,
                                 "assignments": [list(pair.values()) for pair in applied["assignments"]]}  # fmt: skip
    assert main(["xac-minh", str(log)]) == ExitCode.DONE
    assert f"2 dòng; mã của dòng cuối: {applied['log']}" in capsys.readouterr().out


def test_verify_names_the_line_that_is_broken(board: Path, tmp_path: Path, capsys: Output) -> None:
    log, run = tmp_path / "nhat-ky.jsonl", tmp_path / "ket-qua"
    for _ in range(2):
        assert main(["plan", str(board), "--out", str(run), "--plans", "1", "--log", str(log), "--quiet"]) == 0
    capsys.readouterr()
    log.write_bytes(log.read_bytes().replace(b'"command": "plan"', b'"command": "what"', 1))
    assert main(["verify", str(log), "--json"]) == ExitCode.AUDIT
    told = json.loads(capsys.readouterr().out)
    assert unlike(told, answers.Log) == [] and told["broken"] == 2


def test_a_file_that_is_no_log_stops_the_command_before_its_work(board: Path, tmp_path: Path, capsys: Output) -> None:
    mine = tmp_path / "mine.jsonl"
    mine.write_text("của tôi", encoding="utf-8")
    run = tmp_path / "ket-qua"
    assert main(["plan", str(board), "--out", str(run), "--log", str(mine)]) == ExitCode.FILE
    assert not run.exists() and mine.read_text(encoding="utf-8") == "của tôi"
    assert main(["verify", str(mine)]) == ExitCode.FILE
    assert main(["verify", str(tmp_path / "nowhere.jsonl")]) == ExitCode.FILE
    assert main(["verify", str(board)]) == ExitCode.USAGE
    assert ".jsonl" in capsys.readouterr().err
