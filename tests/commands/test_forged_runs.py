"""Every field of every file of a run, falsified in several ways: named by verify, or shown to claim nothing."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from copy import copy
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from luanchuyen.cli import main
from luanchuyen.commands.input import read_input
from luanchuyen.commands.library.verifying import file_faults, judged
from luanchuyen.commands.runs.run_reading import Run, read_run, run_of
from luanchuyen.models.certificate import Certificate
from luanchuyen.models.errors import ExitCode, RotationError
from luanchuyen.models.plan import Plan, Result
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.audit.claims import Judge
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.reports.run_folder import write_run
from luanchuyen.scenarios.rulebook.book import load_rules
from luanchuyen.scenarios.rulebook.text import effective_toml
from luanchuyen.sheets.edits.readback import ReadBack, SheetHeld, grids_of
from luanchuyen.sheets.opening.grid import Cell
from luanchuyen.sheets.plans.writer import write_plans

HAND = ("Chốt", "Lý do", "Văn bản ngoại lệ", "Ghi chú")
Path_ = tuple[str | int, ...]

CLAIMS_NOTHING = {
    "certificate.json: plans.*.tiers.*.tree.*": "a tree claims its bound alone, and these still show it",
    "certificate.json: plans.*.tiers.*.target": "part of the tree's arithmetic, which still shows the bound",
    "certificate.json: end.tree.*": "the same of the tree that shows that there is no further plan",
    "certificate.json: end.target": "the same: any target beyond every score",
    "certificate.json: plans.*.order.tree.*": "the same of the tree that shows a plan's place among its equals",
    "certificate.json: plans.*.order": "null claims no place among equals, and that is told",
    "certificate.json: cross_checked": "null claims less than what other engines said",
}
"""Where a forgery may pass, and why."""


@dataclass
class Forged:
    """A run that is changed again and again, and who judges it."""

    folder: Path
    judge: Judge
    texts: dict[str, bytes]

    def told_apart(self, name: str, value: Any, quick: bool) -> bool:
        """Whether verify refuses the run with that value as one of its JSON files; ``quick``: by these alone."""
        values = {file: json.loads(self.texts[file]) for file in ("plans.json", "certificate.json")} | {name: value}
        try:
            found = run_of(self.folder, values["plans.json"])
            faults = self._judge(found).faults(found.plans, found.document, values["certificate.json"])
            # To the end where something is left out: nothing that is missing may break what is judged after it.
            if list(faults) if name == "certificate.json" or missing(value) else next(faults, None):
                return True
        except RotationError:
            return True
        return not quick and self.caught(name, json.dumps(value).encode())

    def _judge(self, found: Run) -> Judge:
        situation = self.judge.situation
        if found.close_to == situation.given:
            return self.judge
        return Judge(situation_of(situation.instance, situation.policy, given=found.close_to))

    def caught(self, name: str, content: bytes, repaired: bool = True) -> bool:
        """Whether verify refuses the run with that file instead; ``repaired``: the manifest says so too."""
        manifest = json.loads(self.texts["manifest.json"])
        if repaired and name != "manifest.json":
            manifest["files"][name] = hashlib.sha256(content).hexdigest()
        (self.folder / "manifest.json").write_bytes(json.dumps(manifest).encode())
        (self.folder / name).write_bytes(content)
        try:
            return self._refused()
        finally:
            for file in (name, "manifest.json"):
                (self.folder / file).write_bytes(self.texts[file])

    def _refused(self) -> bool:
        try:
            found = read_run(self.folder)
            return bool(judged(found, self._judge(found))[0].wrong)
        except RotationError:
            return True


@pytest.fixture(scope="module")
def forged(board_once: Path) -> Forged:
    """Three plans and the proof that there is no fourth, other engines asked."""
    folder = board_once.with_name("ket-qua")
    options = ["--plans", "4", "--differ-by", "5", "--verify", "full", "--quiet"]
    assert main(["plan", str(board_once), "--out", str(folder), *options]) == ExitCode.DONE
    source, policy = read_input(board_once), load_rules(folder / "rules.toml")
    judge = Judge(situation_of(source.instance, policy))
    return Forged(folder, judge, {path.name: path.read_bytes() for path in folder.iterdir()})


def missing(document: Any) -> bool:
    """Whether a plans.json lacks what each has."""
    record = document.get("record") if isinstance(document, dict) else None
    return not isinstance(record, dict) or len(document) != 4 or len(record) != 8


def places(value: Any, path: Path_ = ()) -> Iterator[Path_]:
    """Every part of a plain value, the parts that hold others too."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield from places(part, (*path, key))


