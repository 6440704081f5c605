"""The program's standard streams: whatever they are joined to, nothing that is printed stops the work.

Output that nobody takes any more (``| head``) is let go. Output that a full disk refused is told at the end.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from typing import Any, TextIO

NOBODY = {errno.EPIPE, *([errno.EINVAL] if os.name == "nt" else [])}
"""How a write fails where the reader is gone."""


class Outlet(io.RawIOBase):
    """A raw stream whose first failure is kept in ``lost``; what comes after it is let go."""

    def __init__(self, raw: io.RawIOBase) -> None:
        self._raw = raw
        self.lost: OSError | None = None

    def writable(self) -> bool:
        """Yes."""
        return True

    def fileno(self) -> int:
        """The number that the system knows it by."""
        return self._raw.fileno()

    def isatty(self) -> bool:
        """Whether a person looks on."""
        return self._raw.isatty()

    def write(self, data: Any, /) -> int | None:
        """Write, or let go."""
        if self.lost is None:
            try:
                return self._raw.write(data)
            except OSError as error:
                self.lost = error
        return len(memoryview(data))


def use_streams() -> None:
    """Print Vietnamese to any console, a mark for what it cannot show; give the streams that are closed a place."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            # Else the next file opened, perhaps the workbook, took the number and what is printed to it.
            os.open(os.devnull, os.O_RDWR)
    sys.stdout, sys.stderr = _never_failing(sys.stdout), _never_failing(sys.stderr)


def _never_failing(stream: TextIO | None) -> TextIO:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    buffer = getattr(stream, "buffer", None)
    raw: Any = getattr(buffer, "raw", buffer)
    if type(raw) is io.FileIO or type(raw).__name__ == "_WindowsConsoleIO":
        with suppress(OSError):
            stream.flush()
        outlet = io.BufferedWriter(Outlet(raw))
        return io.TextIOWrapper(outlet, "utf-8", "replace", line_buffering=raw.isatty() or stream is sys.stderr)
    if isinstance(stream, io.TextIOWrapper) and not isinstance(raw, Outlet):
        stream.reconfigure(encoding="utf-8", errors="replace")
    return stream


def lost_output() -> OSError | None:
    """Why a part of standard output could not be written, but where nobody wanted it."""
    with suppress(OSError):
        sys.stdout.flush()
    outlet = getattr(getattr(sys.stdout, "buffer", None), "raw", None)
    error = outlet.lost if isinstance(outlet, Outlet) else None
    return error if error is not None and error.errno not in NOBODY else None
