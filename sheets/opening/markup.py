"""The XML of a part through expat, piece by piece: nothing is kept, and what has no end is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.parsers import expat

from luanchuyen.sheets.opening.container import HostileError

DEEPEST = 100
MOST_NAMES = 5_000
"""Different names of elements and attributes in one part: a workbook has some hundreds."""

LONGEST = 2**20
"""Bytes in which no element begins: a text, a comment or a tag longer than any cell may be."""

_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<", b"\x00\x00")
_BOM = b"\xef\xbb\xbf"
_UTF8 = (None, "utf-8", "utf8", "us-ascii", "ascii")

Starts = Callable[[str, dict[str, str]], None]
Ends = Callable[[str], None]
Texts = Callable[[str], None]


class MalformedError(Exception):
    """The part is not well-formed XML."""


class MarkupPass:
    """One pass over a part. ``open_names`` are the elements that are open now, without the prefixes."""

    def __init__(self, starts: Starts, ends: Ends | None = None, texts: Texts | None = None) -> None:
        self.open_names: list[str] = []
        self._starts = starts
        self._ends = ends
        self._begun = False
        self._names: dict[str, str] = {}
        self._parser = expat.ParserCreate(intern=self._names)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _doctype
        self._parser.XmlDeclHandler = _declared
        if texts is not None:
            self._parser.CharacterDataHandler = texts

    def read(self, pieces: Iterable[bytes]) -> None:
        """Read all. Raises MalformedError, HostileError, and what the pieces raise."""
        parse, silent = self._parser.Parse, 0
        try:
            for number, piece in enumerate(pieces):
                if not number and piece.startswith(_WIDE):
                    raise HostileError("unsafe")  # a wide encoding could hide a DOCTYPE from another reader
                parse(piece, False)
                silent = 0 if self._begun else silent + len(piece)
                self._begun = False
                if silent > LONGEST or len(self._names) > MOST_NAMES:
                    raise HostileError("bomb")
            parse(b"", True)
        except expat.ExpatError as broken:
            raise MalformedError(str(broken)) from broken

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        self._begun = True
        self.open_names.append(name)
        if len(self.open_names) > DEEPEST:
            raise HostileError("bomb")
        self._starts(name, attributes)

    def _end(self, name: str) -> None:
        name = self.open_names.pop()
        if self._ends is not None:
            self._ends(name)


def looks_like_markup(start: bytes) -> bool:
    """Whether an XML parser would read on after these first bytes of a part."""
    return start.startswith(_WIDE[:4]) or start.removeprefix(_BOM).lstrip()[:1] == b"<"


def _doctype(*_: object) -> None:
    raise HostileError("unsafe")


def _declared(version: str, encoding: str | None, standalone: int) -> None:
    if (encoding.lower() if encoding else None) not in _UTF8:
        raise HostileError("unsafe")
