"""Blocks of tiny boards, each planned and compared with brute force: more of what test_brute_force.py does."""

from __future__ import annotations

from math import prod

from brute_force import BruteForce
from kept_child import plan
from tiny_boards import tiny_board

from luanchuyen.optimizer.solver.process import SolvingChild

FIRST, BLOCK = 1_000, 556
"""The seed after those of test_brute_force.py, and the seeds of a block."""
PLANS_TO_TRY = 600
"""Combinations of moves above which a board is passed over."""
COMPARED = 500
"""Boards of a block to be compared at least; with those of test_brute_force.py 5,000 in all, 3,000 without the soak."""


def compare(block: int) -> None:
    """The boards of a block: the same plans in the same order, proven, with the same ties."""
    start, compared = FIRST + block * BLOCK, 0
    with SolvingChild() as child:
        for seed in range(start, start + BLOCK):
            compared += _compare(seed, child)
    assert compared >= COMPARED


def _compare(seed: int, child: SolvingChild) -> bool:
    board = tiny_board(seed)
    brute = BruteForce(board.situation)
    if prod(map(len, brute.options)) > PLANS_TO_TRY:
        return False
    result = plan(board.instance, board.policy, board.options, given=board.given, child=child)
    expected = brute.ranked(board.options.plans, board.options.differ_by)
    scores = [tuple(p.score[tier] for tier in sorted(p.score)) for p in result.plans]
    assert [p.pairs for p in result.plans] == [p.pairs for p in expected], seed
    assert scores == [p.score for p in expected], seed
    assert result.status == ("optimal" if expected else "infeasible"), seed
    assert all(p.proven and p.bound == p.score for p in result.plans), seed
    ties = [{n for n, s in enumerate(scores, 1) if s == score} - {rank} for rank, score in enumerate(scores, 1)]
    assert [set(p.tied_with) for p in result.plans] == ties, seed
    return True
