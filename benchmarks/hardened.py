"""Provinces made hard: quotas beyond the pool, two at most from a unit, family ties, shares; beside HiGHS and CP-SAT.

    python benchmarks/hardened.py quotas family shares all --seeds 971 972

What nobody proves in the time given is told with what each found and showed by then.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
from pathlib import Path
from typing import Any

import generator
import numpy as np
import peers
import peers_page
from contenders import Race
from sizes import PRESETS

Figures = dict[str, Any]
CAP, TIES = 2, 6_000
QUOTAS = {"quota.women": 45, "quota.under_40": 35, "quota.ethnic": 35, "quota.min_down": 40, "quota.min_cross_bloc": 60}
SHARES = {
    "non_local_share.level": "soft",
    "non_local_share.shares": ", ".join(
        f'{{kind = "{kind}", level = "xã", percent = {percent}}}'
        for kind, percent in (("secretary", 90), ("pc_chair", 95), ("deputy_secretary", 60))
    ).join("[]"),
}
KINDS: dict[str, dict[str, object]] = {
    "quotas": QUOTAS,
    "family": {"family.level": "hard"},
    "shares": SHARES,
    "all": {**QUOTAS, "family.level": "hard", **SHARES, "continuity.max_share": 30},
}
RIVALS = ("HiGHS", "CP-SAT")


def write(folder: Path, kind: str, seed: int) -> Path:
    """The board as a folder of CSV files."""
    generator.write(folder, PRESETS["province"], seed, CAP)
    with (folder / "Tham số.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(KINDS[kind].items())
    if kind in ("family", "all"):
        with (folder / "Cán bộ.csv").open(encoding="utf-8-sig", newline="") as stream:
            codes = [row[0] for row in csv.reader(stream)][1:]
        pairs = np.random.default_rng(seed).choice(len(codes), (TIES, 2))
        with (folder / "Quan hệ gia đình.csv").open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows((codes[a], codes[b], "anh em ruột") for a, b in pairs if a != b)
    return folder


def run(kind: str, seed: int, seconds: float) -> Figures:
    """All contenders on one board; processor seconds, or how far who did not prove it came."""
    with tempfile.TemporaryDirectory() as place:
        arrays, _ = peers_page.program(write(Path(place) / "board", kind, seed))
    given = Race(arrays, 1, 1, seconds)
    line: Figures = {"kind": kind, "seed": seed, "columns": arrays.columns, "rows": len(arrays.rhs)}
    for who in ("ours", *RIVALS):
        told = peers._apart(who, given)
        line[who] = round(told["came"][0], 2) if told["proven"] else told.get("stuck")
        line[f"{who} scores"] = told["scores"]
        if who == "ours":
            line["words"] = told["words"]
    return line


def main() -> None:
    """Run and print one JSON line a board."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kinds", nargs="*", default=[*KINDS])
    parser.add_argument("--seeds", nargs="+", type=int, default=[971])
    parser.add_argument("--seconds", type=float, default=30.0, help="that each contender has")
    given = parser.parse_args()
    for kind in given.kinds:
        for seed in given.seeds:
            print(json.dumps(run(kind, seed, given.seconds)), flush=True)


if __name__ == "__main__":
    main()
