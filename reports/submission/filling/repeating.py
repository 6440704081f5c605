"""What stands for a list in a form: a row of a table, or a paragraph, made once for each of its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from docx.oxml.ns import qn

from luanchuyen.reports.submission.filling.elements import PARAGRAPH, ROW, TABLE, Element, above, local, paragraphs
from luanchuyen.reports.submission.filling.placeholders import listed
from luanchuyen.reports.submission.filling.replacing import found_in

Line = Mapping[str, str]
_ONCE = ("bookmarkStart", "bookmarkEnd", "sectPr", "commentRangeStart", "commentRangeEnd", "commentReference")
"""What may stand in a document once: of the copies the last keeps it."""

_NUMBERS = tuple(f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{name}" for name in ("paraId", "textId"))


@dataclass(frozen=True)
class Repeated:
    """A row or a paragraph with placeholders of lists; more than one list cannot be told by it."""

    element: Element
    lists: frozenset[str]


def repeated_in(root: Element) -> list[Repeated]:
    """Every row and paragraph of a part that repeats; a row takes what its cells hold, but not tables within them."""
    found: dict[Element, set[str]] = {}
    for paragraph in paragraphs(root):
        many = {one.meant.many for one in found_in(paragraph) if one.meant is not None} - {""}
        if many:
            row = above(paragraph, ROW)
            found.setdefault(paragraph if row is None else row, set()).update(many)
    return [Repeated(element, frozenset(lists)) for element, lists in found.items()]


def repeat(root: Element, lists: Mapping[str, Sequence[Line]], none: str) -> dict[Element, Line]:
    """Make the copies; the line of each, by its row or paragraph. ``none``: what is said of a list without lines."""
    lines: dict[Element, Line] = {}
    for one in repeated_in(root):
        (name,) = one.lists
        told = lists[name] or tuple(_none_of(name, none))
        lines.update(zip(_copies(one.element, len(told)), told, strict=True))
        if not told:
            _leave_out(one.element)
    return lines


def line_of(paragraph: Element, lines: Mapping[Element, Line]) -> Line:
    """The line of a list that a paragraph tells; nothing where it tells none."""
    for element in (paragraph, *paragraph.iterancestors(ROW)):
        if element in lines:
            return lines[element]
    return {}


def _none_of(name: str, none: str) -> Iterator[Line]:
    it = listed(name)
    if it.first:
        yield {**{english: "" for _, english in it.placeholders}, it.first: none}


def _copies(element: Element, count: int) -> list[Element]:
    """The element and its copies, ``count`` of them, one after another."""
    made = [deepcopy(element) for _ in range(count - 1)]
    for copy in made:
        element.addprevious(copy)
        for inner in [one for one in copy.iter() if local(one) in _ONCE]:
            inner.getparent().remove(inner)
        for inner in copy.iter(PARAGRAPH, ROW):
            for number in _NUMBERS:
                inner.attrib.pop(number, None)
        for control in copy.iter(qn("w:sdtPr")):
            for number in control.findall(qn("w:id")):
                control.remove(number)
    return [*made, element][: max(count, 0)]


def _leave_out(element: Element) -> None:
    """Take out a row or paragraph without lines; where something must stand there, what it says goes alone."""
    parent = element.getparent()
    alone = _last_in_table(element) if element.tag == ROW else _needed(element, parent)
    if not alone:
        parent.remove(element)
        return
    for paragraph in paragraphs(element):
        for child in [one for one in paragraph if local(one) != "pPr"]:
            paragraph.remove(child)


def _needed(paragraph: Element, parent: Element) -> bool:
    """Whether it ends its cell or box, or holds the end of a section."""
    others = [one for one in parent if one.tag == PARAGRAPH and one is not paragraph]
    return next(paragraph.iter(qn("w:sectPr")), None) is not None or (local(parent) != "body" and not others)


def _last_in_table(row: Element) -> bool:
    table = above(row, TABLE)
    return table is not None and [one for one in table.iter(ROW) if above(one, TABLE) is table] == [row]
