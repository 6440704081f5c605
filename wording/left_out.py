"""What plans.xlsx does without on a board of a nation's size, and the sentence that says so."""

from __future__ import annotations

from luanchuyen.messages import say
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.numbers import number

MOST_POSTS = 20_000
"""Posts in the sheet up to which every page is written, and every list of people."""
RETELLING = ("comparison", "chains", "biographies")
"""The pages that tell the plans' sheets once more, by post and by chain, and the facts of people."""


def does_without(situation: Situation) -> bool:
    """Whether the board is that large."""
    return len(situation.instance.posts) > MOST_POSTS


def left_out(situation: Situation) -> str:
    """What is left out; "" where nothing is."""
    if not does_without(situation):
        return ""
    pages = ", ".join(say(f"workbook.sheet_{page}") for page in RETELLING)
    return say("workbook.left_out", pages=pages, most=number(MOST_POSTS))
