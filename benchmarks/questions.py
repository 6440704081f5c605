"""What a committee's questions cost beside one plan: a pair, a post, every seat, the whole board, every pair.

    python benchmarks/questions.py dien-bien province
    python benchmarks/questions.py district --pairs

Seconds of the processor of whole commands, solving processes included. The pair is the first cadre of plan 1 and the
post in the middle of it; --pairs: every post in turn, as one process asks them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from edits import Figures, command, facts
from startup import child_seconds


def every_pair(book: str) -> Figures:
    """Every post of a board asked, by one process and its child."""
    from luanchuyen.commands.input import open_case
    from luanchuyen.optimizer.questions.why import Why
    from luanchuyen.optimizer.solver.process import SolvingChild

    case, told, proven = open_case(book), Counter[str](), 0
    before = time.process_time() + child_seconds()
    with SolvingChild() as child:
        why = Why(case.situation, child)
        for post_id in case.situation.instance.posts:
            candidates = why.post(post_id).candidates
            told.update(one.status for one in candidates)
            proven += sum(one.proven for one in candidates)
    seconds = time.process_time() + child_seconds() - before
    return {"seconds": seconds, "pairs": told.total(), "proven": proven, "told": dict(told)}


def measure(book: Path, place: Path, pairs: bool) -> list[tuple[str, float]]:
    """Seconds of each question, a plan first."""
    plan = "plan", book, "--plans", 1, "--out"
    found = [("one plan", min(command(*plan, place / "run") for _ in range(2)))]
    moved = json.loads((place / "run" / "plans.json").read_text(encoding="utf-8"))["plans"][0]["assignments"]
    post = moved[len(moved) // 2]["post"]
    seats = f"`plan --explain`, {len({one['post'] for one in moved})} posts"
    questions = {
        "`why`, a pair": ("why", book, "--cadre", moved[0]["cadre"], "--post", post),
        "`why`, all candidates of a post": ("why", book, "--post", post),
        seats: (*plan, place / "explained", "--explain"),
        "`why`, the whole board": ("why", book),
    }
    found += [(name, command(*asked, codes=(0, 6))) for name, asked in questions.items()]
    if pairs:
        done = subprocess.run([sys.executable, __file__, "--inside", book], capture_output=True, text=True, check=True)
        told = json.loads(done.stdout)
        found.append((f"every pair ({told['proven']} of {told['pairs']} proven: {told['told']})", told["seconds"]))
    return found


def main() -> None:
    """Measure the boards asked for and print a table of each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("boards", nargs="*", default=["dien-bien", "province"])
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        print(json.dumps(every_pair(given.inside)))
        return
    for board in given.boards:
        with tempfile.TemporaryDirectory() as named:
            place = Path(named)
            found = measure(facts(board, place, given.seed), place, given.pairs)
        print(f"\n{board}")
        for name, seconds in found:
            print(f"| {name} | {seconds:.2f} s | {seconds / found[0][1]:.1f} plans |", flush=True)


if __name__ == "__main__":
    main()
