"""plans.xlsx as a committee gets it: pages, columns, codes to read it back, the same bytes twice."""

import datetime as dt
import io
import zipfile
from dataclasses import replace
from fractions import Fraction
from functools import cache

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.workbook import Workbook

from luanchuyen.messages import sentences, speak_in
from luanchuyen.models.cadre import Cadre
from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.certificate import Bound, Certificate, PlanProof
from luanchuyen.models.finding import Finding
from luanchuyen.models.instance import Instance, Settings
from luanchuyen.models.places.gazetteer import Gazetteer, Unresolved
from luanchuyen.models.plan import Assignment, Plan, Result, Unfilled
from luanchuyen.models.policy import Entry, Policy
from luanchuyen.models.post import Post
from luanchuyen.models.unit import Unit
from luanchuyen.models.vocabulary import Kind, Vocabulary
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.columns.pairs import columns_of
from luanchuyen.optimizer.explain.chains import chains, steps
from luanchuyen.optimizer.program.candidates import possible_moves
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.rulebook.book import load_rules
from luanchuyen.sheets.form.page_header import MOST, is_whole, page_header
from luanchuyen.sheets.plans import comparison, plan_page, plan_rows
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.sheets.plans.writer import write_plans
from luanchuyen.wording import proofs
from luanchuyen.wording.numbers import percent

COMMUNES = (
    "Húc Động",
    "Lục Hồn",
    "Đồng Văn",
    "Hoành Mô",
    "Vô Ngại",
    "Bình Liêu và các khu vực lân cận mới sáp nhập",
)
START = dt.date(2026, 7, 1)
SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Ân")
MIDDLES = ("Văn", "Thị", "Hữu", "Minh")
GIVEN = ("An", "Bình", "Châu", "Dũng", "Đức", "Giang", "Hà", "Khánh", "Long", "Ứng")
ODD_NAMES = {
    "C01": "=cmd|'/c calc'!A0",
    "C02": "Trần <b>Bình</b> & con",
    "C03": "+Lê Thị Châu",
    "C04": "@Phạm Dũng",
}
WAIVED_ON = PartialDate(2026, 6, 15)
WAIVER = Waiver("stint_length", "C05", None, "Ban Thường vụ Tỉnh ủy", "125-CV/TU", WAIVED_ON, "tăng cường")
FOUR_POSTS = (
    ("A", "Bí thư Đảng ủy", "secretary", "D", "designate"),
    ("B", "Chủ tịch HĐND", "council_chair", "U", "nominate"),
    ("C", "Chủ tịch UBND", "pc_chair", "U", "appoint"),
    ("D", "Phó Chủ tịch UBND", "pc_vice_chair", "U", None),
    ("E", "Chủ nhiệm Ủy ban Kiểm tra", "inspection_head", "D", "designate"),
)


def cadre(number: int) -> Cadre:
    code = f"C{number:02}"
    words = SURNAMES[number % 8], MIDDLES[number % 4], GIVEN[number * 7 % 10]
    same = "Nguyễn Thị Hà" if number in (11, 12) else ""
    return Cadre(
        cadre_id=code,
        name=same or ODD_NAMES.get(code, " ".join(words)),
        birth=PartialDate(1972 + number % 18, 1 + number % 12, 3) if number % 5 else PartialDate(1980),
        sex="female" if number % 4 == 1 else "male",
        unit_id="S1",
        in_post_since=PartialDate(2021, 6, 1),
        ethnicity="Tày" if number % 6 == 0 else "Kinh",
        ancestral_home=Unresolved("xã Húc Động, huyện Bình Liêu, tỉnh Quảng Ninh", "unknown", ()),
        post_ids=(post_code(number),) if number <= 24 else (),
        position="" if number <= 24 else "Phó Giám đốc Sở",
    )


def post_code(number: int) -> str:
    """The post held by the cadre of a number: five a commune, in code order."""
    return f"P{(number - 1) // 5 + 1}{'ABCDE'[(number - 1) % 5]}"


