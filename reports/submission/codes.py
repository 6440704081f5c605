"""The codes of a part's fields, put together again where Word has split them over runs, the inner ones apart."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.ns import qn

from luanchuyen.reports.submission.filling.elements import Element

_SIMPLE, _CHARACTER = qn("w:fldSimple"), qn("w:fldChar")
_TEXTS = (qn("w:instrText"), qn("w:delInstrText"))
_INNER = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in a code for a field within it."""


def codes_in(root: Element) -> Iterator[tuple[Element, str]]:
    """(where it begins, its code) of every field, also of one that never ends."""
    open_fields: list[tuple[Element, list[str]]] = []
    telling: list[bool] = []
    for element in root.iter(_SIMPLE, _CHARACTER, *_TEXTS):
        if element.tag == _SIMPLE:
            yield element, element.get(qn("w:instr"), "")
        elif element.tag in _TEXTS:
            if not open_fields:
                yield element, element.text or ""
            elif telling[-1]:
                open_fields[-1][1].append(element.text or "")
            else:
                yield element, element.text or ""
        else:
            yield from _character(element, open_fields, telling)
    yield from ((element, "".join(code)) for element, code in open_fields)


def _character(
    element: Element, open_fields: list[tuple[Element, list[str]]], telling: list[bool]
) -> Iterator[tuple[Element, str]]:
    kind = element.get(qn("w:fldCharType"))
    if kind == "begin":
        if open_fields and telling[-1]:
            open_fields[-1][1].append(_INNER)
        open_fields.append((element, []))
        telling.append(True)
    elif kind == "separate" and telling:
        telling[-1] = False
    elif kind == "end" and open_fields:
        begun, code = open_fields.pop()
        telling.pop()
        yield begun, "".join(code)
