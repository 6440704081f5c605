"""Scenarios on a Dask scheduler that already runs; needs the extra ``luanchuyen[scheduler]``.

Its workers have this package installed, in this version.
"""

from __future__ import annotations

import pickle
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from typing import Any

from distributed import Client, KilledWorker, Security

from luanchuyen.models.errors import FileError, ScenarioError
from luanchuyen.models.version import __version__
from luanchuyen.scenarios.scenario import Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome
from luanchuyen.scenarios.sweep.scheduler_address import SchedulerAddress
from luanchuyen.scenarios.sweep.solving import Starting
from luanchuyen.scenarios.sweep.worker import begin, forget, work

PATIENCE = 30
"""Seconds that a scheduler is given to answer, and to have a worker."""
LAST_WORDS = 5
"""Seconds that it is given to say goodbye."""


def connected(address: SchedulerAddress) -> Any:
    """A client of the scheduler. Raises ScenarioError where nobody answers, or is of another version."""
    address.check()
    files = zip(("tls_ca_file", "tls_client_cert", "tls_client_key"), map(str, address.files), strict=False)
    security: Any = None
    if address.encrypted:
        security = Security(require_encryption=True, **dict(files))  # type: ignore[no-untyped-call]
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]
            address.url, timeout=PATIENCE, security=security, set_as_default=False
        )
    except (OSError, ValueError) as error:
        raise ScenarioError("scenario.no_scheduler", address=address.url, reason=str(error)) from error
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
        versions = set(client.run(_version).values())
    except TimeoutError as error:
        leave(client)
        raise ScenarioError("scenario.no_workers", address=address.url, seconds=PATIENCE) from error
    if versions != {__version__}:
        leave(client)
        raise ScenarioError("scenario.other_version", found=", ".join(sorted(versions)), ours=__version__)
    threading.Thread(target=_watch, args=(client,), daemon=True).start()
    return client


def _watch(client: Any) -> None:
    """Leave a scheduler whose workers are all gone and do not come back: what they were given would wait for ever."""
    left = PATIENCE
    with suppress(Exception):  # whatever it fails with, the client has ended, and nobody reads a thread's traceback
        while client.status == "running" and left > 0:
            time.sleep(1)
            left = PATIENCE if client.nthreads() else left - 1
    leave(client)


def leave(client: Any) -> None:
    """End a client, whatever has become of its scheduler."""
    with suppress(OSError, RuntimeError):
        client.close(timeout=LAST_WORDS)


class WorkerFacts:
    """The facts of a sweep on one worker, with the solving children that have read them.

    The scheduler holds them for its client alone: when that ends, however it ends, every worker lets them go.
    """

    def __init__(self, packed: bytes) -> None:
        self._packed = packed
        self._sweep: str | None = None

    def __reduce__(self) -> tuple[type[WorkerFacts], tuple[bytes]]:
        return WorkerFacts, (self._packed,)

    def solve(self, scenario: Scenario) -> Outcome:
        """Solve a scenario of the sweep."""
        if self._sweep is None:
            sweep = f"luanchuyen-{uuid.uuid4().hex}"
            begin(sweep, self._packed)
            self._sweep = sweep
        return work(self._sweep, scenario)

    def __del__(self) -> None:
        with suppress(Exception):
            if self._sweep is not None:
                forget(self._sweep)


def solve(facts: WorkerFacts, scenario: Scenario) -> Outcome:
    """What a worker is asked to do."""
    return facts.solve(scenario)


class Scheduler:
    """The workers of the scheduler at ``address``."""

    lost: tuple[type[BaseException], ...] = (KilledWorker, CancelledError)

    def __init__(self, address: SchedulerAddress) -> None:
        self._address = address
        self._packed = b""
        self._client: Any = None
        self._executor: Any = None
        self._facts: Any = None

    def start(self, starting: Starting) -> None:
        """Connect. Raises ScenarioError where nobody answers, or is of another version."""
        self._packed = pickle.dumps(starting)
        self._client = connected(self._address)
        self._executor = self._client.get_executor(pure=False)

    def width(self) -> int:
        """The threads of all workers there are now. Raises FileError where the scheduler is gone."""
        with self._reached():
            threads: list[int] = list(self._client.nthreads().values())
        return max(1, sum(threads))

    def submit(self, scenario: Scenario) -> Future[Outcome]:
        """Have one of them solve it. Raises FileError where the scheduler is gone."""
        with self._reached():
            # Each worker is given the facts once; they are brought again when all that had them have died.
            if self._facts is None or self._facts.status != "finished":
                self._facts = self._client.scatter(WorkerFacts(self._packed), broadcast=True, hash=False)
            future: Future[Outcome] = self._executor.submit(solve, self._facts, scenario)
        return future

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Around whatever is asked of the scheduler."""
        try:
            if self._client.status != "running":
                raise ConnectionError
            yield
        except (OSError, RuntimeError) as error:
            raise FileError("scenario.scheduler_gone", address=self._address.url) from error

    def end(self, at_once: bool = False) -> None:
        """Leave, and the facts with us; what a worker is doing it finishes, for nobody."""
        if self._client is None:
            return
        with suppress(OSError, RuntimeError):
            if self._client.status == "running":
                self._executor.shutdown(wait=not at_once)
        leave(self._client)
        self._client = self._facts = None


def _version() -> str:
    return __version__