def forgeries(value: Any) -> Iterator[Any]:
    """A value falsified: bumped, of another type, dropped, swapped, with more than it should have."""
    if isinstance(value, bool):
        yield from (not value, int(value))
    elif isinstance(value, int):
        yield from (value + 1, value - 1, float(value), str(value))
    elif isinstance(value, str):
        yield from (value + "x", [value])
    elif value is None:
        yield from ("x", [["C0", ["X1-BT"]]])
    elif isinstance(value, list):
        yield [*value, *(value[:1] or ["x"])]
        if value:
            yield value[:-1]
        if len(value) > 1 and value[0] != value[-1]:
            yield [value[-1], *value[1:-1], value[0]]
    else:
        yield {**value, "x": 0}
        yield None
        for key in value:
            yield {k: v for k, v in value.items() if k != key}


def with_part(document: Any, path: Path_, part: Any) -> Any:
    """The document with a part of it replaced."""
    if not path:
        return part
    made = copy(document)
    made[path[0]] = with_part(document[path[0]], path[1:], part)
    return made


def part_at(document: Any, path: Path_) -> Any:
    for key in path:
        document = document[key]
    return document


def excused(name: str, path: Path_) -> bool:
    """Whether the table of what claims nothing has this place."""
    words = ["*" if isinstance(key, int) else key for key in path]
    for known in CLAIMS_NOTHING:
        file, _, where = known.partition(": ")
        parts = where.split(".")
        whole = len(words) >= len(parts) if parts[-1] == "*" else len(words) == len(parts)
        if file == name and whole and all(p in ("*", w) for p, w in zip(parts, words, strict=False)):
            return True
    return False


def test_every_field_of_the_json_files_falsified(forged: Forged, capsys: pytest.CaptureFixture[str]) -> None:
    counts: Counter[str] = Counter()
    for name in ("plans.json", "certificate.json"):
        document = json.loads(forged.texts[name])
        assert not forged.caught(name, json.dumps(document, indent=1).encode())
        for path in places(document):
            counts["fields"] += 1
            in_tree, may_pass = "tree" in path[:-1], excused(name, path)
            if (in_tree and counts["fields"] % 9) or path[:2] == ("plans", 1):
                continue  # a part of the numbers in trees is enough: test_certificate.py forges them too
            for part in list(forgeries(part_at(document, path)))[: 1 if in_tree else None]:
                caught = forged.told_apart(name, with_part(document, path, part), may_pass)
                counts["forgeries"] += 1
                counts["claiming nothing"] += not caught
                assert caught or may_pass, (name, path, part)
    with capsys.disabled():
        print(f"\n{dict(counts)}")
    assert counts["claiming nothing"] < counts["forgeries"] // 10


def test_every_field_of_the_manifest_falsified(forged: Forged) -> None:
    document = json.loads(forged.texts["manifest.json"])
    found = read_run(forged.folder)
    for path in places(document):
        for part in forgeries(part_at(document, path)):
            (forged.folder / "manifest.json").write_text(json.dumps(with_part(document, path, part)))
            try:
                assert list(file_faults(found, forged.judge)) or path == ("files", "plans.xlsx"), (path, part)
            except RotationError:
                continue
    (forged.folder / "manifest.json").write_bytes(forged.texts["manifest.json"])


