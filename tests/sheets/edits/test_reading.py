"""A workbook as offices give it back: what does no harm, what cannot be known, what else was changed."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from committee_board import edited, first, insert, marked, places, plans, put, read, row_of, situation, top_of, workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from luanchuyen.models.committee.decision import Decision
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.sheets.edits.reading import read_edits

AGREED = Decision("fix", "C1", "P1")
MARKED = marked("C1", "P1", mark="đồng ý")


def swap_rows(one: tuple[str, str], other: tuple[str, str], columns: range | None = None) -> Callable[[Any], None]:
    def bend(book: Any) -> None:
        sheet = first(book)
        rows = [row_of(sheet, *line, 1) for line in (one, other)]
        for column in columns or range(1, sheet.max_column + 1):
            cells = [sheet.cell(row, column) for row in rows]
            cells[0].value, cells[1].value = cells[1].value, cells[0].value

    return bend


def hide(book: Any) -> None:
    sheet = first(book)
    sheet.auto_filter.ref = f"A5:Z{sheet.max_row}"
    sheet.row_dimensions[row_of(sheet, "C1", "P1")].hidden = True


def copied(book: Any) -> None:
    book.copy_worksheet(first(book)).title = "Bản của đồng chí Bí thư"


def moved_column(role: str) -> Callable[[Any], None]:
    def bend(book: Any) -> None:
        sheet = first(book)
        at, to = places(sheet)[role], sheet.max_column + 2
        for row in range(1, sheet.max_row + 1):
            if sheet.cell(row, at).value is not None:
                sheet.cell(row, to).value, sheet.cell(row, at).value = sheet.cell(row, at).value, None

    return bend


def deleted_column(role: str) -> Callable[[Any], None]:
    return lambda book: first(book).delete_cols(places(first(book))[role])


def insert_above(book: Any) -> None:
    insert(first(book), 1, 3)
    first(book)["A2"].value = "Đã họp ngày 05/07"


def rich(book: Any) -> None:
    mark = CellRichText("đồng ", TextBlock(InlineFont(b=True), "ý"))
    put(first(book), "C1", "P1", mark=mark)


def remarked(book: Any) -> None:
    sheet = first(book)
    sheet.cell(row_of(sheet, "C1", "P1"), places(sheet)["mark"]).comment = Comment("thay người khác", "TC")


def merged_sideways(book: Any) -> None:
    sheet = first(book)
    row, at = row_of(sheet, "C1", "P1"), places(sheet)["mark"]
    sheet.merge_cells(start_row=row, end_row=row, start_column=at, end_column=at + 1)


HARMLESS = {
    "nothing": lambda book: None,
    "lines sorted": swap_rows(("C1", "P1"), ("C5", "P5")),
    "lines of two sections exchanged": swap_rows(("C1", "P1"), ("C6", "")),
    "a filter hides the line": hide,
    "rows inserted above": insert_above,
    "a line inserted": lambda book: insert(first(book), row_of(first(book), "C1", "P1")),
    "sheet renamed": lambda book: setattr(first(book), "title", "Đã duyệt"),
    "sheets in another order": lambda book: book.move_sheet("Phương án 1", 3),
    "sheet copied": copied,
    "Chốt moved": moved_column("mark"),
    "codes moved": moved_column("posts"),
    "names deleted": deleted_column("name"),
    "years deleted": deleted_column("birth"),
    "notes deleted": deleted_column("note"),
    "rich text": rich,
    "a comment": remarked,
    "merged sideways": merged_sideways,
    "lists deleted": lambda book: book.remove(book["Danh sách chọn"]),
    "other sheets deleted": lambda book: [book.remove(book[name]) for name in ("Phương án 2", "Kiểm chứng")],
    "a sheet of their own": lambda book: book.create_sheet("Ghi chú").append(["Phương án", "Chốt", "C1"]),
    "a column of their own": lambda book: first(book).cell(5, 60, "Ý kiến Ban Thường vụ"),
}


@pytest.mark.parametrize(("how", "run"), [(how, at % 3 > 0) for at, how in enumerate(HARMLESS)])
def test_a_line_is_known_by_its_codes_never_by_its_row(how: str, run: bool) -> None:
    found = read(MARKED, HARMLESS[how], run=run)
    assert (found.decisions, found.unread) == ((AGREED,), ())
    assert found.other_changes == ()
    assert (found.input_sha256, found.rules_sha256) == ("ab" * 32, "cd" * 32)


def test_a_comment_is_not_read_and_told() -> None:
    sheet = first(openpyxl.load_workbook(io.BytesIO(workbook())))
    place = f"J{row_of(sheet, 'C1', 'P1')}"
    assert ("edits.remarked", (("sheet", "Phương án 1"), ("place", place))) in read(MARKED, remarked).notes


def test_what_was_moved_added_or_left_out_is_told_with_the_run() -> None:
    told = dict(read(MARKED, HARMLESS["years deleted"], HARMLESS["sheet renamed"]).notes)
    assert told.keys() == {"plan.sheet_renamed", "plan.column_gone"}
    alone = read(MARKED, run=False).notes
    assert alone == (("edits.nothing_to_hold", ()),)


def code(role: str, text: object) -> Callable[[Any], None]:
    return lambda book: put(first(book), "C1", "P1", **{role: text})


@pytest.mark.parametrize(
    ("bend", "key"),
    [
        (deleted_column("cadre"), "no_code_column"),
        (deleted_column("posts"), "no_code_column"),
        (deleted_column("plan"), "no_code_column"),
        (code("cadre", "C9"), "codes_differ"),
        (code("cadre", None), "codes_differ"),
        (code("cadre", "C99"), "unknown_code"),
        (code("cadre", "=C7"), "codes_differ"),
        (code("posts", "P7"), "codes_differ"),
        (code("posts", None), "codes_differ"),
        (code("posts", "P1; P99"), "unknown_code"),
        (code("plan", "một"), "unknown_code"),
        (code("plan", None), "unknown_code"),
        (swap_rows(("C1", "P1"), ("C5", "P5"), range(1, 15)), "codes_differ"),
        (swap_rows(("C1", "P1"), ("C5", "P5"), range(15, 18)), "codes_differ"),
    ],
)
def test_a_line_that_cannot_be_known_is_unread_never_guessed(bend: Any, key: str) -> None:
    found = read(MARKED, bend, run=False)
    assert (found.edits, [unread.key for unread in found.unread]) == ((), [key])
    assert found.unread[0].text == "đồng ý"


@pytest.mark.parametrize(
    ("bend", "key"),
    [
        (code("plan", 2), "not_in_plan"),
        (lambda book: [code("cadre", "C9")(book), put(first(book), "C9", "P1", name="Hoàng Ngọc Hưng")], "not_in_plan"),
        (lambda book: [deleted_column("name")(book), code("cadre", "C9")(book)], "not_in_plan"),
    ],
)
def test_with_the_run_a_line_that_the_plan_has_not_is_unread(bend: Any, key: str) -> None:
    found = read(MARKED, bend)
    assert (found.edits, [unread.key for unread in found.unread]) == ((), [key])
    assert found.other_changes


def test_a_mark_without_a_line_is_unread_and_a_heading_repeated_is_none() -> None:
    def bend(book: Any) -> None:
        sheet = first(book)
        at, top = places(sheet), top_of(sheet)
        sheet.cell(sheet.max_row + 3, at["mark"]).value = "đồng ý"
        last = sheet.max_row + 2
        for column in range(1, sheet.max_column + 1):
            sheet.cell(last, column).value = sheet.cell(top, column).value

    found = read(bend)
    assert ([unread.key for unread in found.unread], found.edits) == (["no_line"], ())


def test_without_its_column_for_marks_the_sheet_of_a_plan_is_not_passed_over() -> None:
    found = read(MARKED, deleted_column("mark"))
    assert [(unread.sheet, unread.key) for unread in found.unread] == [("Phương án 1", "no_mark_column")]


def merged(role: str) -> Callable[[Any], None]:
    def bend(book: Any) -> None:
        sheet = first(book)
        put(sheet, "C2", "P2", 1, **{role: "đồng ý"})
        row, at = row_of(sheet, "C2", "P2"), places(sheet)[role]
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=at, end_column=at)

    return bend


def test_a_mark_merged_over_several_lines_is_not_guessed() -> None:
    found = read(merged("mark"))
    assert ([unread.key for unread in found.unread], found.edits) == (["merged"], ())


def test_a_mark_in_a_line_that_is_struck_through_is_not_guessed() -> None:
    def strike(book: Any) -> None:
        for cell in first(book)[row_of(first(book), "C1", "P1")]:
            cell.font = Font(strike=True)

    found = read(MARKED, strike)
    assert ([unread.key for unread in found.unread], found.edits) == (["struck"], ())


def test_a_column_that_stands_twice_must_say_the_same() -> None:
    def twice(text: str) -> Callable[[Any], None]:
        def bend(book: Any) -> None:
            sheet = first(book)
            sheet.cell(top_of(sheet), 70).value = "Chốt"
            sheet.cell(row_of(sheet, "C1", "P1"), 70).value = text

        return bend

    assert read(MARKED, twice("đồng  ý")).decisions == (AGREED,)
    found = read(MARKED, twice("không bố trí"))
    assert ([unread.key for unread in found.unread], found.edits) == (["twice"], ())


def cached(data: bytes, formula: bytes, value: str) -> bytes:
    """The workbook with what a formula came to when it was saved."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            found = re.search(rb'<c r="[A-Z]+\d+"( s="\d+")?><f>' + formula + rb"</f><v ?/?>(</v>)?</c>", part)
            if found:
                cell = found[0].replace(b"<c ", b'<c t="str" ', 1).split(b"<v")[0]
                part = part.replace(found[0], cell + f"<v>{value}</v></c>".encode())
            new.writestr(name, part)
    return stream.getvalue()


