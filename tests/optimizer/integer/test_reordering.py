"""Plans in order of score, whatever an engine said of them."""

import numpy as np

from luanchuyen.optimizer.integer.reordering import in_order
from luanchuyen.optimizer.integer.task import Ranked, TierProof


def ranked(*score: int, verified: tuple[int, ...] | None = None) -> Ranked:
    """A plan, proven by trees where nothing else is said, by an engine's word where less is verified."""
    known = verified or score
    proofs = tuple(
        TierProof(value, least, value, "tree" if least == value else "engine", [[[], [], -1, 0, -1, -1, 0]])
        for value, least in zip(score, known, strict=True)
    )
    return Ranked(np.array([score[-1]]), score, score, True, True, proofs)


def words(plan: Ranked) -> list[tuple[int, str]]:
    return [(proof.verified, proof.word) for proof in plan.proofs]


def test_plans_in_order_are_left_alone() -> None:
    plans = [ranked(1, 5), ranked(1, 5), ranked(1, 6), ranked(2, 0)]
    assert in_order(plans) == plans


def test_a_plan_that_a_later_one_undercuts_changes_places_and_is_proven_no_more() -> None:
    """The engine said that nothing is below 7; the next plan has 5, as the plan before both."""
    first, refuted, better = ranked(1, 5), ranked(1, 7, verified=(1, 4)), ranked(1, 5)
    told = in_order([first, refuted, better])
    assert [plan.score for plan in told] == [(1, 5), (1, 5), (1, 7)]
    assert told[0] is first
    assert told[1].proven and words(told[1]) == [(1, "tree"), (5, "tree")]
    assert not told[2].proven and words(told[2]) == [(1, "tree"), (5, "none")]
    assert told[2].bound == (1, 5) and not told[2].decided


def test_where_the_first_is_undercut_its_trees_alone_still_hold() -> None:
    refuted, better = ranked(1, 7, verified=(1, 4)), ranked(1, 6)
    told = in_order([refuted, better])
    assert [plan.score for plan in told] == [(1, 6), (1, 7)]
    assert not told[0].proven and words(told[0]) == [(1, "tree"), (4, "none")]
    assert told[0].proofs[1].tree == refuted.proofs[1].tree
    assert not told[1].proven and words(told[1]) == [(1, "tree"), (4, "none")]
