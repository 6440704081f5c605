"""A clerk's workbook brought up to date: what changes is told and read back, all else is there byte for byte."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from board_books import CADRES, MOVES, TABLES, xlsx

from luanchuyen.commands.input import input_of
from luanchuyen.models.errors import DataError
from luanchuyen.models.update import Update, Updates
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.scenarios.decisions.effects import Effects
from luanchuyen.sheets.opening.opening import book_of_bytes
from luanchuyen.sheets.reading.reader import lay_out
from luanchuyen.sheets.rewriting.register import opened_register
from luanchuyen.sheets.rewriting.rewritten import Rewritten
from luanchuyen.sheets.rewriting.workbook import rewritten_workbook

DAY = dt.date(2026, 8, 1)
NAME = Path("so-lieu.xlsx")


def effects_on(data: bytes) -> Effects:
    """The plan of the board on these bytes."""
    source = input_of(book_of_bytes(NAME, data), NAME)
    return Effects(lineup_of(situation_of(source.instance, source.policy), MOVES), DAY, "book", str, str)


def applied(data: bytes) -> tuple[Rewritten, bytes]:
    """The workbook after it; what is read of it must be what the plan says."""
    effects = effects_on(data)
    tables = lay_out(book_of_bytes(NAME, data)).tables
    made = rewritten_workbook(data, tables, effects.updates(), effects.lineup.situation.policy.vocabulary)
    assert isinstance(made.content, bytes)
    source = input_of(book_of_bytes(NAME, made.content), NAME)
    assert effects.unlike(situation_of(source.instance, source.policy)) == ()
    return made, made.content


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def anew(data: bytes, content: bytes) -> dict[str, bytes]:
    """The parts that are not as they were."""
    before, after = parts(data), parts(content)
    assert before.keys() <= after.keys()
    return {name: text for name, text in after.items() if before.get(name) != text}


def cells(data: bytes, sheet: str) -> dict[str, object]:
    page = openpyxl.load_workbook(io.BytesIO(data))[sheet]
    return {cell.coordinate: cell.value for row in page.iter_rows() for cell in row if cell.value is not None}


@pytest.fixture(scope="module")
def dressed() -> bytes:
    """Chart, drawing, drop-downs, colours, a hidden column, a filter, a table, a line below it."""
    return xlsx(TABLES, dress=True)


def test_only_the_sheets_that_change_are_written_anew(dressed: bytes) -> None:
    made, content = applied(dressed)
    numbers = {title: f"xl/worksheets/sheet{n}.xml" for n, title in enumerate(TABLES, 1)}
    changed = {numbers[title] for title in ("Tham số", "Chức danh", "Cán bộ", "Quá trình công tác")}
    assert anew(dressed, content).keys() == {*changed, "xl/tables/table1.xml"}
    assert [info.filename for info in zipfile.ZipFile(io.BytesIO(content)).infolist()] == list(parts(dressed))
    assert made.replaced == made.stale == ()


def test_the_same_plan_gives_the_same_bytes(dressed: bytes) -> None:
    assert applied(dressed)[1] == applied(dressed)[1]


def test_every_cell_that_changes_is_told_and_no_other_changes(dressed: bytes) -> None:
    made, content = applied(dressed)
    told = {(cell.sheet, cell.cell): cell.now for cell in made.cells}
    for sheet in TABLES:
        before, after = cells(dressed, sheet), cells(content, sheet)
        differ = {cell for cell in before | after if before.get(cell) != after.get(cell)}
        assert {(sheet, cell) for cell in differ} == {place for place in told if place[0] == sheet}
        assert all(str(after.get(cell) or "") == told[sheet, cell] for cell in differ)
    assert told["Tham số", "B2"] == "01/08/2026" and told["Tham số", "B3"] == ""
    assert told["Cán bộ", "F2"] == "X1-BT" and told["Cán bộ", "F4"] == ""


def test_looks_drop_downs_and_drawings_stay(dressed: bytes) -> None:
    before, after = (parts(data)["xl/worksheets/sheet4.xml"].decode() for data in (dressed, applied(dressed)[1]))
    for pattern in (r"<cols>.*</cols>", r"<dataValidations.*</dataValidations>", r"<conditionalFormatting.*?</c.*?g>",
                    r"<autoFilter[^>]*>", r"<drawing [^>]*>", r"<pageMargins[^>]*>"):  # fmt: skip
        found = re.search(pattern, before, re.DOTALL)
        assert found is not None and found[0] in after
    assert re.findall(r'<c r="A1" s="\d+"', before) == re.findall(r'<c r="A1" s="\d+"', after)


def test_rows_are_added_below_the_record_and_the_table_reaches_over_them(dressed: bytes) -> None:
    _, content = applied(dressed)
    page = openpyxl.load_workbook(io.BytesIO(content))["Quá trình công tác"]
    assert [page[f"A{row}"].value for row in range(5, 10)] == ["C1", "C1", "C2", "C4", "C4"]
    assert page.tables["qtct"].ref == page.tables["qtct"].autoFilter.ref == "A1:I9"


def test_added_rows_look_like_the_last_one() -> None:
    def framed(book: openpyxl.Workbook) -> None:
        for row in book["Quá trình công tác"]["A4:I4"]:
            for cell in row:
                cell.border = openpyxl.styles.Border(bottom=openpyxl.styles.Side("thin"))

    _, content = applied(with_sheets(framed))
    page = openpyxl.load_workbook(io.BytesIO(content))["Quá trình công tác"]
    assert [cell.border.bottom.style for cell in page[6]] == ["thin"] * 9
    assert page["H5"].value is None  # nobody knows the form by which C1 came to the post that is left


def test_rows_stand_below_a_signature_that_is_too_near() -> None:
    def signed(book: openpyxl.Workbook) -> None:
        book["Quá trình công tác"]["C8"] = "Người lập biểu"

    _, content = applied(with_sheets(signed))
    page = cells(content, "Quá trình công tác")
    assert page["C8"] == "Người lập biểu" and page["A9"] == "C1"


def test_a_sheet_that_is_absent_is_added_at_the_end() -> None:
    bare = xlsx({title: rows for title, rows in TABLES.items() if title != "Quá trình công tác"})
    _, content = applied(bare)
    added = {"xl/workbook.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml", "xl/worksheets/sheet5.xml"}
    assert added <= anew(bare, content).keys()
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[-1] == "Quá trình công tác"
    assert cells(content, "Quá trình công tác")["A1"] == "Mã cán bộ"


def test_a_column_that_is_absent_is_added_at_the_right() -> None:
    bare = [[row[at] for at in range(len(row)) if at != 5] for row in CADRES]
    bare[3][4] = bare[2][4] = bare[4][4] = "TU"
    tables = {**TABLES, "Cán bộ": bare, "Chức danh": [*TABLES["Chức danh"][:3], ["X2-CT", "CT", "X2", "Chủ tịch UBND",
              "", "", 1], ["X2-PCT", "PCT", "X2", "Phó Chủ tịch UBND", "", "", 2]]}  # fmt: skip
    _, content = applied(xlsx(tables))
    assert cells(content, "Cán bộ")["J1"] == "Mã chức danh hiện nay"
    assert cells(content, "Cán bộ")["J2"] == "X1-BT"


def test_sheets_of_other_names_and_columns_in_another_order() -> None:
    names = {"Cán bộ": "DS CÁN BỘ ", "Chức danh": "Vị trí", "Quá trình công tác": "qua trinh"}
    tables = {
        names.get(title, title): [row[::-1] for row in rows] for title, rows in TABLES.items() if title != "Tham số"
    }
    made, content = applied(xlsx({"Tham số": TABLES["Tham số"], **tables}))
    assert {cell.sheet for cell in made.cells} == {"Tham số", *names.values()}
    assert cells(content, "DS CÁN BỘ ")["E2"] == "X1-BT"


def with_sheets(change: object) -> bytes:
    """The plain workbook after openpyxl had its way with it: shared texts, and what ``change`` does."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx(TABLES)))
    change(book)  # type: ignore[operator]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_dates_stay_dates() -> None:
    def as_dates(book: openpyxl.Workbook) -> None:
        for sheet, cell in (("Cán bộ", "H2"), ("Cán bộ", "H4"), ("Tham số", "B2"), ("Quá trình công tác", "E4")):
            book[sheet][cell] = dt.datetime.strptime(str(book[sheet][cell].value), "%d/%m/%Y")

    _, content = applied(with_sheets(as_dates))
    day = dt.datetime(2026, 8, 1)
    assert cells(content, "Tham số")["B2"] == day
    assert cells(content, "Cán bộ")["H2"] == day
    assert cells(content, "Cán bộ")["H3"] == "01/08/2026"  # it was a text
    assert cells(content, "Quá trình công tác")["E6"] == day
    assert cells(content, "Quá trình công tác")["E5"] == dt.datetime(2021, 6, 1)


