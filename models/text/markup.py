"""The XML of a part through expat, piece by piece: nothing is kept, and what has no end is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.parsers import expat

from luanchuyen.models.text.container import HostileError

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
    """One pass over a part. ``open_names`` are the elements that are open now, without the prefixes.

    ``again``: the part was read through before, so that its depth is known: elements are told as they are written,
    prefixes and all, and none is remembered, in half the time.
    """

    def __init__(
        self, starts: Starts, ends: Ends | None = None, texts: Texts | None = None, again: bool = False
    ) -> None:
        self.open_names: list[str] = []
        self._begun, self._again = [False], again
        self._names: dict[str, str] = {}
        self._parser = expat.ParserCreate(intern=self._names)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = starts if again else _starting(self.open_names, self._begun, starts)
        self._parser.EndElementHandler = ends if again else _ending(self.open_names, ends)
        self._parser.StartDoctypeDeclHandler = _doctype
        self._parser.XmlDeclHandler = _declared
        self.listen(texts)

    def listen(self, texts: Texts | None) -> None:
        """Have the letters from here on told: those of most parts matter to nobody."""
        self._parser.CharacterDataHandler = texts

    def read(self, pieces: Iterable[bytes]) -> None:
        """Read all. Raises MalformedError, HostileError, and what the pieces raise."""
        parse, silent = self._parser.Parse, 0
        try:
            for number, piece in enumerate(pieces):
                if not number and piece.startswith(_WIDE):
                    raise HostileError("unsafe")  # a wide encoding could hide a DOCTYPE from another reader
                parse(piece, False)
                silent = 0 if self._begun[0] or self._again else silent + len(piece)
                self._begun[0] = False
                if silent > LONGEST or len(self._names) > MOST_NAMES:
                    raise HostileError("bomb")
            parse(b"", True)
        except expat.ExpatError as broken:
            raise MalformedError(str(broken)) from broken


def _starting(open_names: list[str], begun: list[bool], starts: Starts) -> Starts:
    """What expat calls at every element: a function of few names, for it is called some million times."""
    push = open_names.append

    def start(name: str, attributes: dict[str, str]) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        begun[0] = True
        push(name)
        if len(open_names) > DEEPEST:
            raise HostileError("bomb")
        starts(name, attributes)

    return start


def _ending(open_names: list[str], ends: Ends | None) -> Ends:
    pop, told = open_names.pop, ends or str

    def end(_name: str) -> None:
        pop()

    def end_told(_name: str) -> None:
        told(pop())

    return end if ends is None else end_told


def looks_like_markup(start: bytes) -> bool:
    """Whether an XML parser would read on after these first bytes of a part."""
    return start.startswith(_WIDE[:4]) or start.removeprefix(_BOM).lstrip()[:1] == b"<"


def _doctype(*_: object) -> None:
    raise HostileError("unsafe")


def _declared(version: str, encoding: str | None, standalone: int) -> None:
    if (encoding.lower() if encoding else None) not in _UTF8:
        raise HostileError("unsafe")