def test_the_value_that_a_formula_had_when_it_was_saved_is_read_and_never_worked_out() -> None:
    data = edited(marked("C1", "P1", mark="=J7"))
    for told, decided in ((cached(data, b"J7", "đồng ý"), (AGREED,)), (data, ())):
        found = read_edits(told, situation(), workbook())
        assert found is not None and found.decisions == decided
        assert [unread.key for unread in found.unread] == ([] if decided else ["formula"])


def test_codes_that_became_numbers_lost_their_zeros_and_fit_two() -> None:
    found = read(lambda book: put(first(book), "C1", "P1", mark=10))
    assert [unread.candidates for unread in found.unread] == [("010", "10")]


OTHER = {"name": "Lò Thị Hòa B", "birth": 1999}


@pytest.mark.parametrize("run", [True, False], ids=["with the run", "alone"])
@pytest.mark.parametrize("role", ["name", "birth"])
@pytest.mark.parametrize("text", [True, False], ids=["changed", "blank"])
def test_what_the_page_tells_of_a_line_is_held_against_run_or_facts(role: str, text: bool, run: bool) -> None:
    now, letter = OTHER[role] if text else None, {"name": "B", "birth": "C"}[role]
    found = read(MARKED, lambda book: put(first(book), "C1", "P1", **{role: now}), run=run)
    assert found.decisions == (AGREED,)
    (change,) = found.other_changes
    assert (change.sheet, change.cell[0], change.now) == ("Phương án 1", letter, str(now or ""))
    assert change.was.startswith({"name": "Lò Thị Hòa", "birth": "1971"}[role])


