"""Work of a worker that some scenarios kill: by name, always or the first time."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from luanchuyen.scenarios.scenario import Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome
from luanchuyen.scenarios.sweep.worker import work


def deadly_work(sweep: str, scenario: Scenario) -> Outcome:
    """As ``work``; "deadly" kills its process, "once <file>" only as long as the file is not there."""
    word, _, path = scenario.name.partition(" ")
    if word == "deadly" or (word == "once" and not Path(path).exists()):
        if path:
            Path(path).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return work(sweep, scenario)
