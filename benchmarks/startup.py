"""What the whole command costs beside the bare import of what it needs, and that --help needs none of it.

    python benchmarks/startup.py --runs 7

The runs of the things compared take turns, so that a busy machine is busy for all of them. Our modules are compiled by
the first run, which is not counted, as pip compiles them when it installs.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

PLANS = 5
BARE = (
    "import click, numpy, openpyxl, xlsxwriter\n"
    "from ortools.math_opt import model_pb2, parameters_pb2, result_pb2\n"
    "from ortools.math_opt.core.python import solver\n"
)
"""What a plan needs from others: reads nothing, does nothing."""

HEAVY = ("pandas", "numpy", "openpyxl", "ortools", "xlsxwriter")
HELP = f"""
import sys
sys.argv = ['luanchuyen', '--help']
from luanchuyen.cli import main
code = main()
heavy = sorted({{name.partition('.')[0] for name in sys.modules}}.intersection({HEAVY}))
print(code, *heavy, sep=',', file=sys.stderr)
"""

COMMAND = [sys.executable, "-m", "luanchuyen"]
COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
Figures = dict[str, Any]


def seconds(command: list[str]) -> float:
    """Wall seconds of a command that must succeed; RuntimeError with what it complained of."""
    started = time.perf_counter()
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=COMPILED)
    spent = time.perf_counter() - started
    if done.returncode:
        raise RuntimeError(f"{command[-1]}: exit {done.returncode}\n{done.stderr.decode(errors='replace')}")
    return spent


def child_seconds() -> float:
    """Seconds of the processor that the processes started so far, and theirs, have had; 0 where nobody tells."""
    try:
        import resource
    except ImportError:
        return 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def imported_by_help() -> list[str]:
    """The heavy packages that ``--help`` imports: none is what we want."""
    done = subprocess.run([sys.executable, "-c", HELP], check=True, capture_output=True, text=True)
    code, *heavy = done.stderr.strip().splitlines()[-1].split(",")
    if code != "0":
        raise RuntimeError(f"--help ended with {code}")
    return heavy


def measure(runs: int) -> Figures:
    """Medians of interleaved runs after one warm-up of each."""
    with tempfile.TemporaryDirectory() as place:
        book = Path(place) / "binh-lieu.xlsx"
        subprocess.run([*COMMAND, "new", "--example", "binh-lieu", "--out", str(book)], check=True, capture_output=True)
        plan = [*COMMAND, "plan", str(book), "--plans", str(PLANS), "--quiet", "--out", f"{place}/run"]
        commands = {
            "bare": [sys.executable, "-c", BARE],
            "plan": plan,
            "help": [*COMMAND, "--help"],
            "python": [sys.executable, "-c", "pass"],
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(runs + 1):
            for name, command in commands.items():
                spent = seconds(command)
                if turn:
                    taken[name].append(spent)
    ratios = [plan / bare for plan, bare in zip(taken["plan"], taken["bare"], strict=True)]
    return {
        "runs": runs,
        "seconds": {name: statistics.median(times) for name, times in taken.items()},
        "ratio": statistics.median(ratios),
        "ratios": ratios,
        "help_imports": imported_by_help(),
    }


def table(figures: Figures) -> str:
    """The figures as Markdown."""
    seconds, ratios = figures["seconds"], figures["ratios"]
    bare = seconds["bare"]
    rows = (
        (f"`luanchuyen plan` on binh-lieu, {PLANS} plans, whole command", seconds["plan"]),
        ("bare import of ortools (MathOpt), numpy, openpyxl, xlsxwriter, click", bare),
        ("`luanchuyen --help`", seconds["help"]),
        ("python that does nothing", seconds["python"]),
    )
    lines = ["| | seconds | of the bare import |", "|---|---|---|"]
    lines += [f"| {name} | {spent:.2f} | {spent / bare:.2f} |" for name, spent in rows]
    heavy = ", ".join(figures["help_imports"]) or "none of " + ", ".join(HEAVY)
    lines += [
        "",
        f"Plan to bare import, pair by pair: median {figures['ratio']:.2f}, from {min(ratios):.2f} to "
        f"{max(ratios):.2f}, {figures['runs']} runs (goal: at most 2.8). `--help` imports {heavy}.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    figures = measure(given.runs)
    print(json.dumps(figures) if given.json else table(figures))


if __name__ == "__main__":
    main()
