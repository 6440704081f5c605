"""Workbooks of plans as offices mangle them: marks in many spellings, lines sorted, sheets copied, cells rewritten.

Every mangled workbook comes with what must be read of it, told from the marks alone by the table of a committee's
answers, written once more here.
"""

from __future__ import annotations

import io
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

import openpyxl
from committee_board import EMPTY, FIRST, HEADINGS, NAMES, SECOND, workbook

from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.text.folding import clean, fold_plain

Line = tuple[str, str, str]
"""Cadre, posts, plan, as the code columns write them."""
Rows = list[list[object]]
WORDS = {
    "agree": ("đồng ý",),
    "exclude": ("thay người khác",),
    "stay": ("ở lại", "không nhận"),
    "leave_empty": ("không bố trí",),
}
SAID_OF = {
    "moved": ("agree", "exclude", "stay", "leave_empty", "choose", "choose", "nonsense"),
    "empty": ("agree", "leave_empty", "choose", "exclude"),
    "leaving": ("agree", "stay", "exclude", "choose"),
}
UNSAID = {("empty", "exclude"), ("leaving", "exclude"), ("leaving", "choose"), ("moved", "nonsense")}
CODED = ("cadre", "posts", "plan")
KEPT = {*CODED, "mark", "reason", "waiver", "note"}
PLANS = {"1": (FIRST, EMPTY[1]), "2": (SECOND, EMPTY[2])}


def line_sort(line: Line) -> str:
    """moved | empty | leaving."""
    return "leaving" if not line[1] else "moved" if line[0] else "empty"


@dataclass
class Mangled:
    """The sheets as rows of values, and what must be told of them. ``changed``: what other cells say now."""

    sheets: dict[str, Rows]
    marks: dict[tuple[str, Line], tuple[str, str]] = field(default_factory=dict)
    refused: set[tuple[Line, str]] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)
    told: list[str] = field(default_factory=list)

    @property
    def decisions(self) -> set[Decision]:
        """What the marks decide that can be read."""
        emptied: dict[tuple[str, str], set[Line]] = {}
        for (_, line), (kind, _) in self.marks.items():
            if kind == "leave_empty" or (kind == "agree" and line_sort(line) == "empty"):
                for post in line[1].split("; "):
                    emptied.setdefault((line[2], post), set()).add(line)
        return {d for (_, line), mark in self.marks.items() for d in decided(line, *mark, emptied)}

    @property
    def unread(self) -> Counter[str]:
        """The marks that say nothing at their lines, on every sheet where they stand."""
        found = [
            (line, str(rows[number][places(rows)["mark"]]))
            for rows in (self.sheets[title] for title in plan_sheets(self))
            for line, number in lines(rows).items()
        ]
        return Counter(clean(text) for line, text in found if (line, text) in self.refused)


def lines_at(plan: str, post: str) -> int:
    """How many lines a post has in a plan."""
    moves, empty = PLANS[plan]
    return sum(post in posts for posts in moves.values()) + (post in empty)


def decided(line: Line, kind: str, chosen: str, emptied: dict[tuple[str, str], set[Line]]) -> list[Decision]:
    """What a mark decides at a line."""
    cadre, posts, plan = line[0], line[1].split("; "), line[2]
    if kind == "stay":
        return [Decision("stay", cadre)]
    if line_sort(line) == "leaving":
        return []
    if (kind == "choose" and chosen == cadre) or (kind == "agree" and cadre):
        return [Decision("fix", cadre, post) for post in posts]
    if kind == "choose":
        several = [p for p in posts if cadre and lines_at(plan, p) > 1]
        return [Decision("fix", chosen, p) for p in posts] + [Decision("forbid", cadre, p) for p in several]
    if kind == "exclude":
        return [Decision("forbid", cadre, post) for post in posts]
    found = []
    for post in posts:
        count = lines_at(plan, post)
        if count < 2:
            found.append(Decision("forbid", "*", post))
            continue
        found += [Decision("forbid", cadre, post)] if cadre else []
        found.append(Decision("at_most", "*", post, count - len(emptied[plan, post])))
    return found


