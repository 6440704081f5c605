"""What keeps a cadre from a post: just what keeps the pair out of every program, with the value met and needed."""

from __future__ import annotations

from collections import Counter

from random_boards import random_situation
from small_board import board

from luanchuyen.models.conflict import STRUCTURE
from luanchuyen.optimizer.columns.pairs import columns_of
from luanchuyen.optimizer.explain.breaches import breaches_of, is_eligible
from luanchuyen.optimizer.program.candidates import possible_moves
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.optimizer.situation.situation import Situation

BOARDS = range(60)
LEAST = 3


def possible_pairs(situation: Situation) -> set[tuple[str, str]]:
    moves, ids = possible_moves(columns_of(situation)), columns_of(situation).cadre_ids
    pairs = zip(moves.cadre.tolist(), moves.group.tolist(), strict=True)
    return {(ids[c], post_id) for c, g in pairs for post_id in situation.groups[g].posts}


def test_a_pair_is_free_of_breaches_just_where_a_program_has_its_move() -> None:
    met: Counter[str] = Counter()
    for seed in BOARDS:
        situation = random_situation(seed)
        possible = possible_pairs(situation)
        for cadre_id in situation.instance.cadres:
            for post_id in situation.instance.posts:
                found = breaches_of(situation, cadre_id, post_id)
                assert (not any(b.binds for b in found)) == ((cadre_id, post_id) in possible), (seed, cadre_id, post_id)
                met.update(b.reason if b.of_structure else b.rule for b in found)
                met["waived"] += sum(not b.binds for b in found)
    pair_rules = {name for name, rule in register().items() if rule.tells("pair")}
    wanted = {*pair_rules, "managed_by", "frozen", "must_leave", "own_post", "waived"}
    assert {name for name in wanted if met[name] < LEAST} == set()


def test_what_is_counted_lacks_what_is_needed_less_what_is_met() -> None:
    counted: Counter[str] = Counter()
    for seed in BOARDS:
        situation = random_situation(seed)
        scales = situation.policy.vocabulary.scales
        for cadre_id in situation.instance.cadres:
            for post_id in situation.instance.posts:
                for b in breaches_of(situation, cadre_id, post_id):
                    value, needed = b.value, b.needed
                    if b.rule in ("qualification", "evaluation"):
                        scale = scales[b.fields[0][1].replace("evaluations", "evaluation")].levels
                        value = scale[str(value)] if value is not None else None if b.rule == "evaluation" else 0
                        needed = scale[str(needed)]
                    if isinstance(value, int) and isinstance(needed, int):
                        assert abs(needed - value) == b.amount or b.rule == "hardship", b
                        counted[b.rule] += 1
                    if not any(group.optional for group in situation.groups_with[b.post]):  # there a lead decides
                        assert (b.authority is None) == (situation.manager_of_post(b.post) is None)
    wanted = ("stint_length", "qualification", "rank_step", "remaining_service", "consecutive_terms", "evaluation")
    assert {name for name in wanted if counted[name] < LEAST} == set()


def test_value_needed_cells_and_waiver_of_a_stint_too_short() -> None:
    situation = board(
        [{"post_id": "P", "status": "trống"}],
        [{"in_post_since": "01/12/2024"}, {"in_post_since": "02/07/2023", "managed_by": "TV"}],
        {"stint_length": "hard"},
        waivers=[
            {"rule": "stint_length", "cadre_id": "C1", "authority": "Tỉnh ủy", "document": "12-CV/TU",
             "date": "01/06/2026", "reason": "theo yêu cầu"},
        ],
    )  # fmt: skip
    (first,) = breaches_of(situation, "C1", "P")
    assert (first.rule, first.value, first.needed, first.amount) == ("stint_length", 19, 36, 17)
    assert not first.binds and is_eligible(situation, "C1", "P")
    assert first.to_dict()["waiver"] == "12-CV/TU"
    assert first.authority == "TU" and first.cells
    far, short = breaches_of(situation, "C2", "P")
    assert (far.rule, far.reason, far.value, far.needed) == (STRUCTURE, "managed_by", "TV", "TU")
    assert (short.value, short.needed, short.binds) == (35, 36, True)
    assert short.basis == situation.policy.entry("stint_length").basis
    assert short.to_dict()["cells"] == [{"sheet": "Cán bộ", "cell": short.cells[0].split("!")[1]}]