def test_titles_are_held_against_the_facts_and_the_rest_only_against_a_run() -> None:
    def bend(book: Any) -> None:
        sheet = first(book)
        row = row_of(sheet, "C4", "P3; P4")
        sheet.cell(row, 6).value = str(sheet.cell(row, 6).value).replace("Chủ tịch", "Phó Chủ tịch")
        sheet.cell(row, 8).value = "cả đời"

    assert [change.cell[0] for change in read(bend).other_changes] == ["F", "H"]
    assert [change.cell[0] for change in read(bend, run=False).other_changes] == ["F"]


def test_a_changed_code_at_an_unmarked_line_is_another_change() -> None:
    for run in (True, False):
        found = read(code("cadre", "C9"), run=run)
        assert [(change.now, change.was) for change in found.other_changes] == [("C9", "C1")]
        assert found.unread == ()


def test_the_lines_may_be_told_by_plans_alone() -> None:
    data = edited(marked("C2", "P2", mark="không bố trí"))
    found = read_edits(data, situation(), None, (), plans())
    assert found is not None and found.decisions == (Decision("at_most", "*", "P2", 1), Decision("forbid", "C2", "P2"))

    def one_line_left(book: Any) -> None:
        put(first(book), "C2", "P2", mark="không bố trí")
        first(book).delete_rows(row_of(first(book), "C3", "P2"))

    data = edited(one_line_left)
    for known in ((workbook(), ()), (None, plans())):
        found = read_edits(data, situation(), known[0], (), known[1])
        assert found is not None and Decision("at_most", "*", "P2", 1) in found.decisions


def test_lines_of_other_facts_are_unread() -> None:
    facts = situation().instance
    fewer = {code: cadre for code, cadre in facts.cadres.items() if code != "C1"}
    bare = situation_of(replace(facts, cadres=fewer), situation().policy)
    found = read_edits(edited(MARKED), bare, None)
    assert found is not None
    assert [unread.key for unread in found.unread] == ["unknown_code"] and found.edits == ()
    assert any(change.now == "C1" for change in found.other_changes)


def test_what_is_no_workbook_of_ours_is_told_apart() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Mã cán bộ", "Họ và tên", "Năm sinh", "Lý do", "Ghi chú"])
    book.active.append(["C1", "Lò Thị Hòa", 1971, "", ""])
    stream = io.BytesIO()
    book.save(stream)
    for data in (b"", b"PK", b"Ma,Ten\n1,2\n", stream.getvalue(), workbook()[:2000]):
        assert read_edits(data, situation(), None) is None


def test_a_workbook_that_bears_its_run_but_has_no_plan_left_decides_nothing() -> None:
    found = read(lambda book: [book.remove(book[name]) for name in ("Phương án 1", "Phương án 2")], run=False)
    assert found.edits == () and found.input_sha256 == "ab" * 32
