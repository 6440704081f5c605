"""The zip file that an office file is: which parts it has, and their bytes, never more than a limit allows."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

MOST_UNPACKED = 300 * 2**20
MOST_RATIO = 200
MOST_PARTS = 1_000
_SMALL = 2**20
_CHUNK = 2**16
_LOCAL_HEADER = 30
_ENTRY = b"PK\x01\x02"
_BROKEN = (
    zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError,
)  # fmt: skip


class BrokenError(Exception):
    """The bytes are no zip file, or one cut short."""


class HostileError(Exception):
    """The file is made to harm: the message ``check.<name>`` says how, with ``values``."""

    def __init__(self, name: str, **values: object) -> None:
        super().__init__(name, values)
        self.name = name
        self.values = values


class Container:
    """The parts of one zip file. Raises BrokenError or HostileError, then and while parts are read."""

    def __init__(self, data: bytes) -> None:
        if data.count(_ENTRY) > MOST_PARTS:  # counted before zipfile makes an object of each
            raise HostileError("bomb")
        with _sound():
            self._archive = zipfile.ZipFile(BytesIO(data))
        self._unpacked = 0
        self._parts = {part.filename: part for part in self._archive.infolist() if not part.is_dir()}
        self._refuse_tricks([part for part in self._archive.infolist() if not part.is_dir()])

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts as the file tells them."""
        return tuple(self._parts)

    def pieces(self, name: str) -> Iterator[bytes]:
        """The part's bytes in pieces, counting what really comes out, since headers can lie."""
        part = self._parts[name]
        size = 0
        with _sound(), self._archive.open(part) as stream:
            while piece := stream.read(_CHUNK):
                size += len(piece)
                self._unpacked += len(piece)
                big = size > _SMALL and size > MOST_RATIO * max(1, part.compress_size)
                if big or self._unpacked > MOST_UNPACKED:
                    raise HostileError("bomb")
                yield piece

    @staticmethod
    def _refuse_tricks(parts: list[zipfile.ZipInfo]) -> None:
        """Two parts of one name, bytes that serve two parts, packings that need memory as they please."""
        if len({part.filename.replace("\\", "/").lstrip("/").casefold() for part in parts}) < len(parts):
            raise HostileError("unsafe")
        end = 0
        for part in sorted(parts, key=lambda part: part.header_offset):
            if part.header_offset < end or part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise HostileError("unsafe")
            end = part.header_offset + _LOCAL_HEADER + part.compress_size


@contextmanager
def _sound() -> Iterator[None]:
    try:
        yield
    except _BROKEN as broken:
        raise BrokenError from broken
