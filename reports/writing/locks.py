"""A lock beside a file or folder: the system's own, which ends with its process, so that two never hold one.

Where the system has none to give (some network shares), a file that only one can create stands for it; one left by
a process of this machine that runs no more is taken over. What names another machine is never taken over: nobody
can tell here whether it still runs, and the sentence names the file to delete.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from luanchuyen.messages import say
from luanchuyen.models.errors import FileError
from luanchuyen.reports.writing.leftovers import beside
from luanchuyen.reports.writing.processes import may_live
from luanchuyen.reports.writing.records import Holder, holder_at_last, holder_of, our_record
from luanchuyen.reports.writing.refusals import guarded

Note = Callable[[str], None]
_BUSY = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_NOT_HERE = (errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL)
_OPEN = os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_TRIES = 100

if sys.platform == "win32":
    import msvcrt

    def _system_lock(handle: int) -> None:
        os.lseek(handle, 2**30, os.SEEK_SET)  # far behind the text, which others may read
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _system_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _ignored(_line: str) -> None:
    """Nobody to tell."""


@contextmanager
def locked(path: Path, note: Note = _ignored) -> Iterator[None]:
    """Hold ``path`` for this process alone; ``note`` hears of a lock that was taken over.

    Raises FileError where another process holds it, told with its machine and time.
    """
    with guarded(path):
        handle, lock = _taken(path, note)
    try:
        yield
    finally:
        _let_go(handle, lock)


def _taken(path: Path, note: Note) -> tuple[int, Path]:
    lock = beside(path, "lock")
    for _ in range(_TRIES):
        handle = _opened(path, lock)
        with _closed_on_error(handle):
            ours = _got(handle, path, lock)
            if ours and not _still_named(handle, lock):  # let go of, and its name with it, between our two steps
                os.close(handle)
                continue
            _judge(holder_of(handle), path, lock, note)
        if ours:
            return _signed(handle, lock)
        os.close(handle)
        lock.unlink(missing_ok=True)
        return _claimed(path, note)
    raise _busy(Holder(None), path, lock)


def _opened(path: Path, lock: Path) -> int:
    try:
        return os.open(lock, _OPEN, 0o666)
    except OSError as error:
        if lock.is_symlink() or lock.is_dir():
            raise FileError("writing.in_the_way", path=str(lock)) from error
        if isinstance(error, PermissionError) and lock.exists():
            raise _busy(_of_another(lock), path, lock) from error
        raise


def _of_another(lock: Path) -> Holder:
    """Who holds another user's lock, as far as it may be read."""
    try:
        handle = os.open(lock, os.O_RDONLY)
    except OSError:
        return Holder(None)
    try:
        return holder_at_last(handle)
    finally:
        os.close(handle)


@contextmanager
def _closed_on_error(handle: int) -> Iterator[None]:
    try:
        yield
    except BaseException:
        os.close(handle)
        raise


def _got(handle: int, path: Path, lock: Path) -> bool:
    """Take the system's lock; False where the system has none to give here. Raises FileError where it is held."""
    try:
        _system_lock(handle)
    except OSError as error:
        if error.errno in _NOT_HERE:
            return False
        if error.errno in _BUSY:
            raise _busy(holder_at_last(handle), path, lock) from None
        raise
    return True


def _still_named(handle: int, lock: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), lock.lstat())
    except FileNotFoundError:
        return False


def _judge(left: Holder | None, path: Path, lock: Path, note: Note) -> None:
    """What a lock that nobody holds says: nothing, a process that ended, or one that may yet run elsewhere."""
    if left is None:
        return
    if left.owner is None or may_live(left.owner):
        raise _busy(left, path, lock)
    note(say("writing.stale_lock", path=path, **left.told()))


def _claimed(path: Path, note: Note) -> tuple[int, Path]:
    """The file that only one can create, where there is no system's lock."""
    lock = beside(path, "held")
    for last in (False, True):
        try:
            handle = os.open(lock, _OPEN | os.O_EXCL, 0o666)
            break
        except FileExistsError:
            if last:
                raise _busy(Holder(None), path, lock) from None
            _clear(path, lock, note)
    return _signed(handle, lock)


def _clear(path: Path, lock: Path, note: Note) -> None:
    """Take away the file of a process that ended. Of several that would, one may: who creates the gate."""
    gate = beside(path, "gate")
    try:
        os.close(os.open(gate, _OPEN | os.O_EXCL, 0o666))
    except FileExistsError:
        raise _busy(Holder(None), path, gate) from None
    try:
        handle = os.open(lock, os.O_RDONLY)
        try:
            _judge(holder_at_last(handle), path, lock, note)
        finally:
            os.close(handle)
        lock.unlink()
    except FileNotFoundError:
        pass  # let go of meanwhile
    finally:
        gate.unlink(missing_ok=True)


def _signed(handle: int, lock: Path) -> tuple[int, Path]:
    """Write who holds it."""
    try:
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, our_record())
    except BaseException:
        _let_go(handle, lock)
        raise
    return handle, lock


def _let_go(handle: int, lock: Path) -> None:
    """Empty, unname and close it, in this order: unnamed after closing, it might be another's already."""
    with suppress(OSError):  # empty, or of an ended process: the next one takes it either way
        os.ftruncate(handle, 0)
        if os.name == "posix" and _still_named(handle, lock):
            lock.unlink()
    os.close(handle)
    if os.name != "posix":
        with suppress(OSError):  # refused while another has it open
            lock.unlink()


def _busy(holder: Holder, path: Path, lock: Path) -> FileError:
    return FileError("writing.busy", path=str(path), lock=str(lock), **holder.told())