def test_every_line_of_the_rule_book_falsified(forged: Forged) -> None:
    """What verify makes of it: no rule book, another one than the record's, or not to the letter what it means."""
    lines = forged.texts["rules.toml"].splitlines(keepends=True)
    file = forged.folder / "khac.toml"
    for at in range(0, len(lines), 67):
        for content in (b"".join([*lines[:at], *lines[at + 1 :]]), b"".join([*lines[:at], b"# x\n", *lines[at:]])):
            file.write_bytes(content)
            try:
                policy = load_rules(file)
            except RotationError:
                continue
            wrong = policy.sha256 != forged.judge.situation.policy.sha256
            assert wrong or effective_toml(policy).encode() != content, at
    file.unlink()


def test_every_cell_of_the_workbook_falsified(forged: Forged, capsys: pytest.CaptureFixture[str]) -> None:
    counts: Counter[str] = Counter()
    for grid in grids_of(forged.texts["plans.xlsx"]) or ():
        for row, cells in grid.rows.items():
            for column, cell in cells.items():
                if str(cell.raw) in HAND:
                    continue
                counts["cells"] += 1
                others = [Cell(f"{cell.raw}x"), Cell(7_777), Cell("=1+1"), None]
                for other in others:
                    kept = {c: v for c, v in {**cells, column: other}.items() if v is not None}
                    told = ReadBack()
                    SheetHeld(grid, replace(grid, rows={**grid.rows, row: kept}), told).hold()
                    counts["forgeries"] += 1
                    named = [one.cell for one in told.otherwise]
                    # A heading left out alone is a column's, a line's only cell left out is a line that is gone.
                    assert named or other is None, (grid.title, row, column, other)
                    assert len(named) <= 1
                    counts["named"] += bool(named)
    with capsys.disabled():
        print(f"\n{dict(counts)}")
    assert counts["named"] > counts["forgeries"] * 0.97


def test_what_is_not_repaired_is_named_by_its_hash(forged: Forged) -> None:
    for name, text in forged.texts.items():
        if name not in ("manifest.json", "plans.xlsx"):
            assert forged.caught(name, text + b" ", repaired=False), name


def test_a_workbook_of_another_run_is_no_workbook_of_this(board_once: Path, forged: Forged) -> None:
    other = forged.folder.with_name("khac")
    assert main(["plan", str(board_once), "--out", str(other), "--plans", "2", "--quiet"]) == ExitCode.DONE
    for repaired in (True, False):
        assert forged.caught("plans.xlsx", (other / "plans.xlsx").read_bytes(), repaired)
    shutil.rmtree(other)


@pytest.fixture(scope="module")
def tied(board_once: Path) -> tuple[Situation, dict[str, bytes]]:
    """Three plans of one score: the facts, and the files."""
    run = board_once.with_name("bang-diem")
    assert main(["plan", str(board_once), "--out", str(run), "--quiet"]) == ExitCode.DONE
    source = read_input(board_once)
    return situation_of(source.instance, source.policy), {path.name: path.read_bytes() for path in run.iterdir()}


def rewrite(run: Path, situation: Situation, files: dict[str, bytes], edit: Callable[[Any, Any], None]) -> None:
    """A run forged throughout: both files edited, the workbook and the manifest made to agree."""
    files = {name: text for name, text in files.items() if name != "manifest.json"}
    document, certificate = json.loads(files["plans.json"]), json.loads(files["certificate.json"])
    document["worse"] = _told_of(situation, ())
    edit(document, certificate)
    document.pop("worse", None)
    plans = [Plan.without_findings(told) for told in document["plans"]]
    whole = tuple(replace(p, findings=audit(situation, p.pairs).findings) for p in plans)
    stream = io.BytesIO()
    result = Result(document["status"], whole, document["record"], certificate=Certificate.from_dict(certificate))
    write_plans(stream, situation, result)
    files |= {"plans.json": json.dumps(document).encode(), "certificate.json": json.dumps(certificate).encode()}
    write_run(run, files | {"plans.xlsx": stream.getvalue()}, situation.instance.sha256)


