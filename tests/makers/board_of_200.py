"""A province of 200 posts from the benchmarks' generator, and plans for it that no solver made."""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from package_tree import ROOT

from luanchuyen.commands.input import open_case
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.explain.assignments import assignments_of
from luanchuyen.optimizer.explain.eligible import eligible
from luanchuyen.optimizer.explain.vacancies import unfilled_of
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation


@cache
def board_of_200() -> Situation:
    """200 posts, 600 cadres."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        import generator
        from sizes import Size
    finally:
        sys.path.pop(0)
    with TemporaryDirectory() as folder:
        size = Size(provinces=1, communes=17, departments=5, posts=200, cadres=600)
        return open_case(generator.write(Path(folder) / "board", size, seed=1)).situation


def plans_of(situation: Situation, count: int) -> tuple[Plan, ...]:
    """Plans that fill whatever is free by somebody eligible; each takes others for a few posts than the one before."""
    wanted = [group.posts for group in situation.groups if all(situation.free[post] for post in group.posts)]
    able = eligible(situation, wanted)
    return tuple(_plan(situation, able, rank) for rank in range(1, count + 1))


def _plan(situation: Situation, able: dict[tuple[str, ...], tuple[str, ...]], rank: int) -> Plan:
    taken, pairs = set[str](), list[tuple[str, str]]()
    for at, (posts, cadres) in enumerate(able.items()):
        left = [code for code in cadres if code not in taken]
        code = left[min(rank - 1 if at % 12 == 0 else 0, len(left) - 1)] if left else None
        if code is not None:
            taken.add(code)
            pairs += [(code, post) for post in posts]
    lineup, found = lineup_of(situation, sorted(pairs)), audit(situation, sorted(pairs)).findings
    score = Counter[int]({1: 0})
    for finding in found:
        score[finding.tier] += finding.cost
    return Plan(rank, assignments_of(lineup), dict(score), dict(score), True, (), unfilled_of(lineup), found)
