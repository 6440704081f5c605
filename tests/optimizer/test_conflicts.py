"""Why there is no plan: against every plan of tiny boards that have none, and on boards made for one cause."""

from __future__ import annotations

from collections import Counter

from infeasible_boards import Plans, hard_board, key_of

from luanchuyen.models.plan import STRUCTURE
from luanchuyen.optimizer.planning import Options, plan_situation
from luanchuyen.optimizer.solver.process import SolvingChild

BOARDS = 260
"""Seeds; more than half have no plan."""


def test_a_conflict_is_one_and_without_any_member_is_none() -> None:
    seen: Counter[str] = Counter()
    with SolvingChild() as child:
        for seed in range(BOARDS):
            situation = hard_board(seed)
            result = plan_situation(situation, Options(plans=1), child=child)
            if result.status != "infeasible":
                continue
            seen["infeasible"] += 1
            named = frozenset(map(key_of, result.conflicts))
            members = {member for member in named if member[0] != STRUCTURE}
            plans = set(Plans(situation).broken(named))
            assert all(broken & named for broken in plans), (seed, named)
            inside = [broken for broken in plans if not any(b[0] == STRUCTURE for b in broken)]
            for member in members:
                assert {member} in inside, (seed, member, named)
            seen["members"] += len(members)
            seen.update({kind for kind, _, _ in named})
            seen["several"] += len(members) > 1
    assert seen["infeasible"] >= 120 and seen["several"] >= 60
    assert all(seen[kind] >= 2 for kind in ("lock", "rule", "seats", "frozen", STRUCTURE)), seen
