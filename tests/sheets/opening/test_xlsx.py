"""Workbooks as programs other than Excel write them: what they leave out, add or write their own way is read."""

from __future__ import annotations

import datetime as dt
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hostile_books import MAIN, OFFICE, book, many, relations, worksheet

from luanchuyen.sheets.opening.escapes import unescaped
from luanchuyen.sheets.opening.grid import DATE, FAULT, NUMBER, TEXT, TRUTH, UNCOUNTED, Cell, Grid, MergedRange
from luanchuyen.sheets.opening.preflight import inspect
from luanchuyen.sheets.opening.xlsx import DamagedError, grids
from luanchuyen.sheets.template.template import write_template

STYLES = """<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy;@"/><numFmt numFmtId="171"
 formatCode="00000"/><numFmt numFmtId="172" formatCode="&quot;ngày&quot;\\ 0_d[Red]"/></numFmts>
<fonts><font><name val="Arial"/></font><font><strike/><name val=".VnTime"/></font><font><strike val="0"/></font></fonts>
<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="170"/>
<xf numFmtId="14"/><xf numFmtId="171"/><xf fontId="1" fillId="5"/><xf numFmtId="172" fontId="2"/><xf numFmtId="57"/>
<xf fontId="99" numFmtId="x"/></cellXfs></styleSheet>"""
STRINGS = """<sst><si><t>Lò Thị Hoa</t></si><si/><si><r><rPr><b/></rPr><t>Quàng </t></r><r><t>Minh</t></r></si>
<si><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh><phoneticPr fontId="1"/></si>
<si><t xml:space="preserve"> a </t></si>
</sst>"""


def only(sheet: str, **parts: str) -> Grid:
    data = book(sheet, **{"xl__styles.xml": STYLES, "xl__sharedStrings.xml": STRINGS, **parts})
    assert inspect(data).safe
    (grid,) = grids(data)
    return grid


def cell(written: str, **parts: str) -> Cell | None:
    """The cell of a row of one."""
    return only(f"<row>{written}</row>", **parts).rows.get(1, {}).get(1)


@pytest.mark.parametrize(
    ("written", "kind", "raw"),
    [
        ("<c><v>5</v></c>", NUMBER, 5),
        ("<c t='n'><v> 1.50 </v></c>", NUMBER, 1.5),
        ("<c><v>1E3</v></c>", NUMBER, 1000.0),
        ("<c><v>abc</v></c>", TEXT, "abc"),
        ("<c><v>1e999</v></c>", TEXT, "1e999"),
        ("<c t='s'><v>0</v></c>", TEXT, "Lò Thị Hoa"),
        ("<c t='s'><v>2</v></c>", TEXT, "Quàng Minh"),
        ("<c t='s'><v>3</v></c>", TEXT, "漢字"),
        ("<c t='str'><v>a</v></c>", TEXT, "a"),
        ("<c t='inlineStr'><is><t>a</t></is></c>", TEXT, "a"),
        ("<c t='inlineStr'><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></c>", TEXT, "ab"),
        ("<c t='inlineStr'><is><t>a_x000D_b</t></is></c>", TEXT, "a\rb"),
        ("<c t='b'><v>1</v></c>", TRUTH, True),
        ("<c t='b'><v>false</v></c>", TRUTH, False),
        ("<c t='e'><v>#REF!</v></c>", FAULT, "#REF!"),
        ("<c t='d'><v>1980-03-05T00:00:00Z</v></c>", DATE, dt.datetime(1980, 3, 5)),
        ("<c s='1'><v>29285</v></c>", DATE, dt.datetime(1980, 3, 5)),
        ("<c s='2'><v>29285.5</v></c>", DATE, dt.datetime(1980, 3, 5, 12)),
        ("<c s='6'><v>29285</v></c>", DATE, dt.datetime(1980, 3, 5)),
        ("<c s='1'><v>99999999</v></c>", FAULT, "#VALUE!"),
        ("<c s='3'><v>123</v></c>", NUMBER, 123),
        ("<c s='5'><v>123</v></c>", NUMBER, 123),
        ("<c s=''><v>7</v></c>", NUMBER, 7),
        ("<c s='99'><v>7</v></c>", NUMBER, 7),
        ("<c s='-1'><v>7</v></c>", NUMBER, 7),
        ("<c s='x'><v>7</v></c>", NUMBER, 7),
        ("<c s='7'><v>7</v></c>", NUMBER, 7),
        ("<c><f>1+1</f><v>2</v></c>", NUMBER, 2),
        ("<c><f>1+1</f></c>", UNCOUNTED, ""),
        ("<c><f>1+1</f><v></v></c>", UNCOUNTED, ""),
        ("<x:c><x:v>5</x:v></x:c>", NUMBER, 5),
        ("<c><v>5</v><extLst><ext><v>9</v><f>x</f></ext></extLst></c>", NUMBER, 5),
    ],
)  # fmt: skip
def test_a_cell_is_what_it_says(written: str, kind: str, raw: object) -> None:
    found = cell(written)
    assert found is not None
    assert (found.kind, found.raw, type(found.raw)) == (kind, raw, type(raw))


