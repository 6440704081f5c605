"""The parts of a Word file: read within bounds, told apart by their types, written with no day and in one order."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping
from urllib.parse import unquote

from luanchuyen.models.text.container import Container
from luanchuyen.models.text.markup import looks_like_markup
from luanchuyen.reports.submission.filling.elements import Element, local, parsed

TYPES = "[Content_Types].xml"
_STORY = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN = f"{_STORY}document.main+xml"
STORIES = (MAIN, *(f"{_STORY}{name}+xml" for name in ("header", "footer", "footnotes", "endnotes", "comments")))
_DAY = (1980, 1, 1, 0, 0, 0)
_PROPERTIES = {
    "core": (
        b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
        "application/vnd.openxmlformats-package.core-properties+xml",
    ),
    "app": (
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    ),
}
_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every part by its name. Raises BrokenError or HostileError."""
    container = Container(data)
    return {name: b"".join(container.pieces(name)) for name in container.names}


def roots_of(parts: Mapping[str, bytes]) -> dict[str, Element]:
    """The parts that are XML, parsed. They must have been judged safe."""
    return {name: parsed(content) for name, content in parts.items() if looks_like_markup(content[:64])}


def types_of(types: Element) -> dict[str, str]:
    """The type of each part by its name, and of those without one of their own by ``.ending``."""
    found = {}
    for element in types:
        if local(element) in ("Override", "Default"):
            name = element.get("PartName", "").lstrip("/") or f".{element.get('Extension', '').casefold()}"
            found[unquote(name)] = element.get("ContentType", "")
    return found


def type_of(part: str, types: Mapping[str, str]) -> str:
    """The type of a part."""
    return types.get(part) or types.get(posixpath.splitext(part)[1].casefold(), "")


def stories_of(roots: Mapping[str, Element]) -> dict[str, Element]:
    """The parts that are read as text: the document first, then headers, footers and notes."""
    types = types_of(roots[TYPES])
    told = [(STORIES.index(kind), name) for name in roots if (kind := type_of(name, types)) in STORIES]
    return {name: roots[name] for _, name in sorted(told)}


def nameless(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts without who wrote them, when, with what, and how often they were saved."""
    types = types_of(parsed(parts[TYPES]))
    blank = {kind: _HEAD + content for content, kind in _PROPERTIES.values()}
    return {name: blank.get(type_of(name, types), content) for name, content in parts.items()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The file: the same bytes for the same parts, whenever and wherever it is written."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts, key=lambda name: (name != TYPES, name)):
            info = zipfile.ZipInfo(name, _DAY)
            info.create_system = 0
            archive.writestr(info, parts[name], zipfile.ZIP_DEFLATED)
    return stream.getvalue()
