"""Being told to end: what a service manager, a closed terminal or Ctrl-Break says acts as Ctrl-C does."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

LIKE_CTRL_C = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""The signals, where the system has them."""


@contextmanager
def ended_as_by_ctrl_c() -> Iterator[None]:
    """Within the block the signals raise KeyboardInterrupt, but those that somebody ignores or handles already."""
    before = {}
    if threading.current_thread() is threading.main_thread():
        for number in (getattr(signal, name) for name in LIKE_CTRL_C if hasattr(signal, name)):
            if signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, signal.default_int_handler)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
