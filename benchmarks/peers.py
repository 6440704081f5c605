"""Our ranking beside HiGHS, SCIP and CP-SAT: the same programs, one machine, one after another.

    python benchmarks/peers.py                              every size; the page gets the tables
    python benchmarks/peers.py district --seeds 101 102     one size

A fresh process a contender; its clock starts with the arrays in memory and every import done. Scores proven by
two contenders must be equal: a difference ends the run with an error.
"""

from __future__ import annotations

import argparse
import json
import pickle
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import generator
import peers_page
from contenders import CONTENDERS, Race, race
from run import PAGE
from sizes import MAX_LEAVE, MAX_LEAVE_TIGHT, PRESETS

Figures = dict[str, Any]
PATIENCE = 120.0
"""Seconds that a contender may run beyond its limit before it is ended: engines look at the clock now and then, and
CP-SAT runs once a setting."""


@dataclass(frozen=True)
class Course:
    """What is raced at a size. ``one`` and ``many``: who is raced beside ours for one plan and for several."""

    seeds: tuple[int, ...]
    caps: tuple[int, ...]
    seconds: float
    one: tuple[str, ...]
    many: tuple[str, ...] = ()
    plans: int = 0
    differ_by: int = 1


ALL = ("HiGHS", "SCIP", "CP-SAT")
BOTH = (MAX_LEAVE, MAX_LEAVE_TIGHT)
COURSES = {
    "district": Course(tuple(range(101, 111)), BOTH, 20.0, ALL, ("HiGHS", "CP-SAT"), 10, 3),
    "province": Course(tuple(range(101, 111)), (MAX_LEAVE,), 30.0, ALL, (), 10, 20),
}


def run(preset: str, seed: int, cap: int, course: Course) -> Figures:
    """All contenders on one input."""
    with tempfile.TemporaryDirectory() as place:
        folder = generator.write(Path(place) / preset, PRESETS[preset], seed, cap)
        arrays, facts = peers_page.program(folder)
        one = Race(arrays, 1, 1, course.seconds)
        results = {f"1 {who}": _apart(who, one) for who in ("ours", *course.one)}
        if course.plans:
            many = Race(arrays, course.plans, course.differ_by, course.seconds)
            results["many ours"] = ours = _apart("ours", many)
            many = replace(many, found=tuple(tuple(moves) for moves in ours["moves"]))
            for who in course.many:
                first = results[f"1 {who}"]
                # Who does not prove one plan in the time given does not prove several: the first is the same.
                results[f"many {who}"] = _apart(who, many) if first["proven"] else first
    agree(f"{preset}, seed {seed}, at most {cap} leave", results)
    moved = len(results["1 ours"]["moves"][0])
    for figures in results.values():
        figures.pop("moves", None)
    asked = {"moved": moved, "plans": course.plans, "differ_by": course.differ_by}
    return {"preset": preset, "seed": seed, "cap": cap, "seconds": course.seconds, **asked, **facts, "results": results}


def agree(where: str, results: dict[str, Figures]) -> None:
    """Every proven score is the one that ours proved. Raises ValueError where one is not."""
    for name, figures in results.items():
        kind = name.split()[0]
        ours = results[f"{kind} ours"]
        if not ours["proven"]:
            raise ValueError(f"{where}: ours is not proven")
        told = figures["scores"]
        if told != ours["scores"][: len(told)]:
            raise ValueError(f"{where}: {name} proves {told}, ours {ours['scores']}")
        optima = figures.get("stuck", {}).get("optima", [])
        if optima and optima != ours["scores"][len(told)][: len(optima)]:
            raise ValueError(f"{where}: {name} proves {optima}, ours {ours['scores'][len(told)]}")


def _apart(who: str, given: Race) -> Figures:
    """One contender in a fresh process."""
    command = [sys.executable, __file__, "--inside", who]
    try:
        done = subprocess.run(
            command, input=pickle.dumps(given), capture_output=True, timeout=given.seconds + PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        stuck = {"rank": 1, "tier": None, "value": None, "bound": None, "optima": [], "seconds": given.seconds}
        return {"came": [], "scores": [], "proven": False, "stuck": stuck}
    if done.returncode:
        raise RuntimeError(f"{who}: {done.stderr.decode(errors='replace').strip().splitlines()[-1:]}")
    figures: Figures = json.loads(done.stdout.splitlines()[-1])
    return figures


def kept(file: Path | None) -> list[Figures]:
    """The figures of an earlier run, one input a line."""
    if file is None or not file.exists():
        return []
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def races(
    presets: Iterable[str], seeds: list[int] | None, caps: list[int] | None
) -> Iterable[tuple[str, int, int, Course]]:
    """(size, seed, cap, course) of everything asked for."""
    for preset in presets:
        course = COURSES[preset]
        for cap in caps or course.caps:
            for seed in seeds or course.seeds:
                yield preset, seed, cap, course


def main() -> None:
    """Race what is asked for; the page is written after each input."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("presets", nargs="*", help=f"of {', '.join(COURSES)} (default: all)")
    parser.add_argument("--seeds", type=int, nargs="+", help="instead of the size's own")
    parser.add_argument(
        "--figures", type=Path, help="a file that keeps what is measured; what is in it is not run again"
    )
    parser.add_argument("--caps", type=int, nargs="+", choices=BOTH, help="most whom a unit may send (default: both)")
    parser.add_argument("--note", default="", help="what is to be said of this run on the page")
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument("--inside", choices=CONTENDERS, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.inside:
        print(json.dumps(race(given.inside, pickle.load(sys.stdin.buffer))))
        return
    if unknown := set(given.presets) - COURSES.keys():
        parser.error(f"no such size: {', '.join(sorted(unknown))}")
    seeds = ["--seeds", *map(str, given.seeds)] if given.seeds else []
    caps = ["--caps", *map(str, given.caps)] if given.caps else []
    command = shlex.join(["python", "benchmarks/peers.py", *given.presets, *seeds, *caps])
    found = kept(given.figures)
    done = {(figures["preset"], figures["seed"], figures["cap"]) for figures in found}
    for preset, seed, cap, course in races(given.presets or COURSES, given.seeds, given.caps):
        if (preset, seed, cap) not in done:
            print(f"peers: {preset}, seed {seed}, at most {cap} leave", file=sys.stderr, flush=True)
            found.append(run(preset, seed, cap, course))
            if given.figures:
                with given.figures.open("a", encoding="utf-8") as stream:
                    stream.write(json.dumps(found[-1]) + "\n")
        peers_page.write(given.page, found, command, given.note)


if __name__ == "__main__":
    main()
