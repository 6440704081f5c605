"""How soon a plan is certified near the best at the largest sizes, beside HiGHS on the same program.

    python benchmarks/scale.py region --seeds 101 102 103
    python benchmarks/scale.py nation --seeds 1 --alone

A gap in percent is points of tier 2 between score and bound, tier 1 proven, over the folded merit: M a move, less the
points of tier 2, less W a point of tier 1. HiGHS minimises the folded points from scratch and stops at 0.1 % of it.
"""

from __future__ import annotations

import argparse
import json
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
from luanchuyen.optimizer.arrays import Arrays
from luanchuyen.optimizer.program import build
from luanchuyen.optimizer.situation import Situation
from luanchuyen.optimizer.solver import tiers
from luanchuyen.optimizer.solver.ranking import Ranking
from luanchuyen.optimizer.solver.task import Task

MERIT = 2_000
"""M and W."""

LIMIT = 900.0
"""Seconds that HiGHS gets."""

Figures = dict[str, Any]


def ours(arrays: Arrays) -> Figures:
    """Seconds to each stage: tier 1 proven, tier 2 with what gap, all of it; the exact points."""
    start = time.perf_counter()
    told: Figures = {"near": []}
    by_blocks = tiers.Tier._by_blocks

    def watched(tier: tiers.Tier, known: Any) -> Any:
        point = by_blocks(tier, known)
        if point is not None and tier.rows.columns == arrays.columns:
            gap = int(tier.costs @ point) - tier.root.priced.bound()
            told["near"].append([round(time.perf_counter() - start, 1), gap])
        return point

    def say(kind: str, values: dict[str, Any]) -> None:
        if kind == "tier":
            told[f"tier {values['tier']}"] = [round(time.perf_counter() - start, 1), values["value"]]
        if kind == "plan":
            plan = values["plan"]
            told["proofs"] = [[p.value, p.verified, p.word] for p in plan.proofs]
            told["score"], told["moved"] = list(plan.score), len(plan.moves)

    tiers.Tier._by_blocks = watched  # type: ignore[method-assign]
    Ranking(Task(arrays, 1, 1, None, 0), say).run()
    return {**told, "all": round(time.perf_counter() - start, 1)}


def highs(arrays: Arrays, merit: int) -> Figures:
    """Seconds until HiGHS stops at 0.1 % of the merit, on the folded points."""
    from luanchuyen.optimizer.inequalities import Inequalities
    from luanchuyen.optimizer.solver import engine

    nothing = np.zeros(arrays.columns, np.int64)
    folded = MERIT * arrays.costs[0] + arrays.costs[1]
    engine.GAP = merit / 1000
    start = time.perf_counter()
    outcome = engine.minimise(Inequalities.of(arrays), folded, nothing, arrays.upper, LIMIT)
    gap = None if outcome.value is None else outcome.value - outcome.bound
    return {"seconds": round(time.perf_counter() - start, 1), "gap": gap, "status": outcome.status}


def inside(folder: str, who: str, merit: int) -> Figures:
    """One contender in this process."""
    source = read_input(folder)
    arrays = build(Situation(source.instance, source.policy)).arrays
    del source
    told = ours(arrays) if who == "ours" else highs(arrays, merit)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {**told, "columns": arrays.columns, "rows": len(arrays.rhs), "peak": peak}


def apart(folder: str, who: str, merit: int = 0) -> Figures:
    """One contender in a process of its own."""
    command = [sys.executable, __file__, "--inside", who, "--folder", folder, "--merit", str(merit)]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    figures: Figures = json.loads(ran.stdout.splitlines()[-1])
    return figures


def main() -> None:
    """Run and print one JSON line a seed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("preset", nargs="?", choices=list(PRESETS))
    parser.add_argument("--seeds", nargs="*", type=int, default=[101])
    parser.add_argument("--alone", action="store_true", help="without HiGHS")
    parser.add_argument("--inside")
    parser.add_argument("--folder")
    parser.add_argument("--merit", type=int, default=0)
    given = parser.parse_args()
    if given.inside:
        print(json.dumps(inside(given.folder, given.inside, given.merit)))
        return
    for seed in given.seeds:
        with tempfile.TemporaryDirectory() as place:
            folder = str(generator.write(Path(place) / given.preset, PRESETS[given.preset], seed, MAX_LEAVE))
            mine = apart(folder, "ours")
            score = mine["score"]
            merit = MERIT * mine["moved"] - score[1] - MERIT * score[0]
            line = {"preset": given.preset, "seed": seed, "merit": merit, "ours": mine}
            if not given.alone:
                line["highs"] = apart(folder, "highs", merit)
            print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
