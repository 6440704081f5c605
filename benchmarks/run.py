"""All benchmarks, their tables written into docs/benchmarks.md between markers: what ``make bench`` runs.

python benchmarks/run.py                     start-up, and stages of district and province
python benchmarks/run.py startup             one part
python benchmarks/run.py long                the stages of region and nation: what `make bench-long` runs
python benchmarks/run.py stages --presets district --seeds 1 2 3
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shlex
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import stages
import startup
from sizes import MAX_LEAVE, PAIRS_A_POST, PRESETS, VACANT_PERCENT

PAGE = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
PACKAGES = ("luanchuyen", "ortools", "numpy", "openpyxl", "XlsxWriter", "click")
PARTS = {"startup": (), "stages": ("district", "province"), "long": ("region", "nation")}
"""The parts, each with the sizes whose stages it tells."""
USUAL = ("startup", "stages")
TITLES = {"startup": "Start-up", "stages": "What each stage costs", "long": "The largest sizes"}
HEADING = """# Benchmarks

Measured by `make bench`; the tables between the markers are written by it. Seconds are of the machine named with
each table, shares and ratios travel better. Inputs are synthetic: real places, invented people.
"""
NOTE = (
    "{plans} plan{s} a run; medians over the seeds. Seconds are of the processor, as others may share the cores: by "
    "stage of the parent, of `solve` those of the child with its start; share of all in brackets. "
    f"{VACANT_PERCENT} % of seats vacant, about {PAIRS_A_POST} cadres a post under the hard rules of `qd65-2026` "
    f"with planning asked for the very post or its kind; a unit sends at most {MAX_LEAVE}. Check is what the facts and "
    "the rule book contradict before planning. The whole command (both processes) and `check` alone are run by "
    "themselves, from the start of Python to its end."
)
SEEDS = {"district": (1, 2, 3), "province": (1, 2, 3), "region": (1,), "nation": (1,)}


def machine() -> str:
    """The machine in a line: cores, memory, system, Python, packages."""
    memory = ""
    if hasattr(os, "sysconf") and "SC_PHYS_PAGES" in os.sysconf_names:
        memory = f", {os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GB"
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    system = f"{platform.system()} {platform.machine()}"
    return f"{os.cpu_count()} cores{memory}, {system}, Python {platform.python_version()}; {packages}"


def written(page: str, part: str, text: str) -> str:
    """The page with ``text`` between the markers of ``part``; a page without them gets them at its end."""
    begin, end = f"<!-- {part}: begin -->", f"<!-- {part}: end -->"
    block = f"{begin}\n{text}\n{end}"
    if begin in page and end in page:
        return re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: block, page, flags=re.DOTALL)
    return f"{page.rstrip()}\n\n## {TITLES[part]}\n\n{block}\n"


def stages_text(presets: Sequence[str], seeds: list[int] | None, plans: int, time_limit: float | None) -> str:
    """The table of stages with what its inputs are."""
    runs = []
    for preset in presets:
        for seed in seeds or SEEDS[preset]:
            print(f"stages: {preset}, seed {seed}", file=sys.stderr, flush=True)
            runs.append(stages.run(preset, seed, plans, time_limit or stages.TIME_LIMITS[preset]))
    note = NOTE.format(plans=plans, s="s" * (plans != 1))
    return f"{stages.table(runs)}\n\n{note}"


def main() -> None:
    """Run the parts asked for and write the page after each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)} (default: {', '.join(USUAL)})")
    parser.add_argument("--presets", nargs="+", choices=PRESETS, help="instead of the part's own")
    parser.add_argument("--seeds", type=int, nargs="+", help="instead of the size's own")
    parser.add_argument("--plans", type=int, default=1)
    parser.add_argument("--time-limit", type=float, help="seconds for the solver, instead of the size's own")
    parser.add_argument("--runs", type=int, default=7, help="of the start-up")
    parser.add_argument("--page", type=Path, default=PAGE)
    given = parser.parse_args()
    if unknown := set(given.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    command = shlex.join(["python", "benchmarks/run.py", *sys.argv[1:]])
    for part in given.parts or USUAL:
        print(part, file=sys.stderr, flush=True)
        if part == "startup":
            text = startup.table(startup.measure(given.runs))
        else:
            text = stages_text(given.presets or PARTS[part], given.seeds, given.plans, given.time_limit)
        page = given.page.read_text("utf-8") if given.page.exists() else HEADING
        text = f"`{command}` on {machine()}.\n\n{text}"
        given.page.write_text(written(page, part, text), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