@pytest.mark.parametrize(
    "written",
    ["<c/>", "<c t='s'/>", "<c t='s'><v>1</v></c>", "<c t='inlineStr'/>", "<c t='inlineStr'><is/></c>",
     "<c t='inlineStr'><is><t/></is></c>", "<c t='str'><f>T(1)</f><v></v></c>", "<c s='4'><v/></c>"],
)  # fmt: skip
def test_a_blank_cell_is_not_there(written: str) -> None:
    assert cell(written) is None


def test_without_styles_texts_and_a_dimension() -> None:
    data = book("<row><c t='inlineStr'><is><t>a</t></is></c></row>")
    assert grids(data)[0].rows == {1: {1: Cell("a")}}


def test_rows_and_cells_without_a_place_stand_in_their_order() -> None:
    grid = only(
        "<row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c></row><row r='7.0'/><row><c><v>4</v></c></row>"
    )
    assert {row: list(cells) for row, cells in grid.rows.items()} == {1: [1, 4, 5], 8: [1]}


def test_rows_out_of_order_and_references_in_small_letters() -> None:
    grid = only(
        "<row r='5'><c r='b5'><v>1</v></c><c r='A5'><v>2</v></c></row><row r='2'><c r='$C$2'><v>3</v></c></row>"
    )
    assert {row: list(cells) for row, cells in grid.rows.items()} == {2: [3], 5: [1, 2]}


def test_a_stray_cell_at_the_far_end_costs_nothing() -> None:
    grid = only("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row><row><c r='XFE1048577'><v>1</v></c></row>")
    assert (1_048_576, [16_384]) in [(row, list(cells)) for row, cells in grid.rows.items()]


def test_looks_that_mean_something() -> None:
    grid = only("<row hidden='1'><c s='4' t='s'><v>0</v></c></row><row hidden='true'/><row><c s='5'><v>1</v></c></row>")
    assert grid.hidden_rows == {1} and grid.struck_rows == {1}
    assert grid.legacy_fonts == {".VnTime"} and grid.fills == (1,)


def test_what_lies_under_a_merged_range_is_not_seen() -> None:
    rows = "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row></sheetData>"
    grid = only(worksheet(f"{rows}<mergeCells><mergeCell ref='A1:B1'/><mergeCell ref='B3'/></mergeCells>"))
    assert {row: list(cells) for row, cells in grid.rows.items()} == {1: [1], 2: [1, 2]}
    assert MergedRange(1, 1, 1, 2) in grid.blocks


def test_the_parts_are_found_by_their_relations() -> None:
    parts = {
        "xl__workbook.xml": "",
        "_rels__.rels": relations(("r1", "officeDocument", "/data/BOOK.xml")),
        "data__book.xml": f'<x:workbook xmlns:x="{MAIN}" xmlns:q="{OFFICE}"><x:workbookPr date1904="1"/><x:sheets>'
        '<x:sheet name="A" q:id="i2"/><x:sheet name="B" state="veryHidden" q:id="i1"/><x:sheet name="C" q:id="i3"/>'
        '<x:sheet name="D" q:id="none"/></x:sheets></x:workbook>',
        "data___rels__book.xml.rels": relations(
            ("i1", "worksheet", "s1.xml"), ("i2", "worksheet", "..\\other\\s2.bin"), ("i3", "chartsheet", "s3.xml"),
            ("i4", "styles", "st.xml"), ("i5", "sharedStrings", "texts%20a.xml"),
        ),
        "data__s1.xml": worksheet("<sheetData><row><c s='2'><v>1</v></c></row></sheetData>"),
        "other__s2.bin": worksheet("<sheetData><row><c t='s'><v>0</v></c></row></sheetData>"),
        "other___rels__s2.bin.rels": relations(("a", "comments", "../c.xml"), ("b", "table", "/t.xml")),
        "c.xml": "<comments><commentList><comment ref='B2'/><comment ref='A1'/></commentList></comments>",
        "t.xml": "<table displayName='Cán_bộ' name='x' ref='A1:B2'/>",
        "data__s3.xml": "<chartsheet/>", "data__st.xml": STYLES, "data__texts a.xml": STRINGS,
    }  # fmt: skip
    data = book(**parts)
    assert inspect(data).safe
    first, second = grids(data)
    assert (first.title, first.hidden, first.rows) == ("A", False, {1: {1: Cell("Lò Thị Hoa")}})
    assert first.remarked == ((1, 1), (2, 2)) and first.tables == {"Cán_bộ": MergedRange(1, 1, 2, 2)}
    assert (second.title, second.hidden) == ("B", True)
    assert second.rows == {1: {1: Cell(dt.datetime(1904, 1, 2), DATE)}}


