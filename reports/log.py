"""The log: a line of JSON for everything decided, each with the hash of the line before it. It alone tells the time.

Every line bears FORM. ``before`` is the SHA-256 of the line before, without its end; null in the first. What a broken
writer left of a line is kept as a line of its own, and the next one says ``after_torn`` with its hash.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luanchuyen.models.errors import FileError
from luanchuyen.models.text.plain_files import NotPlainError, TooLargeError, read_plain
from luanchuyen.reports.writing.flushed import flush_folder
from luanchuyen.reports.writing.locks import locked
from luanchuyen.reports.writing.places import meant_by, parents_made
from luanchuyen.reports.writing.refusals import guarded

FORM = "luanchuyen-log-1"
_BEGINNING = f'{{"log": "{FORM}", '.encode()
MOST_BYTES = 256 * 2**20
_PATIENCE = 20.0
"""Seconds to wait while another process writes its line."""

_OPEN = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class LogEntry:
    """What one line tells. ``decisions``: with their reasons as typed, which may hold names; all else is codes."""

    command: str
    version: str
    input_sha256: str
    rules_sha256: str
    output_sha256: str
    options: Mapping[str, object]
    decisions: Sequence[Mapping[str, object]] = ()


@dataclass(frozen=True)
class LogState:
    """A log as it lies there. ``last``: the hash of its last whole line, None where it has none.

    ``lines``: how many it has; ``torn``: which of them are pieces that a later line tells of. ``broken``: the first
    line that does not follow from the one before it. ``unended``: what stands at its end that is no whole line.
    """

    ours: bool
    lines: int = 0
    last: str | None = None
    torn: tuple[int, ...] = ()
    broken: int | None = None
    unended: bytes = b""

    @property
    def whole(self) -> bool:
        """Whether every line follows from the one before it, and the last one is whole."""
        return self.ours and self.broken is None and not self.unended

    def to_dict(self) -> dict[str, object]:
        """What ``verify FILE.jsonl --json`` prints."""
        broken = self.broken if self.broken is not None else self.lines if self.unended else None
        return {"whole": self.whole, "lines": self.lines, "torn": list(self.torn), "broken": broken, "last": self.last}


def log_state(path: Path) -> LogState:
    """What a log says of itself. Raises FileError where it cannot be read, or is no log of ours."""
    with guarded(path):
        try:
            state = _judged(read_plain(path, MOST_BYTES))
        except (NotPlainError, TooLargeError, IsADirectoryError):
            state = LogState(False)
    if not state.ours:
        raise FileError("log.not_ours", path=str(path))
    return state


def check_log(path: Path) -> None:
    """Refuse early what no line may be added to. Raises FileError."""
    with guarded(path):
        meant = meant_by(path)
    if meant.exists():
        _appendable(meant, path)


def add_to_log(path: Path, entry: LogEntry) -> str:
    """Add a line, on the disk when this returns: its hash. Others that write to the log are waited for.

    Raises FileError where the file is no log of ours, is broken, or the disk refuses: it then stays as it was.
    """
    with guarded(path):
        meant = meant_by(path)
        with parents_made(meant), _held(meant):
            state = _appendable(meant, path) if meant.exists() else LogState(True)
            line = _line(entry, state)
            _append(meant, (b"\n" if _cut(meant, state) else b"") + line + b"\n")
            flush_folder(meant.parent)
    return _sha256(line)


def _appendable(meant: Path, path: Path) -> LogState:
    if meant.is_file() and not meant.stat().st_size:
        return LogState(True)
    state = log_state(meant)
    if state.broken is not None:
        raise FileError("log.broken_before", path=str(path), line=state.broken)
    return state


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold the log for this process alone, once whoever holds it has let go."""
    ends = time.monotonic() + _PATIENCE
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(locked(path))
                break
            except FileError as error:
                if error.key != "writing.busy" or time.monotonic() > ends:
                    raise
            time.sleep(0.02)
        yield


def _line(entry: LogEntry, state: LogState) -> bytes:
    told: dict[str, object] = {"log": FORM, "before": state.last}
    if state.unended:
        told["after_torn"] = _sha256(state.unended)
    told |= {
        "time": dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        "version": entry.version,
        "command": entry.command,
        "input_sha256": entry.input_sha256,
        "rules_sha256": entry.rules_sha256,
        "output_sha256": entry.output_sha256,
        "options": dict(entry.options),
        "decisions": [dict(decision) for decision in entry.decisions],
    }
    return json.dumps(told, ensure_ascii=False).encode()


def _cut(path: Path, state: LogState) -> bool:
    """Whether the file ends within a line, whole or not."""
    if not state.lines:
        return False
    with path.open("rb") as stream:
        stream.seek(-1, os.SEEK_END)
        return stream.read(1) != b"\n"


def _append(path: Path, content: bytes) -> None:
    handle = os.open(path, _OPEN, 0o600)
    try:
        while content:
            content = content[os.write(handle, content) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _judged(data: bytes) -> LogState:
    """Follow the lines from the first. One that lacks nothing but its end is whole."""
    lines = data.split(b"\n")
    end = lines.pop()
    if end and _told(end) is not None:
        lines, end = [*lines, end], b""
    before: str | None = None
    torn: list[int] = []
    piece: tuple[int, str] | None = None
    broken: int | None = None
    ours = not lines and bool(end) and (end.startswith(_BEGINNING) or _BEGINNING.startswith(end))
    for number, line in enumerate(lines, 1):
        told, wrong = _told(line), number
        if told is None and piece is None:
            piece = number, _sha256(line)
            continue
        after = told is not None and told.get("after_torn") == (piece[1] if piece else None)
        if not after or told is None or told.get("before") != before:
            broken = broken if broken is not None else piece[0] if piece else wrong
        ours = ours or told is not None
        torn += [piece[0]] if piece else []
        piece, before = None, _sha256(line)
    if piece is not None and broken is None:
        broken = piece[0]
    return LogState(ours, len(lines) + bool(end), before, tuple(torn), broken, end)


def _told(line: bytes) -> Mapping[str, Any] | None:
    """What a line of ours tells; None where it is none."""
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return told if isinstance(told, dict) and told.get("log") == FORM else None


def _sha256(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()
