"""Word forms as offices make them, and what may stand in them: placeholders, split runs, tables, links, fields."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from docx import Document
from docx.document import Document as WordFile
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from luanchuyen.reports.submission.filling.filling import Values
from luanchuyen.reports.submission.filling.placeholders import LISTS, SINGLE

Write = Callable[[WordFile], object]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def form(write: Write | None = None) -> bytes:
    """A form that ``write`` wrote into; without it one that says one thing."""
    document = Document()
    (write or (lambda one: one.add_paragraph("{{ten_co_quan}}")))(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    """Every part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(told: Mapping[str, bytes]) -> bytes:
    """A Word file of these parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in told.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_body(xml: str) -> bytes:
    """A form with one placeholder and this markup, in the namespace w, at the start of its text."""
    told = parts(form())
    told["word/document.xml"] = told["word/document.xml"].replace(b"<w:body>", b"<w:body>" + xml.encode(), 1)
    return packed(told)


def with_link(kind: str, target: str, mode: str = "External") -> bytes:
    """A form whose text is tied to something."""
    told, name = parts(form()), "word/_rels/document.xml.rels"
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    link = f'<Relationship Id="rId99" Type="{base}{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    told[name] = told[name].replace(b"</Relationships>", link.encode())
    return packed(told)


def field(*runs: str) -> str:
    """The markup of a paragraph with a field, its code split over runs; ``{`` and ``}`` begin and end one."""
    marks = {"{": '<w:fldChar w:fldCharType="begin"/>', "}": '<w:fldChar w:fldCharType="end"/>'}
    marks["|"] = '<w:fldChar w:fldCharType="separate"/>'
    told = (marks.get(run) or f'<w:instrText xml:space="preserve">{run}</w:instrText>' for run in runs)
    return f"<w:p>{''.join(f'<w:r>{one}</w:r>' for one in told)}</w:p>"


def values(lines: int = 2, **texts: str) -> Values:
    """Something for every placeholder: its own English name, with the number of the line in lists."""
    single = {english: english for _, english in SINGLE} | texts
    lists = {
        listed.name: [{english: f"{english} {n}" for _, english in listed.placeholders} for n in range(1, lines + 1)]
        for listed in LISTS
    }
    return Values(single, lists)


def text_of(data: bytes) -> str:
    """Every text of the body, a paragraph or a cell a line."""
    body = Document(io.BytesIO(data)).element.body
    return "\n".join(_said(paragraph) for paragraph in body.iter(qn("w:p")))


def _said(paragraph: BaseOxmlElement) -> str:
    return "".join(node.text or "\n" for node in paragraph.iter(qn("w:t"), qn("w:br")))
