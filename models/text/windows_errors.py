"""What Windows refuses, by its own numbers: Python's are coarser there, and say "no such file" of a path too long.

The numbers are those of winerror.h. An error of the C runtime, as ``open`` raises, carries none of them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

MOST_LETTERS: int | None = 259 if sys.platform == "win32" else None
"""The longest path that every Windows takes; None: the system says itself that a path is too long."""

WORDS = {
    "in_use": (32, 33, 1224),
    "not_allowed": (5,),
    "read_only": (19,),
    "no_room": (39, 112, 1295),
    "name_too_long": (111, 206),
    "name_refused": (123, 161),
    "drive_gone": (21, 23, 31, 1117, 1167),
    "share_gone": (51, 53, 55, 59, 64, 67, 121, 1231, 1232),
    "not_on_disk": (358, *range(362, 367), *range(376, 384), *range(386, 399), 404, 426),
}
"""A word for each number that has a cure. ``not_on_disk``: OneDrive and its like keep the file elsewhere."""
_WORD_OF = {number: word for word, numbers in WORDS.items() for number in numbers}
_ELSEWHERE = 0x1000 | 0x40000 | 0x400000
"""Attributes of a file whose bytes are fetched when it is read: offline, recall on open, recall on access."""


def windows_word(error: OSError, *paths: str | Path) -> str | None:
    """The word for what Windows refused, of one of these paths; None where it does not say, and on other systems."""
    named = [name for name in (error.filename, error.filename2) if isinstance(name, str)]
    if isinstance(error, FileNotFoundError) and any(map(too_long, (*paths, *named))):
        return "name_too_long"
    return _WORD_OF.get(getattr(error, "winerror", None) or 0)


def too_long(path: str | Path) -> bool:
    """Whether a path has more letters than this system takes."""
    return MOST_LETTERS is not None and len(os.path.abspath(path)) > MOST_LETTERS


def open_in_office(path: str | Path) -> bool:
    """Whether Excel or LibreOffice says, by its own file beside it, that it has a workbook open."""
    folder, name = os.path.split(path)
    return any(os.path.exists(os.path.join(folder, beside)) for beside in (f"~${name}", f".~lock.{name}#"))


def kept_elsewhere(path: str | Path) -> bool:
    """Whether only a mark of the file lies on this disk, its bytes in a cloud."""
    try:
        return bool(getattr(os.stat(path), "st_file_attributes", 0) & _ELSEWHERE)
    except OSError:
        return False
