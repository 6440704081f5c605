"""A worker of a pool (pool.py): hears calls from its parent and answers what they give or raise."""

from __future__ import annotations

import os
import pickle
import traceback

from luanchuyen.optimizer.processes.parent import DIED_OF_MEMORY, Parent


def serve() -> None:
    """Answer calls until the parent closes the pipe. Want of memory ends the worker: its call may be tried again."""
    parent = Parent()
    while True:
        try:
            function, arguments = parent.hear()
            parent.tell((True, function(*arguments)))
        except MemoryError:
            os._exit(DIED_OF_MEMORY)
        except Exception as error:
            error.add_note(traceback.format_exc())
            parent.tell((False, _portable(error)))


def _portable(error: Exception) -> Exception:
    """The error, or its words where it does not survive the way."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}\n{traceback.format_exc()}")
    return error


if __name__ == "__main__":
    serve()