def test_days_that_count_from_1904_do_so_still() -> None:
    def since_1904(book: openpyxl.Workbook) -> None:
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        book["Cán bộ"]["H2"] = dt.datetime(2021, 6, 1)

    _, content = applied(with_sheets(since_1904))
    assert cells(content, "Cán bộ")["H2"] == dt.datetime(2026, 8, 1)


def test_a_merged_range_over_who_moves_is_taken_apart() -> None:
    def merged(book: openpyxl.Workbook) -> None:
        page = book["Cán bộ"]
        page["E4"], page["E5"] = "X2", None
        page.merge_cells("E4:E5")

    _, content = applied(with_sheets(merged))
    page = openpyxl.load_workbook(io.BytesIO(content))["Cán bộ"]
    assert not page.merged_cells.ranges
    assert (page["E4"].value, page["E5"].value) == ("X2", "X1")


def formulas(book: openpyxl.Workbook) -> None:
    """Units found by a formula, numbers counted by one, and one that reads nothing that changes."""
    page = book["Cán bộ"]
    for row in range(2, 6):
        page[f"E{row}"] = f"=VLOOKUP(F{row},'Chức danh'!A:C,3,0)"
    book["Chức danh"]["B2"] = "=\"Bí thư \"&'Đơn vị'!B3"
    book["Đơn vị"]["B3"] = '="Đảng ủy xã "&"X1"'
    book["Đơn vị"]["H1"] = "=COUNTA('Cán bộ'!A:A)"


