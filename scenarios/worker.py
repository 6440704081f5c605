"""What a worker does, whatever process it is in: it is given the facts once, then one scenario after another."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from types import FrameType

from luanchuyen.scenarios.outcome import Outcome
from luanchuyen.scenarios.scenario import Scenario
from luanchuyen.scenarios.solving import Bench, Starting

_facts: dict[str, Starting] = {}
_benches: dict[tuple[str, int], Bench] = {}
"""By sweep and thread: a worker of Dask may solve in several threads."""


def begin(sweep: str, packed: bytes) -> None:
    """Give this process the facts of a sweep, pickled."""
    _facts[sweep] = pickle.loads(packed)


def begin_process(sweep: str, packed: bytes) -> None:
    """``begin`` in a process of a pool, which leaves Ctrl-C to its parent and ends at once when told to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    begin(sweep, packed)


def work(sweep: str, scenario: Scenario) -> Outcome:
    """Solve a scenario of a sweep that this process was given."""
    key = sweep, threading.get_ident()
    if key not in _benches:
        _benches[key] = Bench(_facts[sweep])
    return _benches[key].outcome(scenario)


def forget(sweep: str) -> None:
    """Drop the facts of a sweep and end its solving children."""
    _facts.pop(sweep, None)
    for key in [key for key in _benches if key[0] == sweep]:
        _benches.pop(key).close()


def _leave(number: int, frame: FrameType | None) -> None:
    """The solving child must not outlive a worker that nobody waits for any more."""
    for bench in _benches.values():
        bench.close()
    os._exit(128 + number)
