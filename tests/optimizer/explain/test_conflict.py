"""Why there is no plan: against every plan of tiny boards that have none, and on boards made for one cause."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from infeasible_boards import Plans, hard_board, key_of
from small_board import HARD, board, lock

from luanchuyen.models.conflict import STRUCTURE, Conflict
from luanchuyen.models.options import Options
from luanchuyen.models.plan import Result
from luanchuyen.optimizer.audit.conflicts import conflict_faults
from luanchuyen.optimizer.planning import plan_situation
from luanchuyen.optimizer.program.program import build
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild

BOARDS = 260
"""Seeds; more than half have no plan."""


NOWHERE = [{"sheet": "Khóa", "cell": "Z9"}]
FILL = {**HARD, "fill": "hard"}


@pytest.fixture(scope="module")
def child() -> Iterator[SolvingChild]:
    with SolvingChild() as made:
        yield made


def conflict(situation: Situation, child: SolvingChild) -> list[Conflict]:
    result = plan_situation(situation, Options(plans=1), child=child)
    assert result.status == "infeasible"
    return list(result.conflicts)


def told(conflicts: list[Conflict]) -> set[tuple[str, str | None, str]]:
    """Each member in short: its kind, its rule, the codes of its subject."""
    return {(c.kind, c.rule, " ".join(str(value) for value in c.subject.values())) for c in conflicts}


def pinned(cadre: str, post: str) -> dict[str, str]:
    return lock(cadre, post, "cố định")


FROZEN, TWO = {"post_id": "P", "status": "giữ nguyên"}, [{"post_id": "P"}, {"post_id": "Q"}]
ONE = {"post_id": "P"}
HOLDS: list[dict[str, str]] = [{"post_id": "P"}, {}]
CASES = {
    "fixed to a frozen post": (
        [FROZEN], [{}], HARD, [pinned("C1", "P")],
        {("lock", "fixed", "C1 P"), ("frozen", None, "P")},
    ),
    "the holder of a frozen post fixed elsewhere": (
        [FROZEN, {"post_id": "Q"}], HOLDS, HARD, [pinned("C1", "Q")],
        {("lock", "fixed", "C1 Q"), ("frozen", None, "P")},
    ),
    "a bundle of which one post is frozen": (
        [{**FROZEN, "bundle": "a"}, {"post_id": "Q", "bundle": "a"}], [{}], HARD, [pinned("C1", "Q")],
        {("lock", "fixed", "C1 Q"), ("frozen", None, "P")},
    ),
    "a post to be filled that is closed to everybody": (
        [ONE], [{}, {}], FILL, [lock("*", "P")],
        {("rule", "fill", "P"), ("lock", "forbidden", "* P")},
    ),
    "the only one left is fixed elsewhere": (
        TWO, [{}, {}, {}], FILL, [pinned("C1", "P"), lock("C2", "Q"), lock("C3", "Q")],
        {("rule", "fill", "Q"), ("lock", "fixed", "C1 P"), ("lock", "forbidden", "C2 Q"), ("lock", "forbidden", "C3 Q"),
         ("rule", STRUCTURE, "one_move ['C1']")},
    ),
    "fixed to the seat of a holder who may go nowhere": (
        TWO, HOLDS, HARD, [pinned("C2", "P"), lock("C1", "Q")],
        {("lock", "fixed", "C2 P"), ("seats", None, "P"), ("lock", "forbidden", "C1 Q")},
    ),
    "fixed to a post of another authority": (
        [{**ONE, "managed_by": "TU"}], [{"managed_by": "TV"}], HARD, [pinned("C1", "P")],
        {("lock", "fixed", "C1 P"), ("rule", STRUCTURE, "managed_by P")},
    ),
    "a fixed decision that is soft binds nobody": (
        TWO, [{}], {**FILL, "fixed": "soft"}, [pinned("C1", "Q"), lock("C1", "P")],
        {("rule", "fill", "P"), ("lock", "forbidden", "C1 P")},
    ),
    "a ban whose rule is off binds nobody": (
        [ONE], [{"in_post_since": "01/01/2026"}], {"fill": "hard", "stint_length": "hard"}, [lock("C1", "P")],
        {("rule", "fill", "P"), ("rule", "stint_length", "P")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_cannot_hold_together_is_named_whole(name: str, child: SolvingChild) -> None:
    posts, cadres, levels, locks, expected = CASES[name]
    assert told(conflict(board(posts, cadres, levels, locks=locks), child)) == expected


def test_every_member_has_the_cells_it_rests_on(child: SolvingChild) -> None:
    late = [{"in_post_since": "01/01/2026"}, {}, {"in_post_since": "01/06/2026"}]
    rule, fixed = conflict(board([ONE], late, {**HARD, "stint_length": "hard"}, locks=[pinned("C3", "P")]), child)[::-1]
    assert fixed.cells and all("!" in cell for cell in (*fixed.cells, *rule.cells))
    people = board([ONE], late).instance.cadres
    stopped = [people[code].origin.cell("cadre_id") for code in ("C3", "C1")]
    assert [cell for cell in rule.cells if cell in {c.origin.cell("cadre_id") for c in people.values()}] == stopped


def _hold_what_is_told(situation: Situation, result: Result, seen: Counter[str], thorough: bool) -> None:
    """As verify judges it: it holds, and another cell, a member that is none, or too few of them do not."""
    program, whole = build(situation), json.loads(json.dumps(result.to_dict()))
    rows = whole["conflicts"]

    def faults(*told: dict[str, Any], status: str = "infeasible") -> set[str]:
        document = {**whole, "status": status, "conflicts": list(told)}
        return {fault.key for fault in conflict_faults(situation, program, document)}

    assert not faults(*rows), (rows, faults(*rows))
    if not thorough:
        return
    assert faults() == {"wrong_form"} == faults(*rows, status="optimal")
    for row in rows[:1]:
        kind = "frozen" if row["kind"] == "seats" else "seats"
        false = {"rule": "none"}, {"kind": kind}, {"subject": {"post": "none"}}, {"cells": [*row["cells"], *NOWHERE]}
        assert all("wrong_member" in faults({**row, **part}, *rows[1:]) for part in false)
        with pytest.raises(ValueError, match="none of"):
            faults({**row, "kind": "none"}, *rows[1:])
    for row in rows:
        seen["left out"] += 1
        seen["seen"] += "wrong_conflict" in faults(*(other for other in rows if other is not row))


def test_a_run_that_has_no_plan_though_nobody_need_move_is_refused() -> None:
    situation = board([ONE], [{}], {})
    told = {"status": "infeasible", "plans": [], "conflicts": []}
    assert "wrong_infeasible" in {fault.key for fault in conflict_faults(situation, build(situation), told)}


def test_a_conflict_is_one_and_without_any_member_is_none(child: SolvingChild) -> None:
    seen: Counter[str] = Counter()
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
        _hold_what_is_told(situation, result, seen, thorough=not seed % 3)
        seen.update({kind for kind, _, _ in named})
        seen["several"] += len(members) > 1
    assert seen["seen"] > seen["left out"] // 4 > 10, seen
    assert seen["infeasible"] >= 120 and seen["several"] >= 60
    assert all(seen[kind] for kind in ("lock", "rule", "seats", "frozen", STRUCTURE)), seen
