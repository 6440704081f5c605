"""The solving child: hears tasks from its parent and answers them.

It alone imports OR-Tools, so that the parent outlives whatever becomes of it.
"""

from __future__ import annotations

import gc
from functools import partial
from typing import TYPE_CHECKING

from luanchuyen.optimizer.processes.parent import Parent

if TYPE_CHECKING:
    from luanchuyen.optimizer.integer.events import Asked, Complaint, End, PlanFound, Say, TierSettled
    from luanchuyen.optimizer.solver.ranking import Ranking

OF_ANY_TASK = 0
"""The number of what is said of no task in particular; tasks are numbered from 1."""


def serve() -> None:
    """Answer tasks until the parent closes the pipe."""
    from luanchuyen.optimizer.integer.events import Complaint

    parent = Parent()
    gc.disable()  # what is imported is no garbage
    try:
        # Imported now, while the parent still reads the workbook.
        from luanchuyen.optimizer.solver import ranking, second_opinion  # noqa: F401
    except Exception as error:
        parent.tell((OF_ANY_TASK, Complaint("failed", str(error))))
        return
    gc.freeze()
    gc.enable()
    tasks = Tasks()
    while True:
        try:
            number, task = parent.hear()
        except MemoryError:
            parent.tell((OF_ANY_TASK, Complaint("memory")))
            return
        parent.tell((number, tasks.answer(task, partial(_tell, parent, number))))


def _tell(parent: Parent, number: int, event: TierSettled | PlanFound) -> None:
    parent.tell((number, event))


class Tasks:
    """Answers one task after another; the last ranking is kept, for its variants."""

    def __init__(self) -> None:
        self.ranking: Ranking | None = None

    def answer(self, task: Asked, say: Say) -> End | Complaint:
        """The last word on a task. What goes wrong in it is said, not raised."""
        from luanchuyen.optimizer.integer.events import Complaint
        from luanchuyen.optimizer.solver.engine import EngineError

        try:
            return self._end(task, say)
        except EngineError as error:
            return Complaint("disowned", str(error))
        except MemoryError:
            return Complaint("memory")
        except Exception as error:
            # A fault must not look like want of memory, which is what a death without a word is taken for.
            return Complaint("failed", f"{type(error).__name__}: {error}")

    def _end(self, task: Asked, say: Say) -> End:
        from luanchuyen.optimizer.integer.events import ConflictFound, CrossChecked, RankingEnded
        from luanchuyen.optimizer.integer.task import Contest, CrossCheck, Variant
        from luanchuyen.optimizer.solver.ranking import Ranking
        from luanchuyen.optimizer.solver.second_opinion import crosscheck, smallest_conflict

        if isinstance(task, Variant):
            if self.ranking is None:
                raise LookupError("a variant of no program")
            return self.ranking.variants.answer(task)
        if isinstance(task, Contest):
            return ConflictFound(smallest_conflict(task))
        if isinstance(task, CrossCheck):
            return CrossChecked(crosscheck(task))
        self.ranking = None
        ranking = Ranking(task, say)
        ended = RankingEnded(ranking.run(), ranking.end)
        self.ranking = ranking
        return ended


if __name__ == "__main__":
    serve()
