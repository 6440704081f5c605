"""What LibreOffice prints of plans.xlsx and of a comparison: few pages, broken where we break them, no text cut."""

from __future__ import annotations

import html
import io
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import as_file
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from luanchuyen import open_case, plan
from luanchuyen.messages import speak_in
from luanchuyen.scenarios.comparison.comparison import compare
from luanchuyen.scenarios.example import folder
from luanchuyen.scenarios.scenario import Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome
from luanchuyen.sheets.comparison.writer import write
from luanchuyen.sheets.plans.writer import write_plans

OFFICE = shutil.which("soffice")
PLANS, LEAST_MOVES, MOST_PAGES = 5, 20, 25
TOP = 0.55 * 72
"""Where the rows of a page begin, in points."""
_WORD = re.compile(r'<word xMin="[\d.]+" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*?)</word>')
_SIGNS = ".−-*"
"""What the format of a number adds to it."""


def visible(book: Workbook) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]


def pages_of(sheet: Worksheet) -> list[list[int]]:
    """The rows of each page as the sheet asks for them, the repeated heading first."""
    last = int(str(sheet.print_area).rpartition("$")[2])
    if sheet.sheet_properties.pageSetUpPr.fitToPage:
        return [list(range(1, last + 1))]
    heading = int(str(sheet.print_title_rows).rpartition("$")[2]) if sheet.print_title_rows else 0
    starts = [0, *(mark.id for mark in sheet.row_breaks.brk)]
    spans = zip(starts, [*starts[1:], last], strict=True)
    return [[*([heading] if start >= heading > 0 else []), *range(start + 1, end + 1)] for start, end in spans]


def letters(text: str) -> Counter[str]:
    """The letters of a text, however it is broken into words and lines; signs of numbers aside."""
    found = Counter("".join(unicodedata.normalize("NFKC", text).split()))
    return Counter({letter: count for letter, count in found.items() if letter not in _SIGNS})


def cut(book: Workbook, pdf: Path) -> Iterator[tuple[str, int]]:
    """Sheet and row of every printed row that does not show, within its height, what its cells hold."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.split("<page ")[1:]
    pages = iter([_WORD.findall(page) for page in told])
    for sheet in visible(book):
        scale = (sheet.page_setup.scale or 100) / 100
        for rows in pages_of(sheet):
            words, top = next(pages), TOP
            # What is shrunk onto a page is shrunk by the program: where its rows stand is not known beforehand.
            for row in rows if not sheet.sheet_properties.pageSetUpPr.fitToPage else ():
                end = top + float(sheet.row_dimensions[row].height or 0) * scale
                shown = "".join(html.unescape(w) for y, z, w in words if top <= (float(y) + float(z)) / 2 < end)
                held = "".join(str(cell.value) for cell in printed_cells(sheet, row) if cell.value is not None)
                if letters(shown) != letters(held):
                    yield sheet.title, row
                top = end
    assert next(pages, None) is None, "a page that nobody asked for"


def printed_cells(sheet: Worksheet, row: int) -> tuple[openpyxl.cell.Cell, ...]:
    area = str(sheet.print_area).partition("!")[2].replace("$", "")
    return tuple(sheet[area][row - 1])


@pytest.fixture(scope="module")
def books() -> dict[str, bytes]:
    """A district's five plans; a comparison of them; the plans with rows of half the height."""
    speak_in("vi")
    with as_file(folder("dien-bien-2015")) as path:
        case = open_case(path)
    result = plan(case.instance, case.rules, replace(case.options, plans=PLANS))
    assert [len(one.assignments) >= LEAST_MOVES for one in result.plans] == [True] * PLANS
    streams = {name: io.BytesIO() for name in ("plans", "comparison", "low")}
    write_plans(streams["plans"], case.situation, result)
    names = [f"Phương án {one.rank}" for one in result.plans]
    outcomes = [
        Outcome(Scenario(n, ()), "optimal", p, (), None, True) for n, p in zip(names, result.plans, strict=True)
    ]
    write(compare(outcomes[0], outcomes[1:]), case.situation, streams["comparison"])
    low = openpyxl.load_workbook(io.BytesIO(streams["plans"].getvalue()), rich_text=True)
    for sheet in visible(low):
        for row in sheet.row_dimensions.values():
            row.height = row.height / 2 if row.height else row.height
    low.save(streams["low"])
    return {name: stream.getvalue() for name, stream in streams.items()}


def test_twenty_moves_and_five_plans_take_few_pages(books: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(books["plans"]))
    assert sum(len(pages_of(sheet)) for sheet in visible(book)) <= MOST_PAGES
    for rank in range(2, PLANS + 1):
        assert len(pages_of(book[f"Phương án {rank}"])) <= 2


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None or shutil.which("pdftotext") is None, reason="needs LibreOffice and poppler")
def test_no_text_is_cut_and_pages_end_where_we_end_them(books: dict[str, bytes], tmp_path: Path) -> None:
    for name, data in books.items():
        (tmp_path / f"{name}.xlsx").write_bytes(data)
    command = [str(OFFICE), "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "pdf", "--outdir", str(tmp_path), *(str(tmp_path / f"{name}.xlsx") for name in books)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    found = {
        name: list(cut(openpyxl.load_workbook(io.BytesIO(data)), tmp_path / f"{name}.pdf"))
        for name, data in books.items()
    }
    assert (found["plans"], found["comparison"]) == ([], [])
    assert len(found["low"]) > LEAST_MOVES, "with rows too low it would be seen"
