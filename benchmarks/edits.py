"""What a committee's answer costs beside one plan: 20 edits judged, planned with, and what if each of 60 declines.

    python benchmarks/edits.py dien-bien province --runs 3

Seconds of the processor, of whole commands but for the declines: these are asked of a plan at hand, the process that
solves them included. Runs of the things compared take turns.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

import generator
import workbook
from sizes import PRESETS
from startup import COMMAND, child_seconds

EDITS, DECLINES = 20, 60
WORDS = ("đồng ý", "choose", "thay người khác", "không nhận", "đồng ý")
"""What lines are marked with, in turn; choose: another cadre whom the rules let into the post."""
HEADINGS = ("Mã cán bộ", "Mã chức danh dự kiến", "Chốt")
ROWS = ("plan", "verify", "locks", "declines")

Figures = dict[str, Any]


def command(*arguments: object, codes: tuple[int, ...] = (0,)) -> float:
    """Seconds of the processor of a command, its own processes included; RuntimeError where it ends otherwise."""
    before = child_seconds()
    done = subprocess.run([*COMMAND, *map(str, arguments), "--quiet"], capture_output=True, text=True, check=False)
    if done.returncode not in codes:
        raise RuntimeError(f"{arguments[0]}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return child_seconds() - before


def facts(board: str, place: Path, seed: int) -> Path:
    """The workbook of a size, or of a shipped example, in a folder."""
    book = place / "facts.xlsx"
    if board in PRESETS:
        workbook.write(generator.write(place / board, PRESETS[board], seed), book)
    else:
        command("new", "--example", board, "--out", book)
    return book


def mark(book: Path, run: Path, out: Path) -> None:
    """Mark the first lines of plan 1; who makes room for another is agreed to, so that all can hold."""
    import openpyxl

    from luanchuyen import open_case
    from luanchuyen.commands.runs.run_reading import plan_of, read_run
    from luanchuyen.optimizer.explain.eligible import eligible

    moved = plan_of(read_run(run), 1)
    groups = {tuple(sorted(a.post for a in these)) for these in moved.by_cadre.values()}
    entered = {move.post for move in moved.assignments}
    free, taken = eligible(open_case(book).situation, sorted(groups)), set(moved.by_cadre)
    edited = openpyxl.load_workbook(run / "plans.xlsx", rich_text=True)
    sheet = edited["Phương án 1"]
    head = next(row for row in sheet.iter_rows() if {str(cell.value) for cell in row} >= set(HEADINGS))
    columns = {cell.value: cell.column for cell in head}
    marked = 0
    for row in range(head[0].row + 1, sheet.max_row + 1):
        cadre, posts = (str(sheet.cell(row, columns[name]).value or "") for name in HEADINGS[:2])
        if marked == EDITS:
            break
        if cadre not in moved.by_cadre or not posts:
            continue
        needed = any(move.from_post in entered for move in moved.by_cadre[cadre])
        word = WORDS[0] if needed else WORDS[marked % len(WORDS)]
        if word == "choose":
            others = [other for other in free[tuple(sorted(posts.split("; ")))] if other not in taken]
            word = others[0] if others else WORDS[0]
            taken.update(others[:1])
        sheet.cell(row, columns["Chốt"]).value = word
        marked += 1
    if marked < EDITS:
        raise RuntimeError(f"{book}: only {marked} lines to mark")
    edited.save(out)


def declined(book: str) -> Figures:
    """Seconds that the declines of a plan at hand take, in this process and the one that solves."""
    from luanchuyen.commands.input import open_case
    from luanchuyen.models.options import Options
    from luanchuyen.optimizer.planning import plan_situation
    from luanchuyen.optimizer.questions.declines import declines
    from luanchuyen.optimizer.questions.prices import Prices
    from luanchuyen.optimizer.solver.process import SolvingChild

    case = open_case(book)
    first = plan_situation(case.situation, Options(plans=1)).plans[0]
    before = time.process_time() + child_seconds()
    with SolvingChild() as child:
        told = list(islice(declines(Prices(case.situation, child, first.pairs)), DECLINES))
    seconds = time.process_time() + child_seconds() - before
    return {"seconds": seconds, "asked": len(told), "proven": sum(one.priced.cost.proven for one in told)}


def measure(book: Path, place: Path, runs: int) -> Figures:
    """Medians of runs that take turns."""
    run, edited = place / "run", place / "edited.xlsx"
    plan = "plan", book, "--plans", 1, "--out"
    command(*plan, run)
    mark(book, run, edited)
    found: dict[str, list[float]] = {name: [] for name in ROWS}
    told: Figures = {}
    for _ in range(runs):
        found["plan"].append(command(*plan, run))
        found["verify"].append(command("verify", book, edited, "--run", run, codes=(0, 7)))
        found["locks"].append(command(*plan, place / "locks", "--locks", edited, codes=(0, 4)))
        done = subprocess.run([sys.executable, __file__, "--inside", book], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr)
        told = json.loads(done.stdout)
        found["declines"].append(told["seconds"] * DECLINES / told["asked"])
    document = json.loads((place / "locks" / "plans.json").read_text(encoding="utf-8"))
    return {**told, "status": document["status"], **{name: statistics.median(of) for name, of in found.items()}}


def table(found: dict[str, Figures]) -> str:
    """As Markdown: seconds, and as a multiple of one plan."""
    names = {
        "plan": "one plan", "verify": f"`verify` of {EDITS} edits", "locks": f"`plan --locks` with the {EDITS}",
        "declines": f"{DECLINES} declines",
    }  # fmt: skip
    lines = ["| | " + " | ".join(found) + " |", "|---" * (len(found) + 1) + "|"]
    for name in ROWS:
        cells = [f"{of[name]:.2f} s, {of[name] / of['plan']:.1f} plans" for of in found.values()]
        lines.append(f"| {names[name]} | " + " | ".join(cells) + " |")
    shown = [f"{of['proven']} of {of['asked']}" for of in found.values()]
    lines.append("| declines asked and proven | " + " | ".join(shown) + " |")
    lines.append("| status with the edits | " + " | ".join(of["status"] for of in found.values()) + " |")
    return "\n".join(lines)


def main() -> None:
    """Measure the boards asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("boards", nargs="*", default=["dien-bien", "province"])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        print(json.dumps(declined(given.inside)))
        return
    found = {}
    for board in given.boards:
        with tempfile.TemporaryDirectory() as named:
            place = Path(named)
            book = facts(board, place, given.seed)
            found[board] = measure(book, place, given.runs)
    print(table(found))


if __name__ == "__main__":
    main()
