"""Placeholders in one paragraph, found even where Word has split them over runs, and replaced by plain text.

What was filled in is never looked at again: a name that holds braces stays a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from docx.oxml.ns import qn

from luanchuyen.reports.submission.filling.elements import TEXT, Element, pieces, text_of
from luanchuyen.reports.submission.filling.placeholders import Placeholder, known

_IN_BRACES = re.compile(r"\{\{([^{}]*)\}\}")
_NO_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STRAY = re.compile(r"\{\{|\}\}|\{%|%\}")


@dataclass(frozen=True)
class Found:
    """What stands in braces: from where to where in the paragraph's text, and what is meant (None: nothing of ours)."""

    start: int
    end: int
    written: str
    meant: Placeholder | None


def found_in(paragraph: Element) -> list[Found]:
    """Everything in double braces, in its order."""
    matches = _IN_BRACES.finditer(text_of(paragraph))
    return [Found(m.start(), m.end(), m[1].strip(), known(m[1])) for m in matches]


def stray_in(paragraph: Element) -> str | None:
    """Braces that belong to no placeholder, with what stands after them: opened and not closed, or of an engine."""
    left = _IN_BRACES.sub(lambda found: " " * len(found[0]), text_of(paragraph))
    stray = _STRAY.search(left)
    return left[stray.start() : stray.start() + 20].strip() if stray else None


def replace(paragraph: Element, values: Mapping[str, str]) -> None:
    """Put its value, by English name, in the place of each placeholder, as the first letter of it was formatted."""
    for found in reversed(found_in(paragraph)):
        if found.meant is not None:
            _put(paragraph, found.start, found.end, values[found.meant.english])
            _unbind(paragraph)


def _put(paragraph: Element, start: int, end: int, value: str) -> None:
    at, first = 0, True
    for element, text in list(pieces(paragraph)):
        left, right = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if element is None or left >= right:
            continue
        _set(element, text[:left] + (value if first else "") + text[right:])
        first = False


def _set(element: Element, text: str) -> None:
    """The text of an element; a line end in it becomes a break of the run."""
    lines = _NO_XML.sub("", text).split("\n")
    element.text = lines[0]
    element.set(_SPACE, "preserve")
    last = element
    for line in lines[1:]:
        for tag, content in ((qn("w:br"), None), (TEXT, line)):
            more = element.makeelement(tag)
            if content is not None:
                more.text = content
                more.set(_SPACE, "preserve")
            last.addnext(more)
            last = more


def _unbind(paragraph: Element) -> None:
    """Free the content controls around: one that is bound to other data would show that instead."""
    for control in (*paragraph.iterancestors(qn("w:sdt")), *paragraph.iter(qn("w:sdt"))):
        for name in ("w:dataBinding", "w:showingPlcHdr"):
            for bound in control.findall(f"{qn('w:sdtPr')}/{qn(name)}"):
                bound.getparent().remove(bound)
