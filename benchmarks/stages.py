"""What each stage of a plan costs, .xlsx to .xlsx, with the memory of both processes, on synthetic inputs.

    python benchmarks/stages.py district province --seeds 1 2 3

Every run is a fresh process, so that no cache of one serves another and its peak memory is its own. The whole command
and `check` alone are run once more, as a clerk runs them.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import generator
import workbook
from sizes import PRESETS
from startup import COMMAND, child_seconds, seconds

if TYPE_CHECKING:
    from luanchuyen.models.plan import Result

STAGES = ("read", "check", "program", "solve", "audit", "write")
TIME_LIMITS = {"district": None, "province": None, "region": 300.0, "nation": 600.0}
"""Seconds given to the solver; None = until proven."""

Figures = dict[str, Any]


@dataclass
class Stopwatch:
    """Seconds of this process's processor by stage."""

    seconds: dict[str, float] = field(default_factory=lambda: dict.fromkeys(STAGES, 0.0))

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add what is done within to a stage."""
        started = time.process_time()
        try:
            yield
        finally:
            self.seconds[name] += time.process_time() - started


def measure(file: Path, plans: int, time_limit: float | None) -> Figures:
    """Plan the workbook as the command does, stage by stage, in this process and a solving child."""
    from luanchuyen.__main__ import be_quick

    be_quick()
    from luanchuyen.commands.input import read_input
    from luanchuyen.commands.library.run_writing import run_files
    from luanchuyen.models.errors import RotationError
    from luanchuyen.models.options import Options
    from luanchuyen.optimizer.explain.readiness import readiness
    from luanchuyen.optimizer.planning import plan_situation
    from luanchuyen.optimizer.rules.in_force import situation_of
    from luanchuyen.optimizer.solver.process import SolvingChild

    watch = Stopwatch()
    begun: dict[str, float] = {}
    facts: Figures = {}

    def hear(kind: str, values: Any) -> None:
        if kind in ("program", "solve"):
            begun.setdefault(kind, time.process_time())
        if kind == "solve" and "columns" in values:
            facts.update(columns=int(values["columns"]), rows=int(values["rows"]))

    with SolvingChild() as child:
        with watch.stage("read"):
            source = read_input(file)
            instance = source.instance
        with watch.stage("check"):
            situation = situation_of(instance, source.policy)
            problems = readiness(situation)
        try:
            result = plan_situation(situation, Options(plans, 1, time_limit), report=hear, child=child)
            status = result.status
        except RotationError as error:
            result, status = None, f"failed ({error})"
        ended = time.process_time()
    watch.seconds["program"] = begun["solve"] - begun["program"]
    watch.seconds["audit"] = ended - begun["solve"]  # what is counted while the child solves is part of it
    watch.seconds["solve"] = child_seconds()
    with watch.stage("write"):
        if result is not None:
            run_files(situation, result)
    facts |= {"posts": len(instance.posts), "cadres": len(instance.cadres), "problems": len(problems)}
    return {"seconds": watch.seconds, "status": status, **facts, **_plans(result), **_memory()}


def _plans(result: Result | None) -> Figures:
    made = result.plans if result else ()
    return {
        "plans": len(made),
        "proven": sum(plan.proven for plan in made),
        "scores": [dict(plan.score) for plan in made],
        "bounds": [dict(plan.bound) for plan in made],
        "moved": [len(plan.persons) for plan in made],
        "empty": [plan.seats_empty for plan in made],
    }


def _counted(command: list[str]) -> tuple[float, float]:
    """Seconds of the processor, of the command and its children, and by the wall."""
    before, began = child_seconds(), time.perf_counter()
    seconds(command)
    return child_seconds() - before, time.perf_counter() - began


def _memory() -> Figures:
    """Peak resident megabytes of this process and of the solving child; None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return {"parent_mb": None, "child_mb": None}
    unit = 2**20 if sys.platform == "darwin" else 2**10
    usage = {"parent_mb": resource.RUSAGE_SELF, "child_mb": resource.RUSAGE_CHILDREN}
    return {name: round(resource.getrusage(who).ru_maxrss / unit) for name, who in usage.items()}


