"""What a command prints: sentences, and a line of progress that moves on a terminal and is plain elsewhere."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping

PLAIN_EVERY = 10.0
"""Seconds between two plain lines of progress."""


def use_utf8() -> None:
    """Print Vietnamese on any console: UTF-8, and a mark for what it cannot show."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


class Console:
    """One command's output. ``quiet`` drops all but results and errors; ``as_json`` keeps stdout for JSON."""

    def __init__(self, quiet: bool = False, as_json: bool = False) -> None:
        self.quiet = quiet
        self.as_json = as_json
        self._moving = sys.stderr.isatty() and not quiet
        self._width = 0
        self._last = time.monotonic()

    def tell(self, line: str = "") -> None:
        """A line of the result."""
        self.clear()
        if not self.as_json:
            print(line)

    def note(self, line: str) -> None:
        """A line beside the result: warnings, what happens now."""
        self.clear()
        if not self.quiet:
            print(line, file=sys.stderr)

    def complain(self, line: str) -> None:
        """An error."""
        self.clear()
        print(line, file=sys.stderr)

    def give(self, value: Mapping[str, object]) -> None:
        """The result as JSON, where it was asked for."""
        if self.as_json:
            print(json.dumps(value, ensure_ascii=False, indent=2))

    def progress(self, line: str) -> None:
        """The state of the work: rewritten in place on a terminal, else a plain line now and then."""
        if self._moving:
            print("\r" + line.ljust(self._width), end="", file=sys.stderr, flush=True)
            self._width = len(line)
        elif not self.quiet and time.monotonic() - self._last >= PLAIN_EVERY:
            print(line, file=sys.stderr, flush=True)
            self._last = time.monotonic()

    def clear(self) -> None:
        """Wipe the moving line."""
        if self._width:
            print("\r" + " " * self._width + "\r", end="", file=sys.stderr, flush=True)
            self._width = 0
