"""What a hand is to write into a workbook of plans: texts at lines known by their codes, recorded lines struck out."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from luanchuyen.models.committee.decision import Decision
from luanchuyen.scenarios.decisions.lines import RECORDED, PlanLine


@dataclass(frozen=True)
class HandText:
    """The texts of one line for the hand: Chốt, Lý do, Văn bản ngoại lệ; "" leaves the cell blank."""

    mark: str = ""
    reason: str = ""
    waiver: str = ""


BLANK = HandText()


@dataclass(frozen=True)
class Hand:
    """The texts by line. ``taken_back``: decisions of an earlier round whose recorded lines are left out; a text at a
    line of no plan (RECORDED) is written as one more of them."""

    texts: Mapping[PlanLine, HandText] = field(default_factory=dict)
    taken_back: Set[Decision] = frozenset()

    @property
    def added(self) -> dict[PlanLine, HandText]:
        """The lines that are written beside the recorded ones, in order."""
        return {line: text for line, text in sorted(self.texts.items()) if line.plan == RECORDED}

    def at(self, plan: int, cadre: str, posts: tuple[str, ...]) -> HandText:
        """What stands at a line."""
        return self.texts.get(PlanLine(plan, cadre, posts), BLANK)


NO_HAND = Hand()