def run(preset: str, seed: int, plans: int, time_limit: float | None) -> Figures:
    """Generate a workbook and measure it in a fresh process; then the whole command, and ``check`` alone."""
    with tempfile.TemporaryDirectory() as place:
        folder = generator.write(Path(place) / preset, PRESETS[preset], seed)
        file = workbook.write(folder, Path(place) / f"{preset}.xlsx")
        asked = {"file": str(file), "plans": plans, "time_limit": time_limit}
        done = subprocess.run(
            [sys.executable, __file__, "--inside", json.dumps(asked)], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"{preset}, seed {seed}: {done.stderr.strip().splitlines()[-1:]}")
        figures: Figures = json.loads(done.stdout)
        limit = ["--time-limit", str(time_limit)] if time_limit else []
        plan = [*COMMAND, "plan", str(file), "--plans", str(plans), "--quiet", "--out", f"{place}/run", *limit]
        figures["command"], figures["wall"] = _counted(plan)
        figures["check"], _ = _counted([*COMMAND, "check", str(file), "--quiet"])
    figures["to_check"] = figures["command"] / figures["check"]
    return {"preset": preset, "seed": seed, "time_limit": time_limit, **figures}


def table(runs: list[Figures]) -> str:
    """The runs as Markdown: for each size the median seconds of every stage with its share of the total."""
    sizes = list(dict.fromkeys(figures["preset"] for figures in runs))
    heads = [_head([f for f in runs if f["preset"] == size]) for size in sizes]
    lines = ["| | " + " | ".join(heads) + " |", "|---" * (len(sizes) + 1) + "|"]
    for stage in STAGES:
        cells = [_share([f for f in runs if f["preset"] == size], stage) for size in sizes]
        lines.append(f"| {stage} | " + " | ".join(cells) + " |")
    for name, tell in FACTS.items():
        cells = [tell([f for f in runs if f["preset"] == size]) for size in sizes]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _head(runs: list[Figures]) -> str:
    return f"{runs[0]['preset']}, {runs[0]['posts']:,} / {runs[0]['cadres']:,}"


def _share(runs: list[Figures], stage: str) -> str:
    seconds = statistics.median(f["seconds"][stage] for f in runs)
    share = statistics.median(f["seconds"][stage] / sum(f["seconds"].values()) for f in runs)
    return f"{seconds:.2f} s ({share:.0%})"


def _median(name: str, unit: str = "", form: str = ",.0f") -> Callable[[list[Figures]], str]:
    def tell(runs: list[Figures]) -> str:
        known = [f[name] for f in runs if f[name] is not None]
        return f"{statistics.median(known):{form}}{unit}" if known else "-"

    return tell


def _total(runs: list[Figures]) -> str:
    return f"{statistics.median(sum(f['seconds'].values()) for f in runs):.2f} s"


def _proven(runs: list[Figures]) -> str:
    proven, plans = sum(f["proven"] for f in runs), sum(f["plans"] for f in runs)
    limit = runs[0]["time_limit"]
    failed = dict.fromkeys(f["status"] for f in runs if f["status"].startswith("failed"))
    told = [f"{proven} of {plans}", *([f"limit {limit:.0f} s"] if limit else []), *failed]
    return ", ".join(told)


def _seeds(runs: list[Figures]) -> str:
    return ", ".join(str(f["seed"]) for f in runs)


FACTS: dict[str, Callable[[list[Figures]], str]] = {
    "all stages": _total,
    "whole command": _median("command", " s", ".2f"),
    "whole command, by the wall": _median("wall", " s", ".2f"),
    "`check` alone": _median("check", " s", ".2f"),
    "command over `check`": _median("to_check", "", ".2f"),
    "columns": _median("columns"),
    "rows": _median("rows"),
    "plans proven": _proven,
    "peak memory, parent": _median("parent_mb", " MB"),
    "peak memory, solving child": _median("child_mb", " MB"),
    "seeds": _seeds,
}


def main() -> None:
    """Measure the sizes asked for and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("presets", nargs="*", help=f"of {', '.join(PRESETS)} (default: district province)")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--plans", type=int, default=1)
    parser.add_argument("--time-limit", type=float, help="seconds for the solver, instead of the size's own")
    parser.add_argument("--json", action="store_true", help="the figures of every run, not the table")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        asked = json.loads(given.inside)
        print(json.dumps(measure(Path(asked["file"]), asked["plans"], asked["time_limit"])))
        return
    presets = given.presets or ["district", "province"]
    if unknown := set(presets) - PRESETS.keys():
        parser.error(f"no such size: {', '.join(sorted(unknown))}")
    runs = [
        run(preset, seed, given.plans, given.time_limit or TIME_LIMITS[preset])
        for preset in presets
        for seed in given.seeds
    ]
    print(json.dumps(runs) if given.json else table(runs))


if __name__ == "__main__":
    main()
