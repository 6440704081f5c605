"""File names that stand in somebody's workbook: they may only mean plain files beside it, or below."""

from __future__ import annotations

from pathlib import Path

from luanchuyen.models.errors import RuleBookError

_DEVICES = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"})
_PORTS = ("com", "lpt")


def inner_file(name: str, beside: Path, within: Path) -> Path:
    """The file of that relative name, seen from ``beside``, links resolved: in ``within`` or below.

    Judged by its letters first, so that no share of another machine is asked. Raises RuleBookError.
    """
    written = name.strip().replace("\\", "/")
    if not _is_inner(written):
        raise RuleBookError("rules.outside_folder", book=name)
    path = (beside / written).resolve()
    if not path.is_relative_to(within.resolve()):
        raise RuleBookError("rules.outside_folder", book=name)
    return path


def _is_inner(written: str) -> bool:
    if written.startswith(("/", "~")) or not written.isprintable() or set(written) & set(':*?"<>|'):
        return False
    return all(part == "." or _is_plain(part) for part in written.split("/"))


def _is_plain(part: str) -> bool:
    """Whether a part of a path is a name everywhere: Windows drops dots and spaces at the end, and knows devices."""
    stem = part.partition(".")[0].strip().casefold()
    is_port = stem[:3] in _PORTS and len(stem) == 4 and not stem[3].isalpha()
    return bool(part) and part == part.rstrip(" .") and stem not in _DEVICES and not is_port
