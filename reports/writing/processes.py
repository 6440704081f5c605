"""Which process wrote something: machine, number and start, so that a number used anew deceives nobody."""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from dataclasses import dataclass
from pathlib import Path

_GONE = ("Z", "X")


@dataclass(frozen=True)
class Owner:
    """A process. ``start``: its start as the system counts it, "" where that is not known."""

    host: str
    pid: int
    start: str = ""

    @property
    def mark(self) -> str:
        """For names of files: number, start and eight letters that stand for the machine."""
        return f"{self.pid}-{self.start or 0}-{host_mark(self.host)}"


def host_mark(host: str) -> str:
    """Eight letters that stand for a machine."""
    return hashlib.sha256(host.encode(errors="surrogateescape")).hexdigest()[:8]


def this_host() -> str:
    """The machine's name."""
    return platform.node() or "?"


def ourselves() -> Owner:
    """This process."""
    return Owner(this_host(), os.getpid(), started(os.getpid()) or "")


def may_live(owner: Owner) -> bool:
    """Whether the process may still run: of another machine nobody can tell here, so it may."""
    if owner.host != this_host():
        return True
    start = started(owner.pid)
    return start is not None and (not owner.start or not start or start == owner.start)


if sys.platform == "win32":

    def started(pid: int) -> str | None:
        """When a process started; None: there is none of this number, "": it cannot be told."""
        import ctypes
        from ctypes import wintypes

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return "" if ctypes.get_last_error() == 5 else None  # ERROR_ACCESS_DENIED: there is one
        handle = wintypes.HANDLE(handle)
        try:
            code, times = wintypes.DWORD(), [wintypes.FILETIME() for _ in range(4)]
            if kernel.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value != 259:  # STILL_ACTIVE
                return None
            if not kernel.GetProcessTimes(handle, *map(ctypes.byref, times)):
                return ""
            return str((times[0].dwHighDateTime << 32) + times[0].dwLowDateTime)
        finally:
            kernel.CloseHandle(handle)

else:

    def started(pid: int) -> str | None:
        """When a process started; None: there is none of this number, "": it cannot be told."""
        try:
            os.kill(pid, 0)
        except (ProcessLookupError, OverflowError):
            return None
        except PermissionError:
            pass
        try:
            told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""
        fields = told.rpartition(")")[2].split()  # the name before may hold anything
        return None if fields[0] in _GONE else fields[19]