def mangled(seed: int) -> tuple[bytes, Mangled]:
    """The workbook of a seed, and what must be read of it."""
    random = Random(f"mangled {seed}")
    book = Mangled(values(workbook()))
    for title in ("Phương án 1", "Phương án 2"):
        mark_some(book, title, random)
    for mangle in random.sample(MANGLES, random.randint(1, 5)):
        book.told.append(mangle.__name__)
        mangle(book, random)
    return saved(book, random), book


def values(data: bytes) -> dict[str, Rows]:
    """Every sheet as rows of values."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets}


def saved(book: Mangled, random: Random) -> bytes:
    """The rows as a workbook of another program: no styles, nothing merged; empty texts here and there."""
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for title, rows in book.sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(["" if cell is None and random.random() < 0.01 else cell for cell in row])
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


# -- where things stand ---------------------------------------------------------------------------


def places(rows: Rows) -> dict[str, int]:
    """The column of each heading."""
    top = next(row for row in rows if "STT" in row or "Chốt" in row)
    return {role: top.index(text) for role, text in HEADINGS.items() if text in top}


def lines(rows: Rows) -> dict[Line, int]:
    """The row of each line of a plan."""
    at = places(rows)
    if not at.keys() >= set(CODED):
        return {}
    found: dict[Line, int] = {}
    for number, row in enumerate(rows):
        codes = tuple(str(row[at[role]] if row[at[role]] is not None else "") for role in CODED)
        if codes[2].isdecimal() and (codes[0] or codes[1]):
            found[codes[0], codes[1], codes[2]] = number
    return found


def plan_sheets(book: Mangled) -> list[str]:
    """The sheets with lines of plans."""
    return [title for title, rows in book.sheets.items() if any("Chốt" in row for row in rows) and lines(rows)]


# -- marks ----------------------------------------------------------------------------------------


def mark_some(book: Mangled, title: str, random: Random) -> None:
    """Marks at some of the lines."""
    rows = book.sheets[title]
    at = places(rows)
    for line, number in lines(rows).items():
        if random.random() < 0.5:
            kind = random.choice(SAID_OF[line_sort(line)])
            text, chosen = written(kind, random)
            rows[number][at["mark"]] = text
            if (line_sort(line), kind) in UNSAID:
                book.refused.add((line, text))
            else:
                book.marks[title, line] = (kind, chosen)
        if random.random() < 0.2:
            rows[number][at["note"]] = random.choice(("đã trao đổi", "=A1", "xem lại"))


def written(kind: str, random: Random) -> tuple[str, str]:
    """(a text for the mark, who is chosen)."""
    if kind == "nonsense":
        return random.choice(("đồng ý không", "để xem", "?", "Nguyễn Văn An", "C77", "hoãn")), ""
    if kind != "choose":
        return spelt(random.choice(WORDS[kind]), random), ""
    cadre = random.choice(
        [code for code in NAMES if NAMES[code] not in ("Nguyễn Văn An",) and code not in ("C6", "C7")]
    )
    name = NAMES[cadre]
    return random.choice((cadre, f"{cadre} · {name}", f"{cadre} · {name} · +{random.randint(1, 9)}", name)), cadre


def spelt(word: str, random: Random) -> str:
    """A word as somebody types it."""
    ways: tuple[Callable[[str], str], ...] = (
        str.upper, str.capitalize, fold_plain, lambda text: unicodedata.normalize("NFD", text),
        lambda text: f"  {text.replace(' ', '  ')} ", lambda text: text.replace(" ", "\u00a0"), lambda text: f"{text}.",
    )  # fmt: skip
    for way in random.sample(ways, random.randint(0, 3)):
        word = way(word)
    return word


# -- what is done to the workbook -----------------------------------------------------------------


def sort_lines(book: Mangled, random: Random) -> None:
    """Lines of a sheet in any order, over its sections."""
    rows = book.sheets[random.choice(plan_sheets(book))]
    where = list(lines(rows).values())
    for one, other in zip(where, [rows[i] for i in random.sample(where, len(where))], strict=True):
        rows[one] = other


def insert_rows(book: Mangled, random: Random) -> None:
    """Rows with or without words of their own, anywhere."""
    rows = book.sheets[random.choice(plan_sheets(book))]
    for _ in range(random.randint(1, 4)):
        own: list[object] = [None] * len(rows[0])
        if random.random() < 0.5:
            kept = {column for role, column in places(rows).items() if role in KEPT}
            own[random.choice([c for c in range(len(own)) if c not in kept])] = "Ban Tổ chức ghi thêm"
        rows.insert(random.randint(0, len(rows)), own)


def fill_down(book: Mangled, random: Random) -> None:
    """One word over every line below a line, as the handle of a cell does it."""
    title = random.choice(plan_sheets(book))
    rows = book.sheets[title]
    if title not in ("Phương án 1", "Phương án 2") or "mark" not in places(rows):
        return
    start = random.choice(list(lines(rows).values()))
    for line, number in lines(rows).items():
        if number >= start:
            rows[number][places(rows)["mark"]] = "đồng ý"
            book.marks[title, line] = ("agree", "")


def rename_sheets(book: Mangled, random: Random) -> None:
    """Other titles for some sheets."""
    taken = random.sample(list(book.sheets), 2)
    book.sheets = {f"Trang {at}" if title in taken else title: rows
                   for at, (title, rows) in enumerate(book.sheets.items())}  # fmt: skip


def copy_sheet(book: Mangled, random: Random) -> None:
    """A sheet of a plan once more, marks and all."""
    title = random.choice(plan_sheets(book))
    book.sheets["Bản sao"] = [list(row) for row in book.sheets[title]]
    here = lines(book.sheets[title])
    book.marks |= {("Bản sao", line): mark for (_, line), mark in book.marks.items() if line in here}


def delete_columns(book: Mangled, random: Random) -> None:
    """Columns that are neither codes nor for the hand."""
    rows = book.sheets[random.choice(plan_sheets(book))]
    kept = {column for role, column in places(rows).items() if role in KEPT}
    for column in sorted(random.sample([c for c in range(1, len(rows[0])) if c not in kept], 2), reverse=True):
        for row in rows:
            told = row.pop(column)
            book.changed.discard(str(told))


def move_columns(book: Mangled, random: Random) -> None:
    """The columns of a sheet in any order, but the first, where the long lines stand."""
    rows = book.sheets[random.choice(plan_sheets(book))]
    order = [0, *random.sample(range(1, len(rows[0])), len(rows[0]) - 1)]
    rows[:] = [[row[at] for at in order] for row in rows]


def rewrite_cells(book: Mangled, random: Random) -> None:
    """Other cells that say something else; some are formulas that nobody has worked out."""
    for _ in range(random.randint(1, 3)):
        rows = book.sheets[random.choice(plan_sheets(book))]
        kept = {column for role, column in places(rows).items() if role in KEPT}
        row = rows[random.choice(list(lines(rows).values()))]
        column = random.choice([c for c, cell in enumerate(row) if c not in kept and cell not in (None, "")])
        text = f"sửa {len(book.changed)}" if random.random() < 0.8 else f"=SUM(A1:A{len(book.changed) + 2})"
        book.changed.discard(str(row[column]))
        row[column] = text
        book.changed.add(text)


def order_sheets(book: Mangled, random: Random) -> None:
    """Sheets in any order; some that hold no plan are gone."""
    titles = random.sample(list(book.sheets), len(book.sheets))
    gone = [t for t in titles if t not in plan_sheets(book) and random.random() < 0.3]
    book.sheets = {title: book.sheets[title] for title in titles if title not in gone}


def add_sheet(book: Mangled, random: Random) -> None:
    """A sheet of their own, with words of ours."""
    book.sheets["Ghi chung"] = [["Phương án", "Chốt"], ["1", "đồng ý"], ["C1", "không bố trí"]]


MANGLES = [
    sort_lines, insert_rows, fill_down, delete_columns, move_columns, rewrite_cells, order_sheets, add_sheet,
    rename_sheets, copy_sheet,
]  # fmt: skip
