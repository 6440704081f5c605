"""Plans near a given one: the next is as near as it can be, which a tree shows that gives up its moves one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from luanchuyen.commands.input import read_input
from luanchuyen.models.options import Options
from luanchuyen.optimizer.planning import plan
from luanchuyen.scenarios import example


@pytest.mark.slow
def test_the_next_plans_near_a_given_one_are_shown_by_trees() -> None:
    """Of 7,363 moves: each plan after the given one costs two points of tier 1, of which a relaxation sees one."""
    source = read_input(Path(str(example.folder("dien-bien-2015"))))
    (first,) = plan(source.instance, source.policy, Options(1)).plans
    given = {cadre: tuple(a.post for a in taken) for cadre, taken in first.by_cadre.items()}
    result = plan(source.instance, source.policy, Options(4), given=given)
    assert result.plans[0].pairs == first.pairs
    assert [plan.score[1] for plan in result.plans] == [0, 2, 2, 2]
    assert all(plan.proven for plan in result.plans)
