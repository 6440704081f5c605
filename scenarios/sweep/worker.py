"""What a worker does, whatever process it is in: it is given the facts once, then one scenario after another."""

from __future__ import annotations

import pickle
import threading

from luanchuyen.scenarios.scenario import Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome
from luanchuyen.scenarios.sweep.solving import Bench, Starting

_facts: dict[str, Starting] = {}
_benches: dict[tuple[str, int], Bench] = {}
"""By sweep and thread: a worker of Dask may solve in several threads."""


def begin(sweep: str, packed: bytes) -> None:
    """Give this process the facts of a sweep, pickled."""
    _facts[sweep] = pickle.loads(packed)


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
