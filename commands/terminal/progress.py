"""The line of progress of a command that plans."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say


class Progress:
    """Turns what planning reports into the line of progress. ``waiting`` is called while the child solves."""

    def __init__(self, console: Console, waiting: Callable[[], None] = lambda: None) -> None:
        self.console, self.waiting = console, waiting
        self.started = time.monotonic()
        self.state: dict[str, object] = {}

    def __call__(self, kind: str, values: Mapping[str, object]) -> None:
        if kind == "program":
            self.console.progress(say("plan.building"))
        elif kind == "audit":
            self.console.progress(say("plan.auditing", **values))
        else:
            self.state.update(values)
            seconds = int(time.monotonic() - self.started)
            shown = {"plans": "…", **self.state, "rank": self._rank(), "seconds": seconds}
            known = self.state.get("value") is not None and "plans" in self.state
            self.console.progress(say("plan.solving" if known else "plan.solving_start", **shown))
            if kind != "solve":  # the child is at work
                self.waiting()

    def _rank(self) -> int:
        """The plan being looked for: the one after those found, the last where all are."""
        found, plans = self.state.get("found", 0), self.state.get("plans")
        rank = found + 1 if isinstance(found, int) else 1
        return min(rank, plans) if isinstance(plans, int) else rank