@cache
def situation() -> Situation:
    units = {"T": Unit("T", "Tỉnh ủy Quảng Ninh", "tỉnh", "Đảng")}
    units["S1"] = Unit("S1", "Sở Nội vụ", "tỉnh", "chính quyền", parent_id="T")
    posts = {}
    for at, name in enumerate(COMMUNES, start=1):
        units[f"D{at}"] = Unit(f"D{at}", f"Đảng ủy xã {name}", "xã", "Đảng", parent_id="T")
        units[f"U{at}"] = Unit(f"U{at}", f"UBND xã {name}", "xã", "chính quyền", parent_id="T")
        for letter, title, kind, unit, mode in FOUR_POSTS:
            bundle = "K1" if at == 1 and letter in "AB" else None
            code = f"P{at}{letter}"
            posts[code] = Post(code, title, f"{unit}{at}", kind, mode=mode, bundle=bundle)
    posts["P2A"] = replace(posts["P2A"], status="ending")
    posts["P2B"] = replace(posts["P2B"], form="transfer")
    posts["P3B"] = replace(posts["P3B"], form="secondment")
    posts["P4A"] = replace(posts["P4A"], purpose="two_term")
    posts["P6E"] = replace(posts["P6E"], seats=3)
    settings = Settings(
        as_of=START, start=START, plans=5, organisation="Tỉnh ủy Quảng Ninh - Ban Tổ chức", secrecy="MẬT",
        title="Phương án luân chuyển cán bộ lãnh đạo, quản lý cấp xã năm 2026",
    )  # fmt: skip
    cadres = {c.cadre_id: c for c in map(cadre, range(1, 41))}
    instance = Instance(settings, units, posts, cadres, waivers=(WAIVER,))
    return situation_of(instance, policy(), Gazetteer.load())


def policy() -> Policy:
    frozen_months = {"from": "07/03/2025", "to": "30/06/2025", "levels": ["xã"]}
    entries = (
        Entry("fill", "soft", 1, 1, "", False, {"key_weight": 3, "horizon_months": 12}),
        Entry("placement", "soft", 1, 1),
        Entry("stint_length", "hard", basis="QĐ 65-QĐ/TW, Điều 8", verified=True, numbers={"min_months": 36}),
        Entry("skill_match", "soft", 2, 10),
        Entry("quota", "soft", 2, 30, "QĐ 50-QĐ/TW", False, {"women": 25, "under_40": 15}),
        Entry("moratorium", "hard", numbers={"windows": (frozen_months,)}),
        Entry("moves", "soft", 3, 1),
        Entry("budget", "off"),
    )
    kinds = {code: Kind(code, title) for _, title, code, _, _ in FOUR_POSTS}
    retirement = {"male": ((2021, 723), (2028, 744)), "female": ((2021, 664), (2035, 720))}
    vocabulary = Vocabulary(("tỉnh", "xã"), ("Đảng", "chính quyền"), kinds, {}, {}, retirement)
    title = "Quy định 65-QĐ/TW (2026)"
    return Policy("qd65-2026", title, {e.rule: e for e in entries}, vocabulary)


def assigned(cadre_id: str, *posts: str) -> list[Assignment]:
    facts = situation()
    lead = facts.group_of[posts[0]].lead
    held = facts.lead_post[cadre_id]
    return [
        Assignment(
            cadre=cadre_id, post=post, from_post=held, from_unit=facts.unit_of[cadre_id],
            form=facts.post(lead).form,
            purpose=facts.purpose(lead), direction=facts.direction(cadre_id, lead),
            cross_bloc=facts.cross_bloc(cadre_id, lead), vacates=held is not None,
        )
        for post in posts
    ]  # fmt: skip


Codes = dict[str, tuple[str, ...]]


