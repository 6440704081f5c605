"""The solving child: hears tasks from its parent and answers them.

It alone imports OR-Tools, so that the parent outlives whatever becomes of it.
"""

from __future__ import annotations

from luanchuyen.optimizer.processes.parent import Parent

OF_ANY_TASK = 0
"""The number of what is said of no task in particular; tasks are numbered from 1."""


def serve() -> None:
    """Answer tasks until the parent closes the pipe."""
    parent = Parent()
    try:
        # Imported now, while the parent still reads the workbook.
        from luanchuyen.optimizer.solver import conflict, ranking  # noqa: F401
    except Exception as error:
        parent.tell((OF_ANY_TASK, "failed", {"reason": str(error)}))
        return
    while True:
        try:
            number, kind, task = parent.hear()
        except MemoryError:
            parent.tell((OF_ANY_TASK, "memory", {}))
            return
        _answer(number, kind, task, parent)


def _answer(number: int, kind: str, task: object, parent: Parent) -> None:
    from luanchuyen.optimizer.integer.task import Contest, Task
    from luanchuyen.optimizer.solver.conflict import smallest_conflict
    from luanchuyen.optimizer.solver.crosscheck import crosscheck
    from luanchuyen.optimizer.solver.engine import EngineError
    from luanchuyen.optimizer.solver.ranking import Ranking

    def say(event: str, values: dict[str, object]) -> None:
        parent.tell((number, event, values))

    assert isinstance(task, Task | Contest)
    try:
        if isinstance(task, Contest):
            say("end", {"conflict": smallest_conflict(task)})
        elif kind == "rank":
            ranking = Ranking(task, say)
            say("end", {"status": ranking.run(), "end": ranking.end})
        else:
            say("end", {"rows": crosscheck(task)})
    except EngineError as error:
        say("disowned", {"reason": str(error)})
    except MemoryError:
        say("memory", {})
    except Exception as error:
        # A fault must not look like want of memory, which is what a death without a word is taken for.
        say("failed", {"reason": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    serve()
