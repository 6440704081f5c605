"""A province's own rule book: the page's worked example is written to a file, planned with, and read in the plan."""

from __future__ import annotations

import json
import re
from dataclasses import fields, replace
from pathlib import Path

import pytest
from account_boards import ACCOUNTS
from package_tree import ROOT

from luanchuyen import explain
from luanchuyen.cli import main
from luanchuyen.commands.library.facts import read
from luanchuyen.models.errors import ExitCode
from luanchuyen.models.options import Options
from luanchuyen.models.plan import Plan
from luanchuyen.models.policy import Entry
from luanchuyen.optimizer.planning import plan
from luanchuyen.scenarios.rulebook.book import load_rules

PAGE = (ROOT / "docs" / "provincial-rule-book.md").read_text(encoding="utf-8")
EXAMPLE, THANH_HOA = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)


def written(folder: Path, text: str) -> Path:
    path = folder / "dien-bien.toml"
    path.write_text(text, encoding="utf-8")
    return path


def without(table: str) -> str:
    """The example less one table."""
    text, count = re.subn(rf"^\[{re.escape(table)}\]\n.*?(?=^$|\Z)", "", EXAMPLE, flags=re.DOTALL | re.MULTILINE)
    assert count == 1
    return text


def best(board: Path, book: str | Path) -> Plan:
    return plan(read(board, book), load_rules(book), Options(plans=1)).plans[0]


def secretaries(made: Plan) -> dict[str, str]:
    return {post: cadre for cadre, post in made.pairs}


def as_the_province_writes(board: Path) -> None:
    posts = board / "Chức danh.csv"
    text = posts.read_text(encoding="utf-8")
    posts.write_text(text.replace(",X1,Bí thư,", ",X1,Bí thư thứ nhất,"), encoding="utf-8")


def test_the_shares_of_the_province_decide_who_is_exchanged(board: Path, tmp_path: Path) -> None:
    shipped, ours = (secretaries(best(board, book)) for book in ("qd65-2026", written(tmp_path, EXAMPLE)))
    assert shipped.keys() == {"X1-BT", "X2-BT", "X3-BT"}, "the local secretary of X3 is exchanged"
    assert ours.keys() == {"X1-BT", "X2-BT"} and "C6" not in ours.values()
    every = secretaries(best(board, written(tmp_path, EXAMPLE.replace("percent = 60", "percent = 100"))))
    assert every.keys() == shipped.keys()


def test_the_ranks_of_the_province_decide_who_may_rise(board: Path, tmp_path: Path) -> None:
    strict = best(board, written(tmp_path, without("rank_step").replace("percent = 60", "percent = 0")))
    assert {cadre for cadre, _ in strict.pairs} <= {"C6"}, "nobody else is of the rank already"
    assert {cadre for cadre, _ in best(board, written(tmp_path, EXAMPLE)).pairs} == {"C0", "C5"}


def test_the_spelling_of_the_province_is_its_kind_of_post(board: Path, tmp_path: Path) -> None:
    as_the_province_writes(board)
    assert read(board, "qd65-2026").posts["X1-BT"].kind == "Bí thư thứ nhất"
    ours = written(tmp_path, EXAMPLE)
    assert read(board, ours).posts["X1-BT"].kind == "secretary"
    assert secretaries(best(board, ours)).keys() == {"X1-BT", "X2-BT"}


def test_the_book_goes_with_the_plan(board: Path, tmp_path: Path) -> None:
    ours, out = written(tmp_path, EXAMPLE), tmp_path / "kq"
    assert main(["plan", str(board), "--rules", str(ours), "--out", str(out), "--plans", "1"]) == ExitCode.DONE
    told, policy = json.loads((out / "plans.json").read_text(encoding="utf-8")), load_rules(ours)
    assert {a["post"] for a in told["plans"][0]["assignments"]} == {"X1-BT", "X2-BT"}
    assert told["record"]["rules_sha256"] == policy.sha256
    kept = load_rules(out / "rules.toml")
    assert kept == policy
    assert kept.entry("rank_step").source("up").basis == "Quy định 12-QĐ/TU Điều 3"
    assert main(["verify", str(board), str(out)]) == ExitCode.DONE


def test_only_what_the_book_says_differs(tmp_path: Path) -> None:
    ours, shipped = load_rules(written(tmp_path, EXAMPLE)), load_rules("qd65-2026")
    changed = {rule for rule, entry in shipped.entries.items() if ours.entry(rule) != entry}
    assert changed == {"rank_step", "non_local_share", "coverage"}
    assert ours.entry("coverage") == replace(shipped.entry("coverage"), level="off")
    assert ours.in_force == shipped.in_force
    down = [entry.source("down") for entry in (ours.entry("rank_step"), shipped.entry("rank_step"))]
    assert down[0] == down[1]


def test_thanh_hoa_asks_more_of_secretaries_and_lets_nobody_up(tmp_path: Path) -> None:
    ours = written(tmp_path, THANH_HOA)
    changed = {rule for rule, entry in load_rules("qd65-2026").entries.items() if load_rules(ours).entry(rule) != entry}
    assert changed == {"qualification", "moratorium"}
    account = ACCOUNTS["lang-son"]
    board = account.written(tmp_path / "lang-son", **account.settings)
    cadres = board / "Cán bộ.csv"
    text = cadres.read_text(encoding="utf-8").splitlines()
    lowered = [line.replace("cao cấp", "trung cấp") if line.startswith("LS01") else line for line in text]
    cadres.write_text("\n".join(lowered), encoding="utf-8")
    told = {
        pair: explain(board, *pair, rules=ours).answer.breaches for pair in (("LS01", "BT-CL"), ("LS02", "VP-PCVP"))
    }
    said = {pair: [(one.rule, one.value, one.needed) for one in breaches] for pair, breaches in told.items()}
    assert ("qualification", "trung cấp", "cao cấp") in said["LS01", "BT-CL"]
    assert ("moratorium", "2025-11-01", "2026-01-01") in said["LS02", "VP-PCVP"]
    assert not [row for row in said["LS01", "BT-CL"] if row[0] == "moratorium"], "between communes one may move"


@pytest.mark.parametrize("table", ["rank_step", "non_local_share", "coverage", "bundle", "reference_dates"])
def test_every_table_of_the_example_says_something(table: str, tmp_path: Path) -> None:
    assert load_rules(written(tmp_path, without(table))).sha256 != load_rules(written(tmp_path, EXAMPLE)).sha256


def test_the_page_says_what_an_entry_may_hold() -> None:
    said = {field.name for field in fields(Entry)} - {"rule", "numbers"}
    assert sorted(key for key in said if f"`{key}" not in PAGE) == []
