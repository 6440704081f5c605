"""Runs scenarios: the base first, then the others in their order, each outcome told as soon as it is there."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from types import TracebackType

from luanchuyen.scenarios.scenario import BASE, Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome
from luanchuyen.scenarios.sweep.solving import Starting
from luanchuyen.scenarios.sweep.workers import Workers

TICK = 0.5
"""Seconds between two reports while nothing finishes."""

Finished = Callable[[Outcome], None]


@dataclass(frozen=True)
class State:
    """How far a run is: scenarios done, running, left; seconds until the end, None as long as nobody can tell."""

    done: int
    running: int
    left: int
    seconds: int | None


def run(
    starting: Starting,
    scenarios: Sequence[Scenario],
    workers: Workers,
    finished: Finished | None = None,
    report: Callable[[State], None] | None = None,
    kept: Mapping[Scenario, Outcome] | None = None,
) -> tuple[Outcome, tuple[Outcome, ...]]:
    """The outcome of the base, and those of ``scenarios`` in their order.

    ``finished`` hears each outcome as it comes, ``report`` of progress. ``kept``: outcomes of an earlier run, not
    solved again. KeyboardInterrupt ends the workers at once and goes on to the caller.
    """
    with Runner(starting, workers, finished, report, kept) as runner:
        base, *others = runner.outcomes([BASE, *scenarios])
    return base, tuple(others)


class Runner:
    """Workers at work for one sweep; ``outcomes`` may be asked several times."""

    def __init__(
        self,
        starting: Starting,
        workers: Workers,
        finished: Finished | None = None,
        report: Callable[[State], None] | None = None,
        kept: Mapping[Scenario, Outcome] | None = None,
    ) -> None:
        self.starting, self.workers = starting, workers
        self._finished = finished or (lambda outcome: None)
        self._report = report or (lambda state: None)
        self._found: dict[Scenario, Outcome] = dict(kept or {})
        self._waiting: deque[Scenario] = deque()
        self._running: dict[Future[Outcome], Scenario] = {}
        self._suspects: set[Scenario] = set()
        self._solved = 0
        self._began = time.monotonic()

    def __enter__(self) -> Runner:
        self.workers.start(self.starting)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self.workers.end(at_once=kind is not None)

    def outcomes(self, scenarios: Sequence[Scenario]) -> tuple[Outcome, ...]:
        """The outcomes of ``scenarios``, in their order. One without changes is the base, and solved once."""
        wanted = {_alike(scenario): None for scenario in scenarios}
        self._waiting.extend(scenario for scenario in wanted if scenario not in self._found)
        while self._waiting or self._running:
            self._fill()
            self._gather()
        return tuple(replace(self._found[_alike(scenario)], scenario=scenario) for scenario in scenarios)

    def _fill(self) -> None:
        """Give every free worker a scenario."""
        while self._waiting and len(self._running) < self.workers.width():
            scenario = self._waiting.popleft()
            self._running[self.workers.submit(scenario)] = scenario

    def _gather(self) -> None:
        """Take what has finished."""
        done, _ = wait(self._running, timeout=TICK, return_when=FIRST_COMPLETED)
        for future in done:
            scenario = self._running.pop(future)
            try:
                self._keep(future.result())
            except self.workers.lost:
                self._again(scenario)
        self._report(self._state())

    def _again(self, scenario: Scenario) -> None:
        """Whose worker died is tried once more, when all others have had their turn."""
        if scenario in self._suspects:
            self._keep(Outcome(scenario, "failed", failure="scenario.failed_worker"))
        else:
            self._suspects.add(scenario)
            self._waiting.append(scenario)

    def _keep(self, outcome: Outcome) -> None:
        self._found[outcome.scenario] = outcome
        self._solved += 1
        self._finished(outcome)

    def _state(self) -> State:
        left = len(self._waiting) + len(self._running)
        seconds = int((time.monotonic() - self._began) * left / self._solved) if self._solved else None
        return State(len(self._found), len(self._running), len(self._waiting), seconds)


def _alike(scenario: Scenario) -> Scenario:
    """What is solved for a scenario: a point of a grid that changes nothing is the base."""
    return scenario if scenario.changes else BASE
