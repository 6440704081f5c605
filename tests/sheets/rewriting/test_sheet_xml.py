"""One sheet's part rewritten: the cells that change and nothing beside them, however the file writes its cells."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from luanchuyen.sheets.opening.grid import MergedRange
from luanchuyen.sheets.rewriting.placing import Place, SheetChanges
from luanchuyen.sheets.rewriting.sheet_xml import rewritten_sheet
from luanchuyen.sheets.rewriting.values import NewCell

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{NAMESPACE}" xmlns:d="urn:d">'


def rewritten(body: str, cells: dict[Place, NewCell], split: list[MergedRange] | None = None, head: str = HEAD) -> str:
    """The body of a sheet's part with the cells in it; what is around it stays."""
    end = "</x:worksheet>" if "<x:worksheet" in head else "</worksheet>"
    made = rewritten_sheet((head + body + end).encode(), SheetChanges("S", False, cells, split or []))
    text = made.data.decode()
    ElementTree.fromstring(text)
    assert text.startswith(head) and text.endswith(end)
    return text[len(head) : -len(end)]


TEXT = NewCell("Bí thư & <xã>")
INLINE = '<c r="B2"{s} t="inlineStr"><is><t>Bí thư &amp; &lt;xã&gt;</t></is></c>'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<row r="2"><c r="B2" s="3" t="s"><v>7</v></c></row>', '<row r="2">{B2s}</row>'),
        ('<row r="2"><c r="B2" s="3"/></row>', '<row r="2">{B2s}</row>'),
        ('<row r="2"><c r="A2"/><c r="C2"/></row>', '<row r="2"><c r="A2"/>{B2}<c r="C2"/></row>'),
        ('<row r="2"><c r="A2"><v>1</v></c></row>', '<row r="2"><c r="A2"><v>1</v></c>{B2}</row>'),
        ('<row r="2" ht="9"/>', '<row r="2" ht="9">{B2}</row>'),
        ('<row r="2" spans="1:1"><c r="A2"/></row>', '<row r="2" spans="1:2"><c r="A2"/>{B2}</row>'),
        ('<row r="1"/><row r="3"/>', '<row r="1"/><row r="2">{B2}</row><row r="3"/>'),
        ("<row><c><v>1</v></c></row><row><c/><c><v>2</v></c></row>", "<row><c><v>1</v></c></row><row><c/>{B2}</row>"),
        ("", '<row r="2">{B2}</row>'),
    ],
)  # fmt: skip
def test_a_cell_is_put_where_it_belongs(body: str, expected: str) -> None:
    filled = expected.replace("{B2s}", INLINE.replace("{s}", ' s="3"')).replace("{B2}", INLINE.replace("{s}", ""))
    made = rewritten(f"<sheetData>{body}</sheetData><d:row/>", {(2, 2): TEXT})
    assert made == f"<sheetData>{filled}</sheetData><d:row/>"


def test_an_empty_sheet_is_opened() -> None:
    made = rewritten("<sheetData/>", {(2, 2): NewCell("a")})
    assert made == '<sheetData><row r="2"><c r="B2" t="inlineStr"><is><t>a</t></is></c></row></sheetData>'


def test_a_cell_is_blank_a_number_or_like_another() -> None:
    row = '<row r="2"><c r="A2" s="1"><v>1</v></c><c r="B2" s="2"><v>5</v></c><c r="C2" s="3"/></row>'
    cells = {(2, 1): NewCell(""), (2, 2): NewCell("46204", 46204), (2, 3): NewCell("01/08/2026", 46235, (2, 2))}
    made = rewritten(f"<sheetData>{row}</sheetData>", cells)
    assert '<c r="A2" s="1"/>' in made
    assert '<c r="B2" s="2"><v>46204</v></c>' in made
    assert '<c r="C2" s="2"><v>46235</v></c>' in made


def test_prefixes_are_kept() -> None:
    head = f'<x:worksheet xmlns:x="{NAMESPACE}">'
    made = rewritten('<x:sheetData><x:row r="2"/></x:sheetData>', {(2, 2): NewCell("a")}, head=head)
    assert '<x:row r="2"><x:c r="B2" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row>' in made


def test_a_text_like_an_escape_stays_a_text() -> None:
    assert "_x005F_x0041_" in rewritten("<sheetData/>", {(1, 1): NewCell("_x0041_")})


def test_what_is_no_row_is_none() -> None:
    body = '<sheetData><row r="1"/></sheetData><d:anchor><d:row>5</d:row><c/></d:anchor>'
    assert rewritten(body, {(2, 1): NewCell("a")}).endswith("<d:anchor><d:row>5</d:row><c/></d:anchor>")


def test_the_rectangle_of_a_sheet_grows() -> None:
    made = rewritten('<dimension ref="A1:B2"/><sheetData/>', {(9, 1): NewCell("a"), (1, 4): NewCell("b")})
    assert '<dimension ref="A1:D9"/>' in made


def test_a_merged_range_is_taken_apart() -> None:
    merges = '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="B2:B4"/></mergeCells>'
    block = MergedRange(2, 2, 4, 2)
    made = rewritten(f"<sheetData/>{merges}", {(2, 2): NewCell("a")}, [block])
    assert made.endswith('<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>')
    alone = rewritten('<sheetData/><mergeCells><mergeCell ref="B2:B4"/></mergeCells>', {(2, 2): NewCell("a")}, [block])
    assert alone.endswith("</sheetData>")


SHARED = (
    '<sheetData><row r="1"><c r="B1"><f t="shared" ref="B1:B3" si="0">A1&amp;"x"</f><v>1</v></c></row>'
    '<row r="2"><c r="B2"><f t="shared" si="0"/><v>2</v></c></row>'
    '<row r="3"><c r="B3"><f t="shared" si="0"/><v>3</v></c></row></sheetData>'
)


def test_formulas_that_follow_one_that_gives_way_are_spelled_out() -> None:
    made = rewritten_sheet((HEAD + SHARED + "</worksheet>").encode(), SheetChanges("S", False, {(1, 2): NewCell("a")}))
    assert made.lost == [(1, 2)]
    assert b'<c r="B2"><f>A2&amp;"x"</f><v>2</v></c>' in made.data
    assert b'<c r="B3"><f>A3&amp;"x"</f><v>3</v></c>' in made.data


def test_a_formula_that_follows_gives_way_alone() -> None:
    made = rewritten_sheet((HEAD + SHARED + "</worksheet>").encode(), SheetChanges("S", False, {(2, 2): NewCell("a")}))
    assert made.lost == [(2, 2)]
    assert made.data.count(b't="shared"') == 2


def test_an_array_formula_gives_way_as_a_whole_and_its_values_stay() -> None:
    body = (
        '<sheetData><row r="1"><c r="B1"><f t="array" ref="B1:B2">A1:A2</f><v>1</v></c></row>'
        '<row r="2"><c r="B2"><v>2</v></c></row></sheetData>'
    )
    made = rewritten_sheet((HEAD + body + "</worksheet>").encode(), SheetChanges("S", False, {(2, 2): NewCell("a")}))
    assert made.lost == [(1, 2)]
    assert b'<c r="B1"><v>1</v></c>' in made.data
