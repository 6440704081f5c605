"""The pages of plans.xlsx that a board of a nation's size does without, and the sentence that says so."""

from __future__ import annotations

from luanchuyen.messages import say
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.numbers import number

MOST_POSTS = 20_000
"""Posts in the sheet up to which every page is written."""
RETELLING = ("comparison", "chains")
"""The pages that tell the plans' sheets once more, by post and by chain."""


def left_out(situation: Situation) -> str:
    """Which pages are left out; "" where all are written."""
    if len(situation.instance.posts) <= MOST_POSTS:
        return ""
    pages = ", ".join(say(f"workbook.sheet_{page}") for page in RETELLING)
    return say("workbook.left_out", pages=pages, most=number(MOST_POSTS))
