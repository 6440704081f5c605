"""Files read whole, but only where they are plain files of a size that can be meant."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

MOST_TEXT = 5 * 2**20
"""What a rule book, a file of scenarios or the like may measure; the shipped ones are under 100 KB."""


class NotPlainError(OSError):
    """A folder, a device, a pipe, a socket: what has no end, or no bytes."""


class TooLargeError(OSError):
    """A file larger than ``most`` bytes; nothing of it was read."""

    def __init__(self, path: str | Path, most: int) -> None:
        super().__init__(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
        self.most = most


def read_plain(path: str | Path, most: int = MOST_TEXT) -> bytes:
    """The bytes of a plain file, looked at before it is opened, and never more than ``most`` of them.

    Raises NotPlainError, TooLargeError or another OSError. Never waits: a pipe is refused, not opened.
    """
    _judge(os.stat(path), path, most)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    with os.fdopen(os.open(path, flags), "rb") as stream:
        _judge(os.fstat(stream.fileno()), path, most)
        data = stream.read(most + 1)
    if len(data) > most:  # it grew while it was read
        raise TooLargeError(path, most)
    return data


def _judge(found: os.stat_result, path: str | Path, most: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(found.st_mode):
        raise NotPlainError(errno.EINVAL, "not a plain file", str(path))
    if found.st_size > most:
        raise TooLargeError(path, most)
