"""The race beside other solvers: all agree on a small input, a difference is an error, the page says ≥ where due."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent / "benchmarks"
if not HERE.is_dir():
    pytest.skip("the benchmarks are not beside the tests", allow_module_level=True)
sys.path.append(str(HERE))

import generator  # noqa: E402
import peers  # noqa: E402
import peers_page  # noqa: E402
from contenders import CONTENDERS, Figures, Race, race  # noqa: E402
from sizes import Size  # noqa: E402

SMALL = Size(provinces=1, communes=2, departments=1, posts=16, cadres=50)


def test_everybody_proves_the_same_three_plans(tmp_path: Path) -> None:
    arrays, facts = peers_page.program(generator.write(tmp_path / "small", SMALL, seed=7))
    assert facts["columns"] == arrays.columns
    ours = race("ours", Race(arrays, 3, 2, 60.0))
    given = Race(arrays, 3, 2, 60.0, tuple(tuple(moves) for moves in ours["moves"]))
    results = {f"many {who}": ours if who == "ours" else race(who, given) for who in CONTENDERS}
    assert len(results) == 4
    for name, figures in results.items():
        assert figures["proven"], name
        assert len(figures["came"]) == len(figures["scores"]) == 3, name
    peers.agree("small", results)
    results["many SCIP"]["scores"][1][-1] += 1
    with pytest.raises(ValueError, match="SCIP"):
        peers.agree("small", results)


def figures(seed: int, ours: float, theirs: float, proven: bool) -> Figures:
    scores = [[1, 20, 3]]
    stuck = {"rank": 1, "tier": 2, "value": 40, "bound": 20, "optima": [1], "seconds": theirs}
    other = {"came": [theirs], "scores": scores, "proven": True} if proven else {
        "came": [], "scores": [], "proven": False, "stuck": stuck,
    }  # fmt: skip
    return {
        "preset": "district", "seed": seed, "cap": 3, "seconds": 60.0, "moved": 3, "plans": 0, "differ_by": 1,
        "columns": 9, "rows": 8, "tiers": [1, 2, 3], "rules": "hard: family", "policy": "qd65-2026",
        "results": {"1 ours": {"came": [ours], "scores": scores, "proven": True, "words": ["tree"]}, "1 HiGHS": other},
    }  # fmt: skip


def test_an_unproven_peer_makes_its_ratio_a_lower_bound() -> None:
    runs = [figures(1, 1.0, 2.0, True), figures(2, 1.0, 4.0, True), figures(3, 1.0, 60.0, False)]
    text = peers_page.section(runs, "python")
    assert "| over ours |  | 4.0 (2.0 to ≥ 60) |" in text
    assert "60; not proven" not in text and "4.00 (2.00 to 60); not proven: 1 of 3" in text
    assert "| over ours |  | ≥ 60 |" in peers_page.section(runs[2:], "python")


def test_an_optimum_proven_on_the_way_must_agree_too() -> None:
    wrong = figures(1, 1.0, 60.0, False)["results"]
    peers.agree("here", wrong)
    wrong["1 HiGHS"]["stuck"]["optima"] = [2]
    with pytest.raises(ValueError, match="HiGHS"):
        peers.agree("here", wrong)


def test_the_section_replaces_itself_and_nothing_else(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Page\n\n<!-- stages: begin -->\nkept\n<!-- stages: end -->\n", "utf-8")
    for seed in (1, 2):
        peers_page.write(page, [figures(seed, 1.0, 2.0, True)], f"python --seeds {seed}")
    text = page.read_text("utf-8")
    assert "kept" in text and "--seeds 2" in text and "--seeds 1" not in text
    assert text.count(peers_page.BEGIN) == text.count(peers_page.END) == 1
