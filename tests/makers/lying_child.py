"""A solving child that lies: the second plan told as the best, scores too low, plans that there are denied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from luanchuyen.optimizer.integer.task import Answer, Ranked, Task, Variant
from luanchuyen.optimizer.solver.process import Event, SolvingChild

Lie = Literal["second", "low", "none"]


class LyingChild(SolvingChild):
    """Answers truly, then bends what it says: ``second``, ``low``, or ``none``. ``told``: how many lies."""

    lie: Lie = "second"
    told = 0

    def ask(self, kind: str, task: object, tick: float = 0.2) -> Iterator[Event]:
        """The events of a task, with what the lie makes of plans."""
        if kind != "rank" or not isinstance(task, Task):
            yield from super().ask(kind, task, tick)
            return
        if self.lie == "none":
            self.told += 1
            list(super().ask(kind, task, tick))
            yield "end", {"status": "infeasible", "end": None}
            return
        wanted = replace(task, plans=2) if self.lie == "second" else task
        found: list[Ranked] = []
        status = "unknown"
        for name, values in super().ask(kind, wanted, tick):
            if name == "plan":
                found.append(values["plan"])  # type: ignore[arg-type]
            elif name == "end":
                status = str(values["status"])
        for ranked in self._bent(found):
            yield "plan", {"rank": 1, "plan": ranked}
        yield "end", {"status": status, "end": None}

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
