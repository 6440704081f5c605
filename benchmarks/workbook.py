"""A folder of CSV files as the workbook that a spreadsheet program would save of it: shared texts, days as days.

    python benchmarks/workbook.py DIR FILE.xlsx

Written sheet by sheet, a row at a time: what writes workbooks for people keeps a nation's four million cells in memory.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
ZERO = dt.date(1899, 12, 30)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
STYLES = (
    f'<styleSheet {MAIN}><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/>'
    "</cellXfs></styleSheet>"
)


def write(folder: Path, file: Path) -> Path:
    """Write the workbook of a folder; returns the file."""
    tables = sorted(folder.glob("*.csv"))
    texts: dict[str, int] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number, table in enumerate(tables, 1):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w", force_zip64=True) as part:
                for piece in _sheet(table, texts):
                    part.write(piece.encode())
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            part.write(f'{HEAD}<sst {MAIN} uniqueCount="{len(texts)}">'.encode())
            for text in texts:
                part.write(f'<si><t xml:space="preserve">{escape(text)}</t></si>'.encode())
            part.write(b"</sst>")
        for name, text in _rest([table.stem for table in tables]):
            archive.writestr(name, HEAD + text)
    return file


def _sheet(table: Path, texts: dict[str, int]) -> Iterator[str]:
    yield f"{HEAD}<worksheet {MAIN}><sheetData>"
    with table.open(encoding="utf-8", newline="") as stream:
        for row, values in enumerate(csv.reader(stream), 1):
            cells = "".join(_cell(f"{chr(65 + at)}{row}", value, texts) for at, value in enumerate(values) if value)
            yield f'<row r="{row}">{cells}</row>'
    yield "</sheetData></worksheet>"


def _cell(place: str, value: str, texts: dict[str, int]) -> str:
    if day := DAY.fullmatch(value):
        serial = (dt.date(int(day[3]), int(day[2]), int(day[1])) - ZERO).days
        return f'<c r="{place}" s="1"><v>{serial}</v></c>'
    if value.isdecimal() and (value == "0" or value[0] != "0"):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="s"><v>{texts.setdefault(value, len(texts))}</v></c>'


def _rest(titles: list[str]) -> Iterator[tuple[str, str]]:
    """The parts beside the sheets and their texts, each with its name."""
    sheets = "".join(f'<sheet name={quoteattr(t)} sheetId="{n}" r:id="s{n}"/>' for n, t in enumerate(titles, 1))
    yield "xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{DOCUMENT}"><sheets>{sheets}</sheets></workbook>'
    links = [(f"s{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(titles) + 1)]
    links += [("t", "sharedStrings", "sharedStrings.xml"), ("f", "styles", "styles.xml")]
    yield "xl/_rels/workbook.xml.rels", _relations(links)
    yield "_rels/.rels", _relations([("b", "officeDocument", "xl/workbook.xml")])
    yield "xl/styles.xml", STYLES
    kinds = {f"/xl/{target}": kind for _, kind, target in links} | {"/xl/workbook.xml": "sheet.main"}
    kind_of = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{kind_of}.{kind}+xml"/>' for part, kind in kinds.items()
    )
    defaults = (
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    yield "[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>'


def _relations(links: list[tuple[str, str, str]]) -> str:
    inside = "".join(f'<Relationship Id="{i}" Type="{DOCUMENT}/{k}" Target="{t}"/>' for i, k, t in links)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
