"""A waiver with an end counts until that day, the day itself included, and is told once it is over."""

from __future__ import annotations

import pytest
from small_board import HARD, board

from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.explain.readiness import readiness
from luanchuyen.optimizer.situation.situation import Situation

LEVELS = {**HARD, "stint_length": "hard"}
PAPERS = {"authority": "BTV", "document": "12-KL/TU", "date": "01/05/2026", "reason": "yêu cầu"}


def waived(until: str) -> Situation:
    """One cadre who lacks months, and a waiver of them until a day; the plan starts on 01/07/2026."""
    cadres = [{"in_post_since": "01/01/2026"}]
    row = {"rule": "stint_length", "cadre_id": "C1", "until": until, **PAPERS}
    return board([{"post_id": "P1"}], cadres, LEVELS, waivers=[row])


@pytest.mark.parametrize(
    ("until", "counts"),
    [("", True), ("01/07/2026", True), ("30/06/2026", False), ("07/2026", True), ("2026", False), ("2027", True)],
)
def test_a_waiver_counts_until_its_day(until: str, counts: bool) -> None:
    situation = waived(until)
    assert audit(situation, [("C1", "P1")]).passed is counts
    told = [problem for problem in readiness(situation) if problem.key == "readiness.waiver_over"]
    assert len(told) == (not counts)
    assert all(problem.values["until"] == str(until) for problem in told)
