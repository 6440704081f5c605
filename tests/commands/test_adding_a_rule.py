"""The page on adding a rule, carried out: a rule in a package of its own, and everything knows it."""

from __future__ import annotations

import importlib
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cases_of
import openpyxl
import pytest
from package_tree import ROOT, generator
from tellings import judged, told_by_arrays

from luanchuyen.cli import main
from luanchuyen.messages import LANGUAGES, sentences
from luanchuyen.models.errors import ExitCode
from luanchuyen.optimizer.rules import rule as rules
from luanchuyen.optimizer.rules.in_force import rules_of
from luanchuyen.scenarios.rulebook.book import load_rules

Output = pytest.CaptureFixture[str]
PAGE = (ROOT / "docs" / "adding-a-rule.md").read_text(encoding="utf-8")
CASES, *WORDS, BOOK = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
(CODE,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
SMALL = BOOK.replace("qd65-2026", "fill-only").replace("43", "39") + '\n[panel]\nlevel = "soft"\n'
"""The page's book over few rules, so that a sweep is short, with a number that binds on the small board."""
WAIVER = """Quy định,Mã cán bộ,Mã chức danh,Cấp quyết định,Văn bản,Ngày,Lý do
oldest,C0,X1-BT,Ban Thường vụ Tỉnh ủy,Kết luận số 12-KL/TU,20/05/2026,Yêu cầu nhiệm vụ
"""


@pytest.fixture
def oldest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The page's rule in a package beside the product, its words in the tables; both gone after the test."""
    package = tmp_path / "quy_dinh_rieng"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "oldest.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "oldest.toml").write_text(CASES, encoding="utf-8")
    for language, words in zip(LANGUAGES, WORDS, strict=True):
        for key, text in tomllib.loads(words).items():
            monkeypatch.setitem(sentences(language, "rules"), key, text)
    monkeypatch.setattr(cases_of, "FOLDER", tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("quy_dinh_rieng.oldest")
    yield
    del rules._register["oldest"]
    for name in [name for name in sys.modules if name.partition(".")[0] == "quy_dinh_rieng"]:
        del sys.modules[name]


@pytest.fixture
def ruled(board: Path) -> Path:
    """The small board under the page's book, with a waiver of the page's rule."""
    (board.parent / "quy-dinh.toml").write_text(SMALL, encoding="utf-8")
    (board / "Ngoại lệ.csv").write_text(WAIVER, encoding="utf-8")
    settings = board / "Tham số.csv"
    settings.write_text(settings.read_text(encoding="utf-8").replace("qd65-2026", "quy-dinh.toml"), encoding="utf-8")
    return board


def movers(board: Path, out: Path, *options: str) -> dict[str, str]:
    """Who takes which post in the best plan."""
    assert main(["plan", str(board), "--out", str(out), "--quiet", "--plans", "1", *options]) == ExitCode.DONE
    (plan,) = json.loads((out / "plans.json").read_text(encoding="utf-8"))["plans"]
    return {a["post"]: a["cadre"] for a in plan["assignments"]}


def texts(path: Path) -> dict[str, set[str]]:
    """Every text of a workbook, by sheet."""
    book: Any = openpyxl.load_workbook(path)
    return {sheet.title: {str(c.value) for row in sheet.rows for c in row if c.value} for sheet in book}


def test_nothing_knows_a_rule_before_it_is(ruled: Path, capsys: Output) -> None:
    assert main(["check", str(ruled)]) != ExitCode.DONE
    assert "oldest" in "".join(capsys.readouterr())
    assert "oldest" not in rules.register()


@pytest.mark.usefixtures("oldest")
def test_its_cases_hold_in_both_tellings() -> None:
    found = list(cases_of.cases_of("oldest"))
    for case in found:
        situation, pair = case.situation(), case.expected["pair"]
        rule = rules_of(situation)["oldest"]
        assert judged(rule, *pair, situation)[0] == told_by_arrays(rule, *pair, situation) == case.expected["amount"]
    assert [case.expected["amount"] for case in found] == [0, 1, 0]


@pytest.mark.usefixtures("oldest")
def test_every_command_and_page_knows_it(ruled: Path, tmp_path: Path, capsys: Output) -> None:
    assert main(["check", str(ruled)]) == ExitCode.DONE, "its waiver too"
    run, costs, book = tmp_path / "run", tmp_path / "costs", ruled.parent / "quy-dinh.toml"
    assert movers(ruled, run)["X2-BT"] == "C7", "38 years old; C5, whom the board gave the most points, is 40"
    assert movers(ruled, tmp_path / "looser", "--set", "oldest.most_years=40")["X2-BT"] == "C5", "the number binds"
    pages = texts(run / "plans.xlsx")
    waived = "Ngoại lệ đã cho phép: quá 6 tuổi so với quy định với cấp trưởng"
    assert any(waived in text for text in pages["Phương án 1"])
    applied = {"Độ tuổi cấp trưởng", "Tuổi cao nhất (most_years): 39", "Quy định 12-QĐ/TU Điều 3"}
    assert applied <= pages["Quy định áp dụng"]
    assert main(["verify", str(ruled), str(run)]) == ExitCode.DONE
    capsys.readouterr()
    assert main(["rules", str(book)]) == ExitCode.DONE
    lines = capsys.readouterr().out.splitlines()
    at = lines.index("    Số: Tuổi cao nhất (most_years) = 39")
    assert lines[at + 1].startswith("    Nguồn: Quy định 12-QĐ/TU Điều 3")
    assert main(["whatif", str(ruled), "--costs", "--jobs", "1", "--quiet", "--out", str(costs)]) == ExitCode.DONE
    told = texts(costs / "comparison.xlsx")["Cái giá của quy định"]
    assert {"Độ tuổi cấp trưởng, tuổi cao nhất: 39 → 41", "Không áp dụng: Độ tuổi cấp trưởng"} <= told
    page = generator()._rule_page(rules.register()["oldest"], {"quy-dinh": load_rules(book)})
    assert (
        "| `most_years` | Greatest age | 39 |" in page and "| `most_years` | Quy định 12-QĐ/TU Điều 3 | yes |" in page
    )