def counted(data: bytes, values: dict[str, dict[str, str]]) -> bytes:
    """The workbook with what each formula came to, as Excel leaves it."""
    names = {title: f"xl/worksheets/sheet{n}.xml" for n, title in enumerate(TABLES, 1)}
    made = parts(data)
    for sheet, found in values.items():
        text = made[names[sheet]].decode()
        for cell, value in found.items():
            text, count = re.subn(rf'<c r="{cell}"([^>]*)>(<f>.*?</f>)<v ?/?>(</v>)?',
                                  rf'<c r="{cell}"\1 t="str">\2<v>{value}</v>', text)  # fmt: skip
            assert count == 1
        made[names[sheet]] = text.encode()
    return zipped(made)


def with_formulas() -> bytes:
    units = {"E2": "TU", "E3": "X1", "E4": "X2", "E5": "X2"}
    told = {"Chức danh": {"B2": "Bí thư X1"}, "Đơn vị": {"B3": "Đảng ủy xã X1", "H1": "5"}}
    return counted(with_sheets(formulas), {"Cán bộ": units, **told})


def test_a_formula_in_a_cell_that_changes_gives_way_and_the_others_stay() -> None:
    made, content = applied(with_formulas())
    assert made.replaced == (("Cán bộ", "E2"), ("Cán bộ", "E3"), ("Cán bộ", "E5"))
    assert cells(content, "Cán bộ")["E4"] == "=VLOOKUP(F4,'Chức danh'!A:C,3,0)"
    assert openpyxl.load_workbook(io.BytesIO(content), data_only=True)["Cán bộ"]["E4"].value == "X2"
    assert cells(content, "Cán bộ")["E2"] == "X1"


