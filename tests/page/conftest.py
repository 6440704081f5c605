"""A district as a workbook, right and with two errors in it, as a clerk hands it over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from page_server import PageServer

from luanchuyen.cli import main


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example of a district."""
    path = tmp_path_factory.mktemp("district") / "huyen.xlsx"
    assert main(["new", "--example", "binh-lieu", "--out", str(path), "--quiet"]) == 0
    return path


@pytest.fixture(scope="session")
def flawed(district: Path) -> Path:
    """The same with a day that is none and a unit that is none; and one that is called by its name."""
    book = openpyxl.load_workbook(district)
    for sheet, heading, text in (("Cán bộ", "Ngày sinh", "31/02/1980"), ("Chức danh", "Mã đơn vị", "KHONG-CO"),
                                 ("Cán bộ", "Mã đơn vị hiện nay", "Văn phòng Huyện ủy")):  # fmt: skip
        page = book[sheet]
        top = next(row for row in page.iter_rows() if any(cell.value == f"{heading} *" for cell in row))
        column = next(cell.column for cell in top if cell.value == f"{heading} *")
        page.cell(top[0].row + 1, column).value = text
    path = district.with_name("huyen-loi.xlsx")
    book.save(path)
    return path


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PageServer]:
    """A page without a book, its user let in."""
    server = PageServer("--work", tmp_path_factory.mktemp("bare") / "viec")
    server.enter()
    yield server
    assert server.stop() == 130
