"""What a committee writes at a line, by each row of the table of its answers, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from committee_board import first, marked, plan, put, read, situation

from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.committee.edit import Edit, decisions_of
from luanchuyen.scenarios.decisions.lines import lines_a_post, lines_of
from luanchuyen.scenarios.decisions.marks import Mark, edits_of


def fix(cadre: str, post: str) -> Decision:
    return Decision("fix", cadre, post)


def forbid(cadre: str, post: str) -> Decision:
    return Decision("forbid", cadre, post)


def only(*bends: Any) -> Edit:
    found = read(*bends, run=False)
    assert (found.unread, found.other_changes, found.taken_back) == ((), (), ())
    (edit,) = found.edits
    return edit


TABLE = [
    (("C1", "P1"), "đồng ý", ("agree", "P1", "C1", None), [fix("C1", "P1")]),
    (("C1", "P1"), "C1", ("agree", "P1", "C1", None), [fix("C1", "P1")]),
    (("C1", "P1"), "Lò Thị Hòa", ("agree", "P1", "C1", None), [fix("C1", "P1")]),
    (("C4", "P3; P4"), "đồng ý", ("agree", "P3", "C4", None), [fix("C4", "P3"), fix("C4", "P4")]),
    (("", "P7"), "đồng ý", ("leave_empty", "P7", None, None), [forbid("*", "P7")]),
    (("C6", ""), "đồng ý", ("agree", None, "C6", None), []),
    (("C1", "P1"), "C9", ("choose", "P1", "C9", "C1"), [fix("C9", "P1")]),
    (("C1", "P1"), "C9 · Hoàng Ngọc Hưng", ("choose", "P1", "C9", "C1"), [fix("C9", "P1")]),
    (("C1", "P1"), "C9 · Hoàng Ngọc Hưng · +3", ("choose", "P1", "C9", "C1"), [fix("C9", "P1")]),
    (("C1", "P1"), "Hoàng Ngọc Hưng", ("choose", "P1", "C9", "C1"), [fix("C9", "P1")]),
    (("C1", "P1"), "Nguyễn Văn An, 1973", ("choose", "P1", "C3", "C1"), [fix("C3", "P1")]),
    (("C1", "P1"), "C7", ("choose", "P1", "C7", "C1"), [fix("C7", "P1")]),
    (("C2", "P2"), "C9", ("choose", "P2", "C9", "C2"), [fix("C9", "P2"), forbid("C2", "P2")]),
    (("C4", "P3; P4"), "C9", ("choose", "P3", "C9", "C4"), [fix("C9", "P3"), fix("C9", "P4")]),
    (("", "P7"), "C9", ("choose", "P7", "C9", None), [fix("C9", "P7")]),
    (("", "P6"), "C6", ("choose", "P6", "C6", None), [fix("C6", "P6")]),
    (("C1", "P1"), "thay người khác", ("exclude", "P1", "C1", None), [forbid("C1", "P1")]),
    (("C4", "P3; P4"), "thay người khác", ("exclude", "P3", "C4", None), [forbid("C4", "P3"), forbid("C4", "P4")]),
    (("C1", "P1"), "ở lại", ("stay", "P1", "C1", None), [Decision("stay", "C1")]),
    (("C1", "P1"), "không nhận", ("stay", "P1", "C1", None), [Decision("stay", "C1")]),
    (("C6", ""), "không nhận", ("stay", None, "C6", None), [Decision("stay", "C6")]),
    (("C1", "P1"), "không bố trí", ("leave_empty", "P1", None, "C1"), [forbid("*", "P1")]),
    (("C4", "P3; P4"), "không bố trí", ("leave_empty", "P3", None, "C4"), [forbid("*", "P3"), forbid("*", "P4")]),
    (("", "P7"), "không bố trí", ("leave_empty", "P7", None, None), [forbid("*", "P7")]),
    (
        ("C2", "P2"),
        "không bố trí",
        ("leave_empty", "P2", None, "C2"),
        [forbid("C2", "P2"), Decision("at_most", "*", "P2", 1)],
    ),
    (("", "P5"), "không bố trí", ("leave_empty", "P5", None, None), [Decision("at_most", "*", "P5", 1)]),
]


@pytest.mark.parametrize(("line", "text", "told", "decided"), TABLE, ids=[f"{r[0]} {r[1]}" for r in TABLE])
def test_every_row_of_the_table(line: Any, text: str, told: Any, decided: list[Decision]) -> None:
    edit = only(marked(*line, mark=text))
    assert (edit.kind, edit.post, edit.cadre, edit.instead_of) == told
    assert list(edit.decisions) == decided
    assert (edit.plan, len(edit.cells), edit.reason, edit.waivers) == (1, 1, "", ())


@pytest.mark.parametrize(
    ("line", "text", "key", "candidates"),
    [
        (("", "P7"), "thay người khác", "not_on_empty", ()),
        (("", "P7"), "ở lại", "not_on_empty", ()),
        (("", "P7"), "không nhận", "not_on_empty", ()),
        (("C6", ""), "thay người khác", "not_on_leaving", ()),
        (("C6", ""), "không bố trí", "not_on_leaving", ()),
        (("C6", ""), "C9", "not_on_leaving", ()),
        (("C6", ""), "C6", "not_on_leaving", ()),
        (("C1", "P1"), "Nguyễn Văn An", "fits_several", ("C2", "C3")),
        (("C1", "P1"), "C2; C9", "fits_several", ("C2", "C9")),
        (("C1", "P1"), "C9 · Lò Thị Hòa", "fits_several", ("C1", "C9")),
        (("C1", "P1"), "tran binh", "fits_several", ("010", "10")),
        (("C1", "P1"), "Hoàng Ngọc Hùng", "unknown_word", ()),
        (("C1", "P1"), "Nguyễn Văn An 1980", "unknown_word", ()),
        (("C1", "P1"), "1979", "unknown_word", ()),
        (("C1", "P1"), "đồng ý nhưng xem lại", "unknown_word", ()),
        (("C1", "P1"), "nhiều nhất 1 người", "unknown_word", ()),
        (("C1", "P1"), "x", "unknown_word", ()),
        (("C1", "P1"), True, "unknown_word", ()),
        (("C1", "P1"), 10, "fits_several", ("010", "10")),
        (("C1", "P1"), "#REF!", "fault", ()),
        (("C1", "P1"), "=J7", "formula", ()),
    ],
)
def test_what_says_nothing_or_too_much_is_unread_with_its_reason(
    line: Any, text: object, key: str, candidates: tuple[str, ...]
) -> None:
    found = read(marked(*line, mark=text), run=False)
    assert (found.edits, found.other_changes) == ((), ())
    (unread,) = found.unread
    assert (unread.sheet, unread.key, unread.candidates) == ("Phương án 1", key, candidates)
    assert unread.cell.startswith("J")


WORDS = ["ĐỒNG Ý", "dong y", "Đồng  ý.", "đồng\u00a0ý", "đo\u0302\u0300ng y\u0301", " Dong Y "]


@pytest.mark.parametrize("text", WORDS)
def test_words_are_read_in_any_case_with_or_without_accents_in_any_form(text: str) -> None:
    assert only(marked("C1", "P1", mark=text)).decisions == (fix("C1", "P1"),)


def test_of_a_post_with_several_lines_each_mark_takes_one() -> None:
    both = read(
        lambda book: put(first(book), "C2", "P2", mark="không bố trí"),
        lambda book: put(first(book), "C3", "P2", mark="không bố trí"),
    )
    nobody = Decision("at_most", "*", "P2", 0)
    assert [edit.decisions for edit in both.edits] == [(forbid("C2", "P2"), nobody), (forbid("C3", "P2"), nobody)]
    other = read(marked("C2", "P2", mark="không bố trí", sheet="Phương án 2"), marked("C2", "P2", mark="đồng ý"))
    assert [edit.decisions for edit in other.edits] == [
        (fix("C2", "P2"),),
        (forbid("C2", "P2"), Decision("at_most", "*", "P2", 1)),
    ]


def test_a_line_left_empty_in_one_plan_stands_by_itself_whatever_another_plan_empties() -> None:
    found = read(marked("C3", "P2", mark="không bố trí"), marked("C2", "P2", mark="không bố trí", sheet="Phương án 2"))
    one_fewer = Decision("at_most", "*", "P2", 1)
    for edit, cadre in zip(found.edits, ("C3", "C2"), strict=True):
        assert decisions_of([edit], found.edits) == (one_fewer, forbid(cadre, "P2"))
    both = read(
        lambda book: put(first(book), "C2", "P2", mark="không bố trí"),
        lambda book: put(first(book), "C3", "P2", mark="không bố trí"),
    )
    assert [decisions_of([edit], both.edits)[0] for edit in both.edits] == [one_fewer, one_fewer]


def test_the_same_decision_on_several_sheets_is_one_edit_with_all_its_cells() -> None:
    edit = only(marked("C4", "P3; P4", mark="đồng ý"), marked("C4", "P3; P4", mark="C4", sheet="Phương án 2"))
    assert [cell.partition("!")[0] for cell in edit.cells] == ["Phương án 1", "Phương án 2"]
    assert edit.plan == 1
    nobody = only(marked("C1", "P1", mark="không bố trí"), marked("C8", "P1", mark="không bố trí", sheet="Phương án 2"))
    assert (nobody.decisions, nobody.instead_of, len(nobody.cells)) == ((forbid("*", "P1"),), "C1", 2)


def test_all_plan_sheets_bind_together_even_against_each_other() -> None:
    found = read(marked("C1", "P1", mark="đồng ý"), marked("C8", "P1", mark="đồng ý", sheet="Phương án 2"))
    assert [(edit.plan, edit.decisions) for edit in found.edits] == [(1, (fix("C1", "P1"),)), (2, (fix("C8", "P1"),))]
    assert found.decisions == (fix("C1", "P1"), fix("C8", "P1"))


def test_a_bundle_left_empty_is_one_whichever_of_its_lines_is_marked() -> None:
    lines = list(lines_of(plan(1, {"C1": ("P1",)}, {"P3": 1, "P4": 1}), situation()))
    marks = [Mark(line, "choose", f"x!K{at}", "C9") for at, line in enumerate(lines) if line.sort == "empty"]
    (edit,) = edits_of(marks, lines_a_post(lines), situation())
    assert (edit.post, edit.decisions, len(edit.cells)) == ("P3", (fix("C9", "P3"), fix("C9", "P4")), 2)


def test_with_the_run_the_same_is_read() -> None:
    rows = {line: (text, told, decided) for line, text, told, decided in TABLE if line != ("C2", "P2")}
    found = read(*(marked(*line, mark=text) for line, (text, *_) in rows.items()))
    told = [((edit.kind, edit.post, edit.cadre, edit.instead_of), list(edit.decisions)) for edit in found.edits]
    assert sorted(map(str, told)) == sorted(str(tuple(wanted)) for _, *wanted in rows.values())
    assert (found.unread, found.other_changes) == ((), ())
