"""The names beside a file or folder while it is written, and what writers that were killed left under them."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from pathlib import Path

from luanchuyen.reports.writing.processes import Owner, host_mark, may_live, ourselves, this_host

_LETTERS = 180
"""Bytes of a name beside: the longest name a system takes is 255, and the mark needs some of them."""
_LEFT = re.compile(r"\.(?P<name>.+)\.(?:new|gone)-(?P<pid>\d{1,10})(?:-(?P<start>\d+)-(?P<host>[0-9a-f]{8}))?")


def beside(path: Path, what: str) -> Path:
    """A hidden name next to ``path``; that of a very long name is cut and told apart by its sum."""
    return path.with_name(f".{_short(path.name)}.{what}")


def _short(name: str) -> str:
    whole = os.fsencode(name)
    if len(whole) <= _LETTERS:
        return name
    return os.fsdecode(whole[: _LETTERS // 2]) + hashlib.sha256(whole).hexdigest()[:16]


def fresh(path: Path, what: str = "new") -> Path:
    """The name under which this process writes ``path`` anew, or takes it away (``what`` = gone)."""
    return beside(path, f"{what}-{ourselves().mark}")


def sweep(path: Path) -> None:
    """Remove what writers of this machine that run no more left half written next to ``path``."""
    try:
        names = os.listdir(path.parent)
    except PermissionError:  # a folder that may be written, but not looked into
        return
    for name in names:
        found = _LEFT.fullmatch(name)
        if found and not _may_be_written(found, _short(path.name)):
            remove(path.parent / name)


def _may_be_written(found: re.Match[str], name: str) -> bool:
    """Names of version 0.1 tell a number alone: of them only those of ``name`` are surely ours."""
    host, start = found["host"], found["start"]
    if host is None and found["name"] != name:
        return True
    if host is not None and host != host_mark(this_host()):
        return True
    return may_live(Owner(this_host(), int(found["pid"]), "" if start in (None, "0") else start))


def remove(path: Path) -> bool:
    """Remove a file or a folder of ours; whether it is gone."""
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError:
        return False
    return True
