"""Chairs of communes made non-local in 2026 with no post vacant: pairs change places, and one ring of three."""

from __future__ import annotations

from collections import Counter
from importlib.resources import as_file
from pathlib import Path

import openpyxl
from programmes import CHAIRS, best, situation

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode
from luanchuyen.optimizer.explain.chains import chains
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.example import folder

PAIRS = {"Trung An": "Mỹ Tho", "Mỹ Phước Tây": "Thanh Hòa", "Bình Trưng": "Long Định"}
"""Those that a province's decision of 2026 shows."""


def chairs() -> set[str]:
    return {post for post, row in situation(CHAIRS).instance.posts.items() if row.kind == "pc_chair"}


def test_no_seat_is_empty_before_the_chairs_change_places_or_after() -> None:
    board, made = situation(CHAIRS), best(CHAIRS)
    assert all(seats == 0 for seats in board.free.values())
    assert not board.leaves
    assert made.unfilled == ()


def test_fifteen_chairs_become_non_local_and_nobody_else_moves() -> None:
    board, made = situation(CHAIRS), best(CHAIRS)
    before = Counter(board.locality(cadre, post) for post in chairs() for cadre in board.holders[post])
    after = lineup_of(board, made.pairs)
    assert before == {"local": 15, "non_local": 5}
    assert {board.locality(cadre, post) for post in chairs() for cadre in after.occupants[post]} == {"non_local"}
    assert len(made.assignments) == 15
    assert {post for _, post in made.pairs} <= chairs()


def test_the_chairs_swap_in_pairs_and_one_ring_of_three() -> None:
    board, made = situation(CHAIRS), best(CHAIRS)
    rings = chains(made, board)
    assert sorted(len(ring.steps) for ring in rings) == [2, 2, 2, 2, 2, 2, 3]
    assert all(ring.cyclic for ring in rings)
    swapped = [{place(board, step.takes[0].post) for step in ring.steps} for ring in rings]
    assert all({one, other} in swapped for one, other in PAIRS.items())


def place(board: Situation, post_id: str) -> str:
    """The commune of a post, without the word for its type."""
    return board.instance.units[board.post(post_id).unit_id].name.split(" ", 2)[2]


def test_the_sheet_of_chains_shows_the_rings(tmp_path: Path) -> None:
    with as_file(folder(CHAIRS)) as path:
        assert main(["plan", str(path), "--plans", "1", "--out", str(tmp_path / "kq")]) == ExitCode.DONE
    sheet = openpyxl.load_workbook(tmp_path / "kq" / "plans.xlsx")["Dây chuyền"]
    told = [str(row[0]) for row in sheet.iter_rows(values_only=True) if row[0]]
    assert sum("Hoán đổi 2 đồng chí" in line for line in told) == 6
    assert sum("Vòng khép kín 3 đồng chí" in line for line in told) == 1
