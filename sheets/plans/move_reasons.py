"""What the line of a move says: what speaks for it, then what it costs; what most lines have in common said once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property
from string import ascii_lowercase

from luanchuyen.messages import say
from luanchuyen.models.finding import Finding
from luanchuyen.models.plan import Assignment, Plan
from luanchuyen.optimizer.explain.merits import merits_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.answers.merits import in_order, merit_short
from luanchuyen.wording.findings import of_cadres, remark, told_as
from luanchuyen.wording.numbers import number, sentence

LEAST_LINES = 3
"""What fewer lines than this have in common stays at the lines."""

Said = tuple[str, str]
"""(met | unmet | own, the words); own: a waiver, what is to be verified, or what is told
aside, which stays at its line."""


@dataclass(frozen=True)
class Common:
    """What more than half of the lines say, with the mark that stands at them; "" where all do."""

    said: Said
    lines: int
    mark: str


class MoveReasons:
    """The reasons of everybody whom a plan moves. ``together``: those whose lines are read together."""

    def __init__(self, situation: Situation, plan: Plan, together: Set[str]) -> None:
        self.situation, self.plan, self.together = situation, plan, together
        self._findings = of_cadres(plan)

    def of(self, cadre_id: str) -> str:
        """The cell of one line."""
        told: dict[str, list[str]] = {"met": [], "unmet": [], "own": []}
        for said in self._said.get(cadre_id, ()):
            common = self._common.get(said) if cadre_id in self.together else None
            if common is None or common.mark:
                told[said[0]].append(said[1] if common is None else say("workbook.reason_mark", mark=common.mark))
        lines = [
            sentence(say(f"workbook.reason_{sort}", said="; ".join(words))) for sort, words in told.items() if words
        ]
        free = all(sort == "met" for sort, _ in self._said.get(cadre_id, ()))
        if free:
            lines = [say("workbook.reason_free", said=lines[0]) if lines else say("workbook.no_remark")]
        return "\n".join(lines)

    def note(self) -> str:
        """What is said once for all lines, above them; "" where there is nothing."""
        told = []
        for common in self._common.values():
            sort, words = common.said
            values = {"said": words, "count": number(common.lines), "lines": number(len(self.together))}
            mark = say("workbook.reason_mark", mark=common.mark) + " " if common.mark else ""
            told.append(mark + say(f"workbook.common_{sort}", **values))
        return say("workbook.common", told="; ".join(told)) if told else ""

    @cached_property
    def _said(self) -> dict[str, tuple[Said, ...]]:
        return {cadre: tuple(self._of(cadre, moves)) for cadre, moves in self.plan.by_cadre.items()}

    def _of(self, cadre_id: str, moves: tuple[Assignment, ...]) -> list[Said]:
        merits = in_order(merits_of(self.situation, cadre_id, [move.post for move in moves]))
        met = dict.fromkeys(filter(None, map(merit_short, merits)))
        remarks = [f for f in self._findings.get(cadre_id, ()) if told_as(f) != "points"]
        told = ((_sort(f), _priced(f, self.situation)) for f in remarks)
        return [*(("met", words) for words in met), *told]

    @cached_property
    def _common(self) -> dict[Said, Common]:
        """What more than half of the lines say, in the order in which they do."""
        read = [of for cadre, of in self._said.items() if cadre in self.together]
        counts = Counter(said for of in read for said in dict.fromkeys(of))
        least = max(LEAST_LINES, len(read) // 2 + 1)
        often = [said for said, count in counts.items() if count >= least and said[0] != "own"]
        marks = iter(ascii_lowercase)
        return {
            said: Common(said, counts[said], "" if counts[said] == len(read) else next(marks))
            for said in often[: len(ascii_lowercase)]
        }


def _sort(finding: Finding) -> str:
    own = finding.waiver or finding.reason or finding.level == "standing" or told_as(finding) == "aside"
    return "own" if own else "unmet"


def _priced(finding: Finding, situation: Situation) -> str:
    """The remark with its points."""
    said = remark(finding, situation)
    return say("workbook.remark_cost", said=said, cost=number(finding.cost)) if finding.cost else said