def plan(rank: int, moves: Codes, unfilled: Codes, scores: tuple[int, int]) -> Plan:
    findings = [
        Finding("skill_match", "soft", 2, 3, 30, {"cadre": "C25", "post": "P2A"}),
        Finding("stint_length", "hard", 2, 12, 0, {"cadre": "C05", "post": "P5E"}, WAIVER),
        Finding("skill_match", "soft", 2, 7, 70, {"cadre": "C08", "post": "P1C"}, reason="missing"),
        Finding("quota", "soft", 2, 1, 30, {"part": "women"}),
        Finding("placement", "soft", 1, 1, 1, {"cadre": "C06"}),
        Finding("fill", "soft", 1, 1, scores[0] - 1, {"post": "P3E"}),
        Finding("simultaneous_heads", "soft", 2, 1, scores[1] - 130, {"posts": ["P6A", "P6C"]}),
        *(Finding("moves", "soft", 3, 1, 1, {"cadre": cadre_id}) for cadre_id in moves),
    ]
    return Plan(
        rank=rank,
        assignments=tuple(a for c, posts in sorted(moves.items()) for a in assigned(c, *posts)),
        score={1: scores[0], 2: scores[1], 3: len(moves)},
        bound={1: scores[0], 2: scores[1], 3: len(moves)} if rank < 3 else {1: 12, 2: 0, 3: 0},
        proven=rank < 3,
        tied_with=(),
        unfilled=tuple(Unfilled(p, 1, why) for p, why in sorted(unfilled.items())),
        findings=tuple(findings),
    )


RING = {"C03": ("P1D",), "C04": ("P1C",)}
CHAIN = {"C25": ("P2A",), "C13": ("P5E",), "C14": ("P3C",), "C15": ("P3D",)}
ALONE = {"C05": ("P6A",), "C08": ("P2B",), "C11": ("P6C",), "C12": ("P6D",), "C30": ("P4A",)}
BUNDLE = {"C20": ("P1A", "P1B")}
EMPTY = {"P1A": ("no_candidate",), "P6B": ("stint_length", "skill_match"), "P6E": ("chosen",)}


@cache
def result() -> Result:
    first = {**RING, **CHAIN, **ALONE}
    second = {**first, **BUNDLE, "C12": ("P6C",), "C11": ("P6D",)}
    third = {**RING, "C25": ("P2A",), "C20": ("P6A",)}
    left = {"P3E": ("stint_length",), "P6B": ("stint_length", "skill_match"), "P6E": ("chosen",)}
    plans = (
        plan(1, first, left, (12, 1234)),
        plan(2, second, {**left, "P4E": ("no_candidate",)}, (12, 1234)),
        plan(3, third, left, (13, 1500)),
    )
    record = {
        "input_sha256": "ab" * 32, "rules_sha256": "cd" * 32, "rules": "qd65-2026", "as_of": "2026-07-01",
        "version": "0.1.0", "solver": "HiGHS 1.12", "seed": 0, "options": {"plans": 5, "differ_by": 1},
    }  # fmt: skip
    return Result(
        "feasible",
        plans,
        record,
        certificate=certificate(*(PlanProof(rank, True, "tree", None, ()) for rank in (1, 2, 3))),
    )


def certificate(*plans: PlanProof) -> Certificate:
    return Certificate(2, "GLOP", 1, plans)


def written() -> bytes:
    stream = io.BytesIO()
    write_plans(stream, situation(), result())
    return stream.getvalue()


def book() -> PlansBook:
    return PlansBook(Workbook(io.BytesIO()), situation(), result())


@cache
def workbook() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written()))


def heading_row(sheet: Worksheet, heading: str) -> int:
    return next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == heading)


def column(sheet: Worksheet, heading: str) -> dict[int, object]:
    """The cells under a heading, by row."""
    top = heading_row(sheet, heading)
    at = next(cell.column for cell in sheet[top] if cell.value == heading)
    return {row: sheet.cell(row, at).value for row in range(top + 1, sheet.max_row + 1)}


