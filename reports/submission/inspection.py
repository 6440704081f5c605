"""Whether an office's own form is safe to open and to hand on, judged before anything is made of it.

Refused by name, with its place: what reaches out of the file, what runs, what hides another file. Of relations and
fields only those that are known to do none of it are let through.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from luanchuyen.models.errors import FormError, Problem
from luanchuyen.models.text.container import BrokenError, Container, HostileError
from luanchuyen.models.text.markup import MalformedError, MarkupPass, looks_like_markup
from luanchuyen.reports.submission.codes import codes_in
from luanchuyen.reports.submission.filling.draft import marked
from luanchuyen.reports.submission.filling.elements import Element, local
from luanchuyen.reports.submission.filling.package import MAIN, TYPES, parts_of, roots_of, type_of, types_of
from luanchuyen.reports.submission.filling.whereabouts import part_said, whereabouts

MOST_BYTES = 10 * 2**20
MOST_ELEMENTS = 400_000
MOST_MARKUP = 20 * 2**20
_BROKEN = (KeyError, ValueError, AttributeError, IndexError, TypeError, SyntaxError)
_RELATIONS = frozenset({
    "officedocument", "core-properties", "extended-properties", "custom-properties", "thumbnail", "styles",
    "styleswitheffects", "settings", "websettings", "fonttable", "font", "theme", "themeoverride", "numbering",
    "header", "footer", "footnotes", "endnotes", "comments", "image", "commentsextended", "commentsids",
    "commentsextensible", "people", "customxml", "customxmlprops", "glossarydocument", "hyperlink", "chart",
    "chartstyle", "chartcolorstyle", "chartusershapes", "diagramdata", "diagramlayout", "diagramquickstyle",
    "diagramcolors", "diagramdrawing", "classificationlabels", "metadata",
})  # fmt: skip
_HARMLESS_LINK = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
_REACHES_OUT = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|\\\\|//)", re.IGNORECASE)
_DATA = "application/xml"
"""The type of data that a form carries along: no program reads fields or drawings in it."""

_DRAWN = "{urn:schemas-microsoft-com:"
_REFUSED = {
    "altChunk": "hidden_file", "subDoc": "hidden_file", "OLEObject": "embedded", "control": "embedded",
    "objectEmbed": "embedded", "objectLink": "embedded", "mailMerge": "mail_merge", "attachedTemplate": "template",
    "externalData": "embedded", "webextension": "embedded", "entryMacro": "macros", "exitMacro": "macros",
}  # fmt: skip
_QUOTED = re.compile(r'"([^"]*)"')
_FIELDS = frozenset({
    "PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "REF", "PAGEREF", "NOTEREF", "TOC", "TC", "SEQ", "STYLEREF",
    "HYPERLINK", "TITLE", "SUBJECT", "DATE", "TIME", "SYMBOL", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN", "QUOTE",
    "ADVANCE", "IF", "COMPARE", "=", "LISTNUM", "AUTONUM", "XE", "INDEX",
})  # fmt: skip


def inspect(data: bytes) -> None:
    """Judge the bytes of a file that claims to be a form. Raises FormError with all that is found."""
    problem = _of_bytes(data)
    problems = list(_of_whole(data)) if problem is None else [problem]
    if problems:
        raise FormError("submission.not_safe", count=len(problems), problems=tuple(problems))


def _of_bytes(data: bytes) -> Problem | None:
    """Whether it is a zip file whose XML an XML parser may be given."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return Problem("submission.old_or_locked")
    if not data.startswith(b"PK"):
        return Problem("submission.not_word")
    try:
        container, size = Container(data), [0, 0]
        for name in container.names:
            _scan(container, name, size)
    except (BrokenError, MalformedError):
        return Problem("submission.damaged")
    except HostileError as hostile:
        return Problem(f"submission.{'bomb' if hostile.name == 'bomb' else 'unsafe'}")
    return None if TYPES in container.names else Problem("submission.not_word")


