"""Writes comparison.xlsx: figures with charts, what differs from the base, a sheet for every plan."""

from __future__ import annotations

import io
from typing import BinaryIO

from luanchuyen.models.comparison import Comparison
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.sheets.comparison import (
    changes_page,
    costs_page,
    figures_page,
    plan_page,
    points_page,
    posts_page,
    tradeoff_page,
)
from luanchuyen.sheets.comparison.book import ComparisonBook
from luanchuyen.sheets.paper.workbook import new_workbook
from luanchuyen.wording.naming import Naming, naming_of


def write(comparison: Comparison, situation: Situation, stream: BinaryIO) -> None:
    """Write the workbook with the names of the facts; the same bytes for the same comparison and facts."""
    write_named(comparison, naming_of(situation, comparison), stream)


def write_named(comparison: Comparison, naming: Naming, stream: BinaryIO) -> None:
    """Write the workbook with names already known."""
    made = io.BytesIO()
    workbook = new_workbook(made, naming.as_of)
    book = ComparisonBook(workbook, comparison, naming)
    for page in (figures_page, tradeoff_page, costs_page, posts_page, changes_page, points_page):
        page.write(book)
    if book.paged:
        for at in book.alike.own:
            plan_page.write(book, at)
    workbook.close()
    stream.write(made.getvalue())
