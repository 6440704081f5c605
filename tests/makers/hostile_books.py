"""Workbooks made to harm whoever opens them: each small as a file, each with one trick."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
BOOK, RELS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
PARTS = ("worksheet", "sharedStrings", "styles", "comments")


def book(sheet: str | bytes = "", *, part: str = "xl/worksheets/sheet1.xml", **others: str | bytes) -> bytes:
    """A workbook of one sheet, the XML of its rows or of the whole part given; others by name, ``__`` a slash."""
    if isinstance(sheet, str) and "<worksheet" not in sheet:
        sheet = worksheet(f"<sheetData>{sheet}</sheetData>")
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(part),
        "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Tham số" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("r1", "worksheet", f"/{part}"),
            ("r2", "sharedStrings", "sharedStrings.xml"),
            ("r3", "styles", "styles.xml"),
        ),
        part: sheet,
    }
    parts |= {name.replace("__", "/"): text for name, text in others.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as pack:
        for name, text in parts.items():
            pack.writestr(name, text)
    return packed.getvalue()


def worksheet(inside: str) -> str:
    """A sheet's part."""
    return f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">{inside}</worksheet>'


def relations(*found: tuple[str, str, str]) -> str:
    """A part of relationships: (id, kind, target)."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    rows = (f'<Relationship Id="{i}" Type="{OFFICE}/{kind}" Target="{target}"/>' for i, kind, target in found)
    return f'<Relationships xmlns="{space}">{"".join(rows)}</Relationships>'


def content_types(part: str) -> str:
    """What openpyxl and Excel go by."""
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    named = {"xl/workbook.xml": f"{TYPES}.sheet.main+xml", part: f"{TYPES}.worksheet+xml"}
    rows = (f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in named.items())
    return f'<Types xmlns="{space}"><Default Extension="xml" ContentType="application/xml"/>{"".join(rows)}</Types>'


def many(count: int, text: str) -> str:
    """``text`` so many times, each with its number for ``@``: so that it does not pack too well."""
    before, _, after = text.partition("@")
    return "".join(f"{before}{number}{after}" for number in range(count))


def twice_named() -> bytes:
    """Two parts of one name: one reader sees the one, another the other."""
    packed = io.BytesIO(book())
    with zipfile.ZipFile(packed, "a") as pack:
        pack.writestr("xl/Worksheets/sheet1.xml", worksheet("<sheetData/>"))
    return packed.getvalue()


def overlapping() -> bytes:
    """The bytes of one part serve a hundred entries of the list of contents."""
    data = book(xl__long=" " * 900_000)
    with zipfile.ZipFile(io.BytesIO(data)) as pack:
        start, long = pack.start_dir, pack.getinfo("xl/long")
    entry = struct.pack("<4s4B4HL2L5H2L", b"PK\x01\x02", 20, 0, 20, 0, 0, 8, 0, 0, long.CRC, long.compress_size,
                        long.file_size, 7, 0, 0, 0, 0, 0, long.header_offset)  # fmt: skip
    listed = data[start:-22] + b"".join(entry + f"xl/l{n:03}".encode() for n in range(100))
    count = len(zipfile.ZipFile(io.BytesIO(data)).infolist()) + 100
    return data[:start] + listed + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(listed), start, 0)


def lying() -> bytes:
    """A part that says it is small and is not."""
    data = bytearray(book(xl__long=zlib.compress(b"")[:1] * 30_000_000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as pack:
        size = struct.pack("<L", pack.getinfo("xl/long").file_size)
    return bytes(data).replace(size, struct.pack("<L", 100))


def nested() -> bytes:
    """A workbook within a workbook within a workbook."""
    data = book()
    for _ in range(5):
        data = book(xl__embeddings__a=data, xl__worksheets__sheet9=data)
    return data


def packed_otherwise() -> bytes:
    """A part packed by a method that takes memory as it pleases."""
    packed = io.BytesIO(book())
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_LZMA) as pack:
        pack.writestr("xl/long", b" " * 1000)
    return packed.getvalue()


def sheets(*asked: str) -> str:
    """The workbook's own part, with a sheet for each relation."""
    rows = "".join(f'<sheet name="S{n}" sheetId="{n}" r:id="{r}"/>' for n, r in enumerate(asked, 1))
    return f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{rows}</sheets></workbook>'


def pointing(kind: str, *targets: str) -> str:
    """Relations of one kind to these parts, as a sheet has them."""
    return relations(*((f"q{n}", kind, target) for n, target in enumerate(targets)))


def merges(*areas: str) -> str:
    """A sheet with merged ranges."""
    return worksheet(f"<sheetData/><mergeCells>{''.join(f'<mergeCell ref={a!r}/>' for a in areas)}</mergeCells>")


def links(area: str) -> str:
    """A sheet with one link over an area."""
    return worksheet(f'<sheetData/><hyperlinks><hyperlink ref="{area}" location="A1"/></hyperlinks>')


WHOLE = "A1:XFD1048576"
DTD = '<!DOCTYPE a [<!ENTITY b "c">]>'

HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a merge over the sheet": ("huge_area", lambda: book(merges(WHOLE))),
    "a merge in letters of its own": ("huge_area", lambda: book(merges("$A$1:xfd1048576"))),
    "a merge with a colon as a reference": ("huge_area", lambda: book(merges("A1&#58;XFD1048576"))),
    "a merge with a prefix": ("huge_area", lambda: book(merges(WHOLE).replace("<mergeC", "<x:mergeC")
                                                        .replace("</mergeC", "</x:mergeC"))),
    "a merge of whole columns": ("huge_area", lambda: book(merges("A:XFD"))),
    "links over the sheet": ("huge_area", lambda: book(links(WHOLE))),
    "a link over a column": ("huge_area", lambda: book(links("B2:B1048576"))),
    "thousands of wide merges": ("huge_area", lambda: book(merges(*(f"A{n}:XFD{n}" for n in range(1, 5000))))),
    "too many merges": ("huge_area", lambda: book(merges(*(f"A{n}:B{n}" for n in range(1, 70_000))))),
    "too many shared texts": ("bomb", lambda: book(xl__sharedStrings="<sst>" + many(300_000, "<si><t>@</t></si>"))),
    "too many styles": ("bomb", lambda: book(xl__styles="<styleSheet><cellXfs>" + many(320_000, '<xf n="@"/>'))),
    "too many names": ("bomb", lambda: book(xl__names="<definedNames>" + many(320_000, '<definedName name="a@"/>'))),
    "too many comments": ("bomb", lambda: book(xl__c="<comments>" + many(320_000, '<comment ref="A@"/>'))),
    "too many widths": ("bomb", lambda: book(worksheet("<cols>" + many(320_000, '<col min="@"/>')))),
    "too many checks": ("bomb", lambda: book(worksheet(many(320_000, '<dataValidation sqref="A@"/>')))),
    "too many rules": ("bomb", lambda: book(worksheet(many(320_000, '<conditionalFormatting sqref="A@"/>')))),
    "too many rows": ("too_many_rows", lambda: book(many(1_048_576, '<row r="@"/>'))),
    "a cell of 2 MB": ("bomb", lambda: book("<row><c t='str'><v>" + many(300_000, "a@b"))),
    "an attribute of 2 MB": ("bomb", lambda: book("<row r='" + many(300_000, "a@b"))),
    "a comment of 2 MB": ("bomb", lambda: book("<!--" + many(300_000, "a@b"))),
    "a processing instruction of 2 MB": ("bomb", lambda: book("<?x " + many(300_000, "a@b"))),
    "a flood of character references": ("bomb", lambda: book("<row><c t='str'><v>" + many(300_000, "&#65;@"))),
    "deep nesting": ("bomb", lambda: book("<a>" * 200_000)),
    "deep nesting in a drawing": ("bomb", lambda: book(xl__drawings__drawing1="<a>" * 200_000)),
    "many attributes": ("bomb", lambda: book("<row " + many(200_000, ' a@=""'))),
    "ever new attributes": ("bomb", lambda: book(many(200_000, '<c a@=""/>'))),
    "ever new elements": ("bomb", lambda: book(many(200_000, "<e@/>"))),
    "one part as a thousand sheets": ("bomb", lambda: book(**{BOOK: sheets(*["r1"] * 1000)})),
    "one part as two sheets": ("bomb", lambda: book(**{BOOK: sheets("q0", "q1"), RELS: pointing(
        "worksheet", "worksheets/sheet1.xml", "/xl/x/../worksheets/Sheet1.xml")})),
    "notes that two sheets share": ("bomb", lambda: book(
        **{"xl/worksheets/_rels/sheet1.xml.rels": pointing("comments", "../comments1.xml"),
           "xl/worksheets/_rels/sheet2.xml.rels": pointing("comments", "/xl/comments1.xml")})),
    "one table again and again": ("bomb", lambda: book(worksheet("<tableParts>" + '<tablePart r:id="q1"/>' * 900))),
    "a sheet in UTF-16": ("unsafe", lambda: book(worksheet("").encode("utf-16"))),
    "a sheet in UTF-16 without a mark": ("unsafe", lambda: book(worksheet("").encode("utf-16-be"))),
    "a sheet in EBCDIC": ("unsafe", lambda: book(b"<?xml version='1.0' encoding='cp037'?>" + DTD.encode("cp037"))),
    "a DTD in a sheet of another name": ("unsafe", lambda: book(DTD + worksheet(""), part="xl/sheet.bin")),
    "a DTD in a part nobody names": ("unsafe", lambda: book(xl__x=" \n" + DTD)),
    "a DTD in a part that looks like a picture": ("unsafe", lambda: book(xl__media__image1=DTD)),
    "a DTD in the relations": ("unsafe", lambda: book(_rels__x=DTD)),
    "two parts of one name": ("unsafe", twice_named),
    "entries that overlap": ("unsafe", overlapping),
    "a strange packing": ("unsafe", packed_otherwise),
    "headers that lie": ("truncated", lying),
}  # fmt: skip
"""By what it is: the name of the message that refuses it, and a maker."""

HARMLESS: dict[str, Callable[[], bytes]] = {
    "a workbook in a workbook": nested,
    "a sheet of another name": lambda: book("<row><c t='str'><v>a</v></c></row>", part="xl/sheet.bin"),
    "a row of too many letters": lambda: book("<row " + "a" * 900_000 + "='1'/>"),
    "a title over all columns": lambda: book(merges("A1:XFD1")),
    "thousands of merges": lambda: book(merges(*(f"A{n}:B{n}" for n in range(1, 20_000)))),
    "a flood of open brackets": lambda: book("<row r=" * 100_000),
}
"""What looks strange and is read, or is refused when it is read."""


def makers() -> Iterator[tuple[str, Callable[[], bytes]]]:
    """All of them by what they are."""
    yield from ((name, maker) for name, (_, maker) in HOSTILE.items())
    yield from HARMLESS.items()
