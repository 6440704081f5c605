"""The solving child: hears tasks from its parent and answers them.

It alone imports OR-Tools, so that the parent outlives whatever becomes of it.
"""

from __future__ import annotations

import gc
from functools import partial
from typing import TYPE_CHECKING

from luanchuyen.optimizer.processes.parent import Parent

if TYPE_CHECKING:
    from luanchuyen.optimizer.solver.ranking import Ranking, Say

OF_ANY_TASK = 0
"""The number of what is said of no task in particular; tasks are numbered from 1."""


def serve() -> None:
    """Answer tasks until the parent closes the pipe."""
    parent = Parent()
    gc.disable()  # what is imported is no garbage
    try:
        # Imported now, while the parent still reads the workbook.
        from luanchuyen.optimizer.solver import conflict, ranking  # noqa: F401
    except Exception as error:
        parent.tell((OF_ANY_TASK, "failed", {"reason": str(error)}))
        return
    gc.freeze()
    gc.enable()
    tasks = Tasks()
    while True:
        try:
            number, kind, task = parent.hear()
        except MemoryError:
            parent.tell((OF_ANY_TASK, "memory", {}))
            return
        tasks.answer(kind, task, partial(_tell, parent, number))


def _tell(parent: Parent, number: int, event: str, values: dict[str, object]) -> None:
    parent.tell((number, event, values))


class Tasks:
    """Answers one task after another; the last ranking is kept, for its variants."""

    def __init__(self) -> None:
        self.ranking: Ranking | None = None

    def answer(self, kind: str, task: object, say: Say) -> None:
        """Answer a task. What goes wrong in it is said, not raised."""
        from luanchuyen.optimizer.solver.engine import EngineError

        try:
            say("end", self._end(kind, task, say))
        except EngineError as error:
            say("disowned", {"reason": str(error)})
        except MemoryError:
            say("memory", {})
        except Exception as error:
            # A fault must not look like want of memory, which is what a death without a word is taken for.
            say("failed", {"reason": f"{type(error).__name__}: {error}"})

    def _end(self, kind: str, task: object, say: Say) -> dict[str, object]:
        """The last word on a task."""
        from luanchuyen.optimizer.integer.task import Contest, Task, Variant
        from luanchuyen.optimizer.solver.conflict import smallest_conflict
        from luanchuyen.optimizer.solver.crosscheck import crosscheck
        from luanchuyen.optimizer.solver.ranking import Ranking

        if isinstance(task, Variant):
            if self.ranking is None:
                raise LookupError("a variant of no program")
            return {"answer": self.ranking.variants.answer(task)}
        if isinstance(task, Contest):
            return {"conflict": smallest_conflict(task)}
        assert isinstance(task, Task)
        if kind != "rank":
            return {"rows": crosscheck(task)}
        self.ranking = None
        ranking = Ranking(task, say)
        ended: dict[str, object] = {"status": ranking.run(), "end": ranking.end}
        self.ranking = ranking
        return ended


if __name__ == "__main__":
    serve()
