"""The records of an .xlsb: which cells hold errors, in which sheet."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from luanchuyen.models.text.container import BrokenError
from luanchuyen.sheets.opening.foreign.aside import FAULTS, SheetAside
from luanchuyen.sheets.opening.grid import LAST_COLUMN, LAST_ROW, MergedRange
from luanchuyen.sheets.opening.relations import Package

_ROW, _BUNDLE, _MERGED, _CELLS, _ERRORS = 0, 156, 176, range(2, 12), (3, 11)
_NONE = 0xFFFFFFFF


def xlsb_asides(data: bytes) -> dict[str, SheetAside]:
    """What is beside the values, by the sheet's name. Raises BrokenError or HostileError."""
    package = Package(data)
    book = package.one("officeDocument") or "xl/workbook.bin"
    parts = {relation.id: target for relation, target in package.relations(book)}
    try:
        return {name: _aside(package.content(parts[part])) for name, part in _sheets(package.content(book)) if part}
    except (struct.error, IndexError, KeyError, UnicodeDecodeError) as broken:
        raise BrokenError from broken


def _sheets(content: bytes) -> Iterator[tuple[str, str]]:
    for kind, value in _records(content):
        if kind == _BUNDLE:
            relation, at = _text(value, 8)
            name, _ = _text(value, at)
            yield name, relation


def _text(value: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (length,) = struct.unpack_from("<L", value, at)
    if length == _NONE:
        return "", at + 4
    end = at + 4 + 2 * length
    return value[at + 4 : end].decode("utf-16-le"), end


def _aside(content: bytes) -> SheetAside:
    aside, row = SheetAside(), 0
    for kind, value in _records(content):
        if kind == _ROW:
            (row,) = struct.unpack_from("<L", value)
        elif kind in _CELLS:
            (column,) = struct.unpack_from("<L", value)
            aside.holds(row + 1, column + 1)
            if kind in _ERRORS:
                aside.fault(row + 1, column + 1, FAULTS.get(value[8], "#?"))
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<4L", value)
            if top <= bottom < LAST_ROW and left <= right < LAST_COLUMN:
                aside.block(MergedRange(top + 1, left + 1, bottom + 1, right + 1))
    return aside


def _records(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record's kind and bytes: both its kind and its length are numbers of seven bits a byte."""
    at, end = 0, len(content)
    while at < end:
        kind = content[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (content[at] & 0x7F) << 7
            at += 1
        size = 0
        for place in range(4):
            size |= (content[at] & 0x7F) << 7 * place
            at += 1
            if not content[at - 1] & 0x80:
                break
        yield kind, content[at : at + size]
        at += size
