"""Candidates by the join on the planning pool are those that the hard rules leave of all structural pairs."""

from __future__ import annotations

import numpy as np
import pytest
from random_boards import random_situation

from luanchuyen.optimizer.columns.moves import Moves
from luanchuyen.optimizer.columns.pairs import columns_of
from luanchuyen.optimizer.explain.shortage import shortages, unsourced
from luanchuyen.optimizer.program.candidates import pair_rules, possible_moves, sourced_pairs, structural_pairs
from luanchuyen.optimizer.program.pricing import barred
from luanchuyen.optimizer.situation.situation import Situation

BOARDS = range(150)

Pairs = list[tuple[int, int]]


def listed(pairs: list[tuple[np.ndarray, np.ndarray]]) -> Pairs:
    return sorted((int(c), int(g)) for cadre, group in pairs for c, g in zip(cadre, group, strict=True))


def one_by_one(situation: Situation) -> Pairs:
    columns = columns_of(situation)
    found: Pairs = []
    for cadre, group in structural_pairs(columns):
        moves = Moves(columns, cadre, group)
        out = np.zeros(len(moves), bool)
        for rule, grades in pair_rules(moves):
            out |= barred(rule, grades, moves)
        found += zip(cadre[~out].tolist(), group[~out].tolist(), strict=True)
    return sorted(found)


def test_the_join_loses_no_candidate_and_lists_none_twice() -> None:
    fewer = 0
    for seed in BOARDS:
        situation = random_situation(seed)
        moves = possible_moves(columns_of(situation))
        assert listed([(moves.cadre, moves.group)]) == one_by_one(situation), seed
        sourced, every = (
            listed(list(sourced_pairs(columns_of(situation)))),
            listed(list(structural_pairs(columns_of(situation)))),
        )
        assert len(set(sourced)) == len(sourced), seed
        assert set(sourced) <= set(every), seed
        fewer += len(sourced) < len(every)
    assert fewer >= 20


@pytest.mark.parametrize("seed", range(30))
def test_unsourced_posts_are_those_without_an_eligible_cadre(seed: int) -> None:
    situation = random_situation(seed)
    posts = [p for p in situation.instance.posts if not situation.group_of[p].frozen]
    every = shortages(situation, posts)
    assert unsourced(situation, posts) == {p: s for p, s in every.items() if not s.eligible}
