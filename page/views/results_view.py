"""Kết quả: what may be taken along, and the commands that do the same."""

from __future__ import annotations

from luanchuyen.messages import say
from luanchuyen.models.calendar import add_months
from luanchuyen.page.desk.desk import Desk
from luanchuyen.page.views.common import Shown
from luanchuyen.page.views.consequences_view import settled_shown, tray_shown
from luanchuyen.page.views.plans_view import status_words
from luanchuyen.wording.numbers import day
from luanchuyen.wording.proofs import phrase


def results_shown(desk: Desk) -> Shown:
    """The page's values."""
    current = desk.round
    if current is None:
        return {"round": False}
    settings = current.situation.instance.settings
    return {
        "round": True,
        "status": status_words(current),
        "proof": phrase(current.plan, current.result),
        "rank": current.plan.rank,
        "tray": tray_shown(current),
        "settled": list(settled_shown(current)),
        "applied": current.told.edits,
        "folder": str(current.run.folder),
        "start": day(max(settings.start, settings.as_of)),
        "until": day(add_months(settings.as_of, 12)),
        "commands": _commands(desk),
    }


def _commands(desk: Desk) -> list[str]:
    """What to type for the same: the plan at hand, and what the choices now come to."""
    current, book = desk.round, desk.path
    assert current is not None and book is not None
    asked = f" --plans {desk.state.plans}" if desk.state.plans is not None else ""
    locks = f" --locks {current.told.edits}" if current.told.edits else ""
    told = [f"luanchuyen lap {book.name}{locks}{asked} --out ket-qua"]
    if current.told.tray:
        told.append(f"luanchuyen xac-minh {book.name} {say('page.file_edits')}")
    return told
