"""DỰ THẢO on every page: a line at the head of every header that some page shows."""

from __future__ import annotations

import io
from collections.abc import Iterator

from docx import Document
from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.section import _BaseHeaderFooter as Header
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from luanchuyen.messages import say

FONT = "Times New Roman"


def marked(data: bytes) -> bytes:
    """The Word file with the mark in its headers."""
    document = Document(io.BytesIO(data))
    for header in _headers(document):
        _mark(header)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _headers(document: WordFile) -> Iterator[Header]:
    """Each header once: a section without one of its own shows that of the section before."""
    even = document.settings.odd_and_even_pages_header_footer
    shown: set[str] = set()
    for section in document.sections:
        kinds = [("first", section.first_page_header)] if section.different_first_page_header_footer else []
        kinds += [("even", section.even_page_header)] if even else []
        for kind, header in (*kinds, ("default", section.header)):
            if kind not in shown or not header.is_linked_to_previous:
                header.is_linked_to_previous = False
                shown.add(kind)
                yield header


def _mark(header: Header) -> None:
    """Two lines of plain text, whatever the styles of the form are."""
    first = header.paragraphs[0] if header.paragraphs else header.add_paragraph()
    head = header._element[0] if len(header._element) else first._p
    line = Paragraph(head.makeelement(qn("w:p")), header)
    head.addprevious(line._p)
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(0)
    line.paragraph_format.first_line_indent = Pt(0)
    for words, size, bold in ((say("submission.draft"), 13, True), (f" - {say('submission.reference')}", 11, False)):
        run = line.add_run(words)
        run.bold, run.italic, run.font.size, run.font.name = bold, not bold, Pt(size), FONT
