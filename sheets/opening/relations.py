"""Which part of a workbook's file is which: by the relationships, as Excel does, not by the parts' names."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from luanchuyen.models.text.container import Container
from luanchuyen.models.text.markup import Ends, MarkupPass, Starts, Texts

_FALLBACKS = {"officeDocument": "xl/workbook.xml", "sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}


@dataclass(frozen=True)
class PartLink:
    """What a part points to: ``kind`` such as worksheet, styles, comments; ``target`` as written."""

    id: str
    kind: str
    target: str


class Package:
    """The parts of a workbook. Reading raises what container.py and markup.py raise."""

    def __init__(self, data: bytes) -> None:
        self._container = Container(data)
        self._names = {name.replace("\\", "/").lstrip("/").casefold(): name for name in self._container.names}

    def read(self, part: str, starts: Starts, ends: Ends | None = None, texts: Texts | None = None) -> None:
        """Read one part through."""
        MarkupPass(starts, ends, texts).read(self._pieces(part))

    def read_again(self, part: str, starts: Starts, ends: Ends, texts: Texts) -> None:
        """Read one part of a workbook that preflight.py let through: names are told as they are written."""
        MarkupPass(starts, ends, texts, again=True).read(self._pieces(part))

    def content(self, part: str) -> bytes:
        """The bytes of one part."""
        return b"".join(self._pieces(part))

    def _pieces(self, part: str) -> Iterator[bytes]:
        return self._container.pieces(self._names[part.casefold()])

    def written_name(self, part: str) -> str:
        """The name of a part as the file writes it."""
        return self._names[part.casefold()]

    def has(self, part: str) -> bool:
        """Whether there is such a part, in whatever case its name is written."""
        return part.casefold() in self._names

    def relations(self, part: str = "") -> Iterator[tuple[PartLink, str]]:
        """The relations of a part, or of the whole file, each with the part it means; those to parts that are not
        there, or outside the file, are passed over.
        """
        folder, _, name = part.rpartition("/")
        source = posixpath.join(folder, "_rels", f"{name}.rels")
        found: list[PartLink] = []

        def starts(name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship" and attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                found.append(PartLink(attributes.get("Id", ""), kind, attributes.get("Target", "")))

        if self.has(source):
            self.read(source, starts)
        for relation in found:
            target = self._meant(folder, relation.target)
            if target is not None:
                yield relation, target

    def one(self, kind: str, part: str = "") -> str | None:
        """The one part of a kind that ``part`` points to, else the usual one of that name, if there is any."""
        for relation, target in self.relations(part):
            if relation.kind == kind:
                return target
        usual = _FALLBACKS.get(kind, "")
        return usual if self.has(usual) else None

    def _meant(self, folder: str, target: str) -> str | None:
        for written in (target, unquote(target)):
            path = posixpath.normpath(posixpath.join("/", folder, written.replace("\\", "/"))).lstrip("/")
            if self.has(path):
                return path
        return None
