"""Pages are full, no heading stands alone at a page's foot, no row or two alone on the last page."""

from __future__ import annotations

import random

import pytest

from luanchuyen.sheets.paper.pagination import LEAST_ROWS, PageRow, page_ends
from luanchuyen.sheets.paper.text_size import TOP_AND_BOTTOM, needed

ROOM, HEADING = 300, 40


def pages(rows: list[PageRow], ends: list[int]) -> list[list[PageRow]]:
    return [rows[start:end] for start, end in zip([0, *ends], [*ends, len(rows)], strict=True)]


@pytest.mark.parametrize("seed", range(40))
def test_every_page_fits_and_none_ends_in_a_heading(seed: int) -> None:
    chance = random.Random(seed)
    rows = [PageRow(chance.choice((20, 46, 90, 130)), chance.random() < 0.2) for _ in range(chance.randint(1, 60))]
    told = pages(rows, page_ends(rows, ROOM, HEADING))
    assert [row for page in told for row in page] == rows and all(told)
    for at, page in enumerate(told):
        high = sum(row.height for row in page) + (HEADING if at else 0)
        assert high <= ROOM or len(page) == 1
        last = at == len(told) - 1
        assert last or not page[-1].keeps or all(row.keeps for row in page[1:])


def test_the_last_page_takes_rows_from_the_page_before_it() -> None:
    rows = [PageRow(50)] * 7
    assert page_ends(rows, 300) == [7 - LEAST_ROWS]
    assert page_ends(rows[:6], 300) == []


def test_a_heading_goes_with_the_rows_that_it_is_of() -> None:
    rows = [*[PageRow(50)] * 4, PageRow(50, keeps=True), PageRow(50, keeps=True), *[PageRow(50)] * 5]
    assert page_ends(rows, 300)[0] == 4


def test_the_repeated_heading_takes_its_room() -> None:
    rows = [PageRow(50)] * 20
    assert page_ends(rows, 300, 100, 0) == [6, 10, 14, 17]


def test_a_text_is_as_high_as_its_lines() -> None:
    one = needed("Bí thư", 200, 12)
    assert needed("Bí thư\nChủ tịch", 200, 12) - TOP_AND_BOTTOM == 2 * (one - TOP_AND_BOTTOM)
    assert needed("Bí thư Đảng ủy", 60, 12) == needed("Bí thư\nĐảng ủy", 60, 12)
    assert needed("ậ" * 50, 200, 12) > needed("a" * 50, 200, 12), "another font may lend these letters"
