"""What a command prints: sentences, and a line of progress that moves on a terminal and is plain elsewhere."""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Mapping

from luanchuyen.commands.terminal.wrapping import shortened_to, width_of, wrapped

PLAIN_EVERY = 10.0
"""Seconds between two plain lines of progress."""


_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Characters that steer a terminal or turn the writing round; line ends and tabs are left."""


def harmless(text: str) -> str:
    """The text with every character that steers a terminal spelled out, as in JSON: names come from anybody."""
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


class Console:
    """One command's output. ``quiet`` drops all but results and errors; ``as_json`` keeps stdout for JSON.

    ``given``: whether the JSON was printed, so that a failure need not be told there.
    """

    def __init__(self, quiet: bool = False, as_json: bool = False) -> None:
        self.quiet = quiet
        self.as_json = as_json
        self.command = ""
        self.given = False
        self._moving = sys.stderr.isatty() and not quiet
        self._width = 0
        self._last = time.monotonic()

    def use(self, command: str, quiet: bool, as_json: bool) -> None:
        """The command that runs, and what it was asked, once its options are read."""
        self.command, self.quiet, self.as_json = command, quiet, as_json
        self._moving = self._moving and not quiet

    def tell(self, line: str = "") -> None:
        """A line of the result."""
        self.clear()
        if not self.as_json:
            print(wrapped(harmless(line), width_of(sys.stdout)))

    def note(self, line: str) -> None:
        """A line beside the result: warnings, what happens now."""
        self.clear()
        if not self.quiet:
            self._beside(line)

    def complain(self, line: str) -> None:
        """An error."""
        self.clear()
        self._beside(line)

    def _beside(self, line: str) -> None:
        print(wrapped(harmless(line), width_of(sys.stderr)), file=sys.stderr)

    def give(self, value: Mapping[str, object]) -> None:
        """The result as JSON, where it was asked for."""
        if self.as_json:
            self.given = True
            print(harmless(json.dumps(value, ensure_ascii=False, indent=2)))

    def progress(self, line: str) -> None:
        """The state of the work: rewritten in place on a terminal, else a plain line now and then."""
        if self._moving:
            line = shortened_to(harmless(line), width_of(sys.stderr) - 1)
            print("\r" + line.ljust(self._width), end="", file=sys.stderr, flush=True)
            self._width = len(line)
        elif not self.quiet and time.monotonic() - self._last >= PLAIN_EVERY:
            print(harmless(line), file=sys.stderr, flush=True)
            self._last = time.monotonic()

    def clear(self) -> None:
        """Wipe the moving line."""
        if self._width:
            print("\r" + " " * self._width + "\r", end="", file=sys.stderr, flush=True)
            self._width = 0