def _told_of(situation: Situation, pairs: tuple[tuple[str, str], ...]) -> dict[str, Any]:
    """Another lawful plan as plans.json tells it."""
    counted = Judge(situation).counted(pairs)
    bare = Plan(1, counted.assignments, counted.score, {}, False, (), counted.unfilled, counted.findings)
    told = json.loads(json.dumps(bare.to_dict()))
    return {part: told[part] for part in ("assignments", "score", "unfilled", "findings")}


def alone(document: Any, certificate: Any) -> None:
    """One plan, that moves nobody: worse than the best, asked for alone, and whatever the proof said before."""
    kept = document["plans"][0]
    document["plans"][:] = [kept]
    document["record"]["options"]["plans"] = 1
    certificate["plans"][:] = certificate["plans"][:1]
    kept.update(tied_with=[], **document["worse"])
    kept["bound"] = dict(kept["score"])


def without_tiers(document: Any, certificate: Any) -> None:
    alone(document, certificate)
    certificate["plans"][0]["tiers"] = []


def with_engine_as_proof(document: Any, certificate: Any) -> None:
    alone(document, certificate)
    for row in certificate["plans"][0]["tiers"]:
        row.update(value=document["plans"][0]["score"][str(row["tier"])], verified=0, word="engine")
        row["tree"] = [[[], [], -1, 0, -1, -1, 0]]


def on_an_engines_word(document: Any, certificate: Any) -> None:
    with_engine_as_proof(document, certificate)
    for row in certificate["plans"][0]["tiers"]:
        row["word"] = "engine" if row["value"] else "tree"
    certificate["plans"][0].update(proven=False, word="engine", order=None)
    document["plans"][0].update(proven=False, bound={tier: 0 for tier in document["plans"][0]["bound"]})
    document["status"] = "feasible"


def swapped(document: Any, certificate: Any) -> None:
    first, second, _ = document["plans"]
    for part in ("assignments", "unfilled", "findings"):
        first[part], second[part] = second[part], first[part]


def first_dropped(document: Any, certificate: Any) -> None:
    """The second of three tied plans told to be the first of all."""
    for told in (document["plans"], certificate["plans"]):
        first = told.pop(0)
        for rank, row in enumerate(told, 1):
            row["rank"] = rank
        if "tiers" in first:
            told[0]["tiers"] = first["tiers"]
    document["record"]["options"]["plans"] = 2
    for rank, plan in enumerate(document["plans"], 1):
        plan["tied_with"] = [3 - rank]


def bound_above(document: Any, certificate: Any) -> None:
    on_an_engines_word(document, certificate)
    document["plans"][0]["bound"]["2"] = document["plans"][0]["score"]["2"] + 1


def last_dropped(document: Any, certificate: Any) -> None:
    for told in (document["plans"], certificate["plans"]):
        told.pop()
    for plan in document["plans"]:
        plan["tied_with"].remove(3)


def another_term(document: Any, certificate: Any) -> None:
    document["record"]["options"]["term_months"] = 60


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (without_tiers, "certificate.json.proven” ghi true"),
        (with_engine_as_proof, "mục “cận dưới"),
        (on_an_engines_word, ""),
        (swapped, "trái thứ tự đã công bố"),
        (first_dropped, "không cho thấy phương án này đứng đầu các phương án bằng điểm"),
        (bound_above, "mục “cận dưới 2”"),
        (last_dropped, "status” ghi"),
        (another_term, "term_months” ghi 60, tính lại là 36"),
    ],
)
def test_a_run_forged_throughout(
    edit: Callable[[Any, Any], None],
    told: str,
    tied: tuple[Situation, dict[str, bytes]],
    board_once: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    rewrite(tmp_path / "ket-qua", *tied, edit)
    code = main(["verify", str(board_once), str(tmp_path / "ket-qua")])
    output = capsys.readouterr()
    if told:
        assert code == ExitCode.AUDIT
        assert told in output.err
        assert "trang " not in output.err  # the workbook is forged to agree
    else:
        assert code == ExitCode.DONE
        assert output.out.startswith("KHÔNG có gì cho thấy phương án 1 là tốt nhất ngoài lời của bộ giải")
