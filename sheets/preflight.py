"""What a workbook's raw bytes tell before any library parses them: whether it is one, whether it is safe."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from luanchuyen.models.errors import Problem
from luanchuyen.sheets.grid import LAST_ROW

MOST_BYTES = 50 * 2**20
MOST_UNPACKED = 300 * 2**20
MOST_RATIO = 200
MOST_PARTS = 1_000
MANY_ROWS = 100_000
_SMALL = 2**20
_CHUNK = 2**18
_STRICT = b"http://purl.oclc.org/ooxml/"
_MACROS = "xl/vbaProject.bin"
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_ROW_NUMBER = re.compile(rb"<(?:\w+:)?row\b[^>]*?\br=[\"'](\d+)[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>]")
_LINKED = re.compile(rb"<(?:\w+:)?f[^>]*>[^<]*\[\d+\]")
_ENCODING = re.compile(rb"<\?xml[^>]*encoding=[\"']([^\"']+)[\"']")
_LIBRE = re.compile(rb"<Application>(?:LibreOffice|WPS|ONLYOFFICE)")


@dataclass(frozen=True)
class Preflight:
    """``text`` = no workbook but plain text; ``formulas`` = some cell holds one."""

    problems: tuple[Problem, ...] = ()
    text: bool = False
    formulas: bool = False

    @property
    def safe(self) -> bool:
        """Whether the bytes may be given to a parser."""
        return not self.text and not any(problem.severity == "error" for problem in self.problems)


def inspect(data: bytes) -> Preflight:
    """Judge the bytes of a file that claims to be a workbook."""
    if not data:
        return _refuse("empty_file")
    if len(data) > MOST_BYTES:
        return _refuse("file_too_big", most=MOST_BYTES // 2**20)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return _refuse("encrypted" if "EncryptedPackage".encode("utf-16-le") in data else "old_excel")
    if not data.startswith(b"PK"):
        return _of_text(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _of_archive(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        return _refuse("truncated")


def _refuse(name: str, **values: object) -> Preflight:
    return Preflight((Problem(f"check.{name}", values=values),))


def _of_text(data: bytes) -> Preflight:
    start = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<div")):
        return _refuse("html")
    if start.startswith(b"<"):
        return _refuse("not_workbook")
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _refuse("not_workbook")
    return Preflight(text=True)


def _of_archive(archive: zipfile.ZipFile) -> Preflight:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if len(parts) > MOST_PARTS:
        return _refuse("bomb")
    if "mimetype" in names and "content.xml" in names:
        return _refuse("open_document")
    if "xl/workbook.bin" in names:
        return _refuse("binary_workbook")
    if not any(name.startswith("xl/") for name in names):
        return _refuse("not_workbook")
    scan = _Scan()
    for part in parts:
        if not scan.part(archive, part):
            break
    if _MACROS in names:
        scan.remark("macros")
    if scan.formulas and not (scan.office or "xl/calcChain.xml" in names):
        scan.remark("not_calculated")
    if scan.linked:
        scan.remark("linked_formulas")
    return Preflight(tuple(scan.problems), formulas=scan.formulas)


class _Scan:
    """Inflates every part in pieces, counting what really comes out, since headers can lie."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.formulas = False
        self.linked = False
        self.office = False
        self.unpacked = 0

    def remark(self, name: str, severity: str = "warning", **values: object) -> None:
        problem = Problem(f"check.{name}", severity=severity, values=values)
        if problem not in self.problems:
            self.problems.append(problem)

    def part(self, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
        """Scan one part; False = stop, the file is refused."""
        rows = last_row = size = 0
        tail = b""
        with archive.open(part) as stream:
            while piece := stream.read(_CHUNK):
                size += len(piece)
                self.unpacked += len(piece)
                if self._too_much(size, part.compress_size):
                    self.remark("bomb", "error")
                    return False
                if part.filename.endswith((".xml", ".rels")):
                    if size == len(piece) and not self._plain(piece):
                        return False
                    window = tail + piece
                    if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
                        self.remark("unsafe", "error")
                        return False
                    if part.filename.startswith("xl/worksheets/"):
                        rows += len(_ROW.findall(window)) - len(_ROW.findall(tail))
                        last_row = max([last_row, *map(int, _ROW_NUMBER.findall(window))])
                        self.formulas = self.formulas or _FORMULA.search(window) is not None
                        self.linked = self.linked or _LINKED.search(window) is not None
                    self.office = self.office or _LIBRE.search(window) is not None
                    tail = piece[-200:]
        return self._counted(rows)

    def _too_much(self, size: int, packed: int) -> bool:
        big = size > _SMALL and size > MOST_RATIO * max(1, packed)
        return big or self.unpacked > MOST_UNPACKED

    def _plain(self, piece: bytes) -> bool:
        """Whether the part is UTF-8 (UTF-16 would hide a DOCTYPE) and of the usual, transitional kind."""
        encoding = _ENCODING.search(piece[:400])
        if piece[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in piece[:400]:
            self.remark("unsafe", "error")
            return False
        if encoding and encoding[1].lower() not in (b"utf-8", b"utf8", b"us-ascii"):
            self.remark("unsafe", "error")
            return False
        if _STRICT in piece[:4000]:
            self.remark("strict", "error")
            return False
        return True

    def _counted(self, rows: int) -> bool:
        if rows >= LAST_ROW - 1:
            self.remark("too_many_rows", "error", rows=rows)
            return False
        if rows > MANY_ROWS:
            self.remark("many_rows", rows=rows)
        return True
