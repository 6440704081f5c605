"""The solving child: reads tasks from its standard input, answers on its standard output, both pickled.

It alone imports OR-Tools, so that the parent outlives whatever becomes of it.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from typing import BinaryIO


def serve() -> None:
    """Answer tasks until the parent closes the pipe. Anything an engine prints goes to standard error."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        # Imported now, while the parent still reads the workbook.
        from luanchuyen.optimizer.solver import engine  # noqa: F401
    except ImportError as error:
        pickle.dump(("failed", {"reason": str(error)}), answers)
        answers.close()
        return
    while True:
        try:
            kind, task = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        _answer(kind, task, answers)


def _answer(kind: str, task: object, answers: BinaryIO) -> None:
    from luanchuyen.optimizer.solver.conflict import smallest_conflict
    from luanchuyen.optimizer.solver.engine import EngineError
    from luanchuyen.optimizer.solver.ranking import Ranking
    from luanchuyen.optimizer.solver.task import Task

    def say(event: str, values: dict[str, object]) -> None:
        pickle.dump((event, values), answers)
        answers.flush()

    assert isinstance(task, Task)
    try:
        if kind == "rank":
            say("end", {"status": Ranking(task, say).run()})
        else:
            say("end", {"conflict": smallest_conflict(task)})
    except EngineError as error:
        say("failed", {"reason": str(error)})
    except MemoryError:
        say("memory", {})


if __name__ == "__main__":
    serve()
