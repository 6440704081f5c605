"""What edits contradict, at the level of edits: infeasible as it is told, feasible without any one member."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count, product

import pytest
from brute_force import BruteForce
from infeasible_boards import Broken, Plans, key_of
from marked_boards import edits_at, marked_board

from luanchuyen.models.committee.edit import Edit
from luanchuyen.models.conflict import STRUCTURE, Conflict
from luanchuyen.optimizer.audit.auditor import kept
from luanchuyen.optimizer.questions.judging import decisions_of, judged
from luanchuyen.optimizer.questions.prices import Prices
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild

CONTRADICTIONS = 25
LINES, LEAST = 2, 3
"""Moves that the marked plan has at least."""


class Told:
    """A contradiction, and every plan, barred moves too, with what it breaks of it."""

    def __init__(self, situation: Situation, edits: Sequence[Edit], conflict: Sequence[Conflict]) -> None:
        self.edits = edits
        self.members = [e for e in edits if any(set(e.cells) == set(c.cells) for c in conflict if c.kind == "edit")]
        assert len(self.members) == sum(member.kind == "edit" for member in conflict)
        self.named = frozenset(key_of(member) for member in conflict if member.kind != "edit")
        plans = Plans(situation)
        chosen = product(*plans.options.values())
        self.plans = [
            (Lineup(situation, {c: g for c, (g, _) in zip(plans.options, moves, strict=True) if g}), broken)
            for moves, broken in zip(chosen, plans.broken(self.named), strict=True)
        ]

    def feasible(self, members: Sequence[Edit], named: Broken) -> bool:
        """Whether some plan keeps these edits and breaks none of these members; structure always holds."""
        decisions = decisions_of(members, self.edits)
        return any(
            not any(b in named or b[0] == STRUCTURE for b in broken) and all(kept(d, after) for d in decisions)
            for after, broken in self.plans
        )


def with_edits(situation: Situation, edits: Sequence[Edit], kept_ones: Sequence[Edit]) -> BruteForce:
    """The board on which some of the edits bind."""
    return BruteForce(situation.deciding(decisions_of(kept_ones, edits)))


@pytest.fixture(scope="module")
def child() -> Iterator[SolvingChild]:
    with SolvingChild() as made:
        yield made


def test_no_edit_and_no_other_member_of_a_contradiction_can_be_spared(child: SolvingChild) -> None:
    seen: Counter[str] = Counter()
    for seed in count():
        if seen["contradictions"] == CONTRADICTIONS:
            break
        situation = marked_board(seed)
        free = BruteForce(situation)
        planned = max((plan.pairs for plan in free.legal), key=len, default=())
        if len(planned) < LINES:
            continue
        edits = edits_at(seed, situation, planned)
        together = judged(Prices(situation, child, planned), edits).together
        plans = with_edits(situation, edits, edits).legal
        assert (together.value.status == "infeasible") == (not plans), seed
        if plans:
            continue
        told = Told(situation, edits, together.conflict)
        assert not told.feasible(told.members, told.named), (seed, together.conflict)
        for one in told.members:
            rest = [other for other in told.members if other is not one]
            assert told.feasible(rest, told.named), (seed, one, together.conflict)
        for name in (name for name in told.named if name[0] != STRUCTURE):
            assert told.feasible(told.members, told.named - {name}), (seed, name, together.conflict)
        seen["contradictions"] += 1
        seen["several edits"] += len(told.members) > 1
        for edit in told.members:
            seen[edit.kind] += 1
            seen["several decisions"] += len(edit.decisions) > 1
            seen["of several lines"] += any(d.kind == "at_most" for d in edit.decisions)
        for way in together.ways_out:
            left = [edit for edit in edits if edit not in way.drop]
            if not way.waive:
                assert with_edits(situation, edits, left).legal, (seed, way)
                assert not [e for e in way.drop if with_edits(situation, edits, [*left, e]).legal], (seed, way)
                seen["ways"] += 1
    wanted = ("several edits", "several decisions", "of several lines", "choose", "leave_empty", "agree", "ways")
    assert not {kind: seen[kind] for kind in wanted if seen[kind] < LEAST}, seen
