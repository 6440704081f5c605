"""Workbooks mangled at random: no edit is lost, none is guessed, every other cell that was changed is told."""

from __future__ import annotations

from collections import Counter

import pytest
from committee_board import situation, workbook
from mangled_edits import mangled

from luanchuyen.models.text.folding import clean
from luanchuyen.sheets.edits.reading import read_edits

SEEDS = 40
"""A thousand were run once."""


def judge(seed: int, *runs: bytes | None) -> None:
    """Hold what is read of a mangled workbook, with the run or alone, against what was written."""
    data, book = mangled(seed)
    for run in runs or (workbook(), None):
        found = read_edits(data, situation(), run)
        assert found is not None
        assert set(found.decisions) == book.decisions, (seed, book.told)
        assert Counter(clean(unread.text) for unread in found.unread) == book.unread, (seed, book.told)
        if run is not None:
            told = {change.now for change in found.other_changes}
            assert book.changed <= told, (seed, book.told, book.changed - told)
            assert {t for t in told if t and not t.startswith(("sửa", "=SUM"))} == set(), (seed, book.told)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_no_edit_is_lost_and_none_guessed(seed: int) -> None:
    judge(seed, None if seed % 3 else workbook())
