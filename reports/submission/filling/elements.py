"""The elements of a Word part: read, told apart, walked. A part is XML that was judged safe before."""

from __future__ import annotations

from collections.abc import Iterator

from docx.opc.oxml import serialize_part_xml
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement

Element = BaseOxmlElement
PARAGRAPH, RUN, TEXT = qn("w:p"), qn("w:r"), qn("w:t")
TABLE, ROW, CELL = qn("w:tbl"), qn("w:tr"), qn("w:tc")
_BREAKS = frozenset({qn("w:tab"), qn("w:br"), qn("w:cr")})


def parsed(content: bytes) -> Element:
    """The root of a part."""
    root: Element = parse_xml(content)
    return root


def written(root: Element) -> bytes:
    """The part as bytes."""
    content: bytes = serialize_part_xml(root)
    return content


def above(element: Element, tag: str) -> Element | None:
    """The nearest element of a tag that it lies in."""
    found: Element | None = next(element.iterancestors(tag), None)
    return found


def local(element: Element) -> str:
    """The name without its namespace; "" of a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def paragraphs(root: Element) -> list[Element]:
    """All of them, wherever they stand: in cells, text boxes and content controls too."""
    return list(root.iter(PARAGRAPH))


def pieces(paragraph: Element) -> Iterator[tuple[Element | None, str]]:
    """(text element, its text) of a paragraph in their order, not of the paragraphs within it; a break is (None, a
    line end)."""
    for element in paragraph.iter(TEXT, *_BREAKS):
        if above(element, PARAGRAPH) is paragraph and above(element, RUN) is not None:
            yield (element, element.text or "") if element.tag == TEXT else (None, "\n")


def text_of(paragraph: Element) -> str:
    """What a paragraph says."""
    return "".join(text for _, text in pieces(paragraph))
