"""How a built-in form is laid out with python-docx: pages, paragraphs, tables without lines and tables with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docx import Document
from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENTATION, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Length, Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

from luanchuyen.messages import language
from luanchuyen.reports.submission.filling.draft import FONT

A4 = Mm(210), Mm(297)
LEFT, CENTRE, JUSTIFIED = WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY


@dataclass(frozen=True)
class Look:
    """How a paragraph looks: sizes in points, ``indent`` of its first line in millimetres."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    align: WD_ALIGN_PARAGRAPH = JUSTIFIED
    indent: float = 10
    after: float = 6
    with_next: bool = False
    caps: bool = False
    before: float = 0


BODY, KEPT, HEADING = Look(), Look(with_next=True), Look(bold=True, with_next=True)
MIDDLE = Look(align=CENTRE, indent=0, after=0)
CELL = Look(size=12, align=LEFT, indent=0, after=2, before=2)


def new_form() -> WordFile:
    """An empty A4 document in Times New Roman, its margins those of both kinds of offices."""
    document = Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(14)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(name), FONT)
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), "vi-VN" if language() == "vi" else "en-GB")
    page(document.sections[0])
    numbered(document.sections[0])
    return document


def page(section: Section, landscape: bool = False) -> None:
    """A4 with 30 mm to bind, 20 mm else."""
    width, height = reversed(A4) if landscape else A4
    section.orientation = WD_ORIENTATION.LANDSCAPE if landscape else WD_ORIENTATION.PORTRAIT
    section.page_width, section.page_height = width, height
    section.left_margin, section.right_margin = (Mm(20), Mm(20)) if landscape else (Mm(30), Mm(20))
    section.top_margin, section.bottom_margin = (Mm(30), Mm(20)) if landscape else (Mm(20), Mm(20))
    section.header_distance = section.footer_distance = Mm(10)


def numbered(section: Section) -> None:
    """The page's number in the middle of the head, but on the first; each annex counts its own pages."""
    section.different_first_page_header_footer = True
    for header in (section.first_page_header, section.header):
        header.is_linked_to_previous = False
    line = section.header.paragraphs[0]
    line.alignment, line.paragraph_format.space_after = CENTRE, Pt(8)
    code = OxmlElement("w:fldSimple")
    code.set(qn("w:instr"), "PAGE")
    line._p.append(code)
    run = line.add_run("1")
    run.font.size = Pt(14)
    code.append(run._r)
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.insert_element_before(start, "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg")


def new_section(document: WordFile, landscape: bool) -> Section:
    """A new page in another direction."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    page(section, landscape)
    numbered(section)
    return section


def write(place: WordFile | _Cell, words: str, look: Look = BODY) -> Paragraph:
    """A paragraph; in a cell that is still empty, its first."""
    if isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place.paragraphs[0].text:
        line: Paragraph = place.paragraphs[0]
    else:
        line = place.add_paragraph()
    run = line.add_run(words)
    run.bold, run.italic, run.font.size = look.bold, look.italic, Pt(look.size)
    run.font.all_caps = look.caps or None
    form = line.paragraph_format
    form.alignment, form.first_line_indent = look.align, Mm(look.indent)
    form.space_before, form.space_after, form.keep_with_next = Pt(look.before), Pt(look.after), look.with_next
    return line


def ruled(place: WordFile | _Cell, width: Length, within: Length) -> None:
    """A line of this width in the middle of what is ``within`` wide."""
    line = place.add_paragraph()
    form = line.paragraph_format
    form.space_before, form.space_after = Pt(2), Pt(2)
    form.line_spacing = Pt(4)
    form.left_indent = form.right_indent = Length(max(0, (within - width) // 2))
    borders = OxmlElement("w:pBdr")
    edge = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        edge.set(qn(f"w:{name}"), value)
    borders.append(edge)
    line._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:rPr")


def columns(document: WordFile, widths: Sequence[Length]) -> Sequence[_Cell]:
    """Side by side without lines, such as the two halves of a head."""
    row = _table(document, 1, widths).rows[0]
    _whole(row)
    return row.cells


def list_table(
    document: WordFile, widths: Sequence[Length], heads: Sequence[str], cells: Sequence[str], size: float
) -> None:
    """A table with lines, its head repeated on every page, and one row that is told once a line of its list."""
    table = _table(document, 2, widths)
    table.style = document.styles["Table Grid"]
    head, line = Look(size, bold=True, align=CENTRE, indent=0, after=1, before=1), replace(CELL, size=size)
    for row, texts, look in ((table.rows[0], heads, head), (table.rows[1], cells, line)):
        _whole(row)
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            write(cell, text, look if place else replace(look, align=CENTRE))
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)
    write(document, "", Look(size=6, after=0))


def _table(document: WordFile, rows: int, widths: Sequence[Length]) -> Table:
    table: Table = document.add_table(rows, len(widths))
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), "57")  # a millimetre
        edge.set(qn("w:type"), "dxa")
        margins.append(edge)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    return table


def _whole(row: _Row) -> None:
    """A row that no page parts."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
