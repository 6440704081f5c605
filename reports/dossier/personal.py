"""The sheet of a single person, to be shown to them: their own move and facts, nothing of anybody else's file."""

from __future__ import annotations

import re

from luanchuyen.messages import say
from luanchuyen.reports.dossier.rendering import rendered
from luanchuyen.reports.papers.move import Person
from luanchuyen.reports.papers.papers import Papers


def personal_sheets(papers: Papers, final: bool = False) -> dict[str, bytes]:
    """By name of the file: a sheet for everybody whom the plan put forward moves.

    Left out are who follows or goes before, whom else the board might place, points and ranks, what is told of others
    at the same time (relatives, the panel's highest points), why a post is due, and reasons as they were typed.
    """
    board, mark = papers.board, "" if final else say("dossier.draft")
    return {
        f"persons/{_file_name(move.person, at)}": rendered("personal.html", mark, board.secrecy, board=board, move=move)
        for at, move in enumerate(papers.plan.moves, start=1)
    }


def _file_name(person: Person, at: int) -> str:
    """By place among all sheets, so that no two are alike, with the code as far as every system takes it.

    Of anonymous papers by what stands for the name; elsewhere that would tell who is which number.
    """
    if not person.shown_code:
        return f"{person.name}.html"
    code = re.sub(r"[^A-Za-z0-9]+", "-", person.shown_code)[:40].strip("-")
    return f"{at:04}{'-' + code if code else ''}.html"
