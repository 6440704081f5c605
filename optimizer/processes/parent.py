"""A child's end of its pipes: what the parent says, in order, and the end with the parent. (children.py: the other.)"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import threading
from typing import Any

DIED_OF_MEMORY = 9
"""How a child ends that had no room for a message."""


class Parent:
    """The process that started this one.

    Standard input and output become its private pipes: what an engine prints goes to standard error. When the parent
    ends, however it ends, its pipe does, and this process with it, whatever it is doing.
    """

    def __init__(self) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._asks, self._answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        os.dup2(2, 1)
        self._heard: queue.SimpleQueue[bytes] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        try:
            while True:
                self._heard.put(pickle.load(self._asks))
        except MemoryError:
            os._exit(DIED_OF_MEMORY)
        finally:
            os._exit(0)

    def hear(self) -> Any:
        """The next message; waits for it."""
        return pickle.loads(self._heard.get())

    def tell(self, message: object) -> None:
        """Answer. Raises OSError where nobody listens any more."""
        pickle.dump(pickle.dumps(message), self._answers)
        self._answers.flush()
