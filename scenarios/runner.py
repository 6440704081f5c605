"""Runs scenarios: the base first, then the others in their order, each outcome told as soon as it is there."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, replace
from types import TracebackType

from luanchuyen.scenarios.outcome import Outcome
from luanchuyen.scenarios.scenario import BASE, Scenario
from luanchuyen.scenarios.solving import Starting
from luanchuyen.scenarios.workers import Workers

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
            suspects = [*self._fill(), *self._gather()]
            if suspects:
                self._again([*suspects, *self._drain()])
        return tuple(replace(self._found[_alike(scenario)], scenario=scenario) for scenario in scenarios)

    def _fill(self) -> list[Scenario]:
        """Give every free worker a scenario; the one that could not be given, where the workers are gone."""
        while self._waiting and len(self._running) < self.workers.width():
            scenario = self._waiting.popleft()
            try:
                self._running[self.workers.submit(scenario)] = scenario
            except self.workers.lost:
                return [scenario]
        return []

    def _gather(self) -> list[Scenario]:
        """Take what has finished; the scenarios whose worker died."""
        done, _ = wait(self._running, timeout=TICK, return_when=FIRST_COMPLETED)
        lost = [scenario for future in done if (scenario := self._taken(future))]
        self._report(self._state())
        return lost

    def _taken(self, future: Future[Outcome]) -> Scenario | None:
        scenario = self._running.pop(future)
        try:
            self._keep(future.result())
        except self.workers.lost:
            return scenario
        return None

    def _drain(self) -> list[Scenario]:
        """Wait for all that is running: a broken pool takes along what its other workers were doing."""
        lost = []
        while self._running:
            lost += self._gather()
        return lost

    def _again(self, suspects: Sequence[Scenario]) -> None:
        """Each scenario whose worker died once more, alone, so that only the one that kills its worker is lost."""
        self.workers.start(self.starting)
        for scenario in suspects:
            try:
                self._running[self.workers.submit(scenario)] = scenario
                died = bool(self._drain())
            except self.workers.lost:
                died = True
            if died:
                self._running.clear()
                self._keep(Outcome(scenario, "failed", failure="scenario.failed_worker"))
                self.workers.start(self.starting)

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
