"""The product from Python does what the commands do, and nothing of how it is done shows."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

import luanchuyen
from luanchuyen import (
    Case,
    DataError,
    FileError,
    Plan,
    Problem,
    Result,
    RuleBookError,
    ScenarioError,
    UsageError,
    VersionError,
    compare,
    open_case,
    plan,
    record,
    verify,
    what_if,
    write_run,
)  # fmt: skip
from luanchuyen.cli import main
from luanchuyen.models import errors
from luanchuyen.models.committee.decision import Decided, Decision
from luanchuyen.models.errors import ExitCode
from luanchuyen.models.schema import from_numbered, numbered


class Made(NamedTuple):
    """A board, its plans and their run folder."""

    board: Path
    case: Case
    result: Result
    folder: Path


@pytest.fixture(scope="module")
def made(board_once: Path) -> Made:
    case = open_case(board_once)
    result = plan(case.instance, case.rules, case.options)
    return Made(board_once, case, result, write_run(case, result, board_once.parent / "python"))


def test_write_run_writes_what_the_command_writes(made: Made, tmp_path: Path) -> None:
    assert main(["plan", str(made.board), "--out", str(tmp_path / "command"), "--quiet"]) == ExitCode.DONE
    ours, theirs = ({p.name: p.read_bytes() for p in f.iterdir()} for f in (made.folder, tmp_path / "command"))
    assert ours == theirs


def test_a_run_close_to_another_is_written_with_it(made: Made, tmp_path: Path) -> None:
    given = {"C2": ("X1-BT",), "C3": ("X2-BT",)}
    close = plan(made.case.instance, made.case.rules, made.case.options, given=given)
    assert verify(made.case, write_run(made.case, close, tmp_path / "close")).verified


def test_a_result_of_other_rules_is_not_written(made: Made, tmp_path: Path) -> None:
    other = open_case(made.board, overrides=["panel.weight=3"])
    with pytest.raises(UsageError) as refused:
        write_run(other, made.result, tmp_path / "r")
    assert refused.value.key == "writing.other_case"
    assert not (tmp_path / "r").exists()


def test_verify_answers_and_names_what_differs(made: Made, tmp_path: Path) -> None:
    verdict = verify(made.board, made.folder)
    assert (verdict.verified, verdict.best, verdict.differences) == (True, "tree", ())
    assert verdict.certificate == made.result.certificate
    told = json.loads((made.folder / "plans.json").read_text(encoding="utf-8"))
    told["plans"][0]["score"]["2"] += 1
    forged = tmp_path / "plans.json"
    forged.write_text(json.dumps(told), encoding="utf-8")
    assert not verify(made.board, forged).verified
    with pytest.raises(FileError):
        verify(made.board, tmp_path / "none")


def test_what_if_takes_tables_and_names_their_problems(made: Made) -> None:
    answers = what_if(made.case, [{"name": "Bỏ", "changes": [{"off": "non_local"}]}])
    (outcome,) = answers.others
    assert (outcome.scenario.name, outcome.status) == ("Bỏ", "optimal")
    assert answers.base.plan is not None and answers.base.plan.score == made.result.plans[0].score
    assert answers.comparison.others[0].name == "Bỏ"
    wrong: list[dict[str, object]] = [{"name": "A", "changes": [{"off": "familly"}]}, {"name": "B", "change": []}]
    with pytest.raises(ScenarioError) as refused:
        what_if(made.case, wrong)
    assert len(refused.value.values["problems"]) >= 2  # type: ignore[arg-type]
    with pytest.raises((DataError, ScenarioError)):
        what_if(made.case)  # the board has no sheet Kịch bản


def test_what_if_keeps_what_a_case_was_given(made: Made) -> None:
    second, gone = made.result.plans[1], min(made.result.plans[0].persons)
    close = what_if(made.case, [{"changes": [{"off": "family"}]}], close_to=f"{made.folder}#2")
    assert close.base.plan is not None and close.base.plan.pairs == second.pairs != made.result.plans[0].pairs
    decided = made.case.deciding(Decided((Decision("stay", gone),)))
    answers = what_if(decided, [{"changes": [{"off": "family"}]}])
    plans = [one.plan for one in (answers.base, *answers.others)]
    assert [plan is not None and gone not in plan.persons for plan in plans] == [True, True]


def test_compare_and_record(made: Made) -> None:
    compared = compare(f"{made.folder}#1", f"{made.folder}#2")
    assert compared.base.score == made.result.plans[0].score
    with pytest.raises(UsageError):
        compare(f"{made.folder}#1")
    counted = record(made.case, dt.date(2020, 1, 1), "2026")
    assert (counted.record.first, counted.record.last) == (dt.date(2020, 1, 1), dt.date(2026, 12, 31))
    assert counted.to_dict() == record(made.board, "2020", "12/2026").to_dict()
    with pytest.raises(UsageError):
        record(made.case, "hôm qua")


def test_nouns_are_told_and_read_back(made: Made) -> None:
    certificate, best = made.result.certificate, made.result.plans[0]
    assert certificate is not None
    for noun in (best, best.findings[0], certificate, Problem("check.x", "Cán bộ", ("A1",), "warning", {"a": "b"})):
        assert from_numbered(json.loads(json.dumps(numbered(noun)))) == noun
    assert Result.from_dict(made.result.to_dict()).to_dict() == made.result.to_dict()
    with pytest.raises(VersionError):
        from_numbered({**numbered(best), "schema": 2})
    with pytest.raises(ValueError, match="none of"):
        Plan.from_dict({**best.to_dict(), "findings": [{**best.findings[0].to_dict(), "level": "odd"}]})


def test_a_notebook_shows_a_line_and_nobodys_name(made: Made) -> None:
    names = [cadre.name for cadre in made.case.instance.cadres.values()]
    for shown in (made.case, made.case.instance, made.case.rules, made.result, made.result.plans[0]):
        assert len(repr(shown)) < 700 and not any(name in repr(shown) for name in names), shown


def test_an_error_has_the_sentences_of_its_problems_as_notes(made: Made, tmp_path: Path) -> None:
    shutil.copytree(made.board, tmp_path / "sai")
    sheet = tmp_path / "sai" / "Cán bộ.csv"
    sheet.write_text(re.sub(r"\d\d/\d\d/\d{4}", "31/02/1980", sheet.read_text("utf-8"), count=1), "utf-8")
    with pytest.raises(DataError) as wrong:
        open_case(tmp_path / "sai")
    assert "31/02/1980" in wrong.value.__notes__[-1] and "→ Sửa" in wrong.value.__notes__[-1]
    with pytest.raises(RuleBookError) as misspelt:
        open_case(made.board, overrides=["stint_length.min_month=30"])
    assert "min_months?" in misspelt.value.__notes__[-1]
    with pytest.raises(AttributeError, match="has no attribute 'plans'"):
        _ = luanchuyen.plans


def test_nothing_of_the_child_process_shows() -> None:
    functions = [offered for name in luanchuyen.__all__ if inspect.isfunction(offered := getattr(luanchuyen, name))]
    assert len(functions) == 16
    for function in functions:
        assert not [p for p in inspect.signature(function).parameters.values() if "hild" in str(p)], function


def test_every_error_that_is_raised_is_offered() -> None:
    raised = [e for e in vars(errors).values() if inspect.isclass(e) and issubclass(e, errors.RotationError)]
    assert len(raised) >= 8
    assert [e for e in raised if getattr(luanchuyen, e.__name__, None) is not e] == []
