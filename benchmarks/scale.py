"""How soon a plan is certified near the best at the largest sizes, beside HiGHS on the same program.

    python benchmarks/scale.py region --seeds 201 202 203 --highs
    python benchmarks/scale.py nation --seeds 201 202 203 --plans 5 --differ-by 200

A gap in percent is points of tier 2 between a point and a bound that multipliers show in exact integers, tier 1
being proven, over the folded merit: M a move, less the points of tier 2, less W a point of tier 1. HiGHS is raced
twice, from scratch: tier after tier as ours, tier 1 proven and tier 2 to 0.1 % of that merit; and on the folded points
alone, which proves neither. Every contender is a process of its own that starts with the program in memory.
"""

from __future__ import annotations

import argparse
import json
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import generator
import numpy as np
from sizes import MAX_LEAVE, PRESETS

from luanchuyen.commands.input import read_input
from luanchuyen.optimizer.integer.arrays import Arrays
from luanchuyen.optimizer.integer.events import PlanFound, TierSettled
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.task import Task
from luanchuyen.optimizer.program.program import build
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.solver import engine
from luanchuyen.optimizer.solver.ranking import Ranking

MERIT = 2_000
"""M and W."""

LIMIT = 600.0
"""Seconds that HiGHS gets for a solve."""

Figures = dict[str, Any]


def ours(arrays: Arrays, plans: int, differ_by: int) -> Figures:
    """Seconds to each tier, with its value and bound, and to every plan; points and whose word they are on."""
    start = time.perf_counter()
    told: Figures = {"came": [], "proofs": []}

    def say(event: TierSettled | PlanFound) -> None:
        seconds = round(time.perf_counter() - start, 1)
        if isinstance(event, TierSettled):
            told.setdefault(f"tier {event.tier}", [seconds, event.value, event.bound])
        else:
            plan = event.plan
            told["came"].append(seconds)
            told["proofs"].append([[p.value, p.verified, p.word] for p in plan.proofs])
            told.setdefault("score", list(plan.score))
            told.setdefault("moved", len(plan.moves))

    Ranking(Task(arrays, plans, differ_by, None, 0), say).run()
    return told


def highs(arrays: Arrays, merit: int, folded: bool) -> Figures:
    """Seconds until HiGHS stops at 0.1 % of the merit, and the gap left; "tier 1": seconds until it was proven."""
    rows, nothing, told = Inequalities.of(arrays), np.zeros(arrays.columns, np.int64), Figures()
    start = time.perf_counter()
    costs = arrays.costs[1]
    if folded:
        costs = costs + MERIT * arrays.costs[0]
    else:
        first = engine.minimise(rows, arrays.costs[0], nothing, arrays.upper, LIMIT)
        told["tier 1"] = [round(time.perf_counter() - start, 1), first.status]
        if first.status != "optimal" or first.value is None:
            return {**told, "seconds": told["tier 1"][0], "gap": None, "status": first.status}
        rows.add(-arrays.costs[0], -first.value)
    engine.GAP = merit / 1000
    outcome = engine.minimise(rows, costs, nothing, arrays.upper, LIMIT)
    gap = None if outcome.value is None else outcome.value - outcome.bound
    return {**told, "seconds": round(time.perf_counter() - start, 1), "gap": gap, "status": outcome.status}


def make(folder: str, file: str) -> Figures:
    """Read the input and write its program to a file."""
    start = time.perf_counter()
    source = read_input(folder)
    arrays = build(situation_of(source.instance, source.policy)).arrays
    Path(file).write_bytes(pickle.dumps(arrays))
    return {"seconds": round(time.perf_counter() - start, 1)}


def inside(given: argparse.Namespace) -> Figures:
    """One contender in this process."""
    if given.inside == "make":
        told = make(given.folder, given.file)
    else:
        arrays = pickle.loads(Path(given.file).read_bytes())
        told = {"columns": arrays.columns, "rows": len(arrays.rhs)}
        if given.inside == "ours":
            told |= ours(arrays, given.plans, given.differ_by)
        else:
            told |= highs(arrays, given.merit, given.inside == "folded")
    return {**told, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def contender(who: str, *options: object) -> Figures:
    """One contender in a process of its own."""
    command = [sys.executable, __file__, "--inside", who, *map(str, options)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    figures: Figures = json.loads(ran.stdout.splitlines()[-1])
    return figures


def race(given: argparse.Namespace, seed: int) -> Figures:
    """All contenders on one input."""
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "program"
        folder = generator.write(Path(place) / given.preset, PRESETS[given.preset], seed, given.cap)
        line: Figures = {"preset": given.preset, "seed": seed, "cap": given.cap}
        line["make"] = contender("make", "--folder", folder, "--file", file)
        asked = ("--plans", given.plans, "--differ-by", given.differ_by)
        line["ours"] = mine = contender("ours", "--file", file, *asked)
        score = mine["score"]
        line["merit"] = merit = MERIT * mine["moved"] - score[1] - MERIT * score[0]
        for who in ("folded", "tiers") if given.highs else ():
            line[who] = contender(who, "--file", file, "--merit", merit)
    return line


def main() -> None:
    """Run and print one JSON line a seed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("preset", nargs="?", choices=list(PRESETS))
    parser.add_argument("--seeds", nargs="*", type=int, default=[201])
    parser.add_argument("--cap", type=int, default=MAX_LEAVE, help="most whom a unit may send")
    parser.add_argument("--plans", type=int, default=1)
    parser.add_argument("--differ-by", type=int, default=1)
    parser.add_argument("--highs", action="store_true", help="race HiGHS too")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    parser.add_argument("--folder", help=argparse.SUPPRESS)
    parser.add_argument("--file", help=argparse.SUPPRESS)
    parser.add_argument("--merit", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        print(json.dumps(inside(given)))
        return
    for seed in given.seeds:
        print(json.dumps(race(given, seed)), flush=True)


if __name__ == "__main__":
    main()
