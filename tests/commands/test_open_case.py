"""One door: Python's ``open_case`` and the command ``plan`` read the same and give the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import as_file
from pathlib import Path

import openpyxl
import pytest

import luanchuyen
from luanchuyen import Case, load_rules, open_case, plan
from luanchuyen.cli import main
from luanchuyen.models.errors import DataError, ExitCode, FileError, RuleBookError
from luanchuyen.models.options import Options
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.scenarios import example
from luanchuyen.sheets.reading import reader

README = Path(__file__).parents[2]
DISTANCE = "Số người khác nhau giữa hai phương án"


@pytest.fixture
def board(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The smallest example as a workbook, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "--example", "dien-bien-2017", "--out", "facts.xlsx", "--quiet"]) == ExitCode.DONE
    yield tmp_path / "facts.xlsx"


def with_settings(book: Path, *rows: tuple[str, object]) -> None:
    """Write rows of Tham số: over the row of the same name, else below."""
    opened = openpyxl.load_workbook(book)
    sheet = opened["Tham số"]
    for key, value in rows:
        at = next((row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == key), sheet.max_row + 1)
        sheet.cell(at, 1).value, sheet.cell(at, 2).value = key, value
    opened.save(book)


def bytes_of(case: Case, options: Options | None = None) -> str:
    """What plans.json would hold."""
    made = plan(case.instance, case.rules, options or case.options).to_dict()
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


@pytest.mark.parametrize("name", example.names())
def test_every_example_gives_the_same_plans_by_python_and_by_the_command(name: str, tmp_path: Path) -> None:
    out = tmp_path / "kq"
    with as_file(example.folder(name)) as folder:
        assert main(["plan", str(folder), "--out", str(out), "--plans", "1", "--quiet"]) == ExitCode.DONE
        case = open_case(folder)
    assert bytes_of(case, Options(1, case.options.differ_by)) == (out / "plans.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_the_snippet_of_the_readme_is_the_command(page: str, board: Path) -> None:
    text = (README / page).read_text(encoding="utf-8")
    snippet = next(s for s in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "open_case" in s)
    (board.parent / "tinh.toml").write_text(
        'extends = "qd98-2017"\n[stint_length]\nmin_months = 30\n[wishes]\nlevel = "soft"\n', encoding="utf-8"
    )
    board.rename("so-lieu.xlsx")
    with_settings(Path("so-lieu.xlsx"), ("Bộ quy định", "tinh.toml"), ("stability.level", "off"), ("Số phương án", 2))
    Path("facts.xlsx").write_bytes(Path("so-lieu.xlsx").read_bytes())
    made: dict[str, object] = {}
    exec(snippet, made)
    assert main(["plan", "facts.xlsx", "--out", "kq", "--quiet"]) == ExitCode.DONE
    told = json.loads(Path("kq/plans.json").read_text(encoding="utf-8"))
    assert made["result"].to_dict() == told  # type: ignore[attr-defined]
    assert (told["record"]["rules"], len(told["plans"])) == ("tinh", 2)


def test_what_tham_so_says_is_in_the_case_and_what_the_caller_says_goes_first(board: Path) -> None:
    with_settings(board, (DISTANCE, 2), ("Giới hạn thời gian", 60), ("stint_length.min_months", 24))
    with_settings(board, ("rank_step.down", 2))
    case = open_case(board)
    assert case.options == Options(plans=3, differ_by=2, time_limit=60)
    assert case.rules.entry("stint_length").numbers["min_months"] == 24
    given = open_case(board, "qd65-2022", ["stint_length.min_months = 48", ("rank_step", "up", 1)])
    numbers = {rule: given.rules.entry(rule).numbers for rule in ("stint_length", "rank_step")}
    assert (given.rules.name, numbers["stint_length"]["min_months"]) == ("qd65-2022", 48)
    assert (numbers["rank_step"]["down"], numbers["rank_step"]["up"]) == (2, 1)
    assert (
        given.rules.sha256
        == load_rules(
            "qd65-2022",
            [("stint_length", "min_months", "48"), ("rank_step", "down", "2"), ("rank_step", "up", "1")],
        ).sha256
    )


def test_a_case_is_sound_or_all_its_problems_are_raised(board: Path) -> None:
    assert all(problem.severity != "error" for problem in open_case(board).problems)
    with pytest.raises(RuleBookError, match="--set cần dạng"):
        open_case(board, overrides=["stint_length"])
    with pytest.raises(FileError, match="Không có tệp hay thư mục"):
        open_case(board.parent / "facts.xls")
    with_settings(board, ("stint_lenght.min_months", 3), ("rank_step.down", "x"))
    with pytest.raises(DataError, match="Tìm thấy 2 lỗi và 0 điều nhắc") as caught:
        open_case(board)
    wrong = {cell for problem in caught.value.problems if problem.severity == "error" for cell in problem.cells}
    assert wrong == {"B12", "B13"}


def test_tham_so_is_read_once(board: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    real = reader.settings_of
    monkeypatch.setattr(reader, "settings_of", lambda *given: seen.append(given) or real(*given))
    open_case(board)
    assert len(seen) == 1


def test_every_name_offered_to_python_is_there() -> None:
    assert register()
    assert all(hasattr(luanchuyen, name) for name in luanchuyen.__all__)
    assert dir(luanchuyen) == sorted([*luanchuyen.__all__, "__version__"])
