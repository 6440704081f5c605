"""The column Văn bản ngoại lệ: read from the right, complete or with what it lacks, for the pair of its line."""

from __future__ import annotations

from typing import Any

import pytest
from committee_board import marked, read

from luanchuyen.models.calendar import PartialDate
from luanchuyen.sheets.edits.written_waivers import written_waivers

WHOLE = "stint_length: 125-CV/TU, 15/06/2026, Ban Thường vụ Tỉnh ủy"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (WHOLE, ("stint_length", "125-CV/TU", "2026-06-15", "Ban Thường vụ Tỉnh ủy")),
        ("Thời gian giữ chức vụ: CV 1, 1/2/2026, BTV", ("stint_length", "CV 1", "2026-02-01", "BTV")),
        ("thoi gian giu chuc vu : CV 1,1/2/2026,BTV", ("stint_length", "CV 1", "2026-02-01", "BTV")),
        ("Time in the present post: CV 1, 2026-02-01, BTV", ("stint_length", "CV 1", "2026-02-01", "BTV")),
        ("Khóa: cấm: KL 12, 01/02/2026, BTV", ("forbidden", "KL 12", "2026-02-01", "BTV")),
        (
            "stint_length: Thông báo 12-TB/TU, mục 3, ngày 01/02/2026, 03/02/2026, Ban Thường vụ",
            ("stint_length", "Thông báo 12-TB/TU, mục 3, ngày 01/02/2026", "2026-02-03", "Ban Thường vụ"),
        ),
        ("stint_length: CV 1, ngày 1 tháng 2 năm 2026, BTV", ("stint_length", "CV 1", "2026-02-01", "BTV")),
        (
            "stint_length: CV 1, 01/02/2026, Ban Thường vụ, khóa XIV",
            ("stint_length", "CV 1", "2026-02-01", "Ban Thường vụ, khóa XIV"),
        ),
        ("stint_length: Công văn\nsố 1, 01/02/2026, BTV", ("stint_length", "Công văn số 1", "2026-02-01", "BTV")),
    ],
)
def test_a_waiver_is_read_from_the_right(text: str, told: tuple[str, ...]) -> None:
    (found,) = written_waivers(text)
    assert (found.rule, found.document, found.date, found.authority) == told
    assert not found.lacks and found.day == PartialDate(*map(int, told[2].split("-")))


@pytest.mark.parametrize(
    ("rest", "date", "lacks"),
    [
        ("", "", ("document", "date", "authority")),
        ("125-CV/TU", "", ("date", "authority")),
        ("125-CV/TU, BTV", "", ("date",)),
        ("125-CV/TU, 15/06/2026", "2026-06-15", ("authority",)),
        ("15/06/2026, BTV", "2026-06-15", ("document",)),
        ("125-CV/TU, 06/2026, BTV", "2026-06", ("date",)),
        ("125-CV/TU, 31/06/2026, BTV", "", ("date",)),
        ("125-CV/TU, 15/06/26, BTV", "", ("date",)),
        ("125-CV/TU, 06/15/2026, BTV", "", ("date",)),
    ],
)
def test_what_is_missing_is_named_and_opens_nothing(rest: str, date: str, lacks: tuple[str, ...]) -> None:
    found = read(marked("C1", "P1", mark="C9", reason="yêu cầu", waiver=f"stint_length: {rest}"), run=False)
    (told,) = found.waivers
    assert (told.lacks, told.date, told.cadre, told.post) == (lacks, date, "C9", "P1")
    assert found.granted == () and found.unread == () and len(found.edits) == 1


@pytest.mark.parametrize(
    ("line", "mark", "pairs"),
    [
        (("C1", "P1"), "đồng ý", [("C1", "P1")]),
        (("C1", "P1"), "C9", [("C9", "P1")]),
        (("C1", "P1"), "thay người khác", [("C1", "P1")]),
        (("C1", "P1"), "ở lại", [("C1", None)]),
        (("C1", "P1"), "không bố trí", [(None, "P1")]),
        (("C2", "P2"), "không bố trí", [("C2", "P2")]),
        (("C4", "P3; P4"), "C9", [("C9", "P3"), ("C9", "P4")]),
        (("C6", ""), "không nhận", [("C6", None)]),
    ],
)
def test_a_complete_waiver_names_the_pair_that_the_line_decides(line: Any, mark: str, pairs: Any) -> None:
    found = read(marked(*line, mark=mark, reason=" yêu cầu  nhiệm vụ", waiver=WHOLE), run=False)
    (edit,) = found.edits
    assert [(w.cadre_id, w.post_id) for w in edit.waivers] == pairs
    waiver = edit.waivers[0]
    assert (waiver.rule, waiver.document, waiver.authority) == ("stint_length", "125-CV/TU", "Ban Thường vụ Tỉnh ủy")
    assert (waiver.date, waiver.reason) == (PartialDate(2026, 6, 15), "yêu cầu nhiệm vụ")
    assert waiver.origin.cell("document").startswith("Phương án 1!L")
    assert waiver.origin.cell("reason").startswith("Phương án 1!K")
    (told,) = found.waivers
    assert (told.cadre, told.post, told.lacks) == (*pairs[0], ())


@pytest.mark.parametrize(
    ("line", "texts", "lacks"),
    [
        (("C1", "P1"), {"mark": "đồng ý"}, ("reason",)),
        (("C1", "P1"), {"reason": "yêu cầu"}, ("decision",)),
        (("C6", ""), {"mark": "đồng ý", "reason": "yêu cầu"}, ("decision",)),
        (("", "P5"), {"mark": "không bố trí", "reason": "yêu cầu"}, ("decision",)),
    ],
)
def test_without_reason_or_decision_it_is_listed_and_opens_nothing(line: Any, texts: Any, lacks: Any) -> None:
    found = read(marked(*line, waiver=WHOLE, **texts), run=False)
    assert [told.lacks for told in found.waivers] == [lacks]
    assert found.granted == () and found.unread == ()


def test_several_stand_in_one_cell_and_what_names_no_rule_is_unread() -> None:
    kept = "KL 9, 02/06/2026, BTV"
    text = f"{WHOLE}; Trong quy hoạch: {kept};\nrank_step: {kept}; KL 10; fill: x; khong_co: y"
    found = read(marked("C1", "P1", mark="đồng ý", reason="yêu cầu", waiver=text))
    assert [told.rule for told in found.waivers] == ["stint_length", "planning_pool", "rank_step"]
    assert [(u.text, u.key) for u in found.unread] == [
        ("KL 10", "unknown_rule"), ("fill: x", "rule_not_waivable"), ("khong_co: y", "unknown_rule"),
    ]  # fmt: skip
    assert len(found.granted) == 3


def test_a_new_line_begins_a_waiver_where_a_rule_stands() -> None:
    text = f"{WHOLE}\nrank_step: KL 9, 02/06/2026, BTV"
    assert [w.rule for w in written_waivers(text)] == ["stint_length", "rank_step"]


def test_the_same_waiver_on_two_sheets_is_granted_once() -> None:
    texts = {"mark": "đồng ý", "reason": "yêu cầu", "waiver": WHOLE}
    found = read(marked("C2", "P2", **texts), marked("C2", "P2", sheet="Phương án 2", **texts))
    assert (len(found.edits), len(found.granted), len(found.waivers)) == (1, 1, 2)
