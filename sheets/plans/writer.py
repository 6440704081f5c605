"""Writes plans.xlsx: what a committee reads, prints and marks."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO

from luanchuyen.models.committee.run_answers import NO_ANSWERS, RunAnswers
from luanchuyen.models.plan import Result
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.sheets.paper.workbook import new_workbook
from luanchuyen.sheets.plans import (
    biographies,
    chains,
    changes_page,
    comparison,
    declines_page,
    plan_page,
    rules_page,
    statistics,
    summary,
    unfilled,
    verification,
    why_page,
)
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.sheets.plans.choices import Choices
from luanchuyen.wording.left_out import does_without


def write_plans(
    target: Path | str | BinaryIO, situation: Situation, result: Result, answers: RunAnswers = NO_ANSWERS
) -> None:
    """Write the workbook of a result to a path or an open binary stream.

    The same facts and the same result give the same bytes: no clock, no user, no machine. Texts are always
    texts, never formulas or links. OSError where the file cannot be written.
    """
    stream = io.BytesIO()
    workbook = new_workbook(stream, situation.instance.settings.as_of)
    book = PlansBook(workbook, situation, result, answers)
    choices = Choices(book)
    summary.write(book)
    for plan in result.plans:
        plan_page.write(book, plan, choices)
    large = does_without(situation)
    retelling, facts = ((), ()) if large else ((comparison, chains), (biographies,))
    told = (changes_page, declines_page, why_page, *retelling, unfilled, *facts, statistics, rules_page, verification)
    for page in told:
        page.write(book)
    choices.write()
    workbook.close()
    if isinstance(target, Path | str):
        Path(target).write_bytes(stream.getvalue())
    else:
        target.write(stream.getvalue())
