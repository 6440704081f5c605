"""The solving child: reads tasks from its standard input, answers on its standard output, both pickled.

It alone imports OR-Tools, so that the parent outlives whatever becomes of it.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from typing import BinaryIO

OF_ANY_TASK = 0
"""The number of what is said of no task in particular; tasks are numbered from 1."""


def serve() -> None:
    """Answer tasks until the parent closes the pipe. Anything an engine prints goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        # Imported now, while the parent still reads the workbook.
        from luanchuyen.optimizer.solver import conflict, ranking  # noqa: F401
    except Exception as error:
        _tell(answers, OF_ANY_TASK, "failed", {"reason": str(error)})
        answers.close()
        return
    while True:
        try:
            number, kind, task = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        except MemoryError:
            _tell(answers, OF_ANY_TASK, "memory", {})
            return
        _answer(number, kind, task, answers)


def _tell(answers: BinaryIO, number: int, event: str, values: dict[str, object]) -> None:
    pickle.dump((number, event, values), answers)
    answers.flush()


def _answer(number: int, kind: str, task: object, answers: BinaryIO) -> None:
    from luanchuyen.optimizer.solver.conflict import smallest_conflict
    from luanchuyen.optimizer.solver.crosscheck import crosscheck
    from luanchuyen.optimizer.solver.engine import EngineError
    from luanchuyen.optimizer.solver.ranking import Ranking
    from luanchuyen.optimizer.solver.task import Task

    def say(event: str, values: dict[str, object]) -> None:
        _tell(answers, number, event, values)

    assert isinstance(task, Task)
    try:
        if kind == "rank":
            say("end", {"status": Ranking(task, say).run()})
        elif kind == "cross":
            say("end", {"rows": crosscheck(task)})
        else:
            say("end", {"conflict": smallest_conflict(task)})
    except EngineError as error:
        say("failed", {"reason": str(error)})
    except MemoryError:
        say("memory", {})
    except Exception as error:
        # A fault must not look like want of memory, which is what a death without a word is taken for.
        say("failed", {"reason": f"{type(error).__name__}: {error}"})


if __name__ == "__main__":
    serve()
