"""What every page shows: whose board, which steps, what runs, what was said last."""

from __future__ import annotations

from typing import Any

from luanchuyen.messages import language, say
from luanchuyen.page.desk.desk import Desk
from luanchuyen.wording.numbers import day, number

STEPS = (("so-lieu", "facts"), ("phuong-an", "plans"), ("xem-xet", "review"), ("kich-ban", "what_if"),
         ("ket-qua", "results"))  # fmt: skip
Shown = dict[str, Any]


def common(desk: Desk, here: str) -> Shown:
    """The head of a page: ``here`` is its address."""
    facts, current = desk.facts, desk.round
    settings = facts.case.instance.settings if facts and facts.case else None
    ready = {
        "so-lieu": True,
        "phuong-an": settings is not None,
        "xem-xet": current is not None,
        "kich-ban": settings is not None,
        "ket-qua": current is not None,
    }
    steps = [
        {"at": f"/{at}", "name": say(f"page.step_{name}"), "here": at == here, "ready": ready[at], "number": place}
        for place, (at, name) in enumerate(STEPS, 1)
    ]
    return {
        "lang": language(),
        "steps": steps,
        "here": here,
        "board": (settings.title if settings else "") or say("page.no_title"),
        "organisation": settings.organisation if settings else "",
        "secrecy": settings.secrecy if settings else "",
        "as_of": day(settings.as_of) if settings else "",
        "book": facts.name if facts else "",
        "chosen": len(current.told.tray) if current else 0,
        "job": job_shown(desk),
        "notice": desk.notice,
        "versions": desk.versions,
    }


def job_shown(desk: Desk) -> Shown | None:
    """What runs: seconds, and of planning how far the best found stands above its bound. None: nothing runs."""
    if not desk.busy or desk.job is None:
        return None
    told = desk.job.progress
    found, plans = told.get("found"), told.get("plans")
    shown: Shown = {"kind": desk.job.kind, "seconds": desk.job.seconds, "stopping": desk.job.stopping}
    if isinstance(found, int) and isinstance(plans, int):
        shown |= {"rank": min(found + 1, plans), "plans": plans}
    for name in ("value", "bound", "tier", "done", "left"):
        value = told.get(name)
        shown[name] = number(value) if isinstance(value, int) else None
    return shown
