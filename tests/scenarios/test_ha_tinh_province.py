"""Hà Tĩnh province under QĐ 65, in 2024: who comes back from rotation, and what fewer months in post would change."""

from __future__ import annotations

from programmes import PROVINCE, Output, best, moves, recorded, situation

from luanchuyen.models.calendar import months_between
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.situation.situation import Situation

SINCE_65 = "28/04/2022"


def test_the_province_moves_down_up_and_from_party_to_government(capsys: Output) -> None:
    record = recorded(capsys, PROVINCE, "--from", SINCE_65)
    assert moves(record, "rotation") == {"down": 6, "up": 3, None: 9}
    (down,) = [row for row in record["forms"] if (row["form"], row["direction"]) == ("rotation", "down")]
    assert (down["cross_bloc"], down["under_40"]) == (3, 4)


def test_those_sent_out_come_back_to_the_unit_they_left_to_no_higher_post() -> None:
    board, made = situation(PROVINCE), best(PROVINCE)
    back = {a.cadre: a for a in made.assignments if a.purpose == "return"}
    assert len(back) == 4
    for cadre, move in back.items():
        assert board.post(move.post).unit_id in {stint.unit_id for stint in board.homecomings[cadre].before}
        assert move.from_post is not None
        assert rank(board, move.post) >= rank(board, move.from_post)
        assert rank(board, move.post) >= (board.rank_held_before(cadre, move.post) or 0)
        assert board.cadre(cadre).planned_for == ()


def test_one_comes_back_early_by_a_decision() -> None:
    board = situation(PROVINCE)
    (waiver,) = board.instance.waivers
    assert (waiver.rule, waiver.post_id) == ("stint_length", "SGDDT-PGD")
    assert (waiver.cadre_id, waiver.post_id) in best(PROVINCE).pairs
    assert board.homecomings[waiver.cadre_id or ""].months == 20


def test_thirty_months_in_post_would_fill_more() -> None:
    as_it_is, if_thirty = best(PROVINCE, 36), best(PROVINCE, 30)
    assert best(PROVINCE).pairs == as_it_is.pairs, "36 months are the rule of the day"
    assert (len(as_it_is.assignments), len(if_thirty.assignments)) == (8, 11)
    assert empty(if_thirty) < empty(as_it_is)
    board = situation(PROVINCE, 30)
    assert {cadre for cadre, _ in if_thirty.pairs} & of_months(board, 30, 36)


def empty(made: Plan) -> int:
    return sum(seat.seats for seat in made.unfilled)


def of_months(board: Situation, least: int, below: int) -> set[str]:
    """Those with so many months in their posts."""
    served = {code: months_between(c.in_post_since.last, board.start) for code, c in board.instance.cadres.items()}
    return {code for code, months in served.items() if least <= months < below}


def rank(board: Situation, post_id: str) -> int:
    """The rank of a post; 1 is the highest."""
    post = board.post(post_id)
    return board.policy.vocabulary.ranks[post.kind, board.instance.units[post.unit_id].level]
