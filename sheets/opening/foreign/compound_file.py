"""The streams of a compound file, the container of .xls: sectors chained by a table. Every chain has an end here."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from luanchuyen.models.text.container import BrokenError

SIGNATURE = b"\xd0\xcf\x11\xe0"
_LAST_SECTOR = 0xFFFFFFFA
"""Numbers from here on mark ends and free sectors."""

_ENTRY = 128
_HEADER = struct.Struct("<24x HHHHH 6x LLL 4x LLLLL")


class CompoundFile:
    """The streams of the bytes. Raises BrokenError, then and while a stream is read."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise BrokenError
        head = _HEADER.unpack_from(data)
        shift, small_shift, tables, root, self._least, small, _, more, _ = head[3], head[4], *head[6:]
        if shift not in (9, 12) or small_shift != 6:
            raise BrokenError
        self._data, self._size = data, 1 << shift
        listed = list(struct.unpack_from("<109L", data, 76))
        for sector in self._chain_of_lists(more):
            listed += sector
        used = [number for number in listed[:] if number < _LAST_SECTOR][:tables]
        self._next = [number for place in used for number in self._numbers(place)]
        self._entries = self._whole(root)
        self._small_next = [n for place in self._chain(small, self._next) for n in self._numbers(place)]
        start, size = struct.unpack_from("<LL", self._entries.ljust(_ENTRY, b"\0"), 116)
        self._small = self._whole(start)[:size] if self._small_next else b""

    def stream(self, *names: str) -> bytes:
        """The first stream that has one of the names. Raises BrokenError where there is none."""
        for name in names:
            for at in range(0, len(self._entries) - _ENTRY + 1, _ENTRY):
                entry = self._entries[at : at + _ENTRY]
                length = struct.unpack_from("<H", entry, 64)[0]
                if entry[66] == 2 and entry[: max(0, length - 2)] == name.encode("utf-16-le"):
                    return self._content(*struct.unpack_from("<LL", entry, 116))
        raise BrokenError

    def _content(self, start: int, size: int) -> bytes:
        if size >= self._least:
            return self._whole(start)[:size]
        places = self._chain(start, self._small_next)
        return b"".join(self._small[64 * place : 64 * place + 64] for place in places)[:size]

    def _whole(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._chain(start, self._next)))

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        if begin >= len(self._data):
            raise BrokenError
        return self._data[begin : begin + self._size]

    def _numbers(self, sector: int) -> tuple[int, ...]:
        return struct.unpack(f"<{self._size // 4}L", self._sector(sector).ljust(self._size, b"\xff"))

    def _chain_of_lists(self, start: int) -> Iterator[tuple[int, ...]]:
        for _ in range(len(self._data) // self._size + 1):
            if start >= _LAST_SECTOR:
                return
            *numbers, start = self._numbers(start)
            yield tuple(numbers)
        raise BrokenError

    @staticmethod
    def _chain(start: int, following: list[int]) -> Iterator[int]:
        for _ in range(len(following) + 1):
            if start >= _LAST_SECTOR:
                return
            if start >= len(following):
                raise BrokenError
            yield start
            start = following[start]
        raise BrokenError
