"""Units whose budgets bind: ours beside HiGHS and CP-SAT on generalized assignment as the literature draws it.

    python benchmarks/budgets.py C D E --sizes 5x60 10x100 20x200 --seeds 1 2 3

Persons go to units, each with one post of seats for everybody, at a cost of points; each pair takes of the unit's
budget. Kind C: takes of 5 to 25, points of 10 to 50; D: takes of 1 to 100, dear in points where cheap in budget; E:
takes of exponential size, points 1,000 over it; budgets are 0.8 of what an even share of all persons would take.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import peers
import peers_page
from contenders import Race

Figures = dict[str, Any]
SHARE = 0.8
RIVALS = ("HiGHS", "CP-SAT")


def draw(kind: str, units: int, persons: int, seed: int) -> tuple[Any, Any, Any]:
    """Takes and points by unit and person, and the budgets of the units."""
    rng = np.random.default_rng([seed, units, persons, ord(kind)])
    shape = units, persons
    if kind == "C":
        takes, points = rng.integers(5, 26, shape), rng.integers(10, 51, shape)
    elif kind == "D":
        takes = rng.integers(1, 101, shape)
        points = 111 - takes + rng.integers(-10, 11, shape)
    else:
        takes = np.ceil(1 - 10 * np.log(1 - rng.random(shape))).astype(np.int64)
        points = np.floor(1_000 / takes - 10 * rng.random(shape)).astype(np.int64)
    budgets = np.floor(SHARE * takes.sum(axis=1) / units).astype(np.int64)
    return takes, points, budgets


def write(folder: Path, kind: str, units: int, persons: int, seed: int) -> Path:
    """The board as a folder of CSV files."""
    takes, points, budgets = draw(kind, units, persons, seed)
    most = int(points.max())
    sheets: dict[str, list[tuple[object, ...]]] = {
        "Tham số": [("as_of", "01/07/2026"), ("rules", "fill-only"), ("budget.level", "hard")],
        "Đơn vị": [("U", "Tỉnh ủy", "tỉnh", "")],
        "Chức danh": [],
        "Cán bộ": [],
        "Điểm hội đồng": [],
    }
    heads = {
        "Tham số": ("khóa", "giá trị"),
        "Đơn vị": ("unit_id", "name", "level", "budget"),
        "Chức danh": ("post_id", "title", "unit_id", "kind", "seats"),
        "Cán bộ": ("cadre_id", "name", "birth", "sex", "unit_id", "in_post_since"),
        "Điểm hội đồng": ("cadre_id", "post_id", "points", "cost"),
    }
    for unit in range(units):
        sheets["Đơn vị"].append((f"U{unit}", f"Xã {unit}", "xã", int(budgets[unit])))
        sheets["Chức danh"].append((f"P{unit:03}", "Cán bộ", f"U{unit}", "other", persons))
    for person in range(persons):
        sheets["Cán bộ"].append((f"C{person:03}", "Trần Văn An", "05/09/1980", "Nam", "U", "01/03/2020"))
        for unit in range(units):
            pair = most - int(points[unit, person]), int(takes[unit, person])
            sheets["Điểm hội đồng"].append((f"C{person:03}", f"P{unit:03}", *pair))
    folder.mkdir(parents=True)
    for title, rows in sheets.items():
        with (folder / f"{title}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([heads[title], *rows])
    return folder


def race(kind: str, size: str, seed: int, seconds: float) -> Figures:
    """All contenders on one board; processor seconds, None where a contender did not prove."""
    units, persons = map(int, size.split("x"))
    with tempfile.TemporaryDirectory() as place:
        arrays, _ = peers_page.program(write(Path(place) / "board", kind, units, persons, seed))
    given = Race(arrays, 1, 1, seconds, all_limited=True)
    results = {f"1 {who}": peers._apart(who, given) for who in ("ours", *RIVALS)}
    ours = results["1 ours"]
    if ours["proven"]:
        peers.agree(f"{kind} {size}, seed {seed}", results)
    line: Figures = {"kind": kind, "size": size, "seed": seed, "words": ours["words"]}
    for name, told in results.items():
        stuck = {"value": told.get("scores"), "bound": told.get("bounds")} if name == "1 ours" else told.get("stuck")
        line[name[2:]] = round(told["came"][0], 2) if told["proven"] else stuck
    best = min((line[who] for who in RIVALS if isinstance(line[who], float)), default=None)
    if best and isinstance(line["ours"], float):
        line["over the better"] = round(line["ours"] / best, 2)
    return line


def main() -> None:
    """Run and print one JSON line a board."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", default=["C", "D", "E"])
    parser.add_argument("--sizes", nargs="+", default=["5x60", "8x40", "10x60", "10x100", "20x100", "20x200"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[11, 12, 13])
    parser.add_argument("--seconds", type=float, default=60.0, help="that each contender has")
    given = parser.parse_args()
    for kind in given.kinds:
        for size in given.sizes:
            for seed in given.seeds:
                print(json.dumps(race(kind, size, seed, given.seconds)), flush=True)


if __name__ == "__main__":
    main()
