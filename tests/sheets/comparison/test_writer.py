"""comparison.xlsx as a clerk opens it: sheets, marks, figures, charts, no formulas, the same bytes twice."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from small_outcomes import BASE, ELSEWHERE, FAILED, INFEASIBLE, outcome, plan
from tiny_boards import tiny_board

from luanchuyen.messages import speak_in
from luanchuyen.models.comparison import Comparison, Gain
from luanchuyen.scenarios.comparison.comparison import compare
from luanchuyen.scenarios.scenario import Change, Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome
from luanchuyen.sheets.comparison.book import MOST_PAGES, sheet_name
from luanchuyen.sheets.comparison.charts import MOST_LABELS
from luanchuyen.sheets.comparison.posts_page import MOST_MARKED
from luanchuyen.sheets.comparison.writer import write, write_named
from luanchuyen.wording.naming import Naming, naming_of

NAMING = Naming(
    people={"C1": "Lò Thị An", "C2": "Quàng Văn Bình", "C3": "Cà Thị Chi", "C4": "=1+1"},
    posts={f"P{n}": f"Bí thư Đảng ủy xã thứ {n}" for n in range(1, 7)},
    organisation="Ban Tổ chức Tỉnh ủy",
    secrecy="MẬT",
    as_of=dt.date(2026, 7, 1),
)
COMMON = ["Số liệu", "Khác biệt", "Nội dung thay đổi", "Điểm theo quy định"]


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    speak_in("vi")
    yield
    speak_in("vi")


def written(comparison: Comparison, naming: Naming = NAMING) -> bytes:
    stream = io.BytesIO()
    write_named(comparison, naming, stream)
    return stream.getvalue()


def opened(comparison: Comparison, naming: Naming = NAMING) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(comparison, naming)))


def texts(sheet: Worksheet) -> list[str]:
    return [str(cell.value) for row in sheet for cell in row if cell.value is not None]


def rows_by_number(sheet: Worksheet) -> dict[str, list[object]]:
    """The rows of a table by what stands in the column STT."""
    return {str(row[0].value): [cell.value for cell in row[1:]] for row in sheet if row[0].value is not None}


def many(count: int) -> list[Outcome]:
    """Plans of the same moves, each with points of its own."""
    assert ELSEWHERE.plan is not None
    scores = [{**ELSEWHERE.plan.score, 2: 1000 + n} for n in range(1, count + 1)]
    plans = [replace(ELSEWHERE.plan, score=score, bound=score) for score in scores]
    return [replace(ELSEWHERE, scenario=Scenario(f"Kịch bản {n}", ()), plan=one) for n, one in enumerate(plans, 1)]


THREE = compare(BASE, [ELSEWHERE, INFEASIBLE, FAILED])


def test_few_plans_have_a_sheet_each() -> None:
    names = ["1. Giữ gần gia đình", "2. Cố định", "3. Bị ngắt"]
    assert opened(THREE).sheetnames == [*COMMON, *names]


def test_many_plans_have_none_and_that_is_said() -> None:
    assert len(opened(compare(BASE, many(MOST_PAGES))).sheetnames) == len(COMMON) + MOST_PAGES
    book = opened(compare(BASE, many(MOST_PAGES + 1)))
    assert book.sheetnames == COMMON
    assert f"Có {MOST_PAGES + 1} phương án khác nhau nên không ghi trang riêng" in "\n".join(texts(book["Số liệu"]))


def test_a_hundred_scenarios_stay_whole() -> None:
    book = opened(compare(BASE, many(100)))
    figures = rows_by_number(book["Số liệu"])
    assert figures["100"][0] == "Kịch bản 100"
    assert len(book["Khác biệt"].col_breaks) > 1
    heads = next(row for row in book["Khác biệt"] if row[0].value == "STT")
    assert [cell.value for cell in heads[3:]] == [str(n) for n in range(1, 101)]


def test_of_a_great_many_the_differing_are_counted_post_by_post() -> None:
    sheet = opened(compare(BASE, [*many(MOST_MARKED), BASE, INFEASIBLE]))["Khác biệt"]
    told = {row[1].value: [cell.value for cell in row[2:]] for row in sheet}
    assert told["Bí thư Đảng ủy xã thứ 1 (P1)"] == ["Lò Thị An", MOST_MARKED]
    assert sheet.max_column == 4


def heading_row(sheet: Worksheet) -> int:
    return next(row[0].row for row in sheet if row[0].value == "STT")


def printed(sheet: Worksheet) -> int:
    """The last row of the printed part."""
    return int(str(sheet.print_area).rpartition("$")[2])


def test_what_changes_nothing_is_told_in_one_line_and_what_is_alike_once() -> None:
    same = [replace(BASE, scenario=Scenario(f"Không đổi {n}", ())) for n in (1, 2, 3)]
    twice = [replace(ELSEWHERE, scenario=Scenario(f"Khác {n}", ())) for n in (1, 2)]
    book = opened(compare(BASE, [same[0], twice[0], same[1], twice[1], same[2]]))
    sheet = book["Số liệu"]
    assert "3/5 phương án giống hệt phương án gốc" in "\n".join(texts(sheet)) and "số 1, 3, 5." in texts(sheet)[2]
    numbers = {str(row[0].value): row[0].row for row in sheet if row[0].row > heading_row(sheet)}
    assert [number for number, row in numbers.items() if row <= printed(sheet)] == ["Gốc", "2"]
    assert {"1", "3", "4", "5"} < numbers.keys(), "they stand below the printed part"
    assert "Khác 1\n(như nhau: số 4)" in texts(sheet)
    assert book.sheetnames == [*COMMON, "2. Khác 1"]
    assert "Các phương án số 4 giống hệt phương án này." in texts(book["2. Khác 1"])


def test_the_same_plan_without_proof_is_not_said_to_change_nothing() -> None:
    unsure = replace(BASE, scenario=Scenario("Chưa chắc", ()), checked=False)
    assert "giống hệt" not in "\n".join(texts(opened(compare(BASE, [unsure]))["Số liệu"]))


def test_bars_that_are_all_the_same_and_too_many_bars_are_not_drawn() -> None:
    assert BASE.plan is not None
    scored = replace(BASE.plan, score={**BASE.plan.score, 1: 9})
    charts = opened(compare(BASE, [outcome("Hơn điểm", scored)]))["Số liệu"]._charts
    assert len(charts) == 1, "the empty seats are the same"
    assert not opened(compare(BASE, many(MOST_LABELS)))["Số liệu"]._charts


def test_figures_stand_as_numbers_beside_the_plan() -> None:
    figures = rows_by_number(opened(THREE)["Số liệu"])
    assert figures["Gốc"][1:3] == [3, 40]
    assert figures["1†"][:3] == ["Giữ gần gia đình", 2, 60]
    assert 3 in figures["1†"]
    assert "Không có phương án: quy định xung đột" in figures["2"]
    assert figures["2"][1:3] == [None, None]


def test_both_charts_read_the_rows_of_the_table() -> None:
    book = opened(THREE)
    sheet = book["Số liệu"]
    top = next(cell.row for row in sheet for cell in row if cell.value == "Gốc")
    read = {series.val.numRef.f for chart in sheet._charts for series in chart.series}
    heads = {cell.value: cell.column_letter for cell in sheet[top - 1]}
    columns = [heads["Vị trí còn trống"], heads["Điểm thiếu nhóm 1"]]
    assert read == {f"'Số liệu'!${c}${top}:${c}${top + 3}" for c in columns}
    kept = {series.cat.strRef.f for chart in sheet._charts for series in chart.series}
    assert kept == {f"'Số liệu'!$A${top}:$A${top + 3}"}


def test_differences_are_marked_with_names_where_there_is_room() -> None:
    told = {row[1].value: [cell.value for cell in row[2:]] for row in opened(THREE)["Khác biệt"]}
    assert told["Bí thư Đảng ủy xã thứ 1 (P1)"] == ["Lò Thị An", "● Cà Thị Chi", *["(không có phương án)"] * 2]
    assert told["Bí thư Đảng ủy xã thứ 5 (P5)"][:2] == ["(trống 2 vị trí)", "● (trống)"]
    assert "Bí thư Đảng ủy xã thứ 2 (P2)" not in told


def test_differences_are_marks_where_there_is_none() -> None:
    book = opened(compare(BASE, [*many(8), INFEASIBLE, BASE]))
    told = {row[1].value: [cell.value for cell in row[3:]] for row in book["Khác biệt"]}
    assert told["Bí thư Đảng ủy xã thứ 1 (P1)"] == [*["●"] * 8, "×"]
    assert told["Bí thư Đảng ủy xã thứ 5 (P5)"] == [*["○"] * 8, "×"]
    assert told["Số chức danh khác gốc"] == [*[4] * 8, None]


def test_a_plan_s_sheet_tells_only_what_differs() -> None:
    told = texts(opened(THREE)["1. Giữ gần gia đình"])
    assert "Thay đổi: Nguyện vọng: trọng số 30" in told
    for head in ("Bố trí vào chức danh khác (1 đồng chí)", "Không còn điều chuyển (1 đồng chí)", "(không điều chuyển)"):
        assert head in told
    assert "+20" in told
    assert "−1" in told
    assert "Quàng Văn Bình" not in told


def test_a_conflict_is_told_in_words_with_its_cells() -> None:
    told = "\n".join(texts(opened(THREE)["2. Cố định"]))
    assert "Những điều không thể cùng thực hiện" in told
    assert "đồng chí Lò Thị An (C1) giữ chức danh Bí thư Đảng ủy xã thứ 5 (P5) (Khóa!A2)" in told


def test_a_plan_that_is_not_proven_is_marked() -> None:
    assert BASE.plan is not None
    late = replace(BASE.plan, proven=False, bound={1: 3, 2: 30})
    sheet = opened(compare(BASE, [outcome("Chậm", late), outcome("Bộ giải", BASE.plan, checked=False)]))["Số liệu"]
    figures = rows_by_number(sheet)
    assert "Cách cận 10 điểm (nhóm 2); bằng điểm với gốc" in figures["1*"]
    assert "Theo lời bộ giải; bằng điểm với gốc" in figures["2*"]
    assert "* Chưa được chứng minh là tốt nhất" in "\n".join(texts(sheet))


def test_texts_are_never_formulas_or_links() -> None:
    odd = outcome('=HYPERLINK("http://x")', plan({"C4": ["P1"]}), Change("set", ("fill.level",), "=1+1"))
    book = opened(compare(BASE, [odd]))
    kinds = {cell.data_type for sheet in book for row in sheet for cell in row}
    assert "f" not in kinds
    assert '=HYPERLINK("http://x")' in texts(book["Số liệu"])
    assert not [cell for sheet in book for row in sheet for cell in row if cell.hyperlink]


@pytest.mark.parametrize(
    ("name", "sheet"),
    [
        ("Bỏ [mục]: a/b\\c*?", "7. Bỏ mục a b c"),
        ("'tên'", "7. 'tên"),
        ("x" * 60, "7. " + "x" * 28),
        ("", "7"),
        ("\n\t", "7"),
    ],
)
def test_sheet_names_are_legal(name: str, sheet: str) -> None:
    assert sheet_name(7, name) == sheet


def test_sheets_of_one_name_are_told_apart() -> None:
    same = [replace(one, scenario=Scenario("Như nhau " * 6, ())) for one in many(12)]
    names = opened(compare(BASE, same)).sheetnames
    assert len({name.casefold() for name in names}) == len(names) == 16
    assert max(map(len, names)) <= 31


def test_every_sheet_prints_on_a4_under_its_head() -> None:
    for sheet in opened(compare(BASE, [*many(6), INFEASIBLE])):
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert texts(sheet)[0] == "Ban Tổ chức Tỉnh ủy · Dự thảo, phục vụ tham khảo"
        assert "MẬT" in str(sheet.oddHeader.right.text)
        assert sheet["A1"].font.name == "Times New Roman"
    assert [bool(sheet.print_title_rows) for sheet in opened(THREE)][: len(COMMON)] == [True] * len(COMMON)


def test_the_same_comparison_gives_the_same_bytes() -> None:
    assert written(THREE) == written(compare(BASE, [ELSEWHERE, INFEASIBLE, FAILED]))


def test_nothing_tells_who_wrote_it_or_when() -> None:
    with zipfile.ZipFile(io.BytesIO(written(THREE))) as archive:
        properties = archive.read("docProps/core.xml").decode()
    assert "2026-07-01T00:00:00Z" in properties
    assert str(dt.date.today().year) + "-" not in properties.replace("2026-07-01", "")


def test_without_a_base_the_figures_alone_are_compared() -> None:
    book = opened(compare(INFEASIBLE, [ELSEWHERE]))
    assert "Phương án gốc không lập được" in "\n".join(texts(book["Khác biệt"]))
    assert 2 in rows_by_number(book["Số liệu"])["1†"]


def test_when_nothing_could_be_made_it_is_still_written() -> None:
    book = opened(compare(INFEASIBLE, [FAILED]))
    assert "Không tính được" in rows_by_number(book["Số liệu"])["1†"]
    assert not book["Số liệu"]._charts


def test_names_come_from_the_facts() -> None:
    facts = tiny_board(3).situation
    cadre, post = next(iter(facts.instance.cadres)), next(iter(facts.instance.posts))
    comparison = compare(outcome("", plan({cadre: [post]})), [outcome("Đổi", plan({"không có": [post]}))])
    naming = naming_of(facts, comparison)
    assert naming.person(cadre) == facts.cadre(cadre).name or cadre in naming.person(cadre)
    assert naming.coded_person("không có") == "không có"
    stream = io.BytesIO()
    write(comparison, facts, stream)
    assert facts.post(post).title in "\n".join(texts(openpyxl.load_workbook(stream)["Khác biệt"]))


def grid(*numbers: tuple[str, Sequence[int]], base: int = 36) -> Comparison:
    """A point for every combination; the one where the first number stands at ``base`` changes nothing there."""
    found = []
    for values in product(*(values for _, values in numbers)):
        point = [(number, str(value)) for (number, _), value in zip(numbers, values, strict=True)]
        changes = [Change("set", (number,), value) for number, value in point if value != str(base)]
        made = replace(ELSEWHERE, checked=values[0] != 30, scenario=Scenario(str(point), tuple(changes), tuple(point)))
        found.append(made)
    return compare(BASE, [*found[:-1], replace(found[-1], plan=None, status="infeasible")])


MONTHS = ("stint_length.min_months", (24, 30, 36, 42))


def test_a_grid_of_one_number_is_a_chart_of_lines_over_its_table() -> None:
    sheet = opened(grid(MONTHS))["Đánh đổi"]
    rows = {row[0].value: [cell.value for cell in row[1:3]] for row in sheet}
    assert rows["24"] == rows["36 (đang áp dụng)"] == [2, 2]
    assert rows["42"] == [None, None], "no plan"
    (chart,) = sheet._charts
    parts = [chart, *chart._charts[1:]]
    top = next(cell.row for row in sheet for cell in row if cell.value == "24")
    read = {series.val.numRef.f for part in parts for series in part.series}
    assert read == {f"'Đánh đổi'!${column}${top}:${column}${top + 3}" for column in "BC"}


def test_a_grid_of_two_numbers_is_two_tables_with_the_worse_darker() -> None:
    sheet = opened(grid(MONTHS, ("rank_step.down", (0, 1))))["Đánh đổi"]
    told = texts(sheet)
    assert [told.count(head) for head in ("Vị trí còn trống", "Điểm thiếu nhóm ưu tiên 1", "36 (đang áp dụng)")] == [
        1,
        1,
        2,
    ]
    starred = next(row for row in sheet if row[0].value == "30")
    assert (starred[1].value, starred[1].number_format.endswith('0"*"')) == (2, True)
    assert [cell.value for cell in next(row for row in sheet if row[0].value == "42")][1:3] == [2, "×"]
    assert len(sheet.conditional_formatting) == 2


def test_of_more_numbers_there_are_tables_for_each_value_of_the_others() -> None:
    numbers = [MONTHS, ("rank_step.down", (0, 1)), ("release.max_leave", (2, 3, 4))]
    assert len(opened(grid(*numbers))["Đánh đổi"].conditional_formatting) == 6
    large = opened(grid(("stint_length.min_months", range(1, 25)), ("release.max_leave", range(1, 25))))["Đánh đổi"]
    assert "xem tệp sweep.csv" in "\n".join(texts(large))
    assert not large.conditional_formatting


def test_the_costs_of_rules_stand_in_the_order_of_their_gain() -> None:
    comparison = compare(BASE, [ELSEWHERE, replace(ELSEWHERE, scenario=Scenario("Bỏ hai", ())), INFEASIBLE])
    gains = [Gain(1, {1: 1, 2: -20}, ("C1", "C3")), Gain(3, {1: 2, 2: 0}, ("C3",), beyond=2), Gain(None, {}, ())]
    others = tuple(replace(one, gain=gain) for one, gain in zip(comparison.others, gains, strict=True))
    sheet = opened(replace(comparison, others=others))["Cái giá của quy định"]
    rows = [[cell.value for cell in row] for row in sheet if str(row[0].value).rstrip("*†").isdigit()]
    assert [row[1] for row in rows] == [
        "Bỏ hai\n(cùng lúc: thêm 2 vị trí so với bỏ riêng từng quy định)",
        "Giữ gần gia đình",
    ]
    assert rows[1][2:7] == ["+1", "−1", "+20", 2, "Lò Thị An (C1)\nCà Thị Chi (C3)"]


def test_it_is_written_in_english_too() -> None:
    speak_in("en")
    book = opened(THREE)
    assert book.sheetnames[:4] == ["Figures", "Differences", "Changes", "Points by rule"]
    assert "Changes: Wishes: weight 30" in texts(book["1. Giữ gần gia đình"])
