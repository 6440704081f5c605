"""What the system refuses, told as a sentence with its cure; never a number, never a cure for something else."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from luanchuyen.models.errors import FileError
from luanchuyen.models.text.windows_errors import windows_word

WORDS = {
    "no_room": (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    "not_allowed": (errno.EACCES, errno.EPERM),
    "read_only": (errno.EROFS,),
    "not_there": (errno.ENOENT, errno.ENOTDIR),
    "name_too_long": (errno.ENAMETOOLONG,),
    "name_refused": (errno.EINVAL, errno.EILSEQ),
    "links_in_circle": (errno.ELOOP,),
    "in_the_way": (errno.EEXIST, errno.ENOTEMPTY, errno.EISDIR, errno.EBUSY, errno.EXDEV),
    "drive_gone": (errno.EIO, errno.ENXIO, errno.ENODEV),
    "share_gone": (errno.ESTALE, errno.ENOTCONN, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.EHOSTUNREACH, errno.ENETDOWN),
}
"""The sentence for each of the system's numbers; any other is told in the system's own words."""
_SENTENCES = {number: word for word, numbers in WORDS.items() for number in numbers}
_MEGABYTE = 2**20


@contextmanager
def guarded(path: Path, needed: int = 0) -> Iterator[None]:
    """Turn what the system refuses into a FileError; ``needed``: the bytes that are to be written."""
    try:
        yield
    except OSError as error:
        word = windows_word(error, path) or _SENTENCES.get(error.errno or 0, "refused")
        reason = error.strerror or str(error)
        values = {"path": str(_blamed(error, path)), "reason": reason, "needed": max(1, -(-needed // _MEGABYTE))}
        raise FileError(f"writing.{word}", free=_free(path), **values) from error
    except ValueError as error:  # a name that no system takes: a NUL within
        raise FileError("writing.name_refused", path=str(path)) from error


def _blamed(error: OSError, path: Path) -> Path:
    """The file inside the folder that is held open, where the system names one; else what was to be written."""
    named = Path(os.fsdecode(error.filename)) if isinstance(error.filename, str | bytes) else path
    return named if path in named.parents else path


def _free(path: Path) -> int:
    """Megabytes left where the path is, 0 where it cannot be told."""
    for place in (path, *path.absolute().parents):
        try:
            return shutil.disk_usage(place).free // _MEGABYTE
        except (OSError, ValueError):
            continue
    return 0
