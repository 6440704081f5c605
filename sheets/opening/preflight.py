"""What a workbook's raw bytes tell before anything is made of them: whether it is one, whether it is safe."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from luanchuyen.models.errors import Problem
from luanchuyen.models.text.container import BrokenError, Container, HostileError
from luanchuyen.models.text.markup import MalformedError, MarkupPass, Starts, looks_like_markup
from luanchuyen.sheets.opening.areas import block_of, size_of
from luanchuyen.sheets.opening.grid import LAST_ROW, MOST_CELLS

MOST_BYTES = 50 * 2**20
MANY_ROWS = 100_000
_MANY_EMPTY = 300_000
MOST_OTHERS = 300_000
"""Elements that are neither rows nor cells, nor of their texts: styles, names, comments, rules, links."""

MOST_AREA = 200_000
"""Cells under merges and links of one sheet: programs make an object of each."""

MOST_RANGES = 65_536
_DATA = frozenset({"row", "c", "v", "f", "is", "si", "t", "r"})
_OWN = frozenset({"worksheet", "comments", "table", "drawing", "vmlDrawing", "chart", "styles", "sharedStrings"})
"""Parts that belong to one other part alone: pointed to again and again, each would be read as often."""
_SPARE_TEXTS = 100_000
_STRICT = "http://purl.oclc.org/ooxml/"
_DOCUMENTS = ("WordDocument", "PowerPoint Document", "__properties_version1.0")
_MACROS = "xl/vbaProject.bin"
_OFFICES = ("LibreOffice", "WPS", "ONLYOFFICE")
_OPEN_DATA = frozenset({"table-row", "table-cell", "covered-table-cell", "p", "span", "s", "tab", "line-break", "a"})

Kind = Literal["workbook", "strict", "text", "xls", "xlsb", "ods"]


@dataclass(frozen=True)
class Preflight:
    """``kind``: a workbook as Excel writes it, one of the strict form, plain text, or a workbook of another kind."""

    problems: tuple[Problem, ...] = ()
    kind: Kind = "workbook"

    @property
    def sound(self) -> bool:
        """Whether nothing refuses the bytes."""
        return not any(problem.severity == "error" for problem in self.problems)

    @property
    def text(self) -> bool:
        """Whether it is no workbook but plain text."""
        return self.kind == "text"

    @property
    def foreign(self) -> bool:
        """Whether it is a workbook that foreign/ reads."""
        return self.kind in ("xls", "xlsb", "ods")

    @property
    def safe(self) -> bool:
        """Whether the bytes may be given to our own parser."""
        return self.kind in ("workbook", "strict") and self.sound


def inspect(data: bytes) -> Preflight:
    """Judge the bytes of a file that claims to be a workbook: in one pass, in time that grows with their number."""
    if not data:
        return _refuse("empty_file")
    if len(data) > MOST_BYTES:
        return _refuse("file_too_big", most=MOST_BYTES // 2**20)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _of_compound(data)
    if not data.startswith(b"PK"):
        return _of_text(data)
    try:
        return _of_container(Container(data))
    except BrokenError:
        return _refuse("truncated")
    except HostileError as hostile:
        return _refuse(hostile.name, **hostile.values)


def _refuse(name: str, **values: object) -> Preflight:
    return Preflight((Problem(f"check.{name}", values=values),))


def _of_compound(data: bytes) -> Preflight:
    """A compound file: a workbook of old, one behind a password, or a document of another program."""
    if _wide("EncryptedPackage") in data:
        return _refuse("encrypted")
    if any(_wide(name) in data for name in _DOCUMENTS):
        return _refuse("not_workbook")
    return Preflight(kind="xls")


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\x00\x00"


def _of_text(data: bytes) -> Preflight:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<div")):
        return _refuse("html")
    if start.startswith(b"<"):
        return _refuse("not_workbook")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _refuse("not_workbook")
    return Preflight(kind="text")


def _of_container(container: Container) -> Preflight:
    names = container.names
    open_document = "mimetype" in names and "content.xml" in names
    if not open_document and not any(name.startswith("xl/") for name in names):
        return _refuse("not_workbook")
    scan = _Scan(_OPEN_DATA if open_document else _DATA)
    for name in sorted(names, key=lambda name: "sharedstrings" in name.casefold()):  # the cells that show them first
        scan.part(name, container.pieces(name))
    if scan.locked:
        return _refuse("encrypted")
    if open_document:
        return Preflight(kind="ods")
    problems = []
    if max(scan.rows, default=0) > MANY_ROWS:
        problems.append(_warning("many_rows", rows=max(scan.rows)))
    if _MACROS in names:
        problems.append(_warning("macros"))
    if scan.formulas and not (scan.office or "xl/calcChain.xml" in names):
        problems.append(_warning("not_calculated"))
    if scan.linked:
        problems.append(_warning("linked_formulas"))
    if "xl/workbook.bin" in names:
        return Preflight(tuple(problems), "xlsb")
    return Preflight(tuple(problems), "strict" if scan.strict else "workbook")


def _warning(name: str, **values: object) -> Problem:
    return Problem(f"check.{name}", severity="warning", values=values)


class _Scan:
    """Counts what the parts hold, whatever they are called. A part that no XML parser would read is inflated only."""

    def __init__(self, data: frozenset[str]) -> None:
        """``data``: the elements that hold cells, of which there may be many."""
        self.rows: list[int] = []
        self.formulas = self.linked = self.office = self.strict = False
        self._data = data
        self._total: Counter[str] = Counter()
        self._count: Counter[str] = Counter()
        self._area = 0
        self._reading: MarkupPass | None = None
        self._folder = ""
        self._owned: set[str] = set()
        self._asked: set[tuple[str, str]] = set()
        self._special = {"mergeCell": self._covers, "hyperlink": self._covers, "f": self._formula}
        self._special["Application"] = self._listen
        self._special |= {"Relationship": self._points, "sheet": self._asks, "tablePart": self._asks}
        self._special |= dict.fromkeys(("workbook", "worksheet", "sst", "styleSheet"), self._root)

    def part(self, name: str, pieces: Iterator[bytes]) -> None:
        """Scan one part. Raises HostileError or BrokenError."""
        first = next(pieces, b"")
        if looks_like_markup(first):
            self._count, self._area, self._asked = Counter(), 0, set()
            self._folder = posixpath.dirname(posixpath.dirname(name.replace("\\", "/").lstrip("/")))
            self._reading = MarkupPass(_counting(self._count, self._special))
            with suppress(MalformedError):  # who needs the part will say so; old drawings are often malformed
                self._reading.read(self._judged(chain((first,), pieces)))
            self._judge()
            self._total.update(self._count)
            self.rows.append(self._count["row"])
        for _ in pieces:  # the rest counts too
            pass

    def _judged(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        for piece in pieces:
            yield piece
            self._judge()

    def _judge(self) -> None:
        count = self._count
        empty = count["row"] > _MANY_EMPTY and count["c"] * 100 < count["row"]
        if empty or count["row"] >= LAST_ROW - 1:
            raise HostileError("too_many_rows", rows=count["row"])
        if count["mergeCell"] + count["hyperlink"] > MOST_RANGES or self._area > MOST_AREA:
            raise HostileError("huge_area", most=MOST_AREA)
        others = sum(number for name, number in count.items() if name not in self._data)
        others += sum(number for name, number in self._total.items() if name not in self._data)
        spare = count["si"] - 2 * self._total["c"]  # texts that no cell shows: only who reads them all is harmed
        crowded = any(count[name] + self._total[name] > MOST_CELLS for name in self._data)
        if others > MOST_OTHERS or spare > _SPARE_TEXTS or crowded:
            raise HostileError("bomb")

    @property
    def locked(self) -> bool:
        """Whether a part tells how the others are encrypted."""
        return self._total["encryption-data"] > 0

    def _root(self, attributes: dict[str, str]) -> None:
        self.strict = self.strict or any(value.startswith(_STRICT) for value in attributes.values())

    def _formula(self, _: dict[str, str]) -> None:
        self.formulas = self.formulas or self._open()[-2:] == ["c", "f"]
        self._listen(_)

    def _listen(self, _: dict[str, str]) -> None:
        assert self._reading is not None
        self._reading.listen(self._texts)

    def _open(self) -> list[str]:
        assert self._reading is not None
        return self._reading.open_names

    def _covers(self, attributes: dict[str, str]) -> None:
        block = block_of(attributes.get("ref", ""))
        if block is not None:
            self._area += size_of(block)

    def _points(self, attributes: dict[str, str]) -> None:
        kind, target = attributes.get("Type", "").rpartition("/")[2], attributes.get("Target", "").replace("\\", "/")
        if kind not in _OWN or attributes.get("TargetMode") == "External":
            return
        meant = posixpath.normpath(posixpath.join("/", self._folder, target)).casefold()
        if meant in self._owned:
            raise HostileError("bomb")
        self._owned.add(meant)

    def _asks(self, attributes: dict[str, str]) -> None:
        """A sheet of the workbook or a table of a sheet, by its relation."""
        asked = self._open()[-1], next((value for key, value in attributes.items() if key.endswith(":id")), "")
        if asked[1] and asked in self._asked:
            raise HostileError("bomb")
        self._asked.add(asked)

    def _texts(self, text: str) -> None:
        """Formulas that name another book, and the program that saved this one: heard from the first of them on."""
        within = self._open()[-1]
        if within == "f":
            self.linked = self.linked or _names_a_book(text)
        elif within == "Application":
            self.office = self.office or text.startswith(_OFFICES)


def _counting(count: Counter[str], special: Mapping[str, Callable[[dict[str, str]], None]]) -> Starts:
    """What counts every element and tells of the special ones: a function of few names, called some million times."""

    def starts(name: str, attributes: dict[str, str]) -> None:
        count[name] += 1
        if name in special:
            special[name](attributes)

    return starts


def _names_a_book(formula: str) -> bool:
    """Whether the formula holds ``[1]``, the number of another workbook."""
    return any(piece.partition("]")[0].isdigit() and "]" in piece for piece in formula.split("[")[1:])