def texts(sheet: Worksheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_sheets_are_named_in_order_and_only_the_lists_are_hidden() -> None:
    plans = [f"Phương án {rank}" for rank in (1, 2, 3)]
    last = ["So sánh", "Dây chuyền", "Chức danh còn trống", "Trích ngang", "Thống kê", "Quy định áp dụng", "Kiểm chứng"]
    assert workbook().sheetnames == ["Tóm tắt", *plans, *last, "Danh sách chọn"]
    for sheet in workbook().worksheets:
        assert sheet.sheet_state == ("hidden" if sheet.title == "Danh sách chọn" else "visible")
        assert not any(d.hidden for d in sheet.row_dimensions.values())
        assert not any(d.hidden for d in sheet.column_dimensions.values())


def test_a_nation_does_without_the_pages_that_retell_its_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luanchuyen.wording.left_out.MOST_POSTS", len(situation().instance.posts) - 1)
    left = openpyxl.load_workbook(io.BytesIO(written()))
    assert set(workbook().sheetnames) - set(left.sheetnames) == {"So sánh", "Dây chuyền", "Trích ngang"}
    assert "không lập các trang So sánh, Dây chuyền, Trích ngang" in texts(left["Tóm tắt"])
    assert "không lập" not in texts(workbook()["Tóm tắt"])


def test_a_nation_s_lines_have_their_drop_downs_by_ranges(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = workbook()["Phương án 1"]
    monkeypatch.setattr("luanchuyen.wording.left_out.MOST_POSTS", len(situation().instance.posts) - 1)
    sheet = openpyxl.load_workbook(io.BytesIO(written()))["Phương án 1"]
    single, ranged = (page.data_validations.dataValidation for page in (whole, sheet))
    lines = [
        {row: rule.prompt for rule in rules for area in rule.sqref.ranges for (row, _), *_ in area.rows}
        for rules in (single, ranged)
    ]
    assert len(ranged) < len(single) == len(lines[0])
    assert lines[0] == lines[1]


def test_the_same_result_gives_the_same_bytes() -> None:
    assert written() == written()


def test_nothing_tells_who_wrote_it_or_when() -> None:
    properties = zipfile.ZipFile(io.BytesIO(written())).read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in properties
    assert properties.count("2026-07-01T00:00:00Z") == properties.count("T0") == 2


def test_the_secrecy_mark_stands_on_every_page_as_typed() -> None:
    assert all(str(sheet.oddHeader.right.text).strip() == "MẬT" for sheet in workbook().worksheets)
    assert "Độ mật: MẬT" in texts(workbook()["Tóm tắt"])
    blank = situation_of(replace(situation().instance, settings=Settings(START, START)), policy(), Gazetteer.load())
    stream = io.BytesIO()
    write_plans(stream, blank, result())
    assert not any(sheet.oddHeader.right.text for sheet in openpyxl.load_workbook(stream).worksheets)


@pytest.mark.parametrize(
    ("mark", "printed"),
    [("A & B", "A & B"), ("M" * 226, "M" * 226), ("M" * 310, "M" * 225 + "…"), ("&" * 150, "&" * 112 + "…"),
     ("\U00020000" * 200, "\U00020000" * 112 + "…")],
    ids=["short", "full", "long", "doubled", "of two units"],
)  # fmt: skip
def test_a_mark_too_long_for_a_header_is_shortened_never_dropped(mark: str, printed: str) -> None:
    header = page_header(mark)
    assert len(header.encode("utf-16-le")) // 2 <= MOST
    assert header.partition("&12 ")[2].replace("&&", "&") == printed
    assert is_whole(mark) == (mark == printed)
    marked = replace(situation().instance, settings=Settings(START, START, secrecy=mark))
    stream = io.BytesIO()
    write_plans(stream, situation_of(marked, policy(), Gazetteer.load()), result())
    with zipfile.ZipFile(stream) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    assert header.replace("&", "&amp;").replace('"', "&quot;") in page.replace('"', "&quot;")


def test_texts_are_never_formulas_or_links() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        pages = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    assert not any("<f>" in page or "<hyperlink" in page for page in pages)
    names = column(workbook()["Phương án 1"], "Họ và tên").values()
    assert "+Lê Thị Châu\nC03" in names


def test_a_plan_prints_ten_columns_at_eleven_points() -> None:
    sheet = workbook()["Phương án 1"]
    assert sheet.print_area == f"'Phương án 1'!$A$1:$J${sheet.max_row}"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sum(plan_page.WIDTHS.values()) * 25.4 / 96 <= 297 - 2 * sheet.page_margins.left * 25.4
    printed = [cell for row in sheet.iter_rows(max_col=10) for cell in row if cell.value]
    assert sheet.page_setup.scale >= 95 and not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert min(cell.font.sz for cell in printed) >= 11
    assert {cell.font.name for cell in printed} == {"Times New Roman"}
    heading = heading_row(sheet, "STT")
    assert sheet.print_title_rows == f"${heading}:${heading}"
    assert sheet.freeze_panes == f"C{heading + 1}"


def test_a_person_is_one_row_and_a_bundle_one_cell() -> None:
    sheet = workbook()["Phương án 2"]
    codes, posts = column(sheet, "Mã cán bộ"), column(sheet, "Mã chức danh dự kiến")
    row = next(row for row, code in codes.items() if code == "C20")
    assert posts[row] == "P1A; P1B"
    expected = "Bí thư Đảng ủy xã Húc Động\nP1A\nChủ tịch HĐND, UBND xã Húc Động\nP1B"
    assert column(sheet, "Chức vụ dự kiến")[row] == expected
    assert list(codes.values()).count("C20") == 1


def test_the_sheet_can_be_read_back_row_by_row() -> None:
    for plan_ in result().plans:
        sheet = workbook()[f"Phương án {plan_.rank}"]
        codes, posts = column(sheet, "Mã cán bộ"), column(sheet, "Mã chức danh dự kiến")
        rows = [(codes[r], post) for r in codes if posts[r] for post in str(posts[r]).split("; ")]
        assert sorted(row for row in rows if row[0]) == list(plan_.pairs)
        assert sorted(post for code, post in rows if not code) == [u.post for u in plan_.unfilled]


def offered(sheet: Worksheet, row: int) -> list[str]:
    """What the drop-down of a line's decision offers."""
    rule = next(r for r in sheet.data_validations.dataValidation if str(r.sqref) == f"J{row}")
    assert rule.type == "list" and not rule.showErrorMessage and rule.prompt
    name, _, cells = rule.formula1.partition("!")
    return [cell[0].value for cell in workbook()[name.strip("'")][cells.replace("$", "")]]


def test_every_line_offers_words_and_whom_the_rules_let_in_and_takes_any_other_text() -> None:
    sheet = workbook()["Phương án 1"]
    codes, posts = column(sheet, "Mã cán bộ"), column(sheet, "Mã chức danh dự kiến")
    words = {
        "moved": ["đồng ý", "thay người khác", "ở lại", "không nhận", "không bố trí"],
        "empty": ["đồng ý", "không bố trí"],
        "leaving": ["đồng ý", "ở lại", "không nhận"],
    }
    sorts = set()
    for row in (row for row in codes if codes[row] or posts[row]):
        sort = "leaving" if not posts[row] else "moved" if codes[row] else "empty"
        sorts.add(sort)
        told = offered(sheet, row)
        people = [text.partition(" · ")[0] for text in told[len(words[sort]) :]]
        assert told[: len(words[sort])] == words[sort]
        assert people == sorted(people) and codes[row] not in people and bool(people) == (sort != "leaving")
        moves = possible_moves(columns_of(situation()))
        group = situation().group_of[posts[row]].index if posts[row] else None
        ids = columns_of(situation()).cadre_ids
        able = {ids[c] for c, g in zip(moves.cadre, moves.group, strict=True) if g == group}
        assert set(people) == able - {codes[row]}
    assert sorts == words.keys()
    assert f"C02 · {ODD_NAMES['C02']}" in offered(sheet, next(r for r, p in posts.items() if p == "P4A"))


def test_people_stand_in_vietnamese_order() -> None:
    told = column(workbook()["Phương án 1"], "Họ và tên").values()
    names = [str(name).split("\n")[0] for name in told]
    assert [name.split(" (")[0].split()[-1] for name in names[:6]] == [
        "An",
        "Bình",
        "Châu",
        "Dũng",
        "Giang",
        "Giang",
    ]
    first, second = "Nguyễn Thị Hà (C11, sinh năm 1983)", "Nguyễn Thị Hà (C12, sinh năm 1984)"
    assert names.index(first) + 1 == names.index(second)


def test_elected_posts_are_never_appointments() -> None:
    modes = column(workbook()["Phương án 1"], "Phương thức từng chức danh")
    assert "P1C: giới thiệu ứng cử" in modes.values()
    assert "bổ nhiệm" not in "".join(str(mode) for mode in modes.values())


def test_two_terms_are_not_said_of_who_has_not_served_them() -> None:
    sheet = workbook()["Phương án 1"]
    purposes, codes = column(sheet, "Hình thức - mục đích"), column(sheet, "Mã cán bộ")
    row = next(row for row, code in codes.items() if code == "C30")
    assert purposes[row] == "Luân chuyển - thay đồng chí hết hai nhiệm kỳ"


def test_the_term_of_a_transfer_has_no_end() -> None:
    terms = column(workbook()["Phương án 1"], "Thời hạn bố trí")
    codes = column(workbook()["Phương án 1"], "Mã cán bộ")
    of = {code: terms[row] for row, code in codes.items()}
    assert of["C25"] == "01/07/2026 đến 01/07/2029"
    assert of["C08"] == "Từ 01/07/2026"
    note = texts(workbook()["Phương án 1"])
    assert "Thời hạn: luân chuyển 01/07/2026 đến 01/07/2029; điều động từ 01/07/2026." in note


def test_a_waiver_and_a_missing_fact_are_said_as_such() -> None:
    cells = column(workbook()["Phương án 1"], "Đạt - chưa đạt - ngoại lệ").values()
    remarks = "\n".join(str(text) for text in cells)
    assert "Ban Thường vụ Tỉnh ủy, 125-CV/TU, 15/06/2026" in remarks
    assert "Cần xác minh: " in remarks


def test_successors_are_told_from_empty_and_unlisted_seats() -> None:
    told = steps(result().plans[0], situation())
    assert plan_rows.successors(book(), told["C03"]) == "@Phạm Dũng"
    assert plan_rows.successors(book(), told["C15"]) == "Chưa có người thay thế"
    assert plan_rows.successors(book(), told["C25"]) == "Ngoài danh sách"


def test_people_alike_in_all_plans_are_counted() -> None:
    same, differing = comparison.agreement(result().plans)
    assert (same, differing) == (3, 9)


def test_differences_are_marked_for_black_and_white_print() -> None:
    sheet = workbook()["So sánh"]
    second, third = column(sheet, "Phương án 2"), column(sheet, "Phương án 3")
    first = column(sheet, "Phương án 1")
    for row, text in first.items():
        for other in (second[row], third[row]):
            assert other == text or str(other).startswith("● ")
    assert any(str(text).startswith("● ") for text in second.values())


def test_persons_and_moves_are_counted_apart() -> None:
    total = book().records[2].line(None)
    assert total is not None
    assert (total.persons, total.moves, total.posts) == (12, 12, 13)


def test_the_statistics_show_each_plan_beside_what_stood_before() -> None:
    sheet = workbook()["Thống kê"]
    heading = heading_row(sheet, "Nội dung")
    plans = [f"Phương án {plan_.rank}" for plan_ in result().plans]
    assert [cell.value for cell in sheet[heading]][2:6] == ["Trước phương án", *plans]
    told = {row[0]: row[2:6] for row in sheet.iter_rows(min_row=heading + 1, values_only=True)}
    moved = [{cadre_id for cadre_id, _ in plan_.pairs} for plan_ in result().plans]
    women = [Fraction(len(people & women_of_the_sheet()), len(people)) for people in moved]
    assert told["Tỷ lệ: Nữ (phấn đấu 25 %)"] == ("–", *map(percent, women))


def women_of_the_sheet() -> set[str]:
    return {code for code, one in situation().instance.cadres.items() if one.sex == "female"}


def test_the_statistics_of_a_plan_add_up() -> None:
    totals = [row[2:5] for row in workbook()["Thống kê"].iter_rows(values_only=True) if row[0] == "Cộng"]
    expected = [(len({a.cadre for a in p.assignments}),) * 2 + (len(p.assignments),) for p in result().plans]
    assert totals == list(dict.fromkeys(expected))


def printed(sheet: Worksheet) -> range:
    """The printed rows."""
    return range(1, int(str(sheet.print_area).rpartition("$")[2]) + 1)


@pytest.mark.parametrize("rank", [2, 3])
def test_of_a_further_plan_only_its_own_lines_are_printed_and_all_stand_for_the_hand(rank: int) -> None:
    first, plan_ = result().plans[0], result().plans[rank - 1]
    sheet = workbook()[f"Phương án {rank}"]
    codes, posts = column(sheet, "Mã cán bộ"), column(sheet, "Mã chức danh dự kiến")
    own = {code for code, moves in plan_.by_cadre.items() if first.by_cadre.get(code) != moves}
    told = {row: str(code) for row, code in codes.items() if code and posts[row]}
    shown = {code for row, code in told.items() if row in printed(sheet)}
    before, after = steps(first, situation()), steps(plan_, situation())
    handed = {c for c in plan_.by_cadre if c in before and before[c].leaves != after[c].leaves}
    assert own <= shown <= own | handed < set(told.values()) == set(plan_.by_cadre)
    marked = {cell for rule in sheet.data_validations.dataValidation for cell in str(rule.sqref).split()}
    assert {f"J{row}" for row, code in codes.items() if code or posts[row]} == marked
    gone = sorted(first.persons - plan_.persons)
    assert all(situation().cadre(code).name in texts(sheet) for code in gone)


def test_of_the_first_plan_everything_is_printed() -> None:
    sheet = workbook()["Phương án 1"]
    assert len(printed(sheet)) == sheet.max_row and "không in" not in texts(sheet)


def test_a_chain_stands_once_with_the_plans_that_have_it() -> None:
    sheet = workbook()["Dây chuyền"]
    told = [(row[1], row[2]) for row in sheet.iter_rows(values_only=True) if row[2] and str(row[2]).startswith("1. ")]
    assert len({words for _, words in told}) == len(told)
    for plan_ in result().plans:
        linked = [chain for chain in chains(plan_, situation()) if len(chain.steps) > 1]
        for chain in linked:
            names = [situation().cadre(step.cadre).name for step in chain.steps]
            where = [plans for plans, words in told if [n for n in names if n in str(words)] == names]
            assert any(plans == "Mọi phương án" or str(plan_.rank) in str(plans) for plans in where)


def test_what_a_committee_asks_of_people_stands_on_one_sheet() -> None:
    sheet = workbook()["Trích ngang"]
    names, ethnic, homes = (column(sheet, heading) for heading in ("Họ và tên", "Dân tộc", "Quê quán"))
    told = {str(name).split("\n")[1]: row for row, name in names.items() if name and "\n" in str(name)}
    moved = {code for plan_ in result().plans for code in plan_.persons}
    assert told.keys() == moved
    for code, row in told.items():
        assert ethnic[row] == situation().cadre(code).ethnicity
        assert homes[row] == "xã Húc Động, huyện Bình Liêu, tỉnh Quảng Ninh"
    short = {text for text in column(workbook()["Phương án 1"], "Quê quán").values() if text}
    assert short == {"Húc Động, Bình Liêu, Quảng Ninh"}


def test_a_plan_alone_needs_no_comparison_and_a_full_board_no_empty_posts() -> None:
    stream = io.BytesIO()
    write_plans(stream, situation(), replace(result(), plans=(replace(result().plans[0], unfilled=()),)))
    assert {"So sánh", "Chức danh còn trống"}.isdisjoint(openpyxl.load_workbook(stream).sheetnames)


def test_rules_set_otherwise_than_in_the_book_come_first_with_what_the_book_says() -> None:
    rules = load_rules("qd65-2026", [("stint_length", "min_months", "30"), ("family", "level", "soft")])
    changed = situation_of(situation().instance, rules, Gazetteer.load())
    stream = io.BytesIO()
    write_plans(stream, changed, replace(result(), plans=()))
    sheet = openpyxl.load_workbook(stream)["Quy định áp dụng"]
    heads = [row[0].value for row in sheet.iter_rows() if row[0].value and str(row[0].value).endswith(")")]
    assert [str(head).partition(" (")[0] for head in heads[:2]] == ["Đặt khác bộ quy định", "Bắt buộc"]
    first, second = (heading_row(sheet, head) for head in heads[:2])
    told = [[str(cell.value) for cell in sheet[row]] for row in range(first + 1, second)]
    assert {row[0] for row in told} == {"Quan hệ gia đình", "Thời gian giữ chức vụ"}
    assert any("30 (bộ quy định: 36)" in row[2] for row in told)
    assert all("(bộ quy định: bắt buộc)" in row[1] for row in told if row[0] == "Quan hệ gia đình")
    levels = {str(sheet.cell(row, 2).value) for row in printed(sheet) if row > second}
    assert levels - {"None"} == {"bắt buộc"}


def test_rules_not_verified_are_marked() -> None:
    sheet = workbook()["Quy định áp dụng"]
    marks = list(column(sheet, "Kiểm chứng").values())
    assert marks.count("đã kiểm chứng") == 1
    assert marks.count("chưa kiểm chứng") == len(policy().entries) - 1


BEST = "Tốt nhất tìm được trong giới hạn; cách cận dưới"


@pytest.mark.parametrize(
    ("score", "bound", "proven", "phrase"),
    [
        (1234, 1234, True, "Đã chứng minh tối ưu (cận dưới kiểm chứng độc lập = điểm)"),
        (1234, 1233, True, f"{BEST} tối đa 0,09 % ở nhóm ưu tiên 2"),
        (10000, 9999, False, "Cách cận dưới kiểm chứng không quá 0,01 %"),
        (9999, 9998, False, f"{BEST} tối đa 0,02 % ở nhóm ưu tiên 2"),
        (200, 0, False, f"{BEST} tối đa 100 % ở nhóm ưu tiên 2"),
    ],
)
def test_the_phrase_never_says_more_than_is_proven(score: int, bound: int, proven: bool, phrase: str) -> None:
    one = replace(result().plans[0], score={1: 5, 2: score}, bound={1: 5, 2: bound}, proven=proven)
    assert proofs.phrase(one, result()) == phrase


@pytest.mark.parametrize("proof", [None, (), (PlanProof(1, False, "engine", None, ()),)])
def test_on_the_engines_word_nothing_is_called_proven(proof: tuple[PlanProof, ...] | None) -> None:
    told = None if proof is None else certificate(*proof)
    said = proofs.phrase(result().plans[0], replace(result(), certificate=told))
    assert said.startswith("Tốt nhất tìm được trong giới hạn")
    assert "chưa kiểm chứng độc lập" in said


def test_both_languages_have_the_same_sentences_and_the_same_sheet_names() -> None:
    ours, theirs = sentences("vi", "workbook"), sentences("en", "workbook")
    assert ours.keys() == theirs.keys()
    assert all(theirs[key] == text for key, text in ours.items() if key.startswith("sheet_"))
    assert theirs["plan_decision"] == ours["plan_decision"] == "Chốt"


def test_it_is_written_in_english_too() -> None:
    speak_in("en")
    try:
        text = texts(openpyxl.load_workbook(io.BytesIO(written()))["Tóm tắt"])
    finally:
        speak_in("vi")
    assert "Draft, for reference only" in text


def test_where_a_tree_stops_short_the_points_and_whose_word_the_rest_is_are_said() -> None:
    rows = Bound(1, 3, 3, 3, "tree", None), Bound(2, 90, 88, 90, "engine", None)
    plan = replace(result().plans[0], proven=True, score={1: 3, 2: 90}, bound={1: 3, 2: 90})
    told = certificate(PlanProof(1, False, "engine", None, rows))
    said = proofs.phrase(plan, replace(result(), certificate=told))
    assert "2 điểm ở nhóm ưu tiên 2" in said and "bộ giải" in said
