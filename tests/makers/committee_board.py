"""A small board with two plans as a committee marks them: a post of two seats, a bundle, empty posts, who leaves."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import openpyxl
from small_board import board

from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.committee.edit import Edits
from luanchuyen.models.plan import Assignment, Plan, Result, Unfilled
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.sheets.edits.reading import read_edits
from luanchuyen.sheets.plans.writer import write_plans

Moves = dict[str, tuple[str, ...]]
Bend = Callable[[Any], None]
LEVELS = {"fill": "soft", "placement": "soft", "forbidden": "hard", "fixed": "hard", "stint_length": "hard"}
POSTS = [
    {"post_id": "P1", "title": "Bí thư Đảng ủy xã"},
    {"post_id": "P2", "title": "Phó Chủ tịch UBND xã", "seats": "2"},
    {"post_id": "P3", "title": "Phó Bí thư Đảng ủy xã", "bundle": "K"},
    {"post_id": "P4", "title": "Chủ tịch UBND xã", "bundle": "K"},
    {"post_id": "P5", "title": "Ủy viên UBND xã", "seats": "2"},
    {"post_id": "P6", "title": "Chủ tịch HĐND xã", "status": "sắp trống"},
    {"post_id": "P7", "title": "Chánh Văn phòng"},
    {"post_id": "P8", "title": "Chủ nhiệm Ủy ban Kiểm tra"},
]
NAMES = {
    "C1": "Lò Thị Hòa", "C2": "Nguyễn Văn An", "C3": "Nguyễn Văn An", "C4": "Đặng Quốc Việt", "C5": "Vàng A Sùng",
    "C6": "Lường Thị Yến", "C7": "Quàng Văn Đức", "C8": "Cà Thị Hoa", "C9": "Hoàng Ngọc Hưng", "010": "Trần Bình",
    "10": "Trần Binh",
}  # fmt: skip
HELD = {"C6": "P6", "C7": "P1"}
FIRST: Moves = {"C1": ("P1",), "C2": ("P2",), "C3": ("P2",), "C4": ("P3", "P4"), "C5": ("P5",), "C7": ("P8",)}
SECOND: Moves = {"C8": ("P1",), "C2": ("P2",), "C4": ("P3", "P4"), "C5": ("P5",), "C9": ("P7",)}
EMPTY = {1: {"P5": 1, "P6": 1, "P7": 1}, 2: {"P2": 1, "P5": 1, "P6": 1, "P8": 1}}
HASHES = {"input_sha256": "ab" * 32, "rules_sha256": "cd" * 32}
HEADINGS = {
    "cadre": "Mã cán bộ", "posts": "Mã chức danh dự kiến", "plan": "Phương án", "mark": "Chốt", "reason": "Lý do",
    "waiver": "Văn bản ngoại lệ", "note": "Ghi chú", "name": "Họ và tên", "birth": "Năm sinh",
}  # fmt: skip


@cache
def situation() -> Situation:
    """Everybody born in another year: C1 in 1971, C2 in 1972 ..."""
    people = [
        {"cadre_id": code, "name": name, "birth": f"01/01/{1970 + at}", "post_id": HELD.get(code, "")}
        for at, (code, name) in enumerate(NAMES.items(), start=1)
    ]  # fmt: skip
    return board(POSTS, people, LEVELS)


def plan(rank: int, moves: Moves, empty: dict[str, int]) -> Plan:
    """A plan of these moves."""
    facts = situation()
    moved = [
        Assignment(
            cadre, post, facts.lead_post[cadre], facts.unit_of[cadre], "rotation", "training", "down", False,
            bool(facts.held[cadre]),
        )
        for cadre, posts in moves.items()
        for post in posts
    ]  # fmt: skip
    unfilled = tuple(Unfilled(post, seats, ("chosen",)) for post, seats in empty.items())
    score = {1: len(empty)}
    return Plan(rank, tuple(moved), score, score, True, unfilled=unfilled)


@cache
def plans() -> tuple[Plan, ...]:
    """Two plans that agree on some lines."""
    return plan(1, FIRST, EMPTY[1]), plan(2, SECOND, EMPTY[2])


def written(decisions: Sequence[Decision] = (), waivers: Iterable[dict[str, object]] = ()) -> bytes:
    """plans.xlsx of the two plans, with decisions carried over from an earlier round."""
    options = {"plans": 2, "locks": [d.told() for d in decisions], "waivers": list(waivers)}
    result = Result("optimal", plans(), {**HASHES, "options": options if decisions else {"plans": 2}})
    stream = io.BytesIO()
    write_plans(stream, situation(), result)
    return stream.getvalue()


@cache
def workbook() -> bytes:
    """plans.xlsx of the two plans."""
    return written()


def edited(bend: Bend, data: bytes | None = None) -> bytes:
    """The workbook after ``bend``, saved by another program than ours."""
    book = openpyxl.load_workbook(io.BytesIO(workbook() if data is None else data), rich_text=True)
    bend(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def places(sheet: Any) -> dict[str, int]:
    """The column of each heading."""
    return {role: cell.column for cell in sheet[top_of(sheet)] for role, text in HEADINGS.items() if cell.value == text}


def row_of(sheet: Any, cadre: str, posts: str, plan: object = None) -> int:
    """The row of a line, by its codes as they are written."""
    at = places(sheet)
    for row in range(1, sheet.max_row + 1):
        told = tuple(str(sheet.cell(row, at[role]).value or "") for role in ("cadre", "posts"))
        if told == (cadre, posts) and plan in (None, sheet.cell(row, at["plan"]).value):
            return row
    raise LookupError((cadre, posts))


def put(sheet: Any, cadre: str, posts: str, plan: object = None, /, **texts: object) -> None:
    """Write into cells of a line: mark, reason, waiver, note, or any other."""
    for role, text in texts.items():
        sheet.cell(row_of(sheet, cadre, posts, plan), places(sheet)[role]).value = text


def top_of(sheet: Any) -> int:
    """The row of the headings."""
    return next(row[0].row for row in sheet.iter_rows() if any(cell.value == HEADINGS["cadre"] for cell in row))


def insert(sheet: Any, row: int, count: int = 1) -> None:
    """Rows inserted as a spreadsheet program does it: what is merged moves along."""
    joined = [block.bounds for block in sheet.merged_cells.ranges]
    for left, top, right, bottom in joined:
        sheet.unmerge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
    sheet.insert_rows(row, count)
    for left, top, right, bottom in joined:
        down = count if top >= row else 0
        sheet.merge_cells(start_row=top + down, end_row=bottom + down, start_column=left, end_column=right)


def first(book: Any) -> Any:
    """The sheet of the first plan."""
    return book["Phương án 1"]


def marked(cadre: str, posts: str, /, *, sheet: str = "Phương án 1", **texts: object) -> Bend:
    """A bend that writes at one line."""
    return lambda book: put(book[sheet], cadre, posts, **texts)


def read(*bends: Bend, run: bool = True, data: bytes | None = None, recorded: Sequence[Decision] = ()) -> Edits:
    """What is read after the bends, with the run or without it."""

    def all_of(book: Any) -> None:
        for bend in bends:
            bend(book)

    ours = workbook() if data is None else data
    found = read_edits(edited(all_of, ours), situation(), ours if run else None, recorded)
    assert found is not None
    return found
