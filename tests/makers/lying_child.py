"""A solving child that lies: the second plan told as the best, scores too low, plans that there are denied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from luanchuyen.optimizer.integer.events import Asked, Event, PlanFound, RankingEnded
from luanchuyen.optimizer.integer.task import Answer, Ranked, Task, Variant
from luanchuyen.optimizer.solver.process import SolvingChild

Lie = Literal["second", "low", "none"]


class LyingChild(SolvingChild):
    """Answers truly, then bends what it says: ``second``, ``low``, or ``none``. ``told``: how many lies."""

    lie: Lie = "second"
    told = 0

    def ask(self, task: Asked, tick: float = 0.2) -> Iterator[Event]:
        """The events of a task, with what the lie makes of plans."""
        if not isinstance(task, Task):
            yield from super().ask(task, tick)
            return
        if self.lie == "none":
            self.told += 1
            list(super().ask(task, tick))
            yield RankingEnded("infeasible")
            return
        wanted = replace(task, plans=2) if self.lie == "second" else task
        found: list[Ranked] = []
        status = "unknown"
        for event in super().ask(wanted, tick):
            if isinstance(event, PlanFound):
                found.append(event.plan)
            elif isinstance(event, RankingEnded):
                status = event.status
        for ranked in self._bent(found):
            yield PlanFound(1, ranked)
        yield RankingEnded(status)

    def _bent(self, found: list[Ranked]) -> list[Ranked]:
        if self.lie == "second" and len(found) == 2:
            self.told += 1
            first, second = found
            proofs = tuple(
                replace(of, value=value, verified=value, target=value, word="tree")
                for of, value in zip(first.proofs, second.score, strict=True)
            )
            return [replace(second, proofs=proofs, bound=second.score, proven=True)]
        if self.lie == "low" and found and found[0].score[0] > 0:
            self.told += 1
            low = (found[0].score[0] - 1, *found[0].score[1:])
            return [replace(found[0], score=low, bound=low)]
        return found[:1]

    def variant(self, variant: Variant) -> Answer:
        """An answer to a variant; a plan of it may be denied or told as of too low a score."""
        answer = super().variant(variant)
        if self.lie == "none":
            self.told += 1
            return replace(answer, status="infeasible", plan=None)
        if self.lie == "low" and answer.plan is not None and answer.plan.score[0] > 0:
            self.told += 1
            low = (answer.plan.score[0] - 1, *answer.plan.score[1:])
            return replace(answer, plan=replace(answer.plan, score=low, bound=low))
        return answer
