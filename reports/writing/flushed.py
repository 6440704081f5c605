"""Bytes that the disk holds when a call returns, and one file put in its place whole."""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from luanchuyen.models.text.windows_errors import windows_word
from luanchuyen.reports.writing.leftovers import fresh

_NO_LINKS = (errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL, errno.EACCES, errno.EMLINK)
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds between the tries of a step that Windows may refuse for a moment."""


def patiently(step: Callable[[], object]) -> None:
    """Take a step, again where Windows refuses it: a scanner or OneDrive may hold a new file for a moment."""
    for pause in _PAUSES:
        try:
            step()
            return
        except PermissionError as error:
            if windows_word(error) not in ("in_use", "not_allowed"):
                raise
        time.sleep(pause)
    step()


def write_flushed(path: Path, content: bytes) -> None:
    """Write a file and have the disk hold it."""
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def flush_folder(folder: Path) -> None:
    """Have the disk hold a folder's names, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):  # some network shares know no such thing
                raise
        finally:
            os.close(handle)


def put(path: Path, content: bytes, anew: bool = False, private: bool = False) -> None:
    """Put a file in its place: the one before, or this one whole. ``anew``: FileExistsError where one is there.

    ``private``: a new file is its owner's alone to read, from the first byte on.
    """
    made = fresh(path)
    try:
        if private:
            made.touch(mode=0o600)
        write_flushed(made, content)
        if anew:
            _name_anew(made, path)
        else:
            keep_mode(path, made)
            patiently(lambda: made.replace(path))
    finally:
        made.unlink(missing_ok=True)
    flush_folder(path.parent)


def keep_mode(earlier: Path, made: Path) -> None:
    """Who may read what is replaced may read what replaces it."""
    with suppress(OSError):
        made.chmod(earlier.stat().st_mode & 0o777)


def _name_anew(made: Path, path: Path) -> None:
    """Rename, but never over another: a second name is refused where one is there, a rename is not."""
    try:
        os.link(made, path)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from error
        patiently(lambda: made.rename(path))
