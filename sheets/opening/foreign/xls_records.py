"""The records of an .xls: which cells hold errors, in which sheet, and whether a password hides the rest."""

from __future__ import annotations

import struct

from luanchuyen.models.text.container import BrokenError, HostileError
from luanchuyen.sheets.opening.foreign.aside import FAULTS, SheetAside
from luanchuyen.sheets.opening.foreign.compound_file import CompoundFile

_BOF, _EOF, _SHEET, _PASSWORD, _ERROR, _FORMULA = (0x0809, 0x0409, 0x0209), 0x0A, 0x85, 0x2F, 0x205, 0x06
_VALUES = frozenset({0xFD, 0x203, 0x27E, 0xBD, 0x204, 0xD6, _ERROR, _FORMULA})


def xls_asides(data: bytes) -> list[SheetAside]:
    """What is beside the values, sheet by sheet in their order. Raises BrokenError or HostileError."""
    stream = CompoundFile(data).stream("Workbook", "Book")
    return [_aside(stream, start) for start in _starts(stream)]


def _starts(stream: bytes) -> list[int]:
    """Where each sheet begins."""
    found, at = [], 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _PASSWORD:
            raise HostileError("encrypted")
        if kind == _SHEET and size >= 4:
            found.append(struct.unpack_from("<L", stream, at + 4)[0])
        if kind == _EOF:
            return found
        at += 4 + size
    raise BrokenError


def _aside(stream: bytes, at: int) -> SheetAside:
    """One sheet; a chart within it is passed over."""
    aside, depth = SheetAside(), 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        depth += kind in _BOF
        if kind == _EOF:
            depth -= 1
            if depth <= 0:
                return aside
        elif depth == 1 and kind in _VALUES and size >= 8 and at + 4 + size <= len(stream):
            row, column = struct.unpack_from("<HH", stream, at + 4)
            aside.holds(row + 1, column + 1)
            text = _error(kind, stream[at + 10 : at + 4 + size])
            if text:
                aside.fault(row + 1, column + 1, text)
        at += 4 + size
    raise BrokenError


def _error(kind: int, value: bytes) -> str:
    """The error that a cell holds, "" where it holds none."""
    if kind == _ERROR and len(value) >= 2 and value[1]:
        return FAULTS.get(value[0], "#?")
    if kind == _FORMULA and len(value) >= 8 and value[0] == 2 and value[6:8] == b"\xff\xff":
        return FAULTS.get(value[2], "#?")
    return ""
