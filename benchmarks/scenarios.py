"""What a hundred scenarios cost beside a hundred separate runs, and that each has the score of its separate run.

    python benchmarks/scenarios.py binh-lieu
    python benchmarks/scenarios.py province --seed 301

A scenario makes one change: a pair of the base plan forbidden, one of its people or posts left out, another number of
a rule. Separate runs are whole commands, ``plan --plans 1``, a sample of them; the sweep is one whole ``whatif``.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import generator
from sizes import PRESETS

from luanchuyen.commands.input import read_input
from luanchuyen.models.options import Options
from luanchuyen.optimizer.planning import plan_situation
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.scenarios.changes.changes import apply
from luanchuyen.scenarios.scenario import Change, Scenario

COMMAND = [sys.executable, "-m", "luanchuyen"]
NUMBERS = {"stint_length.min_months": range(24, 36), "remaining_service.training": range(60, 120, 6)}
"""Numbers that a scenario may set."""


def scenarios(pairs: list[tuple[str, str]], book: str, count: int, seed: int) -> Iterator[dict[str, Any]]:
    """Changes of four kinds in turn, none twice: of the base plan's ``pairs`` first, then of anybody."""
    draw = random.Random(seed)
    instance = read_input(book).instance
    draw.shuffle(pairs)
    cadres = [*dict.fromkeys(c for c, _ in pairs), *draw.sample(sorted(instance.cadres), len(instance.cadres))]
    posts = [*dict.fromkeys(p for _, p in pairs), *draw.sample(sorted(instance.posts), len(instance.posts))]
    anybody = zip(cadres[::-1], draw.choices(posts, k=len(cadres)), strict=True)
    kinds: list[list[dict[str, Any]]] = [
        [{"forbid": c, "post": p} for c, p in (*pairs, *anybody)],
        [{"without_cadre": c} for c in dict.fromkeys(cadres)],
        [{"without_post": p} for p in dict.fromkeys(posts)],
        [{"set": name, "value": value} for name, values in NUMBERS.items() for value in values],
    ]
    for number in range(count):
        kind = kinds[number % 4] or kinds[0]
        yield kind.pop(0)


def as_toml(changes: list[dict[str, Any]]) -> str:
    """The file of scenarios."""
    lines = []
    for number, change in enumerate(changes, 1):
        inner = ", ".join(f"{key} = {json.dumps(value)}" for key, value in change.items())
        lines.append(f'[[scenario]]\nname = "{number}"\nchanges = [{{{inner}}}]\n')
    return "\n".join(lines)


def timed(*arguments: str) -> float:
    """Processor seconds of a whole command and its children; exit code 6 (not all proven) is an answer too."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([*COMMAND, *arguments, "--quiet"], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 6):
        raise RuntimeError(done.stderr)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def separate_score(folder: str, change: dict[str, Any]) -> dict[int, int] | None:
    """The score of the scenario planned on its own."""
    source = read_input(folder)
    (kind, target), *more = change.items()
    words = (target, change["post"]) if "post" in change else (target,)
    made = Change(kind, words, str(more[0][1]) if "value" in change else "")
    base = situation_of(source.instance, source.policy)
    result = plan_situation(apply(Scenario("", (made,)), base), Options(plans=1))
    return dict(result.plans[0].score) if result.plans else None


def measure(book: str, place: Path, count: int, sample: int, checked: int, jobs: str) -> dict[str, Any]:
    """Seconds of the sweep and of separate runs; scores of some scenarios found again."""
    alone = [timed("plan", book, "--plans", "1", "--out", str(place / f"run-{i}")) for i in range(sample)]
    base = json.loads((place / "run-0" / "plans.json").read_text("utf-8"))["plans"][0]["assignments"]
    changes = list(scenarios([(a["cadre"], a["post"]) for a in base], book, count, 1))
    file = place / "scenarios.toml"
    file.write_text(as_toml(changes), "utf-8")
    sweep = timed("whatif", book, "--scenarios", str(file), "--jobs", jobs, "--out", str(place / "sweep"))
    told = json.loads((place / "sweep" / "outcomes.json").read_text("utf-8"))
    found = {o["scenario"]["name"]: o["plan"] and o["plan"]["score"] for o in told}
    for number in range(1, len(changes) + 1, max(1, len(changes) // checked)):
        ours, theirs = found[str(number)], separate_score(book, changes[number - 1])
        if (ours and {int(t): v for t, v in ours.items()}) != theirs:
            raise RuntimeError(f"scenario {number}: {ours}, alone {theirs}")
    mean = sum(alone) / len(alone)
    share = sweep / (mean * len(changes))
    return {"scenarios": len(changes), "sweep": sweep, "one run": mean, "share of separate runs": share, "jobs": jobs}


def main() -> None:
    """Measure and print one JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", help="an example, or a preset of the generator")
    parser.add_argument("--seed", type=int, default=301)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--sample", type=int, default=10, help="separate runs that are made")
    parser.add_argument("--checked", type=int, default=10, help="scenarios whose score is found again on its own")
    parser.add_argument("--jobs", default="1")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        book = str(Path(place) / "book.xlsx")
        if given.input in PRESETS:
            book = str(generator.write(Path(place) / "book", PRESETS[given.input], given.seed))
        else:
            timed("new", "--example", given.input, "--out", book)
        print(json.dumps(measure(book, Path(place), given.count, given.sample, given.checked, given.jobs)))


if __name__ == "__main__":
    main()