def test_a_book_without_relations_has_the_usual_parts() -> None:
    assert grids(book("<row><c><v>1</v></c></row>", _rels___rels="", **{"_rels__.rels": relations()}))[0].rows


@pytest.mark.parametrize(
    "data",
    [book("<row><c t='s'><v>0</v></c></row>"), book("<row>"), book(**{"xl__workbook.xml": "<workbook/>"}), b"PK", b""],
)
def test_what_is_damaged_is_said_so(data: bytes) -> None:
    with pytest.raises(DamagedError):
        grids(data)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a_x000D_\nb", "a\r\nb"), ("_x0041__x0042_", "AB"), ("_x005F_x000D_", "_x000D_"), ("_x005f_", "_"),
        ("_x00e0_", "à"), ("_x41_", "_x41_"), ("_x000D", "_x000D"), ("X_x000D_", "X\r"), ("_X000D_", "_X000D_"),
        ("_xD83D__xDE00_", "😀"), ("_xD83D_a", "\ufffda"), ("_xDE00__xD83D_", "\ufffd\ufffd"), ("a_xb", "a_xb"),
    ],
)  # fmt: skip
def test_escapes_are_undone(written: str, meant: str) -> None:
    assert unescaped(written) == meant


def test_an_escape_in_a_name_is_tidied_and_listed(read: Any, tables: Any, xlsx: Any, said: Any) -> None:
    for number, name in enumerate(("Lê Văn_x000D_\nAn", "Lê Văn_x0007_ An", "Lê Văn_x000B_An")):
        tables["cadres"][0]["name"] = name
        reading = read(xlsx(tables))
        assert reading.instance is not None
        assert reading.instance.cadres["001"].name == "Lê Văn An", number
        assert said(reading)["tidied"] == ("normalised", ("B2",))


def openpyxls(data: bytes) -> list[tuple[str, dict[tuple[int, int], object]]]:
    """The values of every cell as openpyxl reads them."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = load_workbook(BytesIO(data), data_only=True)
    return [
        (page.title, {place: one.value for place, one in page._cells.items() if one.value is not None})
        for page in found.worksheets
    ]


def ours(data: bytes) -> list[tuple[str, dict[tuple[int, int], object]]]:
    return [
        (grid.title, {(row, column): one.raw for row, cells in grid.rows.items() for column, one in cells.items()})
        for grid in grids(data)
    ]


def test_openpyxl_reads_the_same_of_what_it_writes(tables: Any, xlsx: Any) -> None:
    def bend(written: Any) -> None:
        page = written.worksheets[0]
        page["D4"], page["D5"], page["D6"] = dt.date(1980, 3, 5), dt.datetime(2026, 7, 1, 8, 30), True
        page["E4"], page["E5"], page["E6"] = 3.25, "#N/A", -7
        page.merge_cells("D8:E9")
        page["D8"] = "gộp"
        page["A12"] = 36526
        page["A12"].number_format = '[$-42A]d "tháng" m, yyyy'

    data = Path(xlsx(tables, bend)).read_bytes()
    assert ours(data) == openpyxls(data)


def test_openpyxl_reads_the_same_of_the_template(vocabulary: Any) -> None:
    stream = BytesIO()
    write_template(stream, vocabulary)
    assert ours(stream.getvalue()) == openpyxls(stream.getvalue())


def test_a_long_table_is_read_in_time_that_grows_with_it() -> None:
    rows = many(20_000, "<row><c t='inlineStr'><is><t>a@</t></is></c></row>")
    assert len(grids(book(rows))[0].rows) == 20_000
