"""A workbook's file with some of its parts written anew: every other part is copied as it is, in its order."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from luanchuyen.sheets.opening.areas import block_of, place_of
from luanchuyen.sheets.opening.contents import Contents
from luanchuyen.sheets.opening.grid import MergedRange, coordinate
from luanchuyen.sheets.opening.relations import Package
from luanchuyen.sheets.rewriting.spans import Span, SpanReader, local, spliced

_WORKSHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_AFTER_CALC = frozenset({
    "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing", "fileRecoveryPr",
    "webPublishObjects", "extLst",
})  # fmt: skip
_NEW_DATE = (1980, 1, 1, 0, 0, 0)
Place = tuple[int, int]


def repacked(data: bytes, anew: Mapping[str, bytes | None]) -> bytes:
    """The file with the parts of these names written anew, taken out (None), or added at its end."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for part in old.infolist():
            content = anew.get(part.filename, old.read(part) if part.filename not in anew else None)
            if content is not None:
                new.writestr(_like(part), content, part.compress_type)
        for name in anew.keys() - set(old.namelist()):
            info = zipfile.ZipInfo(name, _NEW_DATE)
            new.writestr(info, anew[name] or b"", zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def _like(part: zipfile.ZipInfo) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(part.filename, part.date_time)
    made.external_attr, made.create_system = part.external_attr, part.create_system
    return made


class _Elements(SpanReader):
    """Every element of a small part, in its order."""

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.all: list[Span] = []
        self.read()

    def begin(self, span: Span, name: str) -> Span:
        """Note it."""
        self.all.append(span)
        return span

    def named(self, *names: str) -> list[Span]:
        """The elements of these names, without their prefixes."""
        return [span for span in self.all if local(span.name) in names]


def with_attribute(data: bytes, span: Span, name: str, value: str) -> tuple[int, int, bytes]:
    """The opening tag of an element with an attribute set."""
    tag = data[span.start : span.inner]
    told = f"{name}={quoteattr(value)}".encode()
    if name in span.attributes:
        tag = re.sub(rb"(?<=\s)" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')", lambda _: told, tag, count=1)
    else:
        end = len(tag) - (2 if span.empty else 1)
        tag = tag[:end].rstrip() + b" " + told + tag[end:]
    return span.start, span.inner, tag


def counted_on_opening(data: bytes) -> bytes:
    """The workbook's part, saying that every formula is to be counted anew when it is opened."""
    found = _Elements(data)
    told = found.named("calcPr")
    if told:
        return spliced(data, [with_attribute(data, told[0], "fullCalcOnLoad", "1")])
    root = found.all[0]
    later = [span.start for span in found.named(*_AFTER_CALC)]
    at = min(later, default=root.close)
    prefix = root.name[: -len(local(root.name))]
    return spliced(data, [(at, at, f'<{prefix}calcPr fullCalcOnLoad="1"/>'.encode())])


def with_sheet(package: Package, contents: Contents, parts: dict[str, bytes], title: str, content: bytes) -> None:
    """Add a sheet to ``parts``, those that are written anew, by name: the last one, so that no other changes place."""
    number = next(n for n in range(1, 10_000) if not package.has(f"xl/worksheets/sheet{n}.xml"))
    name = f"xl/worksheets/sheet{number}.xml"
    book = contents.part
    folder, _, file = book.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    links = _part(package, parts, relations)
    taken = {span.attributes.get("Id") for span in _Elements(links).named("Relationship")}
    link = next(f"rId{n}" for n in range(1, 100_000) if f"rId{n}" not in taken)
    told = {"Id": link, "Type": _WORKSHEET, "Target": f"/{name}"}
    parts[package.written_name(relations)] = _with_child(links, "Relationship", told)
    types = _part(package, parts, "[Content_Types].xml")
    told = {"PartName": f"/{name}", "ContentType": _SHEET_TYPE}
    parts[package.written_name("[Content_Types].xml")] = _with_child(types, "Override", told)
    data = _part(package, parts, book)
    sheets = _Elements(data).named("sheet")
    numbers = [int(n) for span in sheets if (n := span.attributes.get("sheetId", "")).isdecimal()]
    key = next(key for key in sheets[0].attributes if key.endswith(":id"))
    last = sheets[-1]
    told = {"name": title, "sheetId": str(max(numbers, default=0) + 1), key: link}
    tag = f"<{last.name} {_told(told)}/>".encode()
    parts[package.written_name(book)] = spliced(data, [(last.end, last.end, tag)])
    parts[name] = content


def without_part(package: Package, contents: Contents, parts: dict[str, bytes | None], part: str) -> None:
    """Take a part that the workbook's own points to out of the file, with all that names it."""
    folder, _, file = contents.part.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    names = {relation.id for relation, target in package.relations(contents.part) if target == part}
    for name, element, key, told in (
        (relations, "Relationship", "Id", names),
        ("[Content_Types].xml", "Override", "PartName", {f"/{part}", f"/{package.written_name(part)}"}),
    ):
        written = package.written_name(name)
        data = parts.get(written) or package.content(name)
        spans = [span for span in _Elements(data).named(element) if span.attributes.get(key) in told]
        parts[written] = spliced(data, [(span.start, span.end, b"") for span in spans])
    parts[package.written_name(part)] = None


def _part(package: Package, parts: Mapping[str, bytes], name: str) -> bytes:
    """A part as it is by now."""
    written = package.written_name(name)
    return parts[written] if written in parts else package.content(name)


def _with_child(data: bytes, name: str, attributes: Mapping[str, str]) -> bytes:
    """The part with one more element at the end of its root."""
    root = _Elements(data).all[0]
    prefix = root.name[: -len(local(root.name))]
    tag = f"<{prefix}{name} {_told(attributes)}/>".encode()
    return spliced(data, [(root.close, root.close, tag)])


def _told(attributes: Mapping[str, str]) -> str:
    return " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())


def without_counted(data: bytes, gone: Mapping[int, set[Place]]) -> bytes | None:
    """The part that tells in which order formulas are counted, without those that are gone, by the number of their
    sheet; None where none is left."""
    found = _Elements(data)
    pieces, sheet, said = [], 0, 0
    left = 0
    for span in found.named("c"):
        number = span.attributes.get("i", "")
        sheet = int(number) if number.isdecimal() else sheet
        place = place_of(span.attributes.get("r", ""))
        if place in gone.get(sheet, ()):
            pieces.append((span.start, span.end, b""))
            continue
        left += 1
        if not number and said != sheet:
            pieces.append(with_attribute(data, span, "i", str(sheet)))
        said = sheet
    return spliced(data, pieces) if left else None


def lengthened_table(data: bytes, added: range) -> bytes | None:
    """A table's part reaching over rows added right below it; None where they are not, or it ends in a total."""
    found = _Elements(data)
    table = found.all[0]
    block = block_of(table.attributes.get("ref", ""))
    if block is None or block.bottom + 1 != added.start or table.attributes.get("totalsRowCount", "0") != "0":
        return None
    longer = _ref(MergedRange(block.top, block.left, added.stop - 1, block.right))
    pieces = [with_attribute(data, table, "ref", longer)]
    for span in found.named("autoFilter"):
        filtered = block_of(span.attributes.get("ref", ""))
        if filtered == block:
            pieces.append(with_attribute(data, span, "ref", longer))
    return spliced(data, pieces)


def _ref(block: MergedRange) -> str:
    return f"{coordinate(block.top, block.left)}:{coordinate(block.bottom, block.right)}"