def _of_whole(data: bytes) -> Iterator[Problem]:
    parts = parts_of(data)
    try:
        roots = roots_of(parts)
    except SyntaxError:  # names without a namespace, which the first pass does not look at
        yield Problem("submission.damaged")
        return
    found = list(_of_parts(parts, roots))
    yield from found
    if not found and not _opens(data):
        yield Problem("submission.damaged")


def _scan(container: Container, name: str, size: list[int]) -> None:
    """One part read through once: no DTD, no depth, no number of elements beyond what a form can mean."""

    def count(_name: str, _attributes: dict[str, str]) -> None:
        size[0] += 1
        if size[0] > MOST_ELEMENTS:
            raise HostileError("bomb")

    def counted() -> Iterator[bytes]:
        for piece in container.pieces(name):
            size[1] += len(piece)
            if size[1] > MOST_MARKUP:
                raise HostileError("bomb")
            yield piece

    first = next(container.pieces(name), b"")
    if looks_like_markup(first):
        MarkupPass(count).read(counted())
    else:
        for _ in container.pieces(name):
            pass


def _opens(data: bytes) -> bool:
    """Whether its parts hang together, as a rehearsal of all that is later done with them finds."""
    try:
        return bool(marked(data))
    except _BROKEN:
        return False


def _of_parts(parts: Mapping[str, bytes], roots: Mapping[str, Element]) -> Iterator[Problem]:
    types = types_of(roots[TYPES])
    told = {*types.values(), *(type_of(name, types) for name in parts)}
    if any("macroenabled" in kind.casefold() or "vba" in kind.casefold() for kind in told):
        yield Problem("submission.macros")
    elif MAIN not in told:
        yield Problem(f"submission.{'is_template' if any('template.main' in kind for kind in told) else 'not_word'}")
        return  # what else it holds is not of a form
    for name, root in roots.items():
        if name.casefold().endswith(".rels"):
            yield from _of_relations(name, root)
        elif name != TYPES and type_of(name, types) != _DATA:
            yield from _of_elements(name, root)


def _of_relations(name: str, root: Element) -> Iterator[Problem]:
    source = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name)[: -len(".rels")])
    for element in root.iter():
        if local(element) != "Relationship":
            continue
        kind, target = element.get("Type", "").rpartition("/")[2], element.get("Target", "")
        where = part_said(source)
        outside = element.get("TargetMode") == "External" or _REACHES_OUT.match(target)
        if outside and not (kind == "hyperlink" and _HARMLESS_LINK.match(target)):
            yield Problem("submission.reaches_out", values={"source": where, "kind": kind, "target": target})
        elif kind.casefold() not in _RELATIONS:
            yield Problem("submission.strange_part", values={"source": where, "kind": kind, "target": target})


def _of_elements(part: str, root: Element) -> Iterator[Problem]:
    for element in root.iter():
        name = local(element)
        if name in _REFUSED:
            yield _problem(_REFUSED[name], part, element, kind=name)
        for key, value in element.attrib.items():
            drawn = str(element.tag).startswith(_DRAWN) or str(key).startswith(_DRAWN)
            if drawn and str(key).rpartition("}")[2] in ("src", "href") and _REACHES_OUT.match(value):
                yield _problem("reaches_out", part, element, kind=name, target=value)
    for element, code in codes_in(root):
        name = (code.split() or ["?"])[0].upper()
        targets = _QUOTED.findall(code) if name == "HYPERLINK" else ()
        strange = [one for one in targets if _REACHES_OUT.match(one) and not _HARMLESS_LINK.match(one)]
        if strange or not (name in _FIELDS or name.startswith("=")):
            yield _problem("field", part, element, kind=name)


def _problem(name: str, part: str, element: Element, **values: object) -> Problem:
    return Problem(f"submission.{name}", values={"source": whereabouts(part, element), **values})