def test_formulas_are_counted_on_opening_and_those_over_changed_sheets_are_listed() -> None:
    made, content = applied(with_formulas())
    assert re.search(rb'<calcPr [^>]*fullCalcOnLoad="1"', parts(content)["xl/workbook.xml"])
    assert made.stale == (("Cán bộ", "E4"),)  # Đơn vị!H1 is read by nobody, Chức danh!B2 reads what stays


CHAIN = '<calcChain xmlns="urn:x"><c r="E2" i="4"/><c r="E3"/><c r="E4"/><c r="B3" i="2"/><c r="B2" i="3"/></calcChain>'


@pytest.mark.parametrize(
    ("chain", "left"),
    [
        (CHAIN, ['<c r="E4" i="4"/>', '<c r="B3" i="2"/>', '<c r="B2" i="3"/>']),
        (CHAIN.partition('<c r="E4"')[0] + "</calcChain>", None),
    ],
)
def test_the_order_of_counting_loses_the_formulas_that_are_gone(chain: str, left: list[str] | None) -> None:
    made = parts(with_formulas())
    kind, link = "calcChain+xml", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    told = {
        "[Content_Types].xml": f'<Override PartName="/xl/calcChain.xml" ContentType="{kind}"/></Types>',
        "xl/_rels/workbook.xml.rels": f'<Relationship Id="c9" Type="{link}" Target="calcChain.xml"/></Relationships>',
    }
    for name, more in told.items():
        end = more[more.rindex("</") :]
        made[name] = made[name].decode().replace(end, more).encode()
    content = applied(zipped({**made, "xl/calcChain.xml": chain.encode()}))[1]
    after = parts(content)
    if left is not None:
        assert re.findall(r"<c [^>]*>", after["xl/calcChain.xml"].decode()) == left
        return
    assert "xl/calcChain.xml" not in after
    assert not any(b"calcChain" in after[name] for name in told)


def test_a_part_that_nobody_had_to_read_may_be_broken(tmp_path: Path) -> None:
    path = tmp_path / "so-lieu.xlsx"
    tables = {title: rows for title, rows in TABLES.items() if title != "Quá trình công tác"}
    path.write_bytes(zipped({**parts(xlsx(tables)), "[Content_Types].xml": b"<Types"}))
    updates = effects_on(path.read_bytes()).updates()
    register = opened_register(path)
    with pytest.raises(DataError):
        register.rewritten(updates, effects_on(path.read_bytes()).lineup.situation.policy.vocabulary)


def zipped(made: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in made.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice")
@pytest.mark.slow
def test_a_workbook_that_libreoffice_saved(dressed: bytes, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "so-lieu.xlsx").write_bytes(dressed)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx",
               "--outdir", str(tmp_path), str(tmp_path / "in" / "so-lieu.xlsx")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    data = (tmp_path / "so-lieu.xlsx").read_bytes()
    _, content = applied(data)
    assert all(re.match(r"xl/(worksheets/sheet|tables/)", name) for name in anew(data, content))


def test_an_office_that_stands_in_two_columns_is_written_into_the_first(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(xlsx(TABLES))
    book = openpyxl.load_workbook(path)
    page = book["Cán bộ"]
    for cell in page[1]:
        cell.value = "Ghi nhớ" if cell.value == "Chức vụ hiện nay" else cell.value
    first = page.max_column + 1
    page.insert_rows(2)
    for column, tiers in enumerate((("Chức vụ hiện nay", "Đảng", "a"), (None, "Chính quyền", "b")), first):
        for row, value in enumerate(tiers, 1):
            page.cell(row, column).value = value
    page.merge_cells(start_row=1, end_row=1, start_column=first, end_column=first + 1)
    book.save(path)
    register = opened_register(path)
    source = input_of(register.book, path)
    cadre = next(one for one in source.instance.cadres.values() if one.position == "a; b")
    update = Update("cadres", "position", "Bí thư", cadre.origin)
    made = register.rewritten(Updates((update,)), source.policy.vocabulary)
    again = input_of(register.anew(made, path), path).instance.cadres[cadre.cadre_id]
    assert (again.position, len(made.cells)) == ("Bí thư", 2)
