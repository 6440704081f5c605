"""A pool of workers: processes of this machine, each started when there is work for it, replaced when it dies.

A worker that dies costs the call it was at and nothing else. (The standard library's pool loses all calls with one
worker, hands facts to a worker through a pipe that nobody may read, and imports from the current folder.)
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import suppress
from typing import Any

from luanchuyen.optimizer.processes.children import Child, ChildGone

Call = tuple[Callable[..., Any], tuple[Any, ...]]

WORKER = "luanchuyen.optimizer.processes.pool_child"
"""The module that a worker runs."""
HOPELESS = 12
"""Workers that have died, none having ever answered, after which no more are started."""


class WorkerDied(BrokenExecutor):
    """The worker that was at a call has died; the pool lives."""


class Pool(Executor):
    """At most ``jobs`` workers. ``first``: a call that each of them answers before any other, such as taking facts."""

    def __init__(self, jobs: int, first: Call | None = None) -> None:
        self._jobs, self._first = jobs, first
        self._calls: queue.SimpleQueue[tuple[Future[Any], Call] | None] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._children: set[Child] = set()
        self._lock = threading.Lock()
        self._closed = self._at_once = self._answered = False
        self._deaths = 0

    def submit(self, function: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Have a worker call the function, which it imports by name. Its future fails with WorkerDied, or as it did."""
        assert not named, "calls travel with their arguments in order"
        if self._closed:
            raise RuntimeError("the pool is shut down")
        future: Future[Any] = Future()
        self._calls.put((future, (function, arguments)))
        if len(self._threads) < self._jobs:
            self._threads.append(threading.Thread(target=self._attend, daemon=True))
            self._threads[-1].start()
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers: when they have done what they were given, or at once without ``wait``."""
        with self._lock:
            self._closed, self._at_once = True, not wait
            children = [] if wait else list(self._children)
        if cancel_futures or not wait:
            self._cancel()
        for child in children:
            child.stop()
        for _ in self._threads:
            self._calls.put(None)
        for thread in self._threads:
            thread.join()

    def _cancel(self) -> None:
        """Cancel what no worker has begun."""
        with suppress(queue.Empty):
            while True:
                if (waiting := self._calls.get_nowait()) is not None and waiting[0].cancel():
                    waiting[0].set_running_or_notify_cancel()  # whoever waits for it is told

    def _attend(self) -> None:
        """See one worker's calls done, in a thread of its own."""
        child: Child | None = None
        while (waiting := self._calls.get()) is not None:
            future, call = waiting
            if not future.set_running_or_notify_cancel():
                continue
            if child is not None and child.gone():
                child = self._dismiss(child)  # between two calls: this one has not cost it its life
            try:
                child = child or self._hire()
                future.set_result(_answer(child, call))
                self._answered = True
            except ChildGone:
                child = self._dismiss(child)
                self._deaths += 1
                future.set_exception(WorkerDied())
            except BaseException as error:
                future.set_exception(error)
        self._dismiss(child)

    def _hire(self) -> Child:
        """A new worker, its first call answered. Raises ChildGone where nobody waits any more or none lives."""
        with self._lock:
            if self._at_once or (self._deaths >= HOPELESS and not self._answered):
                raise ChildGone
            child = Child(WORKER)
            self._children.add(child)
        if self._first is not None:
            try:
                _answer(child, self._first)
            except BaseException:
                self._dismiss(child)
                raise
        return child

    def _dismiss(self, child: Child | None) -> Child | None:
        """End a worker if there is one; there is none afterwards."""
        if child is not None:
            with self._lock:
                self._children.discard(child)
            child.stop()
        return None


def _answer(child: Child, call: Call) -> Any:
    """What a call gives; raises what it raised, or ChildGone."""
    child.tell(call)
    done, answer = child.hear()
    if done:
        return answer
    raise answer
