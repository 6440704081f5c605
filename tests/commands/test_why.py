"""``why``: every question asked of a small board, in both languages, as JSON, as a workbook, and for the person."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from shape_of import unlike

from luanchuyen import UsageError, explain, open_case
from luanchuyen.cli import main
from luanchuyen.commands.library.explaining import Explained
from luanchuyen.commands.why import answer_lines
from luanchuyen.messages import speak_in
from luanchuyen.models.committee.answer import CadreAnswer, PairAnswer
from luanchuyen.models.errors import ExitCode
from luanchuyen.reports.shapes import questions
from luanchuyen.sheets.answers.writer import answer_xlsx

Output = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def run(board_once: Path) -> Path:
    """A run of the board."""
    folder = board_once.parent / "for-why"
    assert main(["plan", str(board_once), "--out", str(folder), "--plans", "2", "--quiet"]) == ExitCode.DONE
    return folder


def asked(capsys: Output, code: ExitCode, *arguments: object) -> Any:
    """What ``why`` prints as JSON."""
    assert main(["why", *map(str, arguments), "--json", "--quiet"]) == code
    return json.loads(capsys.readouterr().out)


def test_every_question_has_the_shape_of_its_answer(board_once: Path, run: Path, capsys: Output) -> None:
    pair = asked(capsys, ExitCode.DONE, board_once, "--cadre", "C0", "--post", "X2-BT")
    assert unlike(pair, questions.Pair) == []
    assert pair["status"] == "not_eligible" and pair["breaches"][0]["rule"] == "non_local"
    assert unlike(asked(capsys, ExitCode.DONE, board_once, "--post", "X1-BT"), questions.Post) == []
    assert unlike(asked(capsys, ExitCode.DONE, board_once, "--cadre", "C1", "--run", run), questions.Cadre) == []
    whole = asked(capsys, ExitCode.DONE, board_once, "--run", f"{run}#2")
    assert unlike(whole, questions.Whole) == []
    told = json.loads((run / "plans.json").read_text(encoding="utf-8"))["plans"][0]
    assert {tuple(pair) for pair in whole["core"]["always"]} <= {(a["cadre"], a["post"]) for a in told["assignments"]}


def test_the_plan_at_hand_is_that_of_the_run(board_once: Path, run: Path, capsys: Output) -> None:
    second = json.loads((run / "plans.json").read_text(encoding="utf-8"))["plans"][1]
    cadre, post = second["assignments"][0]["cadre"], second["assignments"][0]["post"]
    told = asked(capsys, ExitCode.DONE, board_once, "--cadre", cadre, "--post", post, "--run", f"{run}#2")
    assert told["status"] == "in_plan"
    assert main(["why", str(board_once), "--run", f"{run}#9", "--quiet"]) == ExitCode.USAGE
    assert main(["why", str(board_once), "--run", str(run), "--set", "non_local.level=off", "--quiet"]) == ExitCode.DONE


def test_a_plan_that_is_not_lawful_here_answers_nothing(board: Path, run: Path, capsys: Output) -> None:
    told = json.loads((run / "plans.json").read_text(encoding="utf-8"))["plans"][0]["assignments"][0]
    row = f"Mã cán bộ,Mã chức danh,Khóa,Lý do\n{told['cadre']},{told['post']},cấm,\n"
    (board / "Khóa.csv").write_text(row, encoding="utf-8")
    assert main(["why", str(board), "--run", str(run), "--quiet"]) == ExitCode.AUDIT


@pytest.fixture(scope="module")
def answers(board_once: Path) -> dict[tuple[str | None, str | None], Explained]:
    """The answer to each sort of question."""
    case = open_case(board_once)
    asked = (("C0", "X2-BT"), ("C1", "X1-BT"), (None, "X1-BT"), ("C1", None), (None, None))
    return {(cadre, post): explain(case, cadre, post) for cadre, post in asked}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_answers_are_sentences(answers: dict[object, Explained], language: str, capsys: Output) -> None:
    speak_in(language)
    for told in answers.values():
        lines = list(answer_lines(told))
        assert len(lines) > 2 and not [line for line in lines if "{" in line or "why." in line or "None" in line]
    speak_in("vi")


def test_the_workbook_tells_what_the_screen_tells(
    board_once: Path, answers: dict[object, Explained], tmp_path: Path
) -> None:
    for told in answers.values():
        assert told.answer is not None
        lines = list(answer_lines(told))
        book = answer_xlsx(told.situation, told.answer, lines)
        values = [v for row in openpyxl.load_workbook(BytesIO(book)).active.iter_rows(values_only=True) for v in row]
        assert {lines[0].rstrip(":"), lines[-1]} <= set(values)
        assert not any(str(value).startswith("structure") for value in values)
        assert answer_xlsx(told.situation, told.answer, lines) == book
    out = tmp_path / "why.xlsx"
    question = [str(board_once), "--post", "X1-BT", "--out", str(out), "--quiet"]
    assert main(["why", *question]) == ExitCode.DONE
    told = answers[None, "X1-BT"]
    assert out.read_bytes() == answer_xlsx(told.situation, told.answer, list(answer_lines(told)))
    assert main(["why", *question]) == ExitCode.FILE  # nothing is overwritten unasked


def test_no_plan_at_all_tells_the_conflict(board: Path, capsys: Output) -> None:
    # C0 comes from the commune of X2, whose secretary must not be local.
    (board / "Khóa.csv").write_text("Mã cán bộ,Mã chức danh,Khóa,Lý do\nC0,X2-BT,cố định,\n", encoding="utf-8")
    assert unlike(asked(capsys, ExitCode.INFEASIBLE, board), questions.NoPlan) == []
    pair = asked(capsys, ExitCode.INFEASIBLE, board, "--cadre", "C1", "--post", "X1-BT")
    assert unlike(pair, questions.Pair) == []
    assert pair["conflict"]


def test_a_code_that_is_not_there_is_refused_with_the_nearest(board_once: Path) -> None:
    with pytest.raises(UsageError) as refused:
        explain(board_once, "C00")
    assert refused.value.key == "why.unknown_cadre" and "C0" in str(refused.value)
    with pytest.raises(UsageError, match=r"Có phải C0\?"):  # a name is answered with its code
        explain(board_once, "Lò Thị An")
    with pytest.raises(UsageError, match="cột Mã cán bộ"):
        explain(board_once, "?")
    for wrong in (["--post", "X1"], ["--for-person"], ["--out", "answer.docx"]):
        assert main(["why", str(board_once), *wrong, "--quiet"]) == ExitCode.USAGE


def test_for_the_person_nobody_else_is_told_of(board_once: Path) -> None:
    case = open_case(board_once)
    others = {c: cadre for c, cadre in case.instance.cadres.items() if c != "C1"}
    told = explain(case, "C1", for_person=True).answer
    assert isinstance(told, CadreAnswer)
    pair = explain(case, "C1", "X1-BT", for_person=True).answer
    assert isinstance(pair, PairAnswer)
    rows = {f"{cadre.origin.sheet}!{cell}" for cadre in others.values() for cell in cadre.origin.cells.values()}
    for one in (told, pair):
        text = json.dumps(one.to_dict(), ensure_ascii=False)
        assert not [code for code in others if f'"{code}"' in text.replace('"cell": "', '"cell": "at ')]
        cells = {f"{cell['sheet']}!{cell['cell']}" for cell in _cells(one.to_dict())}
        assert not cells & rows


def _cells(told: Any) -> list[dict[str, str]]:
    if isinstance(told, dict):
        if told.keys() == {"sheet", "cell"}:
            return [told]
        return [cell for value in told.values() for cell in _cells(value)]
    return [cell for value in told for cell in _cells(value)] if isinstance(told, list) else []
